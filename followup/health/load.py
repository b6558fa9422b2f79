"""How many activities each of those responsible has, and how many of them are late. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from andts.lib.swedish import counted, sort_key
from followup.health.facts import Known
from organisations.models import Actor

# Fewer are not many, however few the others have.
LEAST_MANY = 5


@dataclass(frozen=True)
class Load:
    """An actor with its activities, each line once; `is_held` when somebody stands behind it today."""

    actor: int
    name: str
    activities: list[Known]
    is_held: bool
    is_heavy: bool

    @property
    def late(self) -> list[Known]:
        return [row for row in self.activities if row.is_late]

    @property
    def url(self) -> str:
        return reverse("actor", args=[self.actor])

    @property
    def number(self) -> str:
        return counted(len(self.activities), "aktivitet", "aktiviteter")

    @property
    def number_and_late(self) -> str:
        late = {0: "ingen sen", 1: "1 sen"}.get(len(self.late), f"{len(self.late)} sena")
        return f"{self.number}, {late}"


def loads(activities: Iterable[Known], held: Collection[int]) -> list[Load]:
    """Who has most first. An activity that stands in two plans, one of them a revision, is one."""
    actors: dict[int, Actor] = {}
    carried: dict[int, dict[UUID, Known]] = defaultdict(dict)
    for row in activities:
        for actor in row.actors:
            actors[actor.pk] = actor
            carried[actor.pk].setdefault(row.activity.line, row)
    total = sum(map(len, carried.values()))
    found = [
        Load(pk, actors[pk].name, list(rows.values()), pk in held, _is_heavy(len(rows), total, len(carried)))
        for pk, rows in carried.items()
    ]
    return sorted(found, key=lambda load: (-len(load.activities), sort_key(load.name)))


def _is_heavy(own: int, total: int, actors: int) -> bool:
    # At least twice the mean: own ≥ 2 · total / actors, without dividing.
    return own >= LEAST_MANY and own * actors >= 2 * total
