"""What all the sections of a handover go by, read once: no more statements for many activities than for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from followup.health.organisation import OrganisationHealth, organisation_health
from followup.models import FollowUp, FollowUpRound
from followup.rows import rows_of, with_answers
from followup.tallies import Row
from organisations.models import Organisation
from plans.models import Plan

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Gathered:
    """`plans` are all of the organisation's, the newest first; `rounds` all of theirs, the latest first.

    `follow_ups`, with their activities and answers, are those of the rounds that are open or were closed within a year.
    """

    organisation: Organisation
    today: date
    plans: list[Plan]
    health: OrganisationHealth
    rounds: list[FollowUpRound]
    follow_ups: list[FollowUp]

    @cached_property
    def living(self) -> list[Plan]:
        """Those that are worked with: drafts, and those adopted that have not ended."""
        found = {health.examined.plan.pk for health in self.health.plans}
        return [plan for plan in self.plans if plan.pk in found]

    @property
    def past(self) -> list[Plan]:
        return [plan for plan in self.plans if plan not in self.living]

    @property
    def current(self) -> list[Plan]:
        return [plan for plan in self.living if plan.is_current(self.today)]

    @property
    def open_rounds(self) -> list[FollowUpRound]:
        return [round_ for round_ in self.rounds if round_.is_open]

    def rounds_of(self, plan: Plan) -> list[FollowUpRound]:
        return [round_ for round_ in self.rounds if round_.plan_id == plan.pk]

    def line_of_rounds(self, plan: Plan) -> list[FollowUpRound]:
        """The plan's and those of the plans that it revises or continues, the latest first."""
        by_pk, line, before = {each.pk: each for each in self.plans}, {plan.pk}, plan
        while (earlier := by_pk.get(before.revises_id or before.continues_id or 0)) and earlier.pk not in line:
            line.add(earlier.pk)
            before = earlier
        return [round_ for round_ in self.rounds if round_.plan_id in line]

    def rows(self, round_: FollowUpRound) -> list[Row]:
        # What the dashboards count, of an open round or a late one.
        return rows_of([each for each in self.follow_ups if each.round_id == round_.pk], [round_])

    def successor(self, plan: Plan) -> Plan | None:
        """The draft that is to replace the plan or follow on it, or the plan that does."""
        return next((each for each in self.plans if plan.pk in (each.revises_id, each.continues_id)), None)


def gathered(organisation: Organisation) -> Gathered:
    """Of the organisation and its units; fourteen queries."""
    owners = Organisation.objects.within([organisation.pk])
    today = timezone.localdate()
    plans = _plans(owners)
    rounds = list(FollowUpRound.objects.filter(plan__in=plans).order_by("-starts", "-pk"))
    by_pk = {plan.pk: plan for plan in plans}
    for round_ in rounds:
        round_.plan = by_pk[round_.plan_id]
    return Gathered(
        organisation, today, plans, organisation_health(owners), rounds, _follow_ups(rounds, since=today - A_YEAR)
    )


def _plans(owners: QuerySet[Organisation]) -> list[Plan]:
    plans = Plan.objects.filter(organisation__in=owners.values("pk")).select_related("organisation")
    return list(plans.prefetch_related("decisions").order_by("-valid_from", "title", "pk"))


def _follow_ups(rounds: Iterable[FollowUpRound], *, since: date) -> list[FollowUp]:
    by_pk = {
        round_.pk: round_
        for round_ in rounds
        if round_.closed_at is None or timezone.localdate(round_.closed_at) >= since
    }
    counted = FollowUp.objects.filter(round__in=by_pk).counted()
    found = list(with_answers(counted).order_by("-round__starts", "-round", "activity__order", "activity"))
    for follow_up in found:
        follow_up.round = by_pk[follow_up.round_id]
    return found
