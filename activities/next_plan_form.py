"""The form of a plan for the next period."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from activities.copying import continue_plan
from activities.models import Activity
from activities.outline import plan_outline
from andts.lib.fields import Line
from organisations.models import User
from plans.forms import PeriodForm
from plans.models import Plan


class NextPlanForm(PeriodForm, forms.Form):
    """A title, the new period, and which activities follow: all of them unless the user takes some away."""

    title = Line(label="Titel", error_messages={"required": "Ange vad planen heter."})
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
    outline = plan_outline(plan)
    # As the plan has them.
    groups = [
        ("Utan rubrik", outline.activities),
        *((str(branch.node), branch.activities) for branch in outline.walk()),
    ]
    return [(name, [_choice(activity) for activity in activities]) for name, activities in groups if activities]


def _choice(activity: Activity) -> tuple[int, str]:
    return activity.pk, f"{activity.number} {activity}".strip()[:300]
