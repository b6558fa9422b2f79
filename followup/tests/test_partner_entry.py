"""The way in without an account: the link opens nothing, a code opens it once, in one browser, for a while."""

import re
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from followup.confirming import send_code
from followup.models import PartnerInvitation
from followup.rounds import close_round
from followup.tests.partners import ERIK, IDA, code_for, enter, everything_stored, is_inside, path, send_all
from followup.tests.test_races import at_once
from organisations.models import ActorHolder, Letter, OneTimeCode, TooManyCodesError
from organisations.models.codes import MOST_FROM_PLACE, MOST_TO_ADDRESS, MOST_TO_ADDRESS_FROM_PLACE, TRIES
from organisations.tests.cast import client_of


def wrong(code):
    """Other figures."""
    return f"{(int(code.replace(' ', '')) + 1) % 10**6:06}"


# --- The link


def test_the_link_tells_the_task_and_offers_a_code(invitation):
    shown = Client().get(path(invitation)).content.decode()
    assert "ANDTS-arbetet i Lindvalla, Lindvalla kommun" in shown
    assert "Skicka kod" in shown
    assert "i…@polisen.example" in shown
    assert IDA not in shown
    assert "Kontrollköp" not in shown


def test_one_without_an_account_is_not_asked_to_sign_in(invitation, inside):
    assert [b"Logga in" in client.get(path(invitation)).content for client in (Client(), inside)] == [False, False]


def test_scanners_that_open_every_link_change_nothing(invitation):
    send_all()
    before = everything_stored()
    for _ in range(3):
        for method in ("get", "head", "options"):
            for page in ("", "kod/", "in/", "kvitto/", "vidare/", "klar/"):
                getattr(Client(headers={"purpose": "prefetch"}), method)(path(invitation, page))
    assert everything_stored() == before


def test_a_link_of_nobodys_is_nowhere(invitation):
    assert Client().get("/svar/00000000-0000-4000-8000-000000000000/").status_code == 404


@pytest.mark.parametrize("page", ["kvitto/", "vidare/", "aktiviteter/{}/"])
def test_without_a_code_every_page_leads_to_the_door(invitation, answer, page):
    response = Client().get(path(invitation, page.format(answer.pk)))
    assert (response.status_code, response.url) == (302, path(invitation))


def test_pages_are_nobody_elses_to_keep(invitation):
    response = Client().get(path(invitation))
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "same-origin"


# --- The code


def test_the_code_goes_to_the_invited_address_alone(invitation, mail_server):
    Letter.objects.all().delete()
    Client().post(path(invitation, "kod/"), {"email": "evil@evil.se", "to": "evil@evil.se"})
    send_all()
    assert [came["To"] for came in mail_server.came] == [IDA]


def test_the_code_lets_one_in(inside, invitation):
    assert is_inside(inside, invitation)
    invitation.refresh_from_db()
    assert invitation.opened_at is not None


def test_the_code_may_be_written_as_it_stands_or_without_the_space(invitation, mail_server):
    for written in (str, lambda code: code.replace(" ", ""), lambda code: f" {code} "):
        client = Client()
        assert enter(client, invitation, written(code_for(client, invitation, mail_server))) == 302
        assert is_inside(client, invitation)


def test_a_wrong_code_is_told(invitation, mail_server):
    client = Client()
    code = code_for(client, invitation, mail_server)
    response = client.post(path(invitation, "in/"), {"code": wrong(code)})
    assert (response.status_code, "Koden stämmer inte." in response.content.decode()) == (422, True)
    assert not is_inside(client, invitation)


def test_a_code_is_used_once(invitation, mail_server):
    client = Client()
    code = code_for(client, invitation, mail_server)
    enter(client, invitation, code)
    client.post(path(invitation, "klar/"))
    enter(client, invitation, code)
    assert not is_inside(client, invitation)


def test_a_used_code_is_refused_in_the_browser_that_asked(invitation, mail_server):
    client = Client()
    code = code_for(client, invitation, mail_server)
    kept = dict(client.session)
    enter(client, invitation, code)
    row = OneTimeCode.objects.get(pk=kept["partner_code"])
    assert not row.accepts(code, purpose=invitation.purpose)


def test_another_browser_is_refused(invitation, mail_server):
    code = code_for(Client(), invitation, mail_server)
    other = Client()
    other.post(path(invitation, "kod/"))
    assert enter(other, invitation, code) == 422
    assert not is_inside(other, invitation)


def test_a_browser_that_asked_for_nothing_is_refused(invitation, mail_server):
    code = code_for(Client(), invitation, mail_server)
    other = Client()
    assert enter(other, invitation, code) == 302
    assert not is_inside(other, invitation)


