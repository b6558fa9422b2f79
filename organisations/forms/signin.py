"""The forms of signing in: allauth's, asking for what is missing in our words."""

from typing import Any

from allauth.account import forms as allauth
from django import forms

from andts.lib.forms import use_our_words

MISSING = {
    "login": "Ange din e-postadress.",
    "email": "Ange din e-postadress.",
    "password": "Ange ditt lösenord.",
    "oldpassword": "Ange lösenordet som du har nu.",
    "password1": "Ange ett nytt lösenord.",
    "password2": "Skriv det nya lösenordet en gång till.",
}


class Asking(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            use_our_words(field)
            if name in MISSING:
                field.error_messages["required"] = MISSING[name]


class LoginForm(Asking, allauth.LoginForm): ...


class ResetPasswordForm(Asking, allauth.ResetPasswordForm): ...


class ResetPasswordKeyForm(Asking, allauth.ResetPasswordKeyForm): ...


class SetPasswordForm(Asking, allauth.SetPasswordForm): ...


class ChangePasswordForm(Asking, allauth.ChangePasswordForm): ...
