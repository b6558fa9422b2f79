"""What the command palette offers while one types: plans, headings and activities by their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from andts.lib.searching import Term, terms
from organisations.models import User
from workspace.search.sources import ACTIVITIES, NODES, PLANS, Source

AT_MOST = 10
OF_EACH = {"Plan": (PLANS, 4), "Rubrik": (NODES, 4), "Aktivitet": (ACTIVITIES, 6)}


def suggestions(user: User, query: str, *, plan: int | None = None) -> list[dict[str, str]]:
    """At most ten, the plans first, and of each kind what stands in `plan`; a query for each kind, and those that its
    rows' plans take.
    """
    asked = terms(query, unfinished=True)
    if not asked:
        return []
    ids = {kind: source.ids_by_name(user, asked, count, plan=plan) for kind, (source, count) in OF_EACH.items()}
    return [row for kind, (source, _) in OF_EACH.items() for row in _named(kind, source, ids[kind], asked)][:AT_MOST]


def _named(kind: str, source: Source, ids: Sequence[int], asked: Sequence[Term]) -> Iterator[dict[str, str]]:
    for hit in source.hits(ids, asked):
        where = [hit.plan.title] if hit.plan and source is not PLANS else []
        yield {
            "kind": kind,
            "label": "".join(piece.text for piece in hit.title),
            "where": " · ".join([*where, hit.organisation, *([hit.plan.state_label] if hit.plan else [])]),
            "url": hit.url,
        }
