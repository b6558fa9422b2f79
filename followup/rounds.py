"""Opening a round, keeping it in step with its plan, and closing it with the wording the activities had."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from activities.models import Activity
from andts.lib.bulk import change_all, create_all, prepare_change
from andts.lib.states import StateError
from followup.models import FollowUp, FollowUpAnswer, FollowUpRound
from followup.snapshot import frozen_round
from organisations.models import User
from plans.models import Plan


@transaction.atomic
def open_round(plan: Plan, *, length: str, starts: date, ends: date, last_day: date, by: User | None) -> FollowUpRound:
    """A round in which each activity has its follow-up, and each of those responsible an answer that waits."""
    _require_free(plan, length, starts)
    opened = FollowUpRound.created(by=by, plan=plan, length=length, starts=starts, ends=ends, last_day=last_day)
    keep_in_step(opened, by=by)
    return opened


def _require_free(plan: Plan, length: str, starts: date) -> None:
    held = Plan.objects.select_for_update(no_key=True).order_by()
    if held.values_list("state", flat=True).get(pk=plan.pk) != Plan.State.ADOPTED:
        raise StateError("Bara en fastställd plan följs upp.")
    # A revision, or what it revises, may have such a round.
    family = Plan.objects.in_line_with(plan).values("pk")
    earlier = FollowUpRound.objects.filter(plan__in=family, length=length, starts=starts).first()
    if earlier:
        state = "pågår" if earlier.is_open else "är avslutad. Öppna den igen om något ska ändras"
        raise StateError(f"Planen har redan en uppföljning av {earlier.period}, och den {state}.")


@transaction.atomic
def carry_over(plan: Plan, *, by: User | None) -> None:
    """The open rounds of the plan that `plan` has replaced go on with `plan`: activities are known by their line."""
    if plan.revises_id is None:
        return
    # Locked as they are read: one that somebody closes just now stays where it was closed.
    for carried in FollowUpRound.objects.open().filter(plan=plan.revises_id).select_for_update(no_key=True):
        carried.record(by=by, plan=plan)
        keep_in_step(carried, by=by)


def keep_in_step(round_: FollowUpRound, *, by: User | None) -> None:
    """Activities and actors that have come join the round; of those that have gone, what was answered is kept.

    As many statements for many activities as for one, but for those whose answers count anew.
    """
    activities = {activity.line: activity for activity in round_.plan.activities.present().with_actors()}
    known = {follow_up.line: follow_up for follow_up in round_.follow_ups.all()}
    change_all([row for line, row in known.items() if _is_moved(row, activities.get(line))], {}, by=by)
    new = [
        FollowUp(round=round_, activity=activity, line=line)
        for line, activity in activities.items()
        if line not in known
    ]
    create_all(new, by=by)
    _await_answers([*known.values(), *new], activities.values(), by=by)


def _is_moved(follow_up: FollowUp, here: Activity | None) -> bool:
    # Prepared to be saved, where its activity is another than before, has gone or has come back.
    if here:
        return prepare_change(follow_up, activity_id=here.pk, removed_at=None)
    return prepare_change(follow_up, removed_at=follow_up.removed_at or timezone.now())


def _await_answers(follow_ups: Iterable[FollowUp], activities: Iterable[Activity], *, by: User | None) -> None:
    responsible = {activity.line: _responsible(activity) for activity in activities}
    by_line = {follow_up.line: follow_up for follow_up in follow_ups}
    asked = FollowUpAnswer.objects.filter(follow_up__in=by_line.values()).select_related("follow_up")
    there = {(answer.follow_up.line, answer.actor_id): answer for answer in asked}
    differ = {key: row for key, row in there.items() if _is_reassigned(row, key[1] in responsible.get(key[0], []))}
    change_all(list(differ.values()), {}, by=by)
    new = [(line, actor) for line, actors in responsible.items() for actor in actors if (line, actor) not in there]
    create_all([FollowUpAnswer(follow_up=by_line[line], actor_id=actor) for line, actor in new], by=by)
    # What counts follows from other answers now; where nobody has answered there is nothing to count.
    answered = {line for (line, _), row in there.items() if row.is_given}
    for line in answered.intersection(line for line, _ in [*differ, *new]):
        by_line[line].count_answers(by=by)


def _is_reassigned(answer: FollowUpAnswer, is_asked: bool) -> bool:
    # Prepared to be saved, where its actor is no longer responsible or is so again.
    return prepare_change(answer, removed_at=None if is_asked else answer.removed_at or timezone.now())


def _responsible(activity: Activity) -> list[int | None]:
    actors: list[int | None] = [actor.pk for actor in activity.responsible.all()]
    # Where nobody is responsible the samordnare answers for it.
    return actors or [None]


@transaction.atomic
def close_round(round_: FollowUpRound, *, by: User | None) -> None:
    """It stays as it is, with the wording that its plan has now and the reports with their figures.

    Raises PersonalNumberError when an answer holds a personnummer (followup/hindrances.py), and PictureMissing when a
    logo or a picture of the plan cannot be read.
    """
    round_.hold_open()
    closed_at = timezone.now()
    round_.close(frozen=frozen_round(round_, closed_at), at=closed_at, by=by)
