"""The form that takes what was copied in Excel or Word."""

from __future__ import annotations

from typing import Any

from django import forms

from activities.imports.refusal import ImportRefused
from activities.imports.source import SourceRow
from activities.pasting.clipboard import NOTHING, read_pasted
from andts.lib.forms import CrispyForm
from plans.models import Node, Plan


class PasteForm(CrispyForm, forms.Form):
    """`rows` is what was pasted, once the form is valid. Script sends the clipboard's HTML beside its text."""

    text = forms.CharField(
        label="Klistra in från Excel eller Word",
        error_messages={"required": NOTHING},
        strip=False,
        widget=forms.Textarea({"rows": 12, "wrap": "off", "spellcheck": "false"}),
        help_text="Kopiera raderna, gärna med kolumnernas rubriker, och klistra in dem här. Högst 1 000 rader.",
    )
    markup = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    under = forms.ModelChoiceField(
        Node.objects.none(),
        label="Lägg aktiviteterna under",
        required=False,
        empty_label="Ingen rubrik",
        help_text="Har du en kolumn med mål eller insatsområden går de före.",
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("under", plan.nodes.all())
        self.fields["text"].required = not self.data.get("markup")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.rows: tuple[SourceRow, ...] = ()
        if self.errors:
            return cleaned
        try:
            self.rows = read_pasted(cleaned.get("text", ""), cleaned.get("markup", ""))
        except ImportRefused as refusal:
            self.add_error("text", refusal.message)
        return cleaned
