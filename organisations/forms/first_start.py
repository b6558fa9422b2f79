"""The form of the first start."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from andts.lib.fields import Line
from andts.lib.folding import plain
from andts.lib.forms import CrispyForm
from andts.lib.swedish import sort_key
from organisations.forms.people import validate_persons_name
from organisations.models import Organisation, User

REGION = "region "
UNREADABLE = forms.PasswordInput({"autocomplete": "new-password"})


class FirstStartForm(CrispyForm, forms.Form):
    """Which organisation this is, and who looks after it."""

    organisation = Line(
        label="Kommun, län eller region",
        widget=forms.TextInput({"list": "organisationer", "autocomplete": "off"}),
        help_text="Skriv början av namnet och välj i listan. En region skriver du själv: Region Kronoberg.",
    )
    name = Line(
        label="Ditt namn",
        validators=[validate_persons_name],
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text="För- och efternamn.",
    )
    email = forms.EmailField(
        label="Din e-postadress",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="Den loggar du in med.",
    )
    password = forms.CharField(
        label="Lösenord",
        strip=False,
        widget=UNREADABLE,
        help_text="Minst 12 tecken. Några ord i följd är lätta att minnas och svåra att gissa.",
    )
    password_again = forms.CharField(label="Samma lösenord en gång till", strip=False, widget=UNREADABLE)

    def choices(self) -> list[str]:
        authorities = Organisation.objects.filter(kind__in=Organisation.AUTHORITIES)
        return sorted(authorities.values_list("name", flat=True), key=sort_key)

    def clean_organisation(self) -> Organisation:
        written = " ".join(self.cleaned_data["organisation"].split())
        found = [row for row in Organisation.objects.filter(kind__in=Organisation.AUTHORITIES) if _is(row, written)]
        if not found and plain(written).startswith(REGION):
            # New, and not yet saved.
            return Organisation(kind=Organisation.Kind.REGION, name=written)
        if not found:
            raise ValidationError(f"”{written}” finns inte bland kommuner och län. Välj ett namn i listan.")
        return found[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        password = cleaned.get("password")
        if password and cleaned.get("password_again") not in (None, password):
            self.add_error("password_again", "Lösenorden är olika. Skriv samma lösenord i båda fälten.")
        if password:
            self._require_strong(password)
        return cleaned

    def _require_strong(self, password: str) -> None:
        user = User(email=self.cleaned_data.get("email", ""), name=self.cleaned_data.get("name", ""))
        try:
            password_validation.validate_password(password, user)
        except ValidationError as error:
            self.add_error("password", error)


def _is(organisation: Organisation, written: str) -> bool:
    names = [organisation.name, organisation.code or ""]
    # A kommun's short name is meant before its län's: "Kalmar" is Kalmar kommun, which stands first.
    if organisation.kind == Organisation.Kind.MUNICIPALITY:
        names.append(organisation.short_name)
    return plain(written) in {plain(name) for name in names if name}
