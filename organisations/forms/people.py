"""Forms for those who work in an organisation and the roles they have there."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.html import format_html

from andts.lib.fields import Line
from andts.lib.forms import CrispyForm, RecordedForm
from organisations.declining import decline, has_declined, want_again
from organisations.forms.choices import offer_as_tree
from organisations.models import Letter, Membership, Organisation, User
from organisations.preferences import WEEKDAY
from organisations.roles import RULES, Role

# What a mail program makes a link of, or a page takes for markup.
ADDRESS = re.compile(r"[/\\:<>@\[\]]|\w{2,}\.\w{2,}")
WEEKDAYS = ("Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag")
ROLE_CHOICES = [
    (role.value, format_html("<span><strong>{}</strong><br>{}</span>", role.label, RULES[role].sentence))
    for role in Role
]


def validate_persons_name(name: str) -> None:
    # A name stands in letters that we send: nobody else's addresses are to reach people in our name.
    if ADDRESS.search(name):
        raise ValidationError("Ange för- och efternamn, utan adresser och tecken som / : < >.")


class RoleForm(CrispyForm, forms.Form):
    """A role and where it holds; `places` are those that the user may give roles in."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Gäller i",
        help_text="Rollen gäller också i enheterna under.",
        error_messages={"required": "Välj var rollen gäller."},
    )
    role = forms.ChoiceField(label="Roll", choices=ROLE_CHOICES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: QuerySet[Organisation], person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.current: Membership | None = None
        offer_as_tree(self, "organisation", places)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        organisation, role = cleaned.get("organisation"), cleaned.get("role")
        if not organisation or not role:
            return cleaned
        if role == Role.COUNTY_COORDINATOR and organisation.kind != Organisation.Kind.COUNTY:
            self.add_error("role", "Länssamordnare är en roll i ett län. Välj en annan roll.")
        elif self._has_role(organisation, role):
            self.add_error("role", f"{self.person} har redan rollen {Role(role).label} i {organisation}.")
        return cleaned

    def _has_role(self, organisation: Organisation, role: str) -> bool:
        if self.person is None:
            return False
        known = self.person.memberships.filter(organisation=organisation, role=role)
        return any(membership != self.current for membership in known)


class MembershipForm(RoleForm):
    """Another role, or the same in another place."""

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        initial = {"organisation": membership.organisation_id, "role": membership.role}
        super().__init__(*args, person=membership.user, initial=initial, **kwargs)
        self.current = membership


class InviteForm(RoleForm):
    """Who is invited, by e-mail, and to what."""

    email = forms.EmailField(label="E-postadress", max_length=254)
    name = Line(label="Namn", validators=[validate_persons_name], help_text="För- och efternamn.")
    field_order = ["email", "name", "organisation", "role"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        # Who has the address already, so that a role given twice is seen.
        self.person = User.objects.filter(email=email).first()
        if self.person and not self.person.is_active:
            self.add_error("email", "Kontot med den adressen är avstängt. Öppna det igen under Personer och roller.")
        return email


class ReminderChoiceForm(CrispyForm, forms.Form):
    """Whether and when a person gets reminders. The first is known of the address, the second of the account."""

    wanted = forms.BooleanField(
        label="Påminn mig per mejl", required=False, help_text="Högst ett mejl åt gången, om allt som väntar på dig."
    )
    weekday = forms.ChoiceField(
        label="Veckodag",
        required=False,
        choices=[("", "Vilken vardag som helst"), *((str(day), name) for day, name in enumerate(WEEKDAYS))],
        help_text="Är dagen ledig kommer mejlet nästa vardag.",
    )

    @classmethod
    def of(cls, user: User, data: Any = None) -> ReminderChoiceForm:
        wanted = not has_declined(user.email, Letter.Kind.REMINDER)
        return cls(data, initial={"wanted": wanted, "weekday": user.preferences.get(WEEKDAY, "")})

    def keep(self, user: User) -> None:
        change = want_again if self.cleaned_data["wanted"] else decline
        change(user.email, Letter.Kind.REMINDER, by=user)
        if self.cleaned_data["weekday"]:
            user.prefer(WEEKDAY, int(self.cleaned_data["weekday"]))
        else:
            user.prefer_nothing(WEEKDAY)


class AccountForm(RecordedForm):
    """What a user says about themselves."""

    class Meta:
        model = User
        fields = ["name"]
        help_texts = {"name": "Så som kollegorna ser det."}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        validate_persons_name(name)
        return name
