"""Forms for an organisation's own goal framework."""

from __future__ import annotations

from typing import Any

from django import forms

from andts.lib.fields import PlainText
from andts.lib.forms import CrispyForm, RecordedForm
from organisations.models import Organisation, User
from organisations.roles import Permission
from plans.models import FrameworkGoal, GoalFramework


class FrameworkForm(RecordedForm):
    """The framework with its goals as a text, one goal a line: "1. Tillgången ska minska"."""

    goals = PlainText(
        label="Mål, ett på varje rad",
        widget=forms.Textarea({"rows": 10}),
        help_text="Skriv numret först om målet har ett: ”1. Tillgången ska minska”.",
    )

    class Meta:
        model = GoalFramework
        fields = ["organisation", "name", "first_year", "last_year", "source"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Organisation.objects.reached_by(user, Permission.EDIT_PLANS)
        owners = mine.filter(kind__in=Organisation.AUTHORITIES)
        field = self.offer("organisation", owners)
        field.required, field.empty_label = True, None
        if self.instance.pk:
            self.initial["goals"] = "\n".join(str(goal) for goal in self.instance.goals.all())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first_year"), cleaned.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", "Ange ett sista år som är samma som det första eller senare.")
        return cleaned

    def record(self, *, by: Any, **more: Any) -> GoalFramework:
        lines = [line.strip() for line in self.cleaned_data.pop("goals").splitlines() if line.strip()]
        framework: GoalFramework = super().record(by=by, **more)
        framework.set_goals(lines, by=by)
        return framework


class CrosswalkForm(CrispyForm, forms.Form):
    """For each goal of a framework, the goals of the others that it corresponds to."""

    def __init__(self, *args: Any, framework: GoalFramework, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = list(framework.goals.prefetch_related("counterparts"))
        choices = FrameworkGoal.objects.filter(framework__in=others).select_related("framework")
        self.offered = set(choices)
        for goal in self.goals:
            field = forms.ModelMultipleChoiceField(
                choices,
                label=str(goal),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[each.pk for each in goal.counterparts.all()],
            )
            # Read above; left to itself, each field would ask for them once more.
            field.choices = [(each.pk, str(each)) for each in choices]
            self.fields[f"goal_{goal.pk}"] = field

    def record(self, *, by: User) -> None:
        for goal in self.goals:
            # What others have said that a goal corresponds to, and this user cannot see, stays.
            unseen = [each for each in goal.counterparts.all() if each not in self.offered]
            goal.record(by=by, counterparts=[*self.cleaned_data[f"goal_{goal.pk}"], *unseen])
