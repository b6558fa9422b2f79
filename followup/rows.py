"""The rows that figures count, read from the database; no more statements for many activities than for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from followup.filters import Heading, Unit, short
from followup.models import FollowUp, FollowUpAnswer, FollowUpRound
from followup.models.follow_ups import FollowUpQuerySet
from followup.tallies import Asked, Row
from organisations.models import Organisation
from plans.models import Node


def with_answers(follow_ups: FollowUpQuerySet) -> FollowUpQuerySet:
    """With their activities, and the present answers with whose they are."""
    answers = FollowUpAnswer.objects.present().select_related("actor", "answered_by")
    return follow_ups.select_related("activity").prefetch_related(Prefetch("answers", answers))


def rows_of(
    follow_ups: Iterable[FollowUp], rounds: Iterable[FollowUpRound], then: dict[int, str] | None = None
) -> list[Row]:
    """Of follow-ups fetched `with_answers`; those taken out of the plan are no rows. `then` is their earlier status."""
    within = {round_.pk: (round_.plan, was_past(round_)) for round_ in rounds}
    return [
        Row(
            pk=follow_up.pk,
            round=follow_up.round_id,
            plan=within[follow_up.round_id][0].pk,
            plan_title=within[follow_up.round_id][0].title,
            line=follow_up.line,
            title=str(follow_up.activity),
            number=follow_up.activity.number,
            node=follow_up.activity.node_id,
            status=follow_up.status,
            review=follow_up.review,
            is_past=within[follow_up.round_id][1],
            asked=tuple(map(_asked, follow_up.answers.all())),
            status_then=None if then is None else then.get(follow_up.pk, ""),
        )
        for follow_up in follow_ups
        if follow_up.removed_at is None
    ]


def was_past(round_: FollowUpRound) -> bool:
    """Whether the last day had gone: by now, or when the round was closed, so that its figures stay."""
    return round_.is_past(timezone.localdate(round_.closed_at) if round_.closed_at else None)


def _asked(answer: FollowUpAnswer) -> Asked:
    actor = answer.actor
    return Asked(
        actor=answer.actor_id,
        name=actor.name if actor else "",
        unit=actor.unit_id if actor else None,
        answered_at=answer.answered_at,
    )


def statuses_at(moment: datetime, rounds: Sequence[FollowUpRound]) -> dict[int, str]:
    """The status that counted then, by follow-up; one query. What had not begun to exist had none."""
    kept = FollowUp.history.filter(round_id__in=[round_.pk for round_ in rounds], history_date__lte=moment)
    # The latest last: it is the one that stays.
    return dict(kept.order_by("history_date", "history_id").values_list("id", "status"))


def headings_of(plans: Iterable[int]) -> list[Heading]:
    """In the outlines' order, one plan after another as they come; one query."""
    below: dict[tuple[int, int | None], list[Node]] = defaultdict(list)
    order = list(plans)
    for node in Node.objects.filter(plan__in=order).defer("text"):
        below[node.plan_id, node.parent_id].append(node)

    def walk(plan: int, parent: int | None, level: int) -> list[Heading]:
        found = []
        for node in below[plan, parent]:
            under = walk(plan, node.pk, level + 1)
            inside = frozenset({node.pk}.union(*(heading.below for heading in under)))
            found += [Heading(node.pk, short(str(node), 200), level, inside), *under]
        return found

    return [heading for plan in order for heading in walk(plan, None, 1)]


def units_of(authority: Organisation) -> list[Unit]:
    """The units of a kommun, each with those below it; one query."""
    inside = Organisation.objects.within([authority.pk]).exclude(pk=authority.pk).order_by("name")
    found = list(inside.only("pk", "name", "parent_id"))
    below: dict[int | None, list[int]] = defaultdict(list)
    for unit in found:
        below[unit.parent_id].append(unit.pk)

    def reached(pk: int) -> set[int]:
        return {pk}.union(*(reached(unit) for unit in below[pk]))

    return [Unit(unit.pk, unit.name, frozenset(reached(unit.pk))) for unit in found]
