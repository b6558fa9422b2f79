"""What there is to look over in all the plans that are worked with, in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from followup.health.facts import examine, living
from followup.health.findings import TITLES, Point
from followup.health.load import Load, loads
from followup.health.points import PlanHealth, heavy, plan_health, unheld
from organisations.access import can
from organisations.models import Organisation, User
from organisations.roles import Permission
from plans.models import Plan


@dataclass(frozen=True)
class OrganisationHealth:
    """The plans one by one, and those responsible over all of them. `may_change`: the reader, in any of them."""

    plans: list[PlanHealth]
    may_change: bool

    @cached_property
    def loads(self) -> list[Load]:
        held = frozenset[int]().union(*(health.examined.held for health in self.plans))
        return loads([row for health in self.plans for row in health.examined.activities], held)

    @cached_property
    def actor_points(self) -> list[Point]:
        points = (unheld(self.loads, may_change=self.may_change), heavy(self.loads))
        return [point for point in points if point.findings]

    @property
    def count(self) -> int:
        # Every thing once: an actor may be named in many plans.
        own = sum(point.count for health in self.plans for point in health.own_points)
        return own + sum(point.count for point in self.actor_points)

    @property
    def columns(self) -> list[tuple[str, str]]:
        # The points that found something in any of the plans.
        found = {point.key for health in self.plans for point in health.own_points}
        return [(key, title) for key, title in TITLES.items() if key in found]

    @property
    def rows(self) -> list[tuple[PlanHealth, list[tuple[str, str, int]]]]:
        """Each plan with (key, title, count) in the order of `columns`."""
        return [
            (health, [(key, title, health.counts.get(key, 0)) for key, title in self.columns]) for health in self.plans
        ]


def health_for(user: User) -> OrganisationHealth:
    """Of the plans whose drafts the user reads; nine queries."""
    return organisation_health(
        Organisation.objects.reached_by(user, Permission.READ_DRAFTS),
        may_change=lambda plan: can(user, Permission.EDIT_PLANS, plan),
    )


def organisation_health(
    owners: QuerySet[Organisation], *, may_change: Callable[[Plan], bool] = lambda plan: False
) -> OrganisationHealth:
    found = [plan_health(each, may_change=may_change(each.plan)) for each in examine(living(owners))]
    return OrganisationHealth(found, any(may_change(health.examined.plan) for health in found))
