"""The rows that figures count, read from the database; no more statements for many activities than for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Value

from andts.lib.finished import ids_of
from followup.filters import Heading, Unit, short
from followup.models import Comment, FollowUp, FollowUpAnswer, FollowUpRound
from followup.models.follow_ups import FollowUpQuerySet
from followup.tallies import Asked, Row, Then
from organisations.models import Organisation, User
from plans.models import Node


def with_answers(follow_ups: FollowUpQuerySet) -> FollowUpQuerySet:
    """With their activities, and the present answers with whose they are."""
    answers = FollowUpAnswer.objects.present().select_related("actor", "answered_by")
    return follow_ups.select_related("activity").prefetch_related(Prefetch("answers", answers))


def rows_of(
    follow_ups: Iterable[FollowUp], rounds: Iterable[FollowUpRound], then: Mapping[int, Then] | None = None
) -> list[Row]:
    """Of follow-ups fetched `with_answers`; those taken out of the plan are no rows. `then` is as `standings_at`."""
    make = _Maker(rounds, then)
    return [
        make.row(
            *(row.pk, row.round_id, row.line, str(row.activity), row.activity.number, row.activity.node_id),
            *(row.status, row.review, tuple(map(_asked, row.answers.all()))),
        )
        for row in follow_ups
        if row.removed_at is None
    ]


def rows_in(
    follow_ups: FollowUpQuerySet, rounds: Sequence[FollowUpRound], then: Mapping[int, Then] | None = None
) -> list[Row]:
    """As `rows_of`, in the query's order, of follow-ups that have not been fetched; two queries.

    No model is made of each, which takes Django five times as long: this is how the rows of a whole kommun are read.
    """
    make = _Maker(rounds, then)
    asked = _asked_in(rounds)
    found = follow_ups.counted().values_list(
        *("pk", "round", "line", "activity__title", "activity__description", "activity__number", "activity__node"),
        *("status", "review"),
    )
    return [
        make.row(pk, round_, line, title or description, number, node, status, review, tuple(asked[pk]))
        for pk, round_, line, title, description, number, node, status, review in found
    ]


def _asked_in(rounds: Iterable[FollowUpRound]) -> dict[int, list[Asked]]:
    # Whether the reader sees it or not.
    answers = FollowUpAnswer.objects.present().filter(follow_up__round__in=[round_.pk for round_ in rounds])
    found: dict[int, list[Asked]] = defaultdict(list)
    facts = answers.values_list("follow_up", "actor", "actor__name", "actor__unit", "answered_at")
    for follow_up, actor, name, unit, answered_at in facts:
        found[follow_up].append(Asked(actor, name or "", unit, answered_at))
    return found


class _Maker:
    """Makes rows of what follow-ups say, and of the rounds that they are in."""

    def __init__(self, rounds: Iterable[FollowUpRound], then: Mapping[int, Then] | None) -> None:
        self._rounds = {round_.pk: (round_.plan, round_.is_past(), not round_.is_open) for round_ in rounds}
        self._then = then

    def row(
        self,
        pk: int,
        round_: int,
        line: UUID,
        title: str,
        number: str,
        node: int | None,
        status: str,
        review: str,
        asked: tuple[Asked, ...],
    ) -> Row:
        plan, is_past, is_over = self._rounds[round_]
        return Row(
            pk=pk,
            round=round_,
            plan=plan.pk,
            plan_title=plan.title,
            line=line,
            title=title,
            number=number,
            node=node,
            status=status,
            review=review,
            is_past=is_past,
            is_over=is_over,
            asked=asked,
            then=None if self._then is None else self._then.get(pk, Then()),
        )


def _asked(answer: FollowUpAnswer) -> Asked:
    actor = answer.actor
    return Asked(
        actor=answer.actor_id,
        name=actor.name if actor else "",
        unit=actor.unit_id if actor else None,
        answered_at=answer.answered_at,
    )


def standings_at(moment: datetime, rounds: Sequence[FollowUpRound], reader: User) -> dict[int, Then]:
    """How each follow-up stood then, and whether anything has been said since in a thread that the user reads; one
    query."""
    here = [round_.pk for round_ in rounds]
    kept = FollowUp.history.filter(round_id__in=here, history_date__lte=moment)
    said = Comment.objects.filter(follow_up__round__in=here, at__gt=moment)
    heard = said.filter(follow_up__in=ids_of(FollowUp.objects.discussed_with(reader)))
    facts = kept.order_by().values_list("history_date", "history_id", "id", "status", "review")
    comments = heard.order_by().values_list("at", "pk", "follow_up", Value(""), Value(""))
    found: dict[int, Then] = {}
    # The latest last: it is the one that stays, and comments come after all that stood then.
    for at, _, follow_up, status, review in sorted(facts.union(comments, all=True)):
        is_comment = at > moment
        found[follow_up] = (
            replace(found.get(follow_up, Then()), has_comments=True) if is_comment else Then(status, review)
        )
    return found


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
