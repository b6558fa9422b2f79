"""The form that orders a report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from andts.lib.forms import CrispyForm
from andts.lib.swedish import sort_key
from followup.models import FollowUpRound
from organisations.models import Organisation, User
from organisations.roles import Permission, roles_with
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


class RoundField(forms.ModelChoiceField):
    """Rounds by period and plan, and whether they still go on."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.period}, {obj.plan.title} ({obj.get_state_display().lower()})"


class RoundOrderForm(CrispyForm, forms.Form):
    """Which document, and of which of the rounds that the user may order documents of."""

    round = RoundField(
        FollowUpRound.objects.none(),
        label="Uppföljning",
        empty_label="Välj uppföljning",
        error_messages={"required": "Välj den uppföljning som dokumentet ska göras av."},
    )
    kind = forms.ChoiceField(label="Dokument", choices=[(kind.value, kind.label) for kind in Report.OF_ROUNDS])

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        # Beside the form for plans, whose field of the same name has the usual id.
        super().__init__(*args, auto_id="round-%s", **kwargs)
        self.has_rounds = orderable_rounds(user).exists()
        self.offer("round", orderable_rounds(user))


def orderable_rounds(user: User) -> QuerySet[FollowUpRound]:
    """Every closed one that the user reads; others where a role gives the right to order."""
    mine = user.scope.reach(Permission.ORDER_REPORTS)
    rounds = FollowUpRound.objects.whole_for(user).select_related("plan")
    return rounds.filter(Q(state=FollowUpRound.State.CLOSED) | Q(plan__organisation__in=mine))


def workplaces(user: User) -> list[Organisation]:
    """Whose handover the user may order: where a role gives the right, by name; read along with the roles."""
    roles = roles_with(Permission.ORDER_REPORTS)
    found = {each.organisation_id: each.organisation for each in user.memberships.all() if each.role in roles}
    return sorted(found.values(), key=lambda organisation: sort_key(organisation.name))


def orderable_by(user: User) -> QuerySet[Plan]:
    """Drafts where a role gives the right to order; of decided plans, every one that the user reads."""
    mine = user.scope.reach(Permission.ORDER_REPORTS)
    return Plan.objects.visible_to(user).filter(Q(state__in=Plan.DECIDED) | Q(organisation__in=mine))
