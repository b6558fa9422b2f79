"""What chefer and samordnare say of a follow-up."""

from __future__ import annotations

from django import forms

from activities.models import Activity
from andts.lib.fields import PlainText
from andts.lib.forms import CrispyForm


class CommentForm(CrispyForm, forms.Form):
    text = PlainText(
        label="Kommentar", widget=forms.Textarea({"rows": 3}), error_messages={"required": "Skriv en kommentar."}
    )


class ReturnForm(CrispyForm, forms.Form):
    """The comment is what those who answered go by."""

    comment = PlainText(
        label="Vad som behöver kompletteras",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Skriv vad som behöver kompletteras, så att den som svarar vet."},
    )


class StatusForm(CrispyForm, forms.Form):
    """The status that counts, or nothing: then the answers decide."""

    status = forms.ChoiceField(
        label="Status som gäller",
        required=False,
        choices=[("", "Svaren avgör"), *Activity.Status.choices],
    )
