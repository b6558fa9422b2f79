"""Inviting people: what is made, what the mail says, and the way from the mail to the first page."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from pytest_django import Settings

from organisations.forms.people import validate_persons_name
from organisations.invitations import invite, send_invitation
from organisations.models import Membership, Organisation, User
from organisations.roles import RULES, Role
from organisations.tests.cast import SignIn

PASSWORD = "sju blå bilar på tork"
LINK = re.compile(r"https?://\S+")


@pytest.fixture
def filled_in(lindvalla: Organisation) -> dict[str, Any]:
    return {"email": "Nils@exempel.se", "name": "Nils Nyman", "organisation": lindvalla.pk, "role": "manager"}


@pytest.fixture
def invited(adam: User, lindvalla: Organisation) -> Membership:
    return invite("nils@exempel.se", "Nils Nyman", organisation=lindvalla, role=Role.MANAGER, by=adam)


def html_of_the_last() -> str:
    """The mail as those see it who do not read plain text."""
    sent = mail.outbox[-1]
    assert isinstance(sent, EmailMultiAlternatives)
    return str(sent.alternatives[0][0])


def test_an_administrator_invites_by_mail(
    adam: User, signed_in: SignIn, lindvalla: Organisation, filled_in: dict[str, Any]
) -> None:
    response = signed_in(adam).post(f"/installningar/{lindvalla.pk}/personer/bjud-in/", filled_in)
    assert response.headers["Location"] == f"/installningar/{lindvalla.pk}/personer/"
    nils = User.objects.get(email="nils@exempel.se")
    assert [str(membership) for membership in nils.memberships.all()] == ["Nils Nyman, Chef, Lindvalla kommun"]
    assert [sent.to for sent in mail.outbox] == [["nils@exempel.se"]]


@time_machine.travel("2026-11-20 12:00+01:00", tick=False)
def test_the_mail_says_who_what_and_until_when(invited: Membership, adam: User) -> None:
    send_invitation(invited, by=adam)
    sent = mail.outbox[0]
    text = str(sent.body)
    assert sent.subject == "Inbjudan till ANDTS-planen i Lindvalla kommun"
    assert sent.reply_to == ["adam@exempel.se"]
    assert "Adam Falk (adam@exempel.se) bjuder in dig" in text
    assert f"Din roll: Chef i Lindvalla kommun\n{RULES[Role.MANAGER].sentence}" in text
    assert "Länken gäller till och med 27 november 2026" in text


def test_the_mail_has_the_same_link_as_text_and_as_html(invited: Membership, adam: User) -> None:
    send_invitation(invited, by=adam)
    link = LINK.findall(str(mail.outbox[0].body))[0]
    assert f'<a href="{link}">' in html_of_the_last()


def test_names_are_never_markup_in_the_mail(lindvalla: Organisation, adam: User) -> None:
    membership = invite("x@exempel.se", "<b>X</b> & Y", organisation=lindvalla, role=Role.MANAGER, by=adam)
    send_invitation(membership, by=adam)
    assert "Hej <b>X</b> & Y," in str(mail.outbox[0].body)
    assert "Hej &lt;b&gt;X&lt;/b&gt; &amp; Y," in html_of_the_last()


def test_a_name_cannot_add_headers_to_the_mail(lindvalla: Organisation, adam: User) -> None:
    lindvalla.record(by=None, name="Lindvalla\nBcc: alla@exempel.se")
    lindvalla.refresh_from_db()
    membership = invite("x@exempel.se", "X", organisation=lindvalla, role=Role.MANAGER, by=adam)
    assert send_invitation(membership, by=adam)
    assert "\n" not in mail.outbox[0].subject


def follow(client: Client) -> str:
    """Opens the link of the last mail and chooses a password; the page one comes to."""
    path = LINK.findall(str(mail.outbox[-1].body))[0].removeprefix(settings.SITE_URL)
    form = client.get(path, follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else path
    response = client.post(address, {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    return response.redirect_chain[-1][0] if response.redirect_chain else "no further"


def test_behind_the_link_one_chooses_a_password_and_is_in(invited: Membership, adam: User, client: Client) -> None:
    send_invitation(invited, by=adam)
    assert follow(client) == "/"
    assert client.get("/aktorer/").context["user"] == invited.user
    client.logout()
    assert client.post("/logga-in/", {"login": "nils@exempel.se", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(("days", "end"), [(6, "/"), (8, "no further")])
def test_the_link_is_good_for_seven_days(days: int, end: str, invited: Membership, adam: User, client: Client) -> None:
    with time_machine.travel("2026-11-20 12:00+01:00", tick=False):
        send_invitation(invited, by=adam)
    with time_machine.travel(date(2026, 11, 20 + days), tick=False):
        assert follow(client) == end


def test_one_who_has_an_account_gets_the_role_and_is_told(
    adam: User, cecilia: User, signed_in: SignIn, lindvalla: Organisation, filled_in: dict[str, Any]
) -> None:
    cecilia.set_password(PASSWORD)
    cecilia.save(update_fields=["password"])
    invitation = filled_in | {"email": cecilia.email, "name": "Någon annan"}
    signed_in(adam).post(f"/installningar/{lindvalla.pk}/personer/bjud-in/", invitation)
    cecilia.refresh_from_db()
    assert (cecilia.name, cecilia.memberships.count()) == ("Cecilia Strand", 2)
    assert mail.outbox[0].subject == "Ny roll i ANDTS-planen: Chef i Lindvalla kommun"
    assert LINK.findall(str(mail.outbox[0].body)) == [f"{settings.SITE_URL}/logga-in/"]


REFUSED = [
    ({"email": "anna@exempel.se", "role": "coordinator"}, "role", "har redan rollen Samordnare i Lindvalla kommun."),
    ({"role": "county_coordinator"}, "role", "Länssamordnare är en roll i ett län. Välj en annan roll."),
    ({"role": "kung"}, "role", "Välj ett av alternativen."),
    ({"email": ""}, "email", "Ange e-postadress."),
    ({"role": ""}, "role", "Välj roll."),
]


@pytest.mark.parametrize(("change", "field", "error"), REFUSED)
def test_what_cannot_be_is_refused(
    change: dict[str, str],
    field: str,
    error: str,
    adam: User,
    anna: User,
    signed_in: SignIn,
    filled_in: dict[str, Any],
    lindvalla: Organisation,
) -> None:
    response = signed_in(adam).post(f"/installningar/{lindvalla.pk}/personer/bjud-in/", filled_in | change)
    assert response.status_code == 422
    assert error in response.context["form"].errors[field][0]
    assert mail.outbox == []


def test_roles_are_given_in_ones_own_organisation_only(
    adam: User, signed_in: SignIn, lindvalla: Organisation, havsby: Organisation, filled_in: dict[str, Any]
) -> None:
    invitation = filled_in | {"organisation": havsby.pk}
    response = signed_in(adam).post(f"/installningar/{lindvalla.pk}/personer/bjud-in/", invitation)
    assert response.context["form"].errors["organisation"]
    assert not Membership.objects.filter(organisation=havsby).exists()


def test_a_mail_that_could_not_be_sent_is_told(
    adam: User,
    signed_in: SignIn,
    lindvalla: Organisation,
    filled_in: dict[str, Any],
    settings: Settings,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    address = f"/installningar/{lindvalla.pk}/personer/bjud-in/"
    response = signed_in(adam).post(address, filled_in, follow=True)
    assert "Mejlet till nils@exempel.se gick inte att skicka." in response.content.decode()
    assert User.objects.filter(email="nils@exempel.se").exists()


def test_an_invitation_is_sent_again(adam: User, signed_in: SignIn, invited: Membership) -> None:
    client = signed_in(adam)
    client.post(f"/installningar/{invited.organisation_id}/personer/{invited.user_id}/inbjudan/")
    assert follow(Client()) == "/"


def test_without_a_mail_server_the_mail_is_a_file(
    invited: Membership, adam: User, settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    send_invitation(invited, by=adam)
    written = next(tmp_path.iterdir()).read_text()
    assert "To: nils@exempel.se" in written


@pytest.mark.parametrize("name", ["Vinn på evil.se", "http://evil", "<b>Eva</b>", "[Klicka](x)", "eva@evil"])
def test_an_invitation_carries_nobodys_address(
    adam: User, signed_in: SignIn, lindvalla: Organisation, filled_in: dict[str, Any], name: str
) -> None:
    page = f"/installningar/{lindvalla.pk}/personer/bjud-in/"
    response = signed_in(adam).post(page, filled_in | {"name": name})
    assert (list(response.context["form"].errors), len(mail.outbox)) == (["name"], 0)


@pytest.mark.parametrize("name", ["Eva-Lena O'Hara", "J.Å. Öst (vikarie)", "Åsa Ek, IFO", "Lars d.ä. Ek"])
def test_names_as_people_have_them_are_taken(name: str) -> None:
    validate_persons_name(name)
