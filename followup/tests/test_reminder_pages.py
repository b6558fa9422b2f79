"""What the samordnare sees of reminders: the mail before the first goes out, the days, and what was sent to whom."""

import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from lxml import html

from followup.confirming import confirm, tell_returned
from followup.models import FollowUpRound, PartnerInvitation, Reminder, ReminderSchedule
from followup.reminding import remind
from followup.rounds import close_round
from followup.tests.conftest import opened_round
from followup.tests.partners import IDA, everything_stored, send_all
from followup.tests.test_reminding import BEFORE, MONDAY, RUT, at, on
from organisations.declining import decline
from organisations.models import ActorHolder, Letter
from organisations.tests.cast import client_of
from plans.models import Plan

LINK = re.compile(r"http://127\.0\.0\.1:8000[^\s\"<]*")


def address(round_, page=""):
    return f"/uppfoljning/{round_.pk}/paminnelser/{page}"


def shown(user, round_, query=""):
    return client_of(user).get(f"{address(round_)}{query}").content.decode()


@pytest.fixture
def running(opened, anna):
    decline(anna.email, "reminder")
    with on(BEFORE):
        ReminderSchedule.turn_on(opened, [-7, -1, 7, 21], by=anna)
    return opened


@pytest.fixture
def reminded(running, rut_answers):
    """Rut has had a reminder, which a worker is to send."""
    with on(MONDAY):
        remind()
    return Reminder.objects.get()


# --- Before the first goes out


def test_the_samordnare_sees_the_mail_before_it_is_turned_on(opened, anna, rut_answers):
    page = shown(anna, opened)
    assert "Inga påminnelser går ut förrän du slår på dem." in page
    assert "Mejlet till Rut Hed" in page
    assert "- Svara: Kontrollköp (Polisen)" in page
    assert not Letter.objects.exists()


def test_what_is_shown_is_what_is_sent(running, anna, rut_answers, mail_server):
    with on(MONDAY):
        mail = client_of(anna).get(address(running)).context["mail"].draft
        remind()
        send_all()
    assert mail.subject == mail_server.subject()
    assert mail.text.partition("Vill du inte")[0] == mail_server.text().partition("Vill du inte")[0]
    assert mail.html.partition("/mejl/")[0] == mail_server.html().partition("/mejl/")[0]


def test_the_mail_to_a_partner_is_shown_too(opened, anna, invitation):
    assert f"Svara här, utan konto:\n{invitation.link}" in shown(anna, opened, f"?visa={IDA}")


def test_one_for_whom_nothing_waits_gets_no_mail(opened, anna, carl, rut_answers):
    page = shown(anna, opened, f"?visa={carl.email}")
    assert f"Inget väntar på {carl} i den här uppföljningen just nu." in page


def test_the_mail_shown_tells_of_this_round_alone(opened, adopted, anna, rut_answers):
    opened_round(adopted, anna, year=2026)
    assert "uppföljning 2026" not in shown(anna, opened)


def test_who_has_declined_is_told(opened, anna, rut_answers):
    decline(RUT, "reminder")
    assert "rut@exempel.se. Har tackat nej till påminnelser" in shown(anna, opened)


# --- The days


def test_turning_on_is_by_name_and_from_today(opened, anna):
    client_of(anna).post(address(opened), {"before": ["-7"], "after": ["1", "30"]})
    schedule = ReminderSchedule.objects.get()
    assert (schedule.is_on, schedule.days, schedule.set_by) == (True, [-7, 1, 30], anna)
    assert (schedule.since, schedule.history.get().history_user) == (timezone.localdate(), anna)


def test_the_page_tells_the_days_to_come(running, anna):
    with on(at(25)):
        page = shown(anna, running)
    assert "Nästa påminnelse går 28 januari 2028, 1 dag före sista dagen att svara." in page
    assert "21 februari 2028" in page


def test_a_last_day_at_the_end_of_the_calendar_has_a_page(running, anna):
    FollowUpRound.objects.filter(pk=running.pk).update(last_day=date.max)
    assert "december 9999, 7 dagar före sista dagen att svara" in shown(anna, running)


