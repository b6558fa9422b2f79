"""The latest changes of a whole plan: sitting by sitting what was added, changed, moved and removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from activities.history.steps import ACTIVITY, PLAN, Bulk, Step, names_of, steps_in
from activities.history.things import Span, Thing, Things
from andts.lib.sittings import sittings
from andts.lib.swedish import listed
from plans.models import Plan

# One and several of each kind, in the order in which a sentence tells them.
KINDS = {
    ACTIVITY: ("aktivitet", "aktiviteter"),
    "rubriker": ("rubrik", "rubriker"),
    "texter": ("text", "texter"),
    "tips": ("tips", "tips"),
    "huvud": ("rad i dokumenthuvudet", "rader i dokumenthuvudet"),
    "bilder": ("bild", "bilder"),
    "kolumner": ("egen kolumn", "egna kolumner"),
}
VERBS = ("skapade", "läste in", "tog med", "lade till", "ändrade", "flyttade", "tog bort", "tog tillbaka")
# A sitting may have changed hundreds; so many are named.
NAMED_AT_MOST = 50


@dataclass(frozen=True)
class PlanEntry:
    """A sitting: "Anna Lindqvist" "ändrade 3 aktiviteter samt tog bort 1 text"; or a change of many, or its Ångra."""

    by: str
    did: str
    first: datetime
    last: datetime
    things: tuple[Thing, ...]
    unnamed: int
    bulk: Bulk | None


class PlanHistory:
    """The sittings in a plan (two queries); `entries` tells some of them in a number of queries that has a ceiling."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.steps = steps_in(plan)
        self.sittings = sittings(self.steps, side_by_side=True)

    def entries(self, shown: Sequence[list[Step]]) -> list[PlanEntry]:
        people = names_of(sitting[0].by for sitting in shown)
        before = _steps_before(self.steps)
        spans = [_spans(sitting, before) for sitting in shown]
        things = Things(self.plan, [span for each in spans for span in each])
        return [
            _entry(sitting, [things.thing(span) for span in each], by=people[sitting[0].by])
            for sitting, each in zip(shown, spans, strict=True)
        ]


def _steps_before(steps: Iterable[Step]) -> dict[tuple[str, int], Step]:
    """The step before each one of the same row, by the later one's kind and version."""
    newer: dict[tuple[str, int], Step] = {}
    before = {}
    for step in steps:
        thing = step.thing
        if thing in newer:
            before[step.kind, newer[thing].version] = step
        newer[thing] = step
    return before


def _spans(sitting: Iterable[Step], before: dict[tuple[str, int], Step]) -> list[Span]:
    by_thing: dict[tuple[str, int], list[Step]] = {}
    for step in sitting:
        by_thing.setdefault(step.thing, []).append(step)
    return [Span(tuple(steps), before.get((steps[-1].kind, steps[-1].version))) for steps in by_thing.values()]


def _entry(sitting: Sequence[Step], things: Sequence[Thing], *, by: str) -> PlanEntry:
    bulk = sitting[0].bulk
    return PlanEntry(
        by=by,
        did=bulk.in_words if bulk else listed(list(_did(things)), last="samt"),
        first=sitting[-1].at,
        last=sitting[0].at,
        things=tuple(things[:NAMED_AT_MOST]),
        unnamed=max(0, len(things) - NAMED_AT_MOST),
        bulk=bulk,
    )


def _did(things: Iterable[Thing]) -> Iterator[str]:
    # "lade till 2 aktiviteter och 1 rubrik", "tog bort 1 text"
    counts = Counter((thing.verb, thing.kind) for thing in things)
    for verb in VERBS:
        objects = [_counted(verb, kind, counts[verb, kind]) for kind in (PLAN, *KINDS) if counts[verb, kind]]
        if objects:
            yield f"{verb} {listed(objects)}"


def _counted(verb: str, kind: str, count: int) -> str:
    if kind == PLAN:
        return "planen" if verb == "skapade" else "planens uppgifter"
    return f"{count} {KINDS[kind][count != 1]}"
