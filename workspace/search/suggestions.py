"""What the command palette offers while one types: plans, headings and activities by their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from andts.lib.searching import Term, terms
from organisations.models import User
from workspace.search.sources import ACTIVITIES, NODES, PLANS, Source

AT_MOST = 10
OF_EACH = {"Plan": (PLANS, 4), "Rubrik": (NODES, 4), "Aktivitet": (ACTIVITIES, 6)}


def suggestions(user: User, query: str) -> list[dict[str, str]]:
    """At most ten, the plans first; a query for each kind, and those that its rows' plans take."""
    asked = terms(query, unfinished=True)
    if not asked:
        return []
    offered = [row for kind, (source, count) in OF_EACH.items() for row in _named(kind, source, count, user, asked)]
    return offered[:AT_MOST]


def _named(kind: str, source: Source, count: int, user: User, asked: Sequence[Term]) -> Iterator[dict[str, str]]:
    for hit in source.hits(source.ids_by_name(user, asked, count), asked):
        where = [hit.plan.title] if hit.plan and source is not PLANS else []
        yield {
            "kind": kind,
            "label": "".join(piece.text for piece in hit.title),
            "where": " · ".join([*where, hit.organisation, *([hit.plan.state_label] if hit.plan else [])]),
            "url": hit.url,
        }
