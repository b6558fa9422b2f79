"""What a län's figures count: municipalities, and activities as closed rounds left them. Pure; no database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from followup.county.plans import HeldPlan, years_text
from followup.filters import short
from followup.tallies import NONE, Group, Tally, percent, tally

HALF = 50


class FollowedActivity(NamedTuple):
    """An activity as a closed round left it; `pk` is its follow-up's. `goals` are those of the framework it serves.

    A tuple, since a län has thousands of them and a dataclass takes three times as long to make.
    """

    pk: int
    round: int
    status: str
    is_answered: bool
    review: str
    goals: frozenset[int]

    @property
    def is_late(self) -> bool:
        # The round is closed: what has not been answered came too late.
        return not self.is_answered


@dataclass(frozen=True)
class ClosedRound:
    pk: int
    period: str
    plan_title: str


@dataclass(frozen=True)
class Municipality:
    """What it had decided on the day that the figures are of, and how the year's closed rounds ended.

    An activity that several of the year's rounds asked about counts once, as the last of them left it. `key` is what
    stands for the municipality in addresses, `county` the id of its län.
    """

    pk: int
    key: str
    name: str
    label: str
    county: int
    plans: tuple[HeldPlan, ...] = ()
    rounds: tuple[ClosedRound, ...] = ()
    activities: tuple[FollowedActivity, ...] = ()

    @cached_property
    def whole(self) -> Tally:
        return tally(self.activities)

    @property
    def has_plan(self) -> bool:
        return bool(self.plans)

    @property
    def is_followed_up(self) -> bool:
        return bool(self.activities)

    @property
    def age(self) -> int | None:
        # Of the oldest plan.
        return max((plan.age for plan in self.plans), default=None)

    @property
    def age_text(self) -> str:
        return years_text(self.age)

    @property
    def done_share(self) -> Decimal | None:
        return percent(self.whole.done, self.whole.total)

    @property
    def answered_share(self) -> Decimal | None:
        return percent(self.whole.answered, self.whole.total)

    @property
    def did_half(self) -> bool:
        return self.is_followed_up and 100 * self.whole.done >= HALF * self.whole.total


@dataclass(frozen=True)
class FrameworkGoals:
    """The goals that activities are sorted under, as (id, number, text)."""

    pk: int | None
    name: str
    goals: tuple[tuple[int, str, str], ...]
    is_national: bool = True

    @property
    def without(self) -> str:
        # What serves none of them.
        return "Utan nationellt mål" if self.is_national else "Utan mål i ramverket"

    @property
    def labels(self) -> list[tuple[str, str]]:
        """What stands for each in an address, and its words; last what serves none."""
        return [*((str(pk), f"{number} {text}".strip()) for pk, number, text in self.goals), (NONE, self.without)]

    @property
    def short_labels(self) -> list[tuple[str, str]]:
        """As `labels`, in few letters: "Mål 1"."""
        numbered = [(str(pk), f"Mål {number}" if number else short(text, 20)) for pk, number, text in self.goals]
        return [*numbered, (NONE, self.without)]


def serving(activities: Iterable[FollowedActivity], goal: str) -> list[FollowedActivity]:
    """Those under a goal, or under none of them; `goal` as it stands in addresses."""
    if goal == NONE:
        return [activity for activity in activities if not activity.goals]
    pk = int(goal)
    return [activity for activity in activities if pk in activity.goals]


@dataclass(frozen=True)
class CountyFigures:
    """Of a year, with the plans that held on `day`; of the municipalities that are counted, in the page's order."""

    name: str
    year: int
    day: date
    framework: FrameworkGoals
    municipalities: tuple[Municipality, ...]

    @cached_property
    def activities(self) -> list[FollowedActivity]:
        return [activity for each in self.municipalities for activity in each.activities]

    @cached_property
    def whole(self) -> Tally:
        return tally(self.activities)

    @property
    def with_plan(self) -> list[Municipality]:
        return [each for each in self.municipalities if each.has_plan]

    @property
    def without_plan(self) -> list[Municipality]:
        return [each for each in self.municipalities if not each.has_plan]

    @property
    def followed_up(self) -> list[Municipality]:
        return [each for each in self.municipalities if each.is_followed_up]

    @cached_property
    def key_figures(self) -> list[KeyFigure]:
        """What page and document begin with; shares are of the municipalities, then of the activities."""
        all_of_them, whole = len(self.municipalities), self.whole
        return [
            KeyFigure("kommuner", "Kommuner", all_of_them),
            KeyFigure("med_plan", "Har gällande plan", len(self.with_plan), all_of_them),
            KeyFigure("foljt_upp", "Har följt upp", len(self.followed_up), all_of_them),
            KeyFigure("aktiviteter", "Aktiviteter", whole.total),
            KeyFigure("genomforda", "Genomförda", whole.done, whole.total),
            KeyFigure("besvarade", "Besvarade", whole.answered, whole.total),
        ]

    @cached_property
    def by_goal(self) -> list[Group]:
        return goal_groups(self.activities, self.framework)

    @cached_property
    def by_municipality(self) -> list[Group]:
        """Those that have followed up."""
        return [Group(each.label, each.whole, {"kommun": each.key}) for each in self.followed_up]

    @cached_property
    def plan_frequencies(self) -> list[Frequency]:
        number = len(self.with_plan)
        return frequencies([("Gällande plan", number), ("Ingen gällande plan", len(self.municipalities) - number)])

    @cached_property
    def outcome_frequencies(self) -> list[Frequency]:
        # Those that have not followed up have not answered.
        half = sum(each.did_half for each in self.municipalities)
        less = len(self.followed_up) - half
        missing = ("Ingen avslutad uppföljning", len(self.municipalities) - len(self.followed_up))
        return frequencies([("Minst hälften genomfört", half), ("Mindre än hälften genomfört", less)], missing)


@dataclass(frozen=True)
class KeyFigure:
    name: str
    label: str
    number: int
    whole: int | None = None

    @property
    def share(self) -> Decimal | None:
        # None where it is no part of anything.
        return None if self.whole is None else percent(self.number, self.whole)


def goal_groups(activities: Sequence[FollowedActivity], framework: FrameworkGoals) -> list[Group]:
    """Each goal, though nothing serves it. An activity that serves several counts under each of them."""
    return [Group(label, tally(serving(activities, goal)), {"mal": goal}) for goal, label in framework.labels]


@dataclass(frozen=True)
class Frequency:
    """How many gave an answer, of all and of those who answered; `valid` is None for those who did not."""

    label: str
    number: int
    percent: Decimal | None
    valid: Decimal | None


def frequencies(given: Sequence[tuple[str, int]], missing: tuple[str, int] | None = None) -> list[Frequency]:
    """Antal, Procent and Valid procent of each answer; last those who are missing (domain: the länsrapport's way)."""
    answered = sum(number for _, number in given)
    everyone = answered + (missing[1] if missing else 0)
    found = [Frequency(label, number, percent(number, everyone), percent(number, answered)) for label, number in given]
    return found + ([Frequency(missing[0], missing[1], percent(missing[1], everyone), None)] if missing else [])
