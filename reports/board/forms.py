"""Forms of a package: which matter, its texts, and what was decided."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.http import QueryDict

from andts.lib.fields import Line
from andts.lib.forms import CrispyForm, DateField, RecordedForm
from andts.lib.swedish import day_text
from followup.models import FollowUpRound
from plans.decision_forms import ERRORS, FACTS, DecidedField, PublicFactsForm
from plans.models import Plan
from reports.board.guidance import PACKAGE
from reports.models import BoardDecision, BoardPackage, Matter
from reports.models.board import lines

LONG, SHORT = {"rows": 7}, {"rows": 3}
CHANGED_MEANWHILE = (
    "{} har ändrat texterna medan du skrev. Det du har skrivit står kvar här. Se vad som ändrades under Tidigare "
    "texter, för in det du vill ha med och spara igen."
)


class BeginForm(CrispyForm, forms.Form):
    """Which matter, among those that fit, and who is to decide."""

    matter = forms.ChoiceField(label="Ärende")
    extends_until = DateField(label="Förlängs till", required=False, help_text="Bara när planen förlängs.")
    body = Line(label="Vem ska besluta?", error_messages={"required": "Ange vem som ska besluta."})

    def __init__(self, *args: Any, about: Plan | FollowUpRound, matters: list[Matter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        matter = self.fields["matter"]
        assert isinstance(matter, forms.ChoiceField)
        matter.choices = [(matter.value, matter.label) for matter in matters]
        if Matter.EXTEND not in matters:
            del self.fields["extends_until"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        until, last = cleaned.get("extends_until"), self._last_day()
        if cleaned.get("matter") != Matter.EXTEND:
            if until:
                self.add_error("extends_until", "Lämna tomt när ärendet inte är att förlänga planen.")
        elif last and (until is None or until <= last):
            self.add_error("extends_until", f"Ange en dag efter {day_text(last)}, då planen annars slutar.")
        return cleaned

    def _last_day(self) -> datetime.date | None:
        return self.about.last_day() if isinstance(self.about, Plan) else None


class PackageForm(RecordedForm):
    """The texts. `seen` is the version that the writer began from: two who write at once do not erase each other."""

    guidance = PACKAGE

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = BoardPackage
        fields = BoardPackage.TEXTS
        widgets = {
            "proposal": forms.Textarea(SHORT),
            "summary": forms.Textarea(LONG),
            "background": forms.Textarea(LONG),
            "economy": forms.Textarea(SHORT),
            "children": forms.Textarea(SHORT),
            "dispatch": forms.Textarea(SHORT),
            "signer": forms.Textarea({"rows": 2}),
        }
        error_messages = {
            "title": {"required": "Ange ärendets rubrik."},
            "body": {"required": "Ange vem som ska besluta, till exempel Kommunstyrelsen."},
            "proposal": {"required": "Skriv minst en punkt som nämnden kan besluta."},
            "summary": {"required": "Skriv en sammanfattning av ärendet."},
        }

    def __init__(self, data: QueryDict | None = None, *, instance: BoardPackage) -> None:
        self.latest = instance.history.first()
        super().__init__(data, instance=instance, initial={"seen": self.latest.pk})

    def clean_proposal(self) -> str:
        proposal: str = self.cleaned_data["proposal"]
        if not lines(proposal):
            raise forms.ValidationError("Skriv minst en punkt som nämnden kan besluta.")
        return proposal

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        seen = cleaned.pop("seen", None)
        if seen and seen != self.latest.pk:
            self.add_error(None, CHANGED_MEANWHILE.format(self.latest.history_user or "Någon"))
            # What was sent is shown again, but for what it was begun from: who sends it again has read this.
            self.data = {name: self.data.get(name) for name in self.data} | {"seen": str(self.latest.pk)}
        return cleaned

    def record(self, *, by: Any, **more: Any) -> BoardPackage:
        package = self.row
        assert isinstance(package, BoardPackage)
        package.write(by=by, **self.cleaned_data)
        return package


class BoardDecisionForm(PublicFactsForm, RecordedForm):
    """What was decided about a round."""

    date = DecidedField()

    class Meta:
        model = BoardDecision
        fields = FACTS
        error_messages = ERRORS
