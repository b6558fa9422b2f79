"""What is known of plans and their activities, read for many plans at once in no more statements than for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from activities.gaps import without_activities
from activities.models import Activity
from activities.outline import Outline, grown
from followup.health.lateness import Outcome
from followup.models import FollowUp, FollowUpAnswer, FollowUpRound, MeasuredValue
from organisations.models import Actor, ActorHolder, Organisation
from plans.models import Node, Plan

Status = Activity.Status

# An activity copied to another organisation has the same line there, and is nothing to the one it came from.
Line = tuple[int, UUID]


@dataclass(frozen=True)
class Known:
    """An activity, whose it is and what has become of it, by its line from plan to plan.

    `touched` is the day when somebody last changed, answered or discussed it. `status` is the latest that counted.
    """

    activity: Activity
    actors: tuple[Actor, ...]
    outcomes: tuple[Outcome, ...] = ()
    touched: date | None = None
    is_measured: bool = False
    status: str = ""

    @property
    def is_over(self) -> bool:
        # Nothing more is waited for: it has been carried out, or will not be.
        return self.status in (Status.DONE, Status.CANCELLED)

    @property
    def latest(self) -> Outcome | None:
        return max(self.outcomes, key=lambda outcome: (outcome.last_day, outcome.round), default=None)

    @property
    def is_late(self) -> bool:
        # Since the last day of its latest round, or because somebody says that it is försenad.
        return bool(self.latest and self.latest.is_late)


@dataclass(frozen=True)
class Examined:
    """A plan with what is known of it. `held` are the ids of the actors that somebody stands behind today."""

    plan: Plan
    activities: list[Known]
    empty: list[Node]
    held: frozenset[int]
    revision: int | None = None
    open_round: int | None = None

    @cached_property
    def page(self) -> str:
        # Asked for once: every row of the plan has its place there.
        return self.plan.get_absolute_url()

    @property
    def is_ended(self) -> bool:
        last = self.plan.last_day()
        # What is mended now is mended in the plan that follows.
        return self.plan.is_decided and last is not None and last < timezone.localdate()

    @property
    def is_text_examined(self) -> bool:
        # While a plan is being revised its text is mended, and examined, in the revision.
        return self.revision is None

    @property
    def is_work_examined(self) -> bool:
        # What has become of the activities is the adopted plan's, and not yet its revision's.
        return not (self.plan.is_open and self.plan.revises_id)


def living(owners: QuerySet[Organisation]) -> list[Plan]:
    """The plans of these organisations that are worked with: drafts, and those adopted that have not ended.

    Two queries; fit to be `examine`d.
    """
    worked_with = Plan.objects.filter(organisation__in=owners.values("pk"), state__in=[*Plan.OPEN, Plan.State.ADOPTED])
    today = timezone.localdate()
    return [plan for plan in to_examine(worked_with) if (last := plan.last_day()) is None or last >= today]


def to_examine(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """With what `examine` asks of each: owner, decisions, open revision and open round; two queries."""
    revision = Plan.objects.filter(revises=OuterRef("pk"), state__in=Plan.OPEN).order_by("pk").values("pk")[:1]
    opened = FollowUpRound.objects.open().filter(plan=OuterRef("pk")).order_by("-starts").values("pk")[:1]
    owned = plans.select_related("organisation__parent__parent__parent").prefetch_related("decisions")
    return owned.annotate(revision=Subquery(revision), open_round=Subquery(opened))


def examine(plans: Sequence[Plan]) -> list[Examined]:
    """Of plans fetched `to_examine`; seven queries."""
    if not plans:
        return []
    responsible = _responsible(plans)
    served = set(_served(plans))
    history = _History.of(plans)
    held = _held({actor.pk for actors in responsible.values() for actor in actors})

    def examined(plan: Plan, outline: Outline) -> Examined:
        known = [
            history.known(activity, plan.organisation_id, tuple(responsible.get(activity.pk, ())))
            for activity in outline.all_activities
        ]
        return Examined(
            plan,
            known,
            [branch.node for branch in without_activities(outline, served)],
            held,
            revision=getattr(plan, "revision", None),
            open_round=getattr(plan, "open_round", None),
        )

    return [examined(plan, outline) for plan, outline in zip(plans, _outlines(plans), strict=True)]


def _outlines(plans: Sequence[Plan]) -> list[Outline]:
    """One for each plan; two queries."""
    nodes: dict[int, list[Node]] = defaultdict(list)
    activities: dict[int, list[Activity]] = defaultdict(list)
    for node in Node.objects.filter(plan__in=plans).defer("text"):
        nodes[node.plan_id].append(node)
    for activity in Activity.objects.filter(plan__in=plans).present():
        activities[activity.plan_id].append(activity)
    return [grown(nodes[plan.pk], activities[plan.pk], []) for plan in plans]


def _responsible(plans: Sequence[Plan]) -> dict[int, list[Actor]]:
    # The links themselves are read: a prefetch makes a queryset of each of hundreds of activities.
    links = Activity.responsible.through.objects.filter(activity__plan__in=plans, activity__deleted_at=None)
    found: dict[int, list[Actor]] = defaultdict(list)
    for link in links.select_related("actor").order_by("actor__name", "actor"):
        found[link.activity_id].append(link.actor)
    return found


def _served(plans: Sequence[Plan]) -> Iterable[int]:
    links = Activity.serves.through.objects.filter(activity__plan__in=plans, activity__deleted_at=None)
    return links.values_list("node", flat=True)


def _held(actors: set[int]) -> frozenset[int]:
    # Somebody who can still answer.
    behind = ActorHolder.objects.on(timezone.localdate()).filter(Q(user=None) | Q(user__is_active=True))
    return frozenset(behind.filter(actor__in=actors).values_list("actor", flat=True))


@dataclass
class _History:
    """What became of lines, and when they were last touched."""

    today: date
    touched: dict[Line, datetime] = field(default_factory=dict)
    outcomes: dict[Line, list[Outcome]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[Line, tuple[date, str]] = field(default_factory=dict)
    measured: set[Line] = field(default_factory=set)

    @classmethod
    def of(cls, plans: Sequence[Plan]) -> _History:
        """Of the lines of these plans, in whatever plans of the same organisations; two queries."""
        found = cls(timezone.localdate())
        lines = Activity.objects.filter(plan__in=plans).present().values("line")
        owners = {plan.organisation_id for plan in plans}
        # A copy is nobody's work with the activity; nor is it when a neighbour moves and all get new places.
        work = Activity.history.filter(plan__organisation__in=owners, line__in=lines).exclude(
            history_change_reason__in=["copy", "order"]
        )
        changes = work.order_by().values_list("plan__organisation", "line").annotate(Max("history_date"))
        for owner, line, moment in changes:
            found._touch((owner, line), moment)
        for row in _follow_ups(owners, lines):
            found._take(row)
        return found

    def _take(self, row: dict[str, Any]) -> None:
        line, last_day = (row["round__plan__organisation"], row["line"]), row["round__last_day"]
        for touched in ("answered", "said", "set"):
            self._touch(line, row[touched])
        if row["is_measured"]:
            self.measured.add(line)
        if row["status"] and last_day >= self.statuses.get(line, (date.min, ""))[0]:
            self.statuses[line] = (last_day, row["status"])
        delayed = row["status"] == Status.DELAYED
        self.outcomes[line].append(
            Outcome(
                round=row["round"],
                follow_up=row["pk"],
                year=row["round__starts"].year,
                last_day=last_day,
                is_late=_is_late(row, self.today, delayed=delayed),
                delayed=delayed,
            )
        )

    def _touch(self, line: Line, moment: datetime | None) -> None:
        if moment:
            self.touched[line] = max(moment, self.touched.get(line, moment))

    def known(self, activity: Activity, owner: int, actors: tuple[Actor, ...]) -> Known:
        line = (owner, activity.line)
        touched = self.touched.get(line)
        return Known(
            activity,
            actors,
            tuple(self.outcomes.get(line, ())),
            timezone.localdate(touched) if touched else None,
            line in self.measured,
            self.statuses.get(line, (None, activity.status))[1],
        )


def _follow_ups(owners: set[int], lines: Any) -> Iterable[dict[str, Any]]:
    answers = FollowUpAnswer.objects.present().filter(follow_up=OuterRef("pk"))
    values = MeasuredValue.objects.filter(answer__follow_up=OuterRef("pk"))
    decided = FollowUp.history.filter(id=OuterRef("pk"), is_set=True)
    rows = FollowUp.objects.counted().filter(round__plan__organisation__in=owners, line__in=lines).order_by()
    return rows.annotate(
        is_unanswered=Exists(answers.filter(answered_at=None)),
        is_measured=Exists(values),
        answered=Subquery(answers.order_by().values("follow_up").annotate(last=Max("answered_at")).values("last")),
        said=Max("comments__at"),
        set=Subquery(decided.order_by().values("id").annotate(last=Max("history_date")).values("last")),
    ).values(
        *("pk", "line", "status", "round", "round__starts", "round__last_day", "round__closed_at"),
        *("round__plan__organisation", "is_unanswered", "is_measured", "answered", "said", "set"),
    )


def _is_late(row: dict[str, Any], today: date, *, delayed: bool) -> bool | None:
    """By its status, or unanswered when the last day had gone: by now, or when the round was closed."""
    if delayed or not row["is_unanswered"]:
        return delayed
    closed = row["round__closed_at"]
    on = timezone.localdate(closed) if closed else today
    return True if row["round__last_day"] < on else None
