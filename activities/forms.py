"""The plain form of an activity: everything it can hold."""

from __future__ import annotations

from typing import Any

from django import forms

from activities.guidance import ACTIVITY, OWN_COLUMN
from activities.linking import CELLS
from activities.models import Activity
from activities.models.activities import SUBSTANCES
from andts.lib.fields import PlainText
from andts.lib.swedish_order import InSwedishOrder
from organisations.models import Actor
from plans.forms import PartForm
from plans.models import Plan

TWO_ROWS = {"rows": 2}
FOUR_ROWS = {"rows": 4}


class ActivityForm(PartForm):
    """The texts as written, the actors they mean, the classification, and each of the plan's own columns."""

    substances = forms.MultipleChoiceField(
        label="ANDTS-område",
        choices=list(SUBSTANCES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Activity
        fields = [
            "node",
            "number",
            "title",
            "description",
            "schedule",
            "partners_text",
            "partners",
            "responsible_text",
            "responsible",
            "follow_up",
            "serves",
            "target_group",
            "arena",
            "status",
            "level",
            "strategy",
            "orientation",
            "substances",
            "place",
            "cost",
        ]
        help_texts = {
            "title": "Fyll i Aktivitet eller Vad, eller båda.",
            "description": "Behövs om Aktivitet är tomt.",
        }
        widgets = {
            "title": forms.Textarea(TWO_ROWS),
            "description": forms.Textarea(FOUR_ROWS),
            "schedule": forms.Textarea(TWO_ROWS),
            "partners_text": forms.Textarea(TWO_ROWS),
            "responsible_text": forms.Textarea(TWO_ROWS),
            "follow_up": forms.Textarea(TWO_ROWS),
            **{name: forms.Textarea(TWO_ROWS) for name in ("target_group", "arena", "place", "cost")},
            "responsible": forms.CheckboxSelectMultiple,
            "partners": forms.CheckboxSelectMultiple,
            "serves": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.initial["substances"] = list(self.instance.substances)
        self.columns = list(plan.columns.all())
        actors = Actor.objects.filter(organisation=plan.organisation.authority).order_by(InSwedishOrder("name"))
        # Also when there are none yet: the page's script can make one while the form is open.
        for name in CELLS.values():
            self.offer(name, actors)
        self._choose("serves", plan.nodes.filter(kind="goal"))
        own = {self._own(column.pk): OWN_COLUMN for column in self.columns}
        self.guidance = ACTIVITY | own
        for column in self.columns:
            self.fields[self._own(column.pk)] = PlainText(
                label=column.name,
                required=False,
                widget=forms.Textarea(TWO_ROWS),
                initial=self.instance.extra.get(str(column.pk), ""),
            )

    def clean_substances(self) -> str:
        return "".join(letter for letter in SUBSTANCES if letter in self.cleaned_data["substances"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("title") and not cleaned.get("description"):
            self.add_error("title", "Ange en aktivitet, eller beskriv den under Vad.")
        own = {str(column.pk): cleaned.pop(self._own(column.pk), "") for column in self.columns}
        # Its texts in columns that are gone stay with it: a column can be brought back.
        texts = {**self.instance.extra, **own}
        cleaned["extra"] = {column: text for column, text in texts.items() if text}
        return cleaned

    def _choose(self, name: str, rows: Any) -> None:
        self.offer(name, rows)
        # A field without anything to choose is left out.
        if not rows.exists():
            del self.fields[name]

    @staticmethod
    def _own(column: int) -> str:
        return f"own_{column}"
