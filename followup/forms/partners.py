"""What those without an account fill in beside their answers."""

from __future__ import annotations

from typing import Any

from django import forms

from andts.lib.forms import CrispyForm
from followup.inviting import may_be_forwarded_to
from followup.models import PartnerInvitation


class CodeForm(CrispyForm, forms.Form):
    code = forms.CharField(
        label="Kod",
        max_length=20,
        help_text="Sex siffror. Koden gäller i tio minuter, i den här webbläsaren.",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "Ange koden som står i mejlet."},
    )


class ForwardForm(CrispyForm, forms.Form):
    email = forms.EmailField(label="Kollegans e-postadress", widget=forms.EmailInput({"autocomplete": "off"}))

    def __init__(self, *args: Any, invitation: PartnerInvitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        self.fields["email"].help_text = f"En adress som slutar på @{invitation.email.rpartition('@')[2]}."

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if refusal := may_be_forwarded_to(self.invitation, email):
            raise forms.ValidationError(refusal)
        return email