def test_at_least_one_day_is_chosen(opened, anna):
    response = client_of(anna).post(address(opened), {})
    assert (response.status_code, "Välj minst en dag, före eller efter." in response.content.decode()) == (422, True)


def test_a_day_that_is_not_offered_is_refused(opened, anna):
    assert client_of(anna).post(address(opened), {"before": ["-400"]}).status_code == 422


def test_it_can_be_paused_and_turned_on_again(running, anna):
    client_of(anna).post(address(running, "paus/"))
    assert "Påminnelserna är pausade." in shown(anna, running)
    client_of(anna).post(address(running), {"before": ["-1"]})
    assert [row.is_on for row in ReminderSchedule.history.order_by("history_id")] == [True, False, True]


def test_a_closed_round_is_not_turned_on(opened, anna):
    close_round(opened, by=anna)
    client_of(anna).post(address(opened), {"before": ["-1"]})
    assert not ReminderSchedule.objects.exists()
    assert "Inga påminnelser går ut." in shown(anna, opened)


def test_a_round_may_remind_from_its_opening(adopted, anna):
    year = timezone.localdate().year
    data = {"plan": adopted.pk, "period": f"year:{year}-01-01", "last_day": f"{year + 1}-01-31", "remind": "on"}
    response = client_of(anna).post("/uppfoljning/ny/", data)
    opened = FollowUpRound.objects.get()
    assert response.url == address(opened)
    assert (opened.reminder_schedule.is_on, opened.reminder_schedule.days) == (True, [-7, -1, 7, 21])


def test_a_round_opened_without_them_does_not_remind(adopted, anna):
    year = timezone.localdate().year
    data = {"plan": adopted.pk, "period": f"year:{year}-01-01", "last_day": f"{year + 1}-01-31"}
    client_of(anna).post("/uppfoljning/ny/", data)
    assert not ReminderSchedule.objects.exists()
    assert Plan.objects.filter(rounds__isnull=False).exists()


# --- Scanners


def test_scanners_that_open_every_link_of_every_mail_change_nothing(reminded, inside, answer, anna):
    """The question, the code, the receipt, what was sent back and the reminders."""
    with on(at(12)):
        answer.give(by=None, address=IDA, status="done")
        confirm(PartnerInvitation.objects.get())
        answer.follow_up.send_back("Hur många?", by=anna)
        tell_returned(answer.follow_up, "Hur många?")
    with on(at(28)):
        remind()
    assert {letter.kind for letter in Letter.objects.all()} == {*Letter.Kind.values}
    links = {link for letter in Letter.objects.all() for link in LINK.findall(f"{letter.text} {letter.html}")}
    before = everything_stored()
    for link in links:
        for method in ("get", "head"):
            getattr(Client(), method)(link.partition("8000")[2])
    assert len(links) >= 5
    assert everything_stored() == before


# --- What was sent


def log(user, round_):
    return [" ".join(cell.split()) for cell in cells(shown(user, round_))]


def cells(page):
    return [cell.text_content() for cell in html.fromstring(page).cssselect("table tbody tr > *")][:3]


def test_the_log_says_to_whom_why_and_when(reminded, running, anna, mail_server):
    with on(MONDAY):
        send_all()
        assert log(anna, running) == [
            RUT,
            "7 dagar före sista dagen att svara. 1 sak väntade.",
            "Skickat 24 januari 2028 09:00",
        ]


def test_the_log_says_that_it_is_uncertain_and_how_to_send_it_again(reminded, running, anna, mail_server, impatient):
    mail_server.hangs = "DATA"
    with time_machine.travel(MONDAY):  # the clock runs, so that the client's patience ends
        send_all()
    page = shown(anna, running)
    assert "Osäkert" in page
    assert "Förbindelsen med e-postservern bröts medan mejlet lämnades över. Det kan ha kommit fram." in page
    assert f"/paminnelser/{reminded.pk}/igen/" in page


