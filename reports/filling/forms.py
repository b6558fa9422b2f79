"""The form that takes a municipality's own Word template; nothing is kept before it has been seen to work."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from andts.lib.fields import one_line
from andts.lib.forms import CrispyForm
from organisations.models import Organisation, User
from reports.filling.refusal import TemplateRefused
from reports.filling.safety import LARGEST_TEMPLATE, TOO_LARGE, check_template
from reports.models import WordTemplate

LONGEST_NAME = 120


class WordTemplateForm(CrispyForm, forms.Form):
    kind = forms.ChoiceField(label="Handling", choices=WordTemplate.Kind.choices)
    file = forms.FileField(
        label="Mall",
        widget=forms.FileInput({"accept": ".docx"}),
        help_text="Ett Word-dokument (.docx) utan makron, högst 5 MB.",
        error_messages={
            "required": "Välj en Word-mall (.docx).",
            "empty": "Filen är tom. Välj en Word-mall med innehåll.",
        },
    )

    def clean_file(self) -> tuple[str, bytes]:
        """The file's name, and what is in it; it has been filled once with sample texts."""
        upload: UploadedFile = self.cleaned_data["file"]
        name = one_line((upload.name or "").replace("\\", "/").rpartition("/")[2])
        if (upload.size or 0) > LARGEST_TEMPLATE:
            raise forms.ValidationError(TOO_LARGE)
        content = upload.read()
        try:
            check_template(content, name)
        except TemplateRefused as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return name[-LONGEST_NAME:], content

    def keep(self, organisation: Organisation, *, by: User) -> WordTemplate:
        name, content = self.cleaned_data["file"]
        kind: Any = self.cleaned_data["kind"]
        return WordTemplate.keep(organisation, kind, content, name=name, by=by)
