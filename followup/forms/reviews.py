"""What chefer and samordnare say of a follow-up."""

from __future__ import annotations

from django import forms

from activities.models import Activity
from andts.lib.fields import PlainText
from andts.lib.forms import CrispyForm
from andts.lib.personal_numbers import sure_personal_numbers


def without_personal_number(text: str) -> None:
    # A validator of what nobody can take back once it is said.
    if sure_personal_numbers(text):
        raise forms.ValidationError("Ta bort personnumret. Det som står här går inte att ta bort efteråt.")


class CommentForm(CrispyForm, forms.Form):
    text = PlainText(
        label="Kommentar",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Skriv en kommentar."},
        validators=[without_personal_number],
    )


class ReturnForm(CrispyForm, forms.Form):
    """The comment is what those who answered go by."""

    comment = PlainText(
        label="Vad som behöver kompletteras",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Skriv vad som behöver kompletteras, så att den som svarar vet."},
        validators=[without_personal_number],
    )


class StatusForm(CrispyForm, forms.Form):
    """The status that counts, or nothing: then the answers decide."""

    status = forms.ChoiceField(
        label="Status som gäller",
        required=False,
        choices=[("", "Svaren avgör"), *Activity.Status.choices],
    )
