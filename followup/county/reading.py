"""The figures of a län, read from the database; no more statements for many municipalities than for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from activities.models import Activity
from andts.lib.swedish import sort_key
from followup.county.figures import ClosedRound, FollowedActivity, FrameworkGoals, Municipality
from followup.county.plans import DecidedPlan
from followup.models import FollowUp, FollowUpAnswer, FollowUpRound
from followup.periods import period_name
from organisations.models import Organisation
from plans.models import Decision, FrameworkGoal, GoalFramework, Node, Plan

MUNICIPALITY = Organisation.Kind.MUNICIPALITY


def municipalities_of(counties: Collection[int]) -> list[Organisation]:
    """By name; one query."""
    found = Organisation.objects.filter(parent__in=counties, kind=MUNICIPALITY)
    return sorted(found, key=lambda each: sort_key(each.name))


@dataclass(frozen=True)
class DecidedRound:
    """A closed round of a decided plan, and whose it is."""

    plan: int
    plan_title: str
    owner: int
    pk: int
    length: str
    starts: date
    ends: date
    closed_at: datetime

    def told(self) -> ClosedRound:
        return ClosedRound(self.pk, period_name(self.length, self.starts), self.plan_title)


def rounds_of(municipalities: Collection[int]) -> list[DecidedRound]:
    """The closed rounds of all years, of plans that the municipalities themselves own; one query."""
    # By way of the plans: what stands after the frozen plan in a round's row, its plan's id too, SQLite reaches only
    # through all of that.
    plans = Plan.objects.filter(organisation__in=municipalities, state__in=Plan.DECIDED)
    closed = plans.filter(rounds__state=FollowUpRound.State.CLOSED).order_by()
    of_round = ("rounds__pk", "rounds__length", "rounds__starts", "rounds__ends", "rounds__closed_at")
    return [DecidedRound(*row) for row in closed.values_list("pk", "title", "organisation", *of_round)]


def years_of(rounds: Iterable[DecidedRound]) -> list[int]:
    # Those that have rounds, and the present one; the latest first.
    return sorted({round_.starts.year for round_ in rounds} | {timezone.localdate().year}, reverse=True)


def latest_of(rounds: Iterable[DecidedRound]) -> int:
    # The latest that has been followed up; the present one before any has.
    return max((round_.starts.year for round_ in rounds), default=timezone.localdate().year)


def day_of(year: int) -> date:
    """The day whose plans the figures of a year tell of: its last, or today."""
    return min(date(year, 12, 31), timezone.localdate())


def frameworks_of(counties: Collection[int]) -> list[GoalFramework]:
    """The national ones and the län's own, the latest first; one query."""
    return list(GoalFramework.objects.filter(Q(organisation=None) | Q(organisation__in=counties)))


def usual_framework(frameworks: Sequence[GoalFramework], year: int) -> GoalFramework | None:
    national = [each for each in frameworks if each.organisation_id is None]
    # The latest that had begun by then.
    return next((each for each in national if each.first_year <= year), national[-1] if national else None)


def goals_of(framework: GoalFramework | None) -> FrameworkGoals:
    """One query."""
    if framework is None:
        return FrameworkGoals(None, "", ())
    goals = tuple(framework.goals.values_list("pk", "number", "text"))
    return FrameworkGoals(framework.pk, str(framework), goals, framework.organisation_id is None)


def read(
    municipalities: Sequence[Organisation], rounds: Iterable[DecidedRound], year: int, framework: FrameworkGoals
) -> tuple[Municipality, ...]:
    """What each of them had decided and carried out; `rounds` are theirs, of any year. Six queries."""
    inside = [each.pk for each in municipalities]
    of_year = (round_ for round_ in rounds if round_.starts.year == year)
    latest = sorted(of_year, key=lambda each: (each.ends, each.closed_at, each.pk), reverse=True)
    told: dict[int, list[ClosedRound]] = defaultdict(list)
    for round_ in latest:
        told[round_.owner].append(round_.told())
    day = day_of(year)
    held: dict[int, list[DecidedPlan]] = defaultdict(list)
    for plan in decided_plans(inside):
        if plan.held(day):
            held[plan.organisation].append(plan)
    followed = _followed(latest, framework)
    return tuple(
        Municipality(
            pk=each.pk,
            key=each.code or each.slug,
            name=each.name,
            label=each.label,
            county=each.parent_id or 0,
            plans=tuple(plan.as_on(day) for plan in held[each.pk]),
            rounds=tuple(told[each.pk]),
            activities=tuple(followed[each.pk]),
        )
        for each in municipalities
    )


def decided_plans(owners: Collection[int]) -> list[DecidedPlan]:
    """Those that these organisations have adopted, also what has ended since, the first adopted first; one query."""
    decisions = Decision.objects.filter(plan__organisation__in=owners, plan__state__in=Plan.DECIDED)
    of_plan: dict[int, list[Decision]] = defaultdict(list)
    for decision in decisions.select_related("plan").only(*_OF_DECISION).order_by("date", "pk"):
        of_plan[decision.plan_id].append(decision)
    adopted = {pk: _first(made, Decision.Action.ADOPT) for pk, made in of_plan.items()}
    replaced = {made[0].plan.revises_id: adopted[pk] for pk, made in of_plan.items() if made[0].plan.revises_id}
    return [_decided(made, day, replaced.get(pk)) for pk, made in of_plan.items() if (day := adopted[pk])]


