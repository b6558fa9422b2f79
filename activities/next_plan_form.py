"""The form of a plan for the next period."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from activities.copying import continue_plan
from activities.models import Activity
from activities.outline import plan_outline
from andts.lib.fields import Line
from andts.lib.forms import CrispyForm, DateField
from organisations.models import User
from plans.models import Plan


class NextPlanForm(CrispyForm, forms.Form):
    """A title, the new period, and which activities follow: all of them unless the user takes some away."""

    title = Line(label="Titel", error_messages={"required": "Ange vad planen heter."})
    valid_from = DateField(label="Gäller från", required=False)
    valid_until = DateField(label="Gäller till", required=False, help_text="Lämna tomt för ”tills vidare”.")
    activities = forms.MultipleChoiceField(
        label="Aktiviteter som följer med", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        last = plan.last_day()
        choices = list(_choices(plan))
        self.every = [pk for _, group in choices for pk, _ in group]
        activities = self.fields["activities"]
        assert isinstance(activities, forms.MultipleChoiceField)
        activities.choices = choices
        self.initial = {
            "title": plan.title,
            "valid_from": last + timedelta(days=1) if last and last < date.max else None,
            "activities": self.every,
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "Ange ett slutdatum som är efter startdatumet.")
        return cleaned

    def create(self, *, by: User | None) -> Plan:
        kept = set(map(int, self.cleaned_data["activities"]))
        return continue_plan(
            self.plan,
            title=self.cleaned_data["title"],
            valid_from=self.cleaned_data["valid_from"],
            valid_until=self.cleaned_data["valid_until"],
            without=set(self.every) - kept,
            by=by,
        )


def _choices(plan: Plan) -> list[tuple[str, list[tuple[int, str]]]]:
    """The activities by heading, as the plan has them."""
    outline = plan_outline(plan)
    groups = [
        ("Utan rubrik", outline.activities),
        *((str(branch.node), branch.activities) for branch in outline.walk()),
    ]
    return [(name, [_choice(activity) for activity in activities]) for name, activities in groups if activities]


def _choice(activity: Activity) -> tuple[int, str]:
    return activity.pk, f"{activity.number} {activity}".strip()[:300]
