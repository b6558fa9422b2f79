"""Which plans: those that somebody sees or works with, and those that follow one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from andts.lib.finished import ids_of
from organisations.models import Organisation, User
from organisations.roles import Permission, Role

if TYPE_CHECKING:
    from plans.models.plans import Plan


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User) -> Self:
        """Drafts where a role allows it (co-owners' samordnare included), else what has been decided.

        A role at a unit reads the decided plans of the kommun that give the unit something to do.
        """
        scope, plans = user.scope, self.model.objects
        own = scope.reach_of_all
        decided = plans.filter(state__in=self.model.DECIDED)
        ways = [
            plans.filter(organisation__in=scope.reach(Permission.READ_DRAFTS)),
            plans.filter(co_owners__in=scope.reach_as(Role.COORDINATOR)),
            decided.filter(organisation__in=own),
            decided.filter(co_owners__in=own),
            decided.filter(co_owner_actors__unit__in=own),
            decided.filter(activities__responsible__unit__in=own),
        ]
        if scope.counties:
            kommuner = {
                "organisation__parent__in": scope.counties,
                "organisation__kind": Organisation.Kind.MUNICIPALITY,
            }
            ways.append(decided.filter(**kommuner))
        # As a subquery, so that the joins above give no plan twice and no caller has to ask for distinct rows.
        return self.filter(pk__in=ids_of(*ways))

    def managed_by(self, user: User) -> Self:
        # Whoever works with a plan also sees it.
        return self.filter(organisation__in=user.scope.reach(Permission.EDIT_PLANS))

    def in_line_with(self, plan: Plan) -> Self:
        """The plan, those it revises one after another, and those that revise it; one query more."""
        links = self.model.objects.filter(organisation=plan.organisation_id, revises__isnull=False)
        pairs = list(links.order_by("pk").values_list("pk", "revises"))
        family: set[int | None] = {plan.pk}
        # Back in time, then forward: a revision is younger than what it revises.
        for pair in pairs[::-1] + pairs:
            if family.intersection(pair):
                family.update(pair)
        return self.filter(pk__in=family)

    def with_owner(self) -> Self:
        # What `can` and `lineage` need.
        return self.select_related("organisation__parent__parent__parent")