_OF_DECISION = (
    *("plan", "action", "date", "extends_until", "plan__organisation", "plan__title", "plan__kind"),
    *("plan__valid_from", "plan__valid_until", "plan__revises"),
)


def _first(made: Iterable[Decision], action: str) -> date | None:
    return next((decision.date for decision in made if decision.action == action), None)


def _decided(made: list[Decision], adopted: date, replaced: date | None) -> DecidedPlan:
    plan = made[0].plan
    return DecidedPlan(
        pk=plan.pk,
        organisation=plan.organisation_id,
        title=plan.title,
        kind=plan.get_kind_display(),
        adopted=adopted,
        starts=plan.valid_from,
        ends=plan.valid_until,
        extensions=tuple((each.date, each.extends_until) for each in made if each.extends_until),
        repealed=_first(made, Decision.Action.REPEAL),
        replaced=replaced,
    )


def _followed(rounds: Sequence[DecidedRound], framework: FrameworkGoals) -> dict[int, list[FollowedActivity]]:
    """By owner; of rounds with the latest first, since an activity counts once, known by its line. Five queries."""
    served = _Goals([round_.plan for round_ in rounds], framework)
    owners = {round_.pk: round_.owner for round_ in rounds}
    rank = {round_.pk: place for place, round_ in enumerate(rounds)}
    missing = _without_answer(rank)
    found: dict[int, list[FollowedActivity]] = defaultdict(list)
    seen = set()
    for pk, round_, status, review, activity, node, line in sorted(_rows_of(rank), key=lambda row: rank[row[1]]):
        owner = owners[round_]
        if (owner, line) not in seen:
            seen.add((owner, line))
            goals = served.of(activity, node)
            found[owner].append(FollowedActivity(pk, round_, status, pk not in missing, review, goals))
    return found


def _rows_of(rounds: Collection[int]) -> QuerySet[FollowUp, tuple[Any, ...]]:
    """Of many thousand rows no objects are made, and their titles stay in the database.

    The line as the database has it: to make UUIDs of them takes as long as all the rest.
    """
    line = Cast("line", CharField())
    columns = ("pk", "round", "status", "review", "activity", "activity__node", line)
    rows = FollowUp.objects.counted().filter(round__in=list(rounds))
    return rows.order_by("activity__order", "activity").values_list(*columns)


def _without_answer(rounds: Collection[int]) -> set[int]:
    # What somebody has not answered.
    missing = FollowUpAnswer.objects.present().filter(follow_up__round__in=list(rounds), answered_at=None)
    return set(missing.order_by().values_list("follow_up", flat=True))


class _Goals:
    """Which of a framework's goals activities serve, through the headings that they stand under or name."""

    def __init__(self, plans: Collection[int], framework: FrameworkGoals) -> None:
        """Three queries."""
        self.counterparts = _counterparts(framework)
        self.above: dict[int, int | None] = {}
        self.own: dict[int, set[int]] = defaultdict(set)
        for node, parent, goal in Node.objects.filter(plan__in=plans).values_list("pk", "parent", "framework_goals"):
            self.above[node] = parent
            if goal:
                self.own[node].add(goal)
        self.further: dict[int, list[int]] = defaultdict(list)
        # Asked once for each heading, and not for each of its activities.
        self._served = cache(self._among)
        named = Activity.serves.through._default_manager.filter(activity__plan__in=plans)
        for activity, node in named.values_list("activity_id", "node_id"):
            self.further[activity].append(node)

    def of(self, activity: int, node: int | None) -> frozenset[int]:
        return self._served(node, *self.further.get(activity, ()))

    def _among(self, *headings: int | None) -> frozenset[int]:
        pointed = [goal for heading in headings for goal in self._nearest(heading)]
        return frozenset().union(*(self.counterparts.get(goal, ()) for goal in pointed))

    def _nearest(self, node: int | None) -> set[int]:
        # What the heading points at, or else the one above it.
        while node is not None and node not in self.own:
            node = self.above.get(node)
        return self.own[node] if node is not None else set()


def _counterparts(framework: FrameworkGoals) -> Mapping[int, set[int]]:
    """A goal of any framework, and those of this one that it is or continues; one query."""
    found: dict[int, set[int]] = {pk: {pk} for pk, _, _ in framework.goals}
    links = FrameworkGoal.counterparts.through._default_manager.filter(to_frameworkgoal__in=list(found))
    for other, own in links.values_list("from_frameworkgoal_id", "to_frameworkgoal_id"):
        found.setdefault(other, set()).add(own)
    return found


@dataclass(frozen=True)
class ActivityName:
    """What an activity of a closed round is called, and where it stands."""

    plan: str
    number: str
    title: str


def names_of(follow_ups: Iterable[int]) -> dict[int, ActivityName]:
    """By follow-up; one query."""
    found = FollowUp.objects.filter(pk__in=list(follow_ups)).select_related("activity__plan")
    return {each.pk: ActivityName(each.activity.plan.title, each.activity.number, str(each.activity)) for each in found}
