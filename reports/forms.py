"""The form that orders a report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from andts.lib.forms import CrispyForm
from organisations.models import User
from organisations.roles import Permission
from plans.models import Plan
from reports.models import Report


class PlanField(forms.ModelChoiceField):
    """Plans by title and state, since a revision often bears the name of what it revises."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.get_state_display().lower()})"


class OrderForm(CrispyForm, forms.Form):
    """Which document, and of which of the plans that the user may order documents of."""

    plan = PlanField(
        Plan.objects.none(),
        label="Plan",
        empty_label="Välj plan",
        error_messages={"required": "Välj den plan som dokumentet ska göras av."},
    )
    kind = forms.ChoiceField(label="Dokument", choices=[(kind.value, kind.label) for kind in Report.OF_PLANS])

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("plan", orderable_by(user))


def orderable_by(user: User) -> QuerySet[Plan]:
    """Drafts where a role gives the right to order; of decided plans, every one that the user reads."""
    mine = user.scope.reach(Permission.ORDER_REPORTS).values("pk")
    return Plan.objects.visible_to(user).filter(Q(state__in=Plan.DECIDED) | Q(organisation__in=mine))
