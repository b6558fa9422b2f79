"""Closed rounds of a plan, year after year, with what everyone answered. The same every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from activities.models import Activity
from andts.lib.bulk import change_all, create_all
from followup.models import FollowUp, FollowUpAnswer, FollowUpRound, MeasuredValue
from followup.statuses import status_of
from organisations.models import User
from plans.models import Plan
from workspace.scale.wording import DONE, MEASURES, NEXT_STEPS, REASONS, STATUSES

Status = Activity.Status
Review = FollowUp.Review

SILENT = 8  # answers in a hundred that never come
REVIEWED = 70  # follow-ups in a hundred that the chef has approved, of those that all have answered
AS_PLANNED = (Status.DONE, Status.ONGOING)


def create_closed_rounds(plan: Plan, years: Iterable[int], *, by: User, answered_by: User) -> None:
    """Of a plan that has been adopted. Of the last year's follow-ups the history tells how their status came about.

    That is what a dashboard reads when it says what has changed. Left out: history of earlier years' follow-ups, and of
    all answers and values; comments, files and letters.
    """
    frozen = plan.versions.get().content
    activities = list(plan.activities.present().prefetch_related("responsible"))
    *earlier, last = sorted(years)
    for year in earlier:
        _fill(_round(plan, year, frozen, by), activities, by=answered_by, with_history=False)
    _fill(_round(plan, last, frozen, by), activities, by=answered_by, with_history=True)


def _round(plan: Plan, year: int, frozen: dict[str, Any], by: User) -> FollowUpRound:
    days = {"starts": date(year, 1, 1), "ends": date(year, 12, 31), "last_day": date(year + 1, 1, 31)}
    # In December and in February, as the history says.
    opened_at, closed_at = _moment(date(year, 12, 1)), _moment(date(year + 1, 2, 15))
    round_ = FollowUpRound(plan=plan, length="year", opened_at=opened_at, **days)
    create_all([round_], by=by, at=opened_at)
    round_.state, round_.closed_at, round_.frozen = FollowUpRound.State.CLOSED, closed_at, frozen
    round_.changing = ["state", "closed_at", "frozen"]
    change_all([round_], {}, by=by, at=closed_at)
    return round_


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def _fill(round_: FollowUpRound, activities: Sequence[Activity], *, by: User, with_history: bool) -> None:
    rows = [FollowUp(round=round_, activity=activity, line=activity.line) for activity in activities]
    answers = [answer for row in rows for answer in _answers(row, round_, by)]
    if with_history:
        create_all(rows, by=by, at=round_.opened_at)
        _count(rows, answers)
        change_all(rows, {}, by=by, at=round_.closed_at)
    else:
        _count(rows, answers)
        FollowUp.objects.bulk_create(rows)
    FollowUpAnswer.objects.bulk_create(answers)
    MeasuredValue.objects.bulk_create([value for answer in answers for value in _values(answer)])


def _answers(row: FollowUp, round_: FollowUpRound, by: User) -> Iterator[FollowUpAnswer]:
    chance = _chance(row.line, round_.starts.year)
    for actor in row.activity.responsible.all():
        # Some never come.
        if chance.randrange(100) < SILENT:
            yield FollowUpAnswer(follow_up=row, actor=actor)
            continue
        status = chance.choices(list(STATUSES), list(STATUSES.values()))[0]
        at = round_.opened_at + timedelta(days=chance.randrange(1, 60))
        yield FollowUpAnswer(
            follow_up=row,
            actor=actor,
            status=status,
            done=chance.choice(DONE),
            reason="" if status in AS_PLANNED else chance.choice(REASONS),
            next_step="" if status in AS_PLANNED else chance.choice(NEXT_STEPS),
            answered_at=at,
            answered_by=by,
            accepted_at=at,
        )


def _chance(*seeds: object) -> Random:
    return Random("-".join(map(str, seeds)))  # noqa: S311 - the same answers every time, no secret


def _count(rows: Iterable[FollowUp], answers: Iterable[FollowUpAnswer]) -> None:
    given: dict[Any, list[FollowUpAnswer]] = {}
    for answer in answers:
        given.setdefault(answer.follow_up.line, []).append(answer)
    for row in rows:
        asked = given[row.line]
        said = [answer.status for answer in asked if answer.is_given]
        row.status = status_of(said, len(asked) - len(said))
        # As `FollowUp.count_answers` has them.
        if len(said) == len(asked):
            approved = _chance("review", row.line).randrange(100) < REVIEWED
            row.review = Review.APPROVED if approved else Review.SUBMITTED
        row.changing = ["status", "review"]


def _values(answer: FollowUpAnswer) -> Iterator[MeasuredValue]:
    chance = _chance("value", answer.follow_up.line, answer.actor, answer.answered_at)
    # One of every second answer.
    if answer.is_given and chance.randrange(2):
        name, unit = chance.choice(MEASURES)
        number = Decimal(chance.randrange(1, 100))
        yield MeasuredValue(answer=answer, name=name, unit=unit, number=number, target=number + chance.randrange(20))
