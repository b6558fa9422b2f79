"""Forms for what deciding bodies decide about a plan."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from andts.lib.forms import CrispyForm, DateField, RecordedForm
from andts.lib.personal_numbers import sure_personal_numbers
from andts.lib.swedish import day_text
from organisations.models import User
from plans.models import Decision, Plan

FACTS = ["body", "date", "paragraph", "registry_number"]
HELP = {"registry_number": "Till exempel KS 2026/112."}
ERRORS = {"body": {"required": "Ange vem som har beslutat, till exempel Kommunstyrelsen."}}


class DecidedField(DateField):
    """The day of a decision: one cannot enter what has not been decided yet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "Beslutsdatum"} | kwargs)
        self.error_messages["required"] = "Ange vilken dag beslutet fattades."

    def validate(self, value: datetime.date | None) -> None:
        super().validate(value)
        if value and value > timezone.localdate():
            raise forms.ValidationError("Ange den dag då beslutet fattades. Den kan inte ligga i framtiden.")


class PublicFactsForm(CrispyForm):
    """What a body decided is read by everyone, for ever: no personnummer stands in it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in [name for name in FACTS if isinstance(cleaned.get(name), str)]:
            if sure_personal_numbers(cleaned[name]):
                self.add_error(name, "Ta bort personnumret. Det får inte stå i ett beslut.")
        return cleaned


class AdoptingBodyForm(PublicFactsForm, forms.ModelForm):
    """One body that adopts the plan."""

    date = DecidedField()

    class Meta:
        model = Decision
        fields = FACTS
        error_messages = ERRORS
        help_texts = HELP


# Three rows without a script: a plan that more bodies adopt gets them entered afterwards, as further decisions.
# However many a request says that it holds, no more are read: the plan is locked meanwhile.
AdoptingBodies = forms.formset_factory(AdoptingBodyForm, min_num=1, extra=2, max_num=3, absolute_max=3)


class AcceptanceForm(CrispyForm, forms.Form):
    """Asked when something is missing that does not stop a decision."""

    accept = forms.BooleanField(
        label="Jag har läst vad som saknas och vill fastställa planen ändå.",
        error_messages={"required": "Bekräfta att du har läst vad som saknas, eller gå tillbaka och komplettera."},
    )


class DecisionForm(PublicFactsForm, RecordedForm):
    """A later decision about an adopted plan, or the facts of one that is there already; what was decided stays."""

    date = DecidedField()
    extends_until = DateField(label="Förlängs till", required=False, help_text="Bara när planen förlängs.")

    class Meta:
        model = Decision
        fields = ["action", *FACTS, "extends_until"]
        error_messages = ERRORS
        help_texts = HELP

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        if self.row:
            del self.fields["action"]
        if self.row and self.instance.action != Decision.Action.EXTEND:
            del self.fields["extends_until"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        action = cleaned.get("action", self.instance.action)
        if action != Decision.Action.EXTEND:
            if cleaned.get("extends_until"):
                self.add_error("extends_until", "Lämna tomt när beslutet inte är att förlänga planen.")
        elif not self.plan.valid_until:
            self.add_error(None, "Planen gäller tills vidare och behöver inte förlängas.")
        elif not self._is_longer(cleaned.get("extends_until")):
            self.add_error(
                "extends_until", f"Ange en dag efter {day_text(self.plan.valid_until)}, då planen annars slutar."
            )
        return cleaned

    def _is_longer(self, until: datetime.date | None) -> bool:
        return bool(until and self.plan.valid_until and until > self.plan.valid_until)

    def record(self, *, by: User | None, **more: Any) -> Decision:
        if self.row is None:
            return self.plan.decide(by=by, **self.cleaned_data)
        decision: Decision = super().record(by=by, **more)
        return decision