def test_the_log_says_what_the_server_answered(reminded, running, anna, mail_server):
    mail_server.answers["RCPT"] = "550 Finns inte"
    with on(MONDAY):
        send_all()
    page = shown(anna, running)
    assert ("Misslyckades" in page, "Svaret var: 550 Finns inte" in page) == (True, True)


@pytest.mark.parametrize("command", ["RCPT", "MAIL", "DATA"])
def test_a_server_that_says_later_gets_it_later_and_once(reminded, running, anna, mail_server, command):
    mail_server.answers[command] = "451 Greylisted"
    with on(MONDAY):
        send_all()
        assert "E-postservern tar inte emot mejlet just nu." in shown(anna, running)
    mail_server.answers.clear()
    came = len(mail_server.came)
    with on(at(24, hour=10)):
        send_all()
        send_all()
        assert remind() == 0
    assert len(mail_server.came) == came + 1


def test_what_is_uncertain_is_sent_again_at_the_samordnares_word(reminded, running, anna, mail_server):
    Letter.objects.filter(kind="reminder").update(state="uncertain", attempts=1)
    with on(at(25)):
        assert remind() == 0
        client_of(anna).post(address(running, f"{reminded.pk}/igen/"))
        send_all()
    assert Letter.objects.get(kind="reminder").again_by == anna
    assert [came["To"] for came in mail_server.came] == [RUT]


def test_what_has_been_sent_is_not_sent_again(reminded, running, anna, mail_server):
    with on(MONDAY):
        send_all()
    response = client_of(anna).post(address(running, f"{reminded.pk}/igen/"), follow=True)
    assert "är redan på väg eller skickad" in response.content.decode()
    assert len(mail_server.came) == 1


def test_a_mail_that_was_sent_can_be_read_but_not_declined_in_its_place(reminded, running, anna):
    page = shown(anna, running, f"?mejl={reminded.pk}")
    assert "Svara: Kontrollköp" in page.partition('id="skickat-mejl"')[2]
    assert "/mejl/avboj/" not in page.partition('id="skickat-mejl"')[2]


def test_a_mail_that_tells_of_others_rounds_is_not_read(reminded, running, anna, cecilias_round):
    Reminder.objects.create(
        round=cecilias_round, email=RUT, why="along", day=reminded.day, count=1, letter=reminded.letter
    )
    page = shown(anna, running, f"?mejl={reminded.pk}")
    assert "Mejlet handlar också om en uppföljning som du inte har hand om" in page
    assert "Svara: Kontrollköp" not in page.partition('id="skickat-mejl"')[2]


@pytest.fixture
def cecilias_round(adopted, cecilia):
    """Of a plan of Cecilia's, in another county."""
    theirs = Plan.created(by=cecilia, organisation=cecilia.memberships.get().organisation, title="En annans")
    days = {"starts": "2027-01-01", "ends": "2027-12-31", "last_day": "2028-01-31"}
    return FollowUpRound.created(by=cecilia, plan=theirs, **days)


def test_a_reminder_of_another_round_is_not_sent_again_from_here(reminded, adopted, anna):
    other = opened_round(adopted, anna, year=2026)
    assert client_of(anna).post(address(other, f"{reminded.pk}/igen/")).status_code == 404


def test_partner_page_tells_who_has_been_reminded(running, anna, invitation, mail_server):
    Letter.objects.update(written_at=at(3))
    with on(MONDAY):
        remind()
        send_all()
    page = client_of(anna).get(f"/uppfoljning/{running.pk}/inbjudningar/").content.decode()
    assert '<td data-label="Påmind">24 januari</td>' in page


@pytest.mark.parametrize("people", [1, 4])
def test_as_many_queries_however_many_may_be_reminded(
    running, anna, police, rut_answers, people, django_assert_num_queries
):
    for number in range(people):
        ActorHolder.created(by=None, actor=police, email=f"{number}@polisen.example")
    client = client_of(anna)
    with django_assert_num_queries(12):
        client.get(address(running))