def test_a_mail_that_is_forwarded_gives_nothing(invitation, mail_server):
    """Somebody else has both mails: the link, and the code that Ida asked for."""
    code = code_for(Client(), invitation, mail_server)
    stranger = Client()
    stranger.get(path(invitation))
    enter(stranger, invitation, code)
    assert not is_inside(stranger, invitation)


@pytest.mark.parametrize(("minutes", "is_in"), [(9.9, True), (10.1, False)])
def test_a_code_is_good_for_ten_minutes(invitation, mail_server, minutes, is_in):
    client, begun = Client(), timezone.now()
    with time_machine.travel(begun, tick=False):
        code = code_for(client, invitation, mail_server)
    with time_machine.travel(begun + timedelta(minutes=minutes), tick=False):
        enter(client, invitation, code)
        assert is_inside(client, invitation) == is_in


def test_after_five_tries_the_code_is_used_up(invitation, mail_server):
    client = Client()
    code = code_for(client, invitation, mail_server)
    assert [enter(client, invitation, wrong(code)) for _ in range(TRIES)] == [422] * TRIES
    enter(client, invitation, code)
    assert not is_inside(client, invitation)


def test_a_code_for_something_else_is_refused(invitation, mail_server):
    client = Client()
    code = code_for(client, invitation, mail_server)
    OneTimeCode.objects.update(purpose="partner:0")
    enter(client, invitation, code)
    assert not is_inside(client, invitation)


def test_a_code_to_one_invitation_opens_no_other(invitation, mail_server, opened, police, anna):
    ActorHolder.created(by=None, actor=police, email=ERIK)
    eriks = PartnerInvitation.of(opened, ERIK, by=anna)
    client = Client()
    code = code_for(client, invitation, mail_server)
    enter(client, eriks, code)
    enter(client, invitation, code)
    assert (is_inside(client, eriks), is_inside(client, invitation)) == (False, True)


def ask_from(place, invitation, times=1):
    """The page after the last of them."""
    for _ in range(times):
        page = Client(REMOTE_ADDR=f"192.0.2.{place}").post(path(invitation, "kod/"), follow=True)
    return page


def test_somebody_else_with_the_link_leaves_codes_for_the_one_who_was_asked(invitation, mail_server):
    refused = ask_from(1, invitation, MOST_TO_ADDRESS_FROM_PLACE + 5)
    assert "Vi har skickat flera koder till adressen." in refused.content.decode()
    client = Client(REMOTE_ADDR="192.0.2.2")
    assert enter(client, invitation, code_for(client, invitation, mail_server)) == 302


def test_an_address_gets_few_codes_an_hour(invitation, mail_server):
    for place in range(MOST_TO_ADDRESS):
        ask_from(place, invitation)
    refused = ask_from(99, invitation)
    assert "Vi har skickat flera koder till adressen." in refused.content.decode()
    assert OneTimeCode.objects.count() == MOST_TO_ADDRESS
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        client = Client()
        assert enter(client, invitation, code_for(client, invitation, mail_server)) == 302


def test_a_place_asks_for_few_codes_an_hour(db):
    for number in range(MOST_FROM_PLACE):
        OneTimeCode.asked_for("test", email=f"{number}@exempel.se", address="192.0.2.1")
    with pytest.raises(TooManyCodesError):
        OneTimeCode.asked_for("test", email=IDA, address="192.0.2.1")
    assert OneTimeCode.asked_for("test", email=IDA, address="192.0.2.2")


def asking(email):
    with suppress(TooManyCodesError):
        OneTimeCode.asked_for("test", email=email, address="192.0.2.1")


@pytest.mark.parametrize(("places", "most"), [(1, MOST_TO_ADDRESS_FROM_PLACE), (10, MOST_TO_ADDRESS)])
def test_codes_asked_for_at_once_are_no_more_than_an_address_gets(transactional_db, invitation, places, most):
    def ask(number):
        with suppress(TooManyCodesError):
            send_code(invitation, address=f"192.0.2.{number % places}")

    at_once(*[partial(ask, number) for number in range(MOST_TO_ADDRESS + 5)])
    assert OneTimeCode.objects.count() == most


def test_codes_asked_for_at_once_are_no_more_than_a_place_gets(transactional_db):
    for number in range(MOST_FROM_PLACE - 5):
        asking(f"{number}@exempel.se")
    at_once(*[partial(asking, f"till-{number}@exempel.se") for number in range(10)])
    assert OneTimeCode.objects.count() == MOST_FROM_PLACE


