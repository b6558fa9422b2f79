"""The forms of signing in: allauth's, asking for what is missing in our words."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.http import HttpRequest

from andts.lib.forms import FIELDS, use_our_words
from organisations.new_passwords import ask_for_link

MISSING = {
    "login": "Ange din e-postadress.",
    "email": "Ange din e-postadress.",
    "password": "Ange ditt lösenord.",
    "oldpassword": "Ange lösenordet som du har nu.",
    "password1": "Ange ett nytt lösenord.",
    "password2": "Skriv det nya lösenordet en gång till.",
}


class Asking(forms.Form):
    helper = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            use_our_words(field)
            if name in MISSING:
                field.error_messages["required"] = MISSING[name]


class LoginForm(Asking, allauth.LoginForm): ...


class ResetPasswordForm(Asking, allauth.ResetPasswordForm):
    """allauth's, but who has the address is nothing that the page looks for (organisations/new_passwords.py)."""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        ask_for_link(self.cleaned_data["email"])
        return str(self.cleaned_data["email"])


class ResetPasswordKeyForm(Asking, allauth.ResetPasswordKeyForm): ...


class SetPasswordForm(Asking, allauth.SetPasswordForm): ...


class ChangePasswordForm(Asking, allauth.ChangePasswordForm): ...
