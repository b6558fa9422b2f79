"""Swedish for the sentences that a package is begun with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from andts.lib.folding import plain
from andts.lib.swedish import day_text
from plans.models import Decision, Plan

DEFINITE = {
    Plan.Kind.IMPLEMENTATION: "genomförandeplanen",
    Plan.Kind.ACTION: "handlingsplanen",
    Plan.Kind.PROGRAMME: "programmet",
    Plan.Kind.STRATEGY: "strategin",
    Plan.Kind.YEAR: "årsplanen",
    Plan.Kind.POLICY: "policyn",
    Plan.Kind.MEASURES: "åtgärdsplanen",
    Plan.Kind.REGIONAL: "den regionala handlingsplanen",
    Plan.Kind.PROMISE: "medborgarlöftet",
    Plan.Kind.PLACE: "platsplanen",
}


def the_plan(plan: Plan) -> str:
    # What a title says itself is not said twice: genomförandeplanen ”ANDTS-arbetet i Lindvalla”.
    if plain(plan.get_kind_display()) in plain(plan.title):
        return quoted(plan.title)
    return f"{DEFINITE[Plan.Kind(plan.kind)]} {quoted(plan.title)}"


def quoted(title: str) -> str:
    return f"”{title}”"


def adoptions(plan: Plan) -> Iterator[str]:
    for decision in plan.decisions.filter(action=Decision.Action.ADOPT):
        # A sentence for each body.
        at = f", {decision.paragraph}" if decision.paragraph else ""
        yield f"{decision.body} antog planen {day_text(decision.date)}{at}."


def paragraphs(*texts: str) -> str:
    """Those that say something, with an empty line between."""
    return "\n\n".join(text for text in texts if text)


def sentences(texts: Iterable[str]) -> str:
    return " ".join(text for text in texts if text)
