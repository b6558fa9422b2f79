"""The site's search, and what the command palette asks while one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from andts.lib.fields import one_line
from andts.lib.ids import id_in
from andts.lib.searched import TooSlow, at_most
from andts.lib.searching import Term, terms
from organisations.access import SignedIn
from workspace.search.results import KINDS, Found, find
from workspace.search.spelling import meant
from workspace.search.suggestions import suggestions

SECONDS = 5.0
LONGEST_SHOWN = 200


@require_GET
def search(request: SignedIn) -> HttpResponse:
    """Queries as many as there are kinds and pieces of them, whatever is found; more when nothing is."""
    query = one_line(request.GET.get("q", ""))[:LONGEST_SHOWN]
    asked = terms(query)
    context = {"query": query, "asked": asked, "kinds": KINDS}
    try:
        with at_most(SECONDS):
            return render(request, "workspace/search.html", context | (_answer(request, query, asked) if asked else {}))
    except TooSlow:
        return render(request, "workspace/search.html", context | {"is_too_slow": True})


def _answer(request: SignedIn, query: str, asked: Sequence[Term]) -> dict[str, Any]:
    results = find(request.user, asked)
    chosen = next((found for found in results if found.kind.slug == request.GET.get("typ")), None)
    count = sum(found.count for found in results)
    return {
        "results": [found for found in results if found.count],
        "tabs": _tabs(query, results, chosen),
        "chosen": chosen,
        "page": chosen.page(request.GET.get("sida")) if chosen else None,
        "count": count,
        "meant": [] if count else [(words, _address(words)) for words in meant(request.user, asked)],
    }


def _tabs(query: str, results: list[Found], chosen: Found | None) -> list[dict[str, Any]]:
    every = {"label": "Allt", "url": _address(query), "is_current": chosen is None}
    # The one that is looked at stays, although it has no hits.
    shown = [found for found in results if found.count or found is chosen]
    return [every] + [
        {
            "label": found.kind.label,
            "count": found.count_text,
            "url": _address(query, typ=found.kind.slug),
            "is_current": found is chosen,
        }
        for found in shown
    ]


def _address(query: str, **more: str) -> str:
    return f"{reverse('search')}?{urlencode({'q': query, **more})}"


@require_GET
def search_suggestions(request: SignedIn) -> JsonResponse:
    """At most ten places to go to, those of `plan` first; none when it takes too long, since the next key asks anew."""
    query = one_line(request.GET.get("q", ""))[:LONGEST_SHOWN]
    plan = id_in(request.GET.get("plan", ""))
    try:
        with at_most(SECONDS / 5):
            offered = suggestions(request.user, query, plan=plan)
    except TooSlow:
        offered = []
    return JsonResponse({"suggestions": offered})