def test_a_household_is_one_place(db):
    codes = [
        OneTimeCode.asked_for("test", email=IDA, address=address)
        for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1", "::ffff:192.0.2.1")
    ]
    assert [code.place for code in codes] == ["2001:db8:1:2::", "2001:db8:1:2::", "2001:db8:1:3::", "192.0.2.1"]


def test_no_more_than_a_few_guesses_whoever_guesses(invitation, mail_server):
    """As many as there are codes in an hour and tries for each: 25 of a million."""
    guesses = 0
    for place in range(MOST_TO_ADDRESS + 3):
        client = Client(REMOTE_ADDR=f"192.0.2.{place}")
        client.post(path(invitation, "kod/"))
        guesses += sum(enter(client, invitation, "000000") == 422 for _ in range(TRIES + 3))
    assert guesses <= MOST_TO_ADDRESS * (TRIES + 1)
    assert sum(OneTimeCode.objects.values_list("tries", flat=True)) <= MOST_TO_ADDRESS * TRIES


def test_the_code_is_in_no_row_log_title_subject_or_address(invitation, mail_server, caplog):
    caplog.set_level("DEBUG")
    client = Client()
    code = code_for(client, invitation, mail_server)
    bare = code.replace(" ", "")
    response = client.post(path(invitation, "in/"), {"code": code}, follow=True)
    told = " ".join(
        [caplog.text, response.content.decode(), str(response.redirect_chain), str(mail_server.came[-1]["Subject"])]
    )
    assert code not in told
    assert bare not in told
    stored = " ".join(str(vars(row)) for model in (OneTimeCode, Letter) for row in model.objects.all())
    assert (code in stored, re.search(rf"\b{bare}\b", stored)) == (False, None)


def test_the_code_needs_the_installations_key(invitation, mail_server, settings):
    code_for(Client(), invitation, mail_server)
    row = OneTimeCode.objects.get()
    before = row.figures
    settings.SECRET_KEY = "another" * 8
    assert row.figures != before


def test_who_asked_from_where_is_forgotten_after_a_day(invitation):
    Client().post(path(invitation, "kod/"))
    assert OneTimeCode.objects.forget() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert [OneTimeCode.objects.forget(), OneTimeCode.objects.forget()] == [1, 0]
    assert Letter.objects.get(kind="code").code is None


# --- The session


def test_the_session_has_a_key_that_nobody_knew(invitation, mail_server):
    client = Client()
    code = code_for(client, invitation, mail_server)
    before = client.session.session_key
    enter(client, invitation, code)
    assert client.session.session_key != before


def test_it_gives_nothing_else(inside, opened):
    for address in ("/planer/", "/uppfoljning/", f"/uppfoljning/{opened.pk}/", "/mitt-konto/"):
        response = inside.get(address)
        assert (response.status_code, response.url) == (302, f"/logga-in/?next={address}")


def test_it_ends_by_itself(inside, invitation):
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert not is_inside(inside, invitation)


def test_it_ends_when_one_is_done(inside, invitation):
    inside.post(path(invitation, "klar/"))
    assert not is_inside(inside, invitation)


def test_it_ends_with_the_holder(inside, invitation, ida_holds):
    ida_holds.record_deleted(by=None)
    shown = inside.get(path(invitation)).content.decode()
    assert "Länken gäller inte längre." in shown
    assert "Skicka kod" not in shown


def test_it_ends_with_the_round(inside, invitation, opened, anna, answer):
    close_round(opened, by=anna)
    assert "Uppföljningen är avslutad" in inside.get(path(invitation)).content.decode()
    posted = inside.post(path(invitation, f"aktiviteter/{answer.pk}/"), {"status": "done"})
    assert posted.url == path(invitation)
    answer.refresh_from_db()
    assert not answer.is_given


def test_no_code_is_sent_when_there_is_nothing_behind_the_link(invitation, ida_holds):
    ida_holds.record_deleted(by=None)
    Client().post(path(invitation, "kod/"))
    assert not OneTimeCode.objects.exists()


def test_one_who_is_signed_in_stays_so(invitation, mail_server, rut):
    client = client_of(rut)
    enter(client, invitation, code_for(client, invitation, mail_server))
    client.post(path(invitation, "klar/"))
    assert client.get("/planer/").context["user"] == rut


def test_posts_need_the_forms_token(invitation):
    client = Client(enforce_csrf_checks=True)
    for page in ("kod/", "in/", "klar/"):
        assert client.post(path(invitation, page)).status_code == 403
