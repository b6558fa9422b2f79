"""Signing in, out, and choosing a new password, through the pages and the mail that people meet."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from andts.celery import app
from organisations.models import User
from organisations.signin import GUESSES_TOGETHER

PASSWORD = "fyra gula hästar i regn"
NEW_PASSWORD = "sju blå bilar på tork"
LINK = re.compile(r"https?://\S+")


@pytest.fixture(autouse=True)
def forgotten_counts() -> None:
    """allauth counts requests from an address in the cache; each test begins at none."""
    cache.clear()


@pytest.fixture
def anna(anna: User) -> User:
    """Anna with a password."""
    anna.set_password(PASSWORD)
    anna.save(update_fields=["password"])
    return anna


@pytest.fixture
def attempt(client: Client) -> Callable[..., int]:
    """Tries to sign in; the status of the answer."""

    def sign_in(login: str = "anna@exempel.se", password: str = PASSWORD, address: str = "127.0.0.1") -> int:
        return client.post("/logga-in/", {"login": login, "password": password}, REMOTE_ADDR=address).status_code

    return sign_in


def test_the_right_password_lets_in(client: Client, anna: User) -> None:
    response = client.post("/logga-in/", {"login": "ANNA@exempel.se", "password": PASSWORD}, follow=True)
    assert response.context["user"] == anna


def test_one_comes_to_the_page_one_asked_for(client: Client, anna: User) -> None:
    response = client.post("/logga-in/?next=/aktorer/", {"login": anna.email, "password": PASSWORD})
    assert response.headers["Location"] == "/aktorer/"


@pytest.mark.parametrize("login", ["anna@exempel.se", "ingen@exempel.se"])
def test_a_wrong_password_and_an_unknown_address_are_told_alike(client: Client, anna: User, login: str) -> None:
    response = client.post("/logga-in/", {"login": login, "password": "fel"})
    assert response.context["form"].non_field_errors() == [
        "Adressen eller lösenordet stämmer inte. Kontrollera dem och försök igen."
    ]


def test_one_who_is_deactivated_does_not_come_in(client: Client, anna: User) -> None:
    anna.deactivate(by=None)
    client.post("/logga-in/", {"login": anna.email, "password": PASSWORD})
    assert client.get("/aktorer/").status_code == 302


def test_deactivation_ends_what_is_open(client: Client, anna: User) -> None:
    client.force_login(anna, backend="organisations.signin.Backend")
    anna.deactivate(by=None)
    assert client.get("/aktorer/").status_code == 302


def test_signing_out_takes_a_post(client: Client, anna: User) -> None:
    client.force_login(anna, backend="organisations.signin.Backend")
    assert client.get("/logga-ut/").status_code == 200
    client.post("/logga-ut/")
    assert client.get("/aktorer/").status_code == 302


# --- Guessing


def test_the_tenth_wrong_guess_shuts_the_door(client: Client, anna: User, attempt: Callable[..., int]) -> None:
    assert [attempt(password="fel") for _ in range(10)] == [200] * 9 + [429]
    response = client.post("/logga-in/", {"login": anna.email, "password": PASSWORD})
    assert response.status_code == 429
    assert "För många försök" in response.content.decode()


def test_only_the_one_who_was_guessed_is_shut_out(anna: User, bo: User, attempt: Callable[..., int]) -> None:
    bo.set_password(PASSWORD)
    bo.save(update_fields=["password"])
    assert {attempt(password="fel") for _ in range(10)} == {200, 429}
    assert attempt(login=bo.email) == 302


def test_only_the_address_that_guessed_is_shut_out(anna: User, attempt: Callable[..., int]) -> None:
    for _ in range(10):
        attempt(password="fel", address="198.51.100.7")
    assert attempt(address="198.51.100.8") == 302


def test_many_addresses_that_guess_together_shut_the_door(
    client: Client, anna: User, attempt: Callable[..., int]
) -> None:
    for number in range(GUESSES_TOGETHER):
        AccessAttempt.objects.create(username=anna.email, ip_address=f"198.51.100.{number}", failures_since_start=1)
    assert attempt() == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert attempt() == 302


def test_a_login_longer_than_any_address_is_refused_as_any_other(anna: User, attempt: Callable[..., int]) -> None:
    assert attempt(login=f"{'x' * 300}@exempel.se") == 200


# --- A new password


@pytest.fixture
def ask(
    client: Client, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]]
) -> Iterator[Callable[..., Any]]:
    """Asks for a link, and has a worker do at once what was queued."""

    def post(email: str, **more: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return client.post("/losenord/", {"email": email}, **more)

    app.loader.import_default_modules()  # as a worker does
    app.conf.update(task_always_eager=True)
    yield post
    app.conf.update(task_always_eager=False)


@pytest.fixture
def asked_for(ask: Callable[..., Any]) -> Callable[[str], str]:
    """The path of the link that came by mail."""

    def path(email: str) -> str:
        assert ask(email).headers["Location"] == "/losenord/skickat/"
        link = LINK.findall(str(mail.outbox[-1].body))[0]
        assert link.startswith(settings.SITE_URL)
        return link.removeprefix(settings.SITE_URL)

    return path


def choose(client: Client, path: str, password: str) -> None:
    form = client.get(path, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": password, "password2": password})


def test_a_forgotten_password_is_chosen_anew(
    client: Client, anna: User, attempt: Callable[..., int], asked_for: Callable[[str], str]
) -> None:
    choose(client, asked_for(anna.email), NEW_PASSWORD)
    assert client.get("/aktorer/").status_code == 200
    client.logout()
    assert (attempt(), attempt(password=NEW_PASSWORD)) == (200, 302)


def test_the_mail_is_in_swedish_and_in_two_forms(client: Client, anna: User, asked_for: Callable[[str], str]) -> None:
    asked_for(anna.email)
    sent = mail.outbox[0]
    assert (sent.subject, sent.to) == ("Välj ett nytt lösenord till ANDTS-planen", ["anna@exempel.se"])
    assert str(sent.body).startswith("Hej Anna Lindqvist,\n")
    kinds = [part.get_content_type() for part in sent.message().walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_a_link_works_once(client: Client, anna: User, asked_for: Callable[[str], str]) -> None:
    path = asked_for(anna.email)
    choose(client, path, NEW_PASSWORD)
    assert "Länken går inte att använda" in Client().get(path, follow=True).content.decode()


def test_address_in_capitals_is_the_same(anna: User, asked_for: Callable[[str], str]) -> None:
    assert asked_for("ANNA@exempel.se").startswith("/losenord/nytt/")


@pytest.mark.parametrize("email", ["ingen@exempel.se", "anna@exempel.se"])
def test_nobody_learns_whether_an_address_has_an_account(
    client: Client, anna: User, email: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):  # whether anybody has begun to use the installation
        response = client.post("/losenord/", {"email": email})
    assert response.headers["Location"] == "/losenord/skickat/"
    assert mail.outbox == []  # nothing leaves while somebody waits for the page


def test_no_account_gets_no_mail(anna: User, ask: Callable[..., Any]) -> None:
    ask("ingen@exempel.se")
    assert mail.outbox == []


def test_closed_account_gets_no_mail(anna: User, ask: Callable[..., Any]) -> None:
    User.objects.update(is_active=False)
    ask(anna.email)
    assert mail.outbox == []


def test_page_comes_though_the_queue_does_not_answer(
    anna: User, ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*arguments: object) -> None:
        raise ConnectionError("Connection refused")

    monkeypatch.setattr("celery.canvas.Signature.delay", refuse)
    assert ask(anna.email).headers["Location"] == "/losenord/skickat/"
    # Nobody else asks again, so the log and the page say who does.
    assert (
        "It is not sent again by itself: whoever asked for it asks again. Check the queue (REDIS_URL)." in caplog.text
    )
    assert "skickas inte om av sig självt" in Client().get("/losenord/skickat/").content.decode()


def test_link_that_the_mail_server_refuses_is_told_in_the_log(
    anna: User, ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*arguments: object) -> None:
        raise SMTPRecipientsRefused({anna.email: (550, b"No such anna@exempel.se")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    ask(anna.email)
    told = [record.getMessage() for record in caplog.records if record.name == "organisations.new_passwords"]
    assert told == [
        f"The link to a new password for user {anna.pk} was not sent: SMTPRecipientsRefused. It is not sent again by "
        "itself: whoever asked for it asks again. Check EMAIL_URL and the mail server."
    ]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1"])
def test_the_link_leads_home_whatever_host_was_asked(anna: User, ask: Callable[..., Any], host: str) -> None:
    ask(anna.email, headers={"host": host})
    assert [LINK.findall(str(sent.body))[0].startswith(settings.SITE_URL) for sent in mail.outbox] in ([], [True])


def test_one_changes_ones_password(client: Client, anna: User, attempt: Callable[..., int]) -> None:
    client.force_login(anna, backend="organisations.signin.Backend")
    client.post("/losenord/byt/", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    client.logout()
    assert attempt(password=NEW_PASSWORD) == 302


def test_a_weak_password_is_refused(client: Client, anna: User) -> None:
    client.force_login(anna, backend="organisations.signin.Backend")
    response = client.post("/losenord/byt/", {"oldpassword": PASSWORD, "password1": "anna", "password2": "anna"})
    assert response.context["form"].errors["password1"]


def test_signing_in_leaves_no_history_and_a_changed_name_does(client: Client, anna: User) -> None:
    before = User.history.count()
    client.post("/logga-in/", {"login": anna.email, "password": PASSWORD})
    assert User.history.count() == before
    client.post("/mitt-konto/", {"name": "Anna Lindqvist Falk"})
    changed = User.history.latest()
    assert (changed.name, changed.history_user) == ("Anna Lindqvist Falk", anna)
