"""Figures by heading, by plan and over the years, from the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from activities.models import Activity
from followup.filters import UNDER_NONE, Heading, RoundFilter
from followup.models import FollowUpAnswer
from followup.models.follow_ups import FollowUpQuerySet
from followup.periods import period_name
from followup.tallies import NONE, Group, Row, percent, tally


def by_heading(rows: Sequence[Row], headings: Sequence[Heading]) -> list[Group]:
    groups = [
        Group(
            heading.label,
            tally(row for row in rows if row.node in heading.below),
            {"rubrik": str(heading.pk)},
            heading.level,
        )
        for heading in headings
    ]
    groups.append(Group(UNDER_NONE, tally(row for row in rows if row.node is None), {"rubrik": NONE}))
    # In the outline's order; those without activities are left out.
    return [group for group in groups if group.tally.total]


def by_plan(rows: Sequence[Row], plans: Sequence[tuple[int, str]]) -> list[Group]:
    groups = [Group(title, tally(row for row in rows if row.plan == pk), {"plan": str(pk)}) for pk, title in plans]
    return [group for group in groups if group.tally.total]


@dataclass(frozen=True)
class Period:
    """A year (or term, or quarter) of follow-up: how many activities, and how many of them were carried out."""

    name: str
    starts: date
    total: int
    done: int

    @property
    def share(self) -> Decimal | None:
        return percent(self.done, self.total)


def over_the_years(follow_ups: FollowUpQuerySet, narrowed: RoundFilter) -> list[Period]:
    """The oldest first; one query. An activity is known from plan to plan by its line.

    Narrowed by who answers and by heading. What is asked of the present round only (status, review, answers) narrows no
    earlier year: nothing is compared then.
    """
    wanted = narrowed.wanted
    if {"status", "granskning", "svar", "andrat", "plan"} & set(wanted):
        return []
    counted = follow_ups.counted()
    if {"ansvarig", "enhet"} & set(wanted):
        counted = counted.filter(Exists(_answers(narrowed)))
    if "rubrik" in wanted:
        counted = counted.filter(line__in=[row.line for row in narrowed.rows])
    done = Count("pk", filter=Q(status=Activity.Status.DONE))
    periods = counted.order_by("round__starts").values_list("round__length", "round__starts")
    return [
        Period(period_name(length, starts), starts, total, carried_out)
        for length, starts, total, carried_out in periods.annotate(total=Count("pk"), carried_out=done)
    ]


def _answers(narrowed: RoundFilter) -> QuerySet[FollowUpAnswer]:
    answers = FollowUpAnswer.objects.present().filter(follow_up=OuterRef("pk"))
    if unit := narrowed.units.get(narrowed.wanted.get("enhet", "")):
        answers = answers.filter(actor__unit__in=unit.below)
    if actor := narrowed.wanted.get("ansvarig"):
        answers = answers.filter(actor=None if actor == NONE else int(actor))
    return answers
