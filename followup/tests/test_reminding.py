"""Reminders: one mail a person, of what awaits them, on the days that the samordnare has chosen."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connections
from django.test import Client

from andts.celery import app
from followup.awaiting import awaiting
from followup.inviting import invite
from followup.models import FollowUpAnswer, Reminder, ReminderSchedule
from followup.recipients import Recipient
from followup.reminder_mails import Part, context_of
from followup.reminder_sending import NOTHING_LEFT, PAUSED
from followup.reminding import remind, suits
from followup.rounds import close_round
from followup.tests.conftest import FINE, opened_round
from followup.tests.partners import IDA, send_all
from organisations.declining import decline, decline_url, want_again
from organisations.models import ActorHolder, Letter
from organisations.preferences import WEEKDAY
from organisations.templatetags.letters import BREAK

RUT = "rut@exempel.se"


def at(day, month=1, hour=9):
    """A moment of 2028, by the Swedish clock in winter. The last day of the round is Monday 31 January."""
    return datetime(2028, month, day, hour - 1, 0, tzinfo=UTC)


BEFORE, MONDAY, SATURDAY = at(10), at(24), at(29)


@contextmanager
def on(moment):
    with time_machine.travel(moment, tick=False):
        yield


def reminded_on(moment):
    with on(moment):
        return remind()


def mails(to=None):
    found = Letter.objects.filter(kind="reminder").order_by("pk")
    return list(found.filter(to=to) if to else found)


@pytest.fixture
def schedule(opened, anna):
    """Anna, who answers for what nobody else does, wants no mails of it herself."""
    decline(anna.email, "reminder")
    with on(BEFORE):
        return ReminderSchedule.turn_on(opened, [-7, -1, 7, 21], by=anna)


@pytest.fixture
def asked(schedule, invitation):
    """Ida was asked long before the round reminds."""
    Letter.objects.update(written_at=at(3))
    return invitation


# --- When


def test_nothing_is_sent_before_it_has_been_turned_on(opened, rut_answers, anna):
    assert reminded_on(MONDAY) == 0


def test_seven_days_before_the_last_day_one_is_reminded(schedule, rut_answers):
    assert [reminded_on(at(21)), reminded_on(MONDAY)] == [0, 1]
    assert [(mail.to, mail.reply_to) for mail in mails()] == [(RUT, "anna@exempel.se")]


def test_each_day_reminds_once(schedule, rut_answers):
    days = [at(24), at(25), at(28), at(31), at(1, 2), at(7, 2), at(8, 2), at(21, 2), at(1, 3)]
    assert [reminded_on(day) for day in days] == [1, 0, 1, 0, 0, 1, 0, 1, 0]


@pytest.mark.parametrize("moment", [SATURDAY, at(30), at(24, hour=7), at(24, hour=17)])
def test_nobody_is_reminded_when_people_are_not_at_work(schedule, rut_answers, moment):
    assert reminded_on(moment) == 0


def test_who_was_missed_one_day_is_reminded_the_next(schedule, rut_answers):
    assert reminded_on(at(26)) == 1


def test_a_pause_sends_nothing_and_nothing_afterwards(schedule, rut_answers, anna):
    schedule.pause(by=anna)
    assert reminded_on(MONDAY) == 0
    with on(at(26)):
        ReminderSchedule.turn_on(schedule.round, [-7, -1], by=anna)
    assert [reminded_on(at(27)), reminded_on(at(28))] == [0, 1]


def test_other_days_do_not_send_what_has_been_sent(schedule, rut_answers, anna):
    reminded_on(MONDAY)
    with on(at(25)):
        ReminderSchedule.turn_on(schedule.round, [-7, 14], by=anna)
    assert [reminded_on(at(28)), reminded_on(at(14, 2))] == [0, 1]


def test_a_closed_round_reminds_nobody(schedule, rut_answers, anna):
    close_round(schedule.round, by=anna)
    assert reminded_on(MONDAY) == 0


# --- Whom


def test_one_who_has_answered_is_not_reminded(schedule, answer, rut, rut_answers):
    answer.give(by=rut, **FINE)
    assert reminded_on(MONDAY) == 0


def test_one_whose_account_is_closed_is_not_reminded(schedule, rut, rut_answers):
    rut.deactivate(by=None)
    assert reminded_on(MONDAY) == 0


def test_samordnare_is_reminded_of_what_nobody_answers_for(schedule, anna):
    want_again(anna.email, "reminder")
    reminded_on(MONDAY)
    [mail] = mails()
    assert mail.to == "anna@exempel.se"
    assert "Svara: Nattvandring" in mail.text


def test_chef_is_reminded_of_what_is_to_be_reviewed(schedule, answer, rut, rut_answers, carl, carl_reviews):
    answer.give(by=rut, **FINE)
    reminded_on(MONDAY)
    [mail] = mails()
    assert (mail.to, "Granska: Kontrollköp" in mail.text) == (carl.email, True)


def test_partner_who_has_been_asked_is_reminded(asked):
    reminded_on(MONDAY)
    [mail] = mails(IDA)
    assert f"Svara här, utan konto:\n{asked.link}" in mail.text
    assert "/uppfoljning/" not in mail.text


def test_partner_who_has_not_been_asked_is_not_reminded(schedule, ida_holds):
    assert reminded_on(MONDAY) == 0


def test_partner_who_is_behind_nobody_any_longer_is_not_reminded(asked, ida_holds):
    ida_holds.record_deleted(by=None)
    assert reminded_on(MONDAY) == 0


def test_partner_who_has_answered_is_not_reminded(asked, answer):
    answer.give(by=None, address=IDA, **FINE)
    assert reminded_on(MONDAY) == 0


# --- Looked over once more before it is sent


def sent_on(moment):
    """What a worker does then; the state of the latest reminder and why."""
    with on(moment):
        send_all()
    latest = mails()[-1]
    return latest.state, latest.failure


def test_one_who_has_answered_since_gets_no_mail(schedule, answer, rut, rut_answers, mail_server):
    reminded_on(MONDAY)
    answer.give(by=rut, **FINE)
    assert sent_on(at(25)) == ("needless", NOTHING_LEFT)
    assert (mail_server.came, reminded_on(at(25))) == ([], 0)


def test_partner_who_has_answered_since_gets_no_mail(asked, answer, mail_server):
    reminded_on(MONDAY)
    answer.give(by=None, address=IDA, **FINE)
    with on(at(25)):
        send_all()
    assert [(mail.to, mail.state) for mail in mails()] == [(IDA, "needless")]


@pytest.mark.parametrize(("act", "why"), [("close", NOTHING_LEFT), ("pause", PAUSED)])
def test_a_round_that_has_ended_or_paused_since_sends_no_mail(schedule, anna, rut_answers, mail_server, act, why):
    reminded_on(MONDAY)
    close_round(schedule.round, by=anna) if act == "close" else schedule.pause(by=anna)
    assert sent_on(at(25)) == ("needless", why)
    assert mail_server.came == []


def test_a_mail_that_has_waited_tells_what_awaits_now(schedule, answer_of, police, rut, rut_answers, mail_server):
    for title in ("Nattvandring", "Tillsyn"):
        FollowUpAnswer.objects.filter(pk=answer_of(title).pk).update(actor=police)
    reminded_on(MONDAY)
    before = mails(RUT)[0]
    answer_of("Tillsyn").give(by=rut, **FINE)
    assert sent_on(at(26)) == ("sent", "")
    assert mail_server.subject() == "Påminnelse: 2 saker väntar på dig, uppföljning 2027"
    assert ["Tillsyn" in mail_server.text(), "(5 dagar kvar)" in mail_server.text()] == [False, True]
    assert mail_server.came[-1]["List-Unsubscribe"].strip() == f"<{decline_url(before.uuid)}>"


# --- One mail


def test_one_mail_of_everything(schedule, answer_of, police, rut_answers):
    for title in ("Nattvandring", "Tillsyn"):
        FollowUpAnswer.objects.filter(pk=answer_of(title).pk).update(actor=police)
    reminded_on(MONDAY)
    [mail] = mails(RUT)
    assert [f"Svara: {title}" in mail.text for title in ("Kontrollköp", "Nattvandring", "Tillsyn")] == [True] * 3
    assert mail.subject == "Påminnelse: 3 saker väntar på dig, uppföljning 2027"


def test_one_mail_of_two_rounds(schedule, adopted, anna, rut_answers):
    with on(BEFORE):
        other = opened_round(adopted, anna, year=2026)
        ReminderSchedule.turn_on(other, [-7], by=anna)
    reminded_on(MONDAY)
    [mail] = mails(RUT)
    assert ("uppföljning 2026" in mail.text, "uppföljning 2027" in mail.text) == (True, True)
    assert [(row.round, row.why) for row in Reminder.objects.order_by("round")] == [
        (schedule.round, "before"),
        (other, "along"),
    ]


def test_a_round_that_does_not_remind_is_not_in_the_mail(schedule, adopted, anna, rut_answers):
    opened_round(adopted, anna, year=2026)
    reminded_on(MONDAY)
    # By its name: the addresses in a mail are numbers, and any of them may hold a year.
    assert "uppföljning 2026" not in mails(RUT)[0].text


def test_one_mail_to_one_who_has_an_account_and_was_asked_by_mail(schedule, opened, police, rut, rut_answers, anna):
    ActorHolder.created(by=None, actor=police, email=RUT.upper())
    invite(opened, [RUT], by=anna)
    Letter.objects.update(written_at=at(3))
    assert (reminded_on(MONDAY), len(mails())) == (1, 1)


def test_many_things_are_told_as_a_number(opened, rut, rut_answers):
    things = awaiting(rut) * 12
    told = context_of(Recipient(RUT, rut), [Part(opened, "before", opened.last_day, things)], opened.last_day)
    [part] = told["parts"]
    assert (told["count"], len(part.things), part.more) == (12, 10, 2)


def test_what_beat_has_done_is_known_to_the_worker():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= {*app.tasks}


# --- Not too often


def test_one_who_just_had_a_mail_is_reminded_some_days_later(schedule, opened, ida_holds, anna):
    with on(at(23)):
        invite(opened, [IDA], by=anna)
    assert [reminded_on(at(day)) for day in (24, 25, 26)] == [0, 0, 1]


def test_a_mail_that_failed_does_not_count(asked, rut_answers):
    Letter.objects.update(written_at=at(23), state="failed")
    assert reminded_on(MONDAY) == 2


def test_one_who_has_declined_is_not_reminded(asked):
    decline(IDA.upper(), "reminder")
    assert reminded_on(MONDAY) == 0


def test_one_press_in_the_mail_program_ends_it(asked, mail_server):
    reminded_on(MONDAY)
    with on(MONDAY):
        send_all()
    came = mail_server.came[-1]
    assert came["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = came["List-Unsubscribe"].strip(" <>").removeprefix("http://127.0.0.1:8000")
    assert Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert reminded_on(at(28)) == 0


def test_the_weekday_that_one_has_chosen(schedule, rut, rut_answers):
    rut.prefer(WEEKDAY, 2)
    assert [reminded_on(at(day)) for day in (24, 25, 26, 27)] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("day", "is_chosen"),
    [(date(2026, 4, 3), False), (date(2026, 4, 7), True), (date(2026, 4, 8), False)],
)
def test_a_chosen_friday_that_is_free_is_the_day_after(rut, day, is_chosen):
    """Långfredagen 2026: the first working day after it is the Tuesday."""
    rut.prefer(WEEKDAY, 4)
    assert suits(rut, day) == is_chosen


# --- What was sent back


@pytest.fixture
def sent_back(schedule, answer, rut, rut_answers, carl):
    """Rut has answered, and Carl sent it back on 12 January."""
    answer.give(by=rut, **FINE)
    with on(at(12)):
        answer.follow_up.send_back("Hur många butiker på evil.se?", by=carl)
    return answer


def test_what_was_sent_back_is_in_the_mail_of_the_next_day(sent_back):
    assert [reminded_on(at(12, hour=16)), reminded_on(at(13)), reminded_on(at(14))] == [0, 1, 0]
    text = mails(RUT)[0].text
    assert f"Komplettera: Kontrollköp (Polisen)\n  ”Hur många butiker på evil.{BREAK}se?”" in text


def test_what_was_sent_back_is_why(sent_back):
    reminded_on(at(13))
    assert Reminder.objects.get().reason == mails(RUT)[0].reason == "Något återsändes 12 januari"


def test_what_was_sent_back_is_told_once_and_then_on_the_rounds_days(sent_back):
    assert [reminded_on(at(day)) for day in (13, 17, 20, 24)] == [1, 0, 0, 1]


def test_partner_who_was_told_at_once_is_not_told_again_the_next_day(asked, answer, anna, signed_in):
    answer.give(by=None, address=IDA, **FINE)
    with on(at(12)):
        client = signed_in(anna)
        client.post(
            f"/uppfoljning/{asked.round_id}/aktiviteter/{answer.follow_up_id}/atersandning/", {"comment": "Mer"}
        )
    assert Letter.objects.filter(kind="returned").count() == 1
    assert [reminded_on(at(day)) for day in (13, 17, 24)] == [0, 0, 1]


# --- Why


def test_the_log_says_why(schedule, rut_answers):
    for day in (at(24), at(28), at(7, 2)):
        reminded_on(day)
    assert [mail.reason for mail in mails()] == [
        "7 dagar före sista dagen att svara",
        "1 dag före sista dagen att svara",
        "7 dagar efter sista dagen att svara",
    ]


@pytest.mark.parametrize(
    ("moment", "words"),
    [(at(24), "7 dagar kvar"), (at(28), "3 dagar kvar"), (at(31), "i dag"), (at(7, 2), "den har gått")],
)
def test_the_mail_says_how_long_there_is_left(schedule, rut_answers, moment, words):
    reminded_on(moment)
    assert f"Sista dag att svara: 31 januari 2028 ({words})." in mails()[0].text
    assert f"<strong>31 januari 2028</strong> ({words})." in mails()[0].html


def test_the_mail_names_the_owner_as_it_is(schedule, lindvalla, anna, rut_answers):
    lindvalla.record(by=anna, name="Lind & Valla kommun")
    reminded_on(MONDAY)
    [mail] = mails()
    assert ("<p>Lind &amp; Valla kommun</p>" in mail.html, "\nLind & Valla kommun\n" in mail.text) == (True, True)


# --- Once


def test_two_beats_at_once_write_one(transactional_db, asked, rut_answers):
    def beat(_):
        try:
            return remind()
        finally:
            connections.close_all()

    with on(MONDAY), ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(beat, range(4))) == 2
    assert (len(mails(RUT)), len(mails(IDA)), Reminder.objects.count()) == (1, 1, 2)


def test_as_many_queries_however_many_have_nothing_to_do(schedule, rut_answers, anna, django_assert_max_num_queries):
    with on(MONDAY), django_assert_max_num_queries(20):
        remind()
    with on(at(25)), django_assert_max_num_queries(12):
        remind()


def test_one_persons_fault_takes_nobody_elses_reminder(asked, rut, rut_answers):
    rut.prefer(WEEKDAY, "onsdag")  # no form of ours keeps that
    with on(MONDAY), pytest.raises(ExceptionGroup):
        remind()
    assert [mail.to for mail in mails()] == [IDA]


def test_one_rounds_fault_takes_no_other_rounds_reminders(schedule, adopted, anna, rut_answers, caplog):
    with on(BEFORE):
        other = opened_round(adopted, anna, year=2026)
        ReminderSchedule.turn_on(other, ["en vecka före"], by=anna)  # no form of ours keeps that
    assert reminded_on(MONDAY) == 1
    assert f"The reminders of round {other.pk} could not be reckoned." in caplog.text


def test_what_was_sent_back_is_told_once_although_the_mail_failed(sent_back):
    reminded_on(at(13))
    Letter.objects.update(state="failed")
    assert [reminded_on(at(day)) for day in (14, 17, 24)] == [0, 0, 1]


def test_each_mail_takes_a_few_queries(schedule, opened, police, anna, django_assert_max_num_queries):
    partners = [f"{number}@polisen.example" for number in range(5)]
    for email in partners:
        ActorHolder.created(by=None, actor=police, email=email)
    with on(BEFORE):
        invite(opened, partners, by=anna)
    with on(MONDAY), django_assert_max_num_queries(15 + 5 * 12):
        assert remind() == 5


def test_a_last_day_that_moves_reminds_anew(schedule, rut_answers, opened):
    reminded_on(MONDAY)
    opened.record(by=None, last_day=opened.last_day + timedelta(days=14))
    assert [reminded_on(at(28)), reminded_on(at(7, 2))] == [0, 1]
