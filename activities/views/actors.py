"""Answers to the script that completes actors as one types; without it they are chosen in the plain form."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from activities.linking import CELLS
from activities.suggestions import ActorNameError, actor_named, suggestions
from andts.lib.answers import refusal
from andts.lib.fields import LONGEST_LINE
from andts.lib.ids import id_in
from organisations.access import SignedIn
from plans.access import editable_plan
from plans.models import Plan


@require_GET
def actor_suggestions(request: SignedIn, pk: int) -> HttpResponse:
    """{"actors": [{"id", "name", "alias"}], "exact": whether one is called just this}, for what is typed (`q`).

    With `activity` and `relation` also {"linked": [{"id", "name"}]}, the actors that the activity's text is linked to.
    """
    plan = editable_plan(request, pk)
    found, is_exact = suggestions(plan.organisation.authority, request.GET.get("q", "")[:LONGEST_LINE])
    return JsonResponse({"actors": [asdict(each) for each in found], "exact": is_exact} | _linked(request, plan))


@require_POST
def actor_quick(request: SignedIn, pk: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    try:
        actor = actor_named(request.POST.get("name", ""), owner=plan.organisation.authority, by=request.user)
    except ActorNameError as error:
        return refusal(str(error), status=422)
    return JsonResponse({"id": actor.pk, "name": actor.name})


def _linked(request: SignedIn, plan: Plan) -> dict[str, Any]:
    row, relation = id_in(request.GET.get("activity", "")), request.GET.get("relation", "")
    if row is None or relation not in CELLS.values():
        return {}
    activity = plan.activities.present().filter(pk=row).first()
    linked = getattr(activity, relation).values("id", "name") if activity else []
    return {"linked": list(linked)}
