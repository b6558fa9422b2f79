"""Letters: written once, sent once, and every way in which a mail server can say no or nothing."""

import os
import signal
import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from andts.lib.smtp import Backend
from andts.tests.loopback import free_port
from andts.tests.waiting import until
from organisations import letters
from organisations.declining import decline_url
from organisations.letters import Addressee, send, send_again, sweep, write
from organisations.models import Declined, Letter, OneTimeCode
from organisations.models.letters import FIRST_PAUSE, GIVE_UP_AFTER, LEASE, QUEUE_PATIENCE, WORKER_DIED
from organisations.templatetags.letters import BREAK, unlinked

TO = Addressee("nils@exempel.se", "Står bakom Polisen.")


def written(key="a", kind=Letter.Kind.RECEIPT, to=TO, **more):
    return write("test_letter", to, kind=kind, key=key, context={"name": "Nils"}, **more)


def sent(letter):
    send(letter.pk)
    return again(letter)


def again(letter):
    letter.refresh_from_db()
    return letter


@pytest.fixture(autouse=True)
def templates(settings, tmp_path):
    """A letter of the tests' own."""
    folder = tmp_path / "emails"
    folder.mkdir()
    (folder / "test_letter_subject.txt").write_text("Till {{ name }}\n")
    (folder / "test_letter.txt").write_text("{% load letters %}Hej {{ name|unlinked }}\n{{ code }}\n{{ decline_url }}")
    (folder / "test_letter.html").write_text("{% load letters %}<p>Hej {{ name|unlinked }} {{ code }}</p>")
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]


# --- Writing


def test_what_is_written_waits(db):
    letter = written()
    assert (letter.state, letter.subject, letter.to) == ("waiting", "Till Nils", "nils@exempel.se")
    assert letter.reason == "Står bakom Polisen."


def test_the_same_thing_is_written_once(db):
    assert written() == written()
    assert Letter.objects.count() == 1


def test_a_key_that_is_too_long_is_told_from_others_by_its_end(db):
    """An address may have 254 signs, and two may differ in the last alone."""
    keys = [f"reminder:{'a' * 240}@exempel.se:2028-01-{day}" for day in (24, 25)]
    first, second, again = (written(key) for key in (*keys, keys[0]))
    assert (first == again, first == second) == (True, False)
    assert [len(letter.key) for letter in (first, second)] == [200, 200]


def test_a_long_reason_is_shortened_to_a_line(db):
    letter = written(to=Addressee("nils@exempel.se", f"Står bakom {'a' * 400}"))
    assert letter.reason == f"Står bakom {'a' * 288}…"


def test_a_long_subject_is_shortened_to_a_line(db):
    letter = write("test_letter", TO, kind=Letter.Kind.RECEIPT, key="a", context={"name": "a" * 400})
    assert letter.subject == f"Till {'a' * 294}…"


def test_what_is_rolled_back_is_no_letter(transactional_db, mail_server):
    with transaction.atomic():
        written()
        transaction.set_rollback(True)
    sweep()
    assert (Letter.objects.count(), mail_server.came) == (0, [])


# --- Sending


def test_a_letter_comes_as_text_and_as_html(db, mail_server):
    letter = sent(written())
    assert (letter.state, letter.attempts, letter.failure) == ("sent", 1, "")
    assert mail_server.came[0]["To"] == "nils@exempel.se"
    assert mail_server.text().startswith("Hej Nils")
    assert mail_server.html().startswith("<p>Hej Nils")


def test_a_letter_says_that_no_person_wrote_it(db, mail_server):
    letter = sent(written())
    came = mail_server.came[0]
    assert came["Auto-Submitted"] == "auto-generated"
    assert came["Message-ID"] == f"<{letter.uuid}@127.0.0.1>"


def test_an_answer_goes_to_a_person(db, mail_server):
    sent(written(to=Addressee("nils@exempel.se", "", reply_to="anna@exempel.se")))
    assert mail_server.came[0]["Reply-To"] == "anna@exempel.se"


def test_a_letter_is_sent_once_however_often_it_is_queued(db, mail_server):
    letter = written()
    for _ in range(3):
        send(letter.pk)
    assert len(mail_server.came) == 1


def test_two_workers_and_two_beats_at_once_send_once(transactional_db, mail_server):
    letter = written()

    def work(what):
        try:
            return what()
        finally:
            connections.close_all()

    jobs = [lambda: send(letter.pk), sweep] * 4
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, jobs))
    assert (len(mail_server.came), again(letter).state, letter.attempts) == (1, "sent", 1)


def test_it_is_marked_before_it_is_sent(transactional_db, mail_server):
    letter, states = written(), []
    # Read over another connection: what is not committed is not seen.
    mail_server.taken = lambda: states.append(state_elsewhere(letter))
    send(letter.pk)
    assert states == ["sending"]


def state_elsewhere(letter):
    try:
        return Letter.objects.get(pk=letter.pk).state
    finally:
        connection.close()


def test_a_letter_that_is_too_late_is_not_sent(db, mail_server):
    letter = sent(written(expires_at=timezone.now()))
    assert (letter.state, letter.failure, mail_server.came) == ("needless", letters.TOO_LATE, [])


# --- A server that says no, or nothing


@pytest.mark.parametrize("command", ["RCPT", "MAIL", "DATA"])
def test_never_is_believed(db, mail_server, command):
    mail_server.answers[command] = "550 No such user"
    letter = sent(written())
    assert (letter.state, letter.attempts) == ("failed", 1)
    assert letter.failure == (
        "Mottagarens e-post tar inte emot mejlet. Kontrollera adressen nils@exempel.se. Svaret var: 550 No such user"
    )


@pytest.mark.parametrize("command", ["RCPT", "MAIL", "DATA"])
def test_not_now_is_tried_later(db, mail_server, command):
    mail_server.answers[command] = "451 Greylisted"
    before = timezone.now()
    letter = sent(written())
    assert letter.state == "waiting"
    assert letter.failure == "E-postservern tar inte emot mejlet just nu. Svaret var: 451 Greylisted"
    assert before + FIRST_PAUSE <= letter.next_try_at <= timezone.now() + FIRST_PAUSE


def test_what_waits_for_its_pause_is_not_sent(db, mail_server):
    mail_server.answers["RCPT"] = "451 Greylisted"
    letter = sent(written())
    mail_server.answers.clear()
    assert (sent(letter).state, sweep(), mail_server.came) == ("waiting", 0, [])


def test_after_the_pause_it_is_sent(db, mail_server):
    mail_server.answers["RCPT"] = "451 Greylisted"
    letter = sent(written())
    mail_server.answers.clear()
    with time_machine.travel(timezone.now() + FIRST_PAUSE, tick=False):
        assert sweep() == 1
        assert (sent(letter).state, letter.attempts, letter.failure) == ("sent", 2, "")


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (5, 16), (8, 120), (30, 120)])
def test_each_pause_is_longer(db, attempts, minutes):
    letter = written()
    Letter.objects.update(state="sending", attempts=attempts)
    with time_machine.travel(timezone.now(), tick=False):
        again(letter).try_later("Nej.")
        assert again(letter).next_try_at == timezone.now() + timedelta(minutes=minutes)


def test_after_three_days_it_is_given_up(db, mail_server):
    mail_server.answers["RCPT"] = "451 Greylisted"
    letter = written()
    with time_machine.travel(timezone.now() + GIVE_UP_AFTER + timedelta(minutes=1)):
        assert sent(letter).state == "failed"


def test_no_server_at_all_is_tried_later(db, mail_server, settings):
    settings.EMAIL_PORT = free_port()
    letter = sent(written())
    assert (letter.state, letter.failure) == ("waiting", letters.NO_ANSWER)


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
def test_a_server_that_hangs_before_it_has_the_mail_is_tried_later(db, mail_server, impatient, command):
    mail_server.hangs = command
    letter = sent(written())
    assert (letter.state, letter.failure, mail_server.came) == ("waiting", letters.NO_ANSWER, [])


def test_a_server_that_hangs_when_it_has_the_mail_leaves_it_uncertain(db, mail_server, impatient):
    mail_server.hangs = "DATA"
    letter = sent(written())
    assert (letter.state, letter.failure) == ("uncertain", letters.CONNECTION_LOST)
    mail_server.hangs = ""
    assert (sweep(), sent(letter).state, len(mail_server.came)) == (0, "uncertain", 1)


def test_a_server_that_hangs_at_the_goodbye_has_the_mail(db, mail_server, impatient):
    mail_server.hangs = "QUIT"
    assert sent(written()).state == "sent"


def test_a_server_that_does_not_let_us_in_is_no_fault_of_the_letter():
    letter = Letter(to="nils@exempel.se", state="sending")
    assert letters._answer(smtplib.SMTPAuthenticationError(535, b"No")) == (535, "535 No")
    assert not letter.is_stuck


def test_a_secret_or_an_address_is_not_logged(db, mail_server, caplog):
    mail_server.answers["RCPT"] = "550 nils@exempel.se does not exist"
    sent(written())
    assert "nils" not in caplog.text


def test_the_careful_connection_is_used_with_tls_too():
    assert {Backend(use_ssl=tls).connection_class.__mro__[1].__name__ for tls in (True, False)} == {"_Careful"}


# --- A worker that dies


def test_a_letter_in_a_dead_workers_hands_is_uncertain(db, mail_server):
    letter = written()
    Letter.objects.claim(letter.pk)
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        sweep()
        assert (again(letter).state, letter.failure) == ("uncertain", WORKER_DIED)
        assert (sweep(), sent(letter).state, mail_server.came) == (0, "uncertain", [])


def test_a_letter_being_sent_is_left_alone(db):
    letter = written()
    Letter.objects.claim(letter.pk)
    sweep()
    assert again(letter).state == "sending"


def test_a_slow_worker_tells_what_became_of_it(db):
    letter = written()
    Letter.objects.claim(letter.pk)
    slow = Letter.objects.get(pk=letter.pk)
    Letter.objects.update(state="uncertain")
    slow.sent()
    assert again(letter).state == "sent"


def test_a_slow_worker_does_not_speak_for_a_later_attempt(db, anna):
    letter = written()
    Letter.objects.claim(letter.pk)
    slow = Letter.objects.get(pk=letter.pk)
    Letter.objects.update(state="uncertain")
    send_again(again(letter), by=anna)
    Letter.objects.claim(letter.pk)
    slow.fail("Nej.")
    assert again(letter).state == "sending"


def test_an_uncertain_letter_is_sent_again_at_somebodys_word(db, anna, mail_server):
    letter = written()
    Letter.objects.update(state="uncertain", attempts=1)
    assert send_again(again(letter), by=anna)
    assert (sent(letter).state, letter.again_by, len(mail_server.came)) == ("sent", anna, 1)


@pytest.mark.parametrize("state", ["waiting", "sending", "sent"])
def test_what_is_not_stuck_is_not_sent_again(db, anna, state):
    letter = written()
    Letter.objects.update(state=state, sent_at=timezone.now() if state == "sent" else None)
    assert not send_again(again(letter), by=anna)


def test_of_two_who_send_it_again_one_does(db, anna):
    letter = written()
    Letter.objects.update(state="failed")
    first, second = Letter.objects.get(), Letter.objects.get()
    assert [send_again(first, by=anna), send_again(second, by=anna)] == [True, False]
    assert again(letter).state == "waiting"


def test_a_message_that_the_queue_lost_is_sent_into_it_again(db):
    written()
    assert sweep() == 0
    with time_machine.travel(timezone.now() + QUEUE_PATIENCE + timedelta(seconds=1)):
        assert [sweep(), sweep()] == [1, 0]


def test_the_worker_sends(mailing_worker, mail_server):
    letter = written()
    until(lambda: again(letter).state == "sent")
    assert len(mail_server.came) == 1


def test_a_killed_worker_leaves_its_letter_uncertain_and_nothing_is_sent_twice(mailing_worker, mail_server):
    mail_server.hangs = "DATA"
    letter = written()
    until(lambda: mail_server.came)
    os.killpg(mailing_worker.process.pid, signal.SIGKILL)
    mailing_worker.process.wait()
    assert again(letter).state == "sending"
    mail_server.hangs = ""
    Letter.objects.update(sending_at=timezone.now() - LEASE - timedelta(seconds=1))  # its end, without the wait
    mailing_worker.start()
    next_letter = written("b")
    until(lambda: again(next_letter).state == "sent" and again(letter).state == "uncertain")
    assert [came["Message-ID"] for came in mail_server.came] == [
        f"<{letter.uuid}@127.0.0.1>",
        f"<{next_letter.uuid}@127.0.0.1>",
    ]


# --- Codes in letters


@pytest.fixture
def code(db):
    return OneTimeCode.asked_for("test", email="nils@exempel.se", address="127.0.0.1")


def test_a_code_is_in_the_mail_and_in_no_row(code, mail_server):
    letter = sent(written(kind=Letter.Kind.CODE, code=code))
    assert mail_server.code().replace(" ", "") == code.figures
    assert mail_server.code() in mail_server.html()
    kept = " ".join(str(value) for row in (letter, code) for value in vars(row).values())
    assert code.figures not in kept
    assert mail_server.code() not in kept + mail_server.came[0]["Subject"]


# --- When people are at work

MONDAY, SUNDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC), datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(("moment", "state"), [(MONDAY, "sent"), (SUNDAY, "waiting"), (NIGHT, "waiting")])
def test_reminders_are_sent_when_people_are_at_work(db, mail_server, moment, state):
    with time_machine.travel(moment):
        assert sent(written(kind=Letter.Kind.REMINDER)).state == state
    assert len(mail_server.came) == (state == "sent")


def test_what_somebody_waits_for_is_sent_on_sundays_too(db, mail_server):
    with time_machine.travel(SUNDAY):
        assert sent(written()).state == "sent"


def test_a_reminder_that_had_to_wait_is_queued_on_the_next_working_day(db):
    with time_machine.travel(SUNDAY):
        written(kind=Letter.Kind.REMINDER)
    with time_machine.travel(SUNDAY + timedelta(hours=2)):
        assert sweep() == 0
    with time_machine.travel(MONDAY):
        assert sweep() == 1


# --- Declining


@pytest.fixture
def at_work():
    with time_machine.travel(MONDAY):
        yield


def reminded(key="a"):
    return written(key, kind=Letter.Kind.REMINDER)


def test_one_press_in_the_mail_program_declines(anna, mail_server, at_work):
    sent(reminded())
    came = mail_server.came[0]
    assert came["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = came["List-Unsubscribe"].strip(" <>").removeprefix("http://127.0.0.1:8000")
    answer = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert str(Declined.objects.get()) == "nils@exempel.se, Påminnelse"
    assert reminded("b") is None


def path_of(letter):
    return decline_url(letter.uuid).removeprefix("http://127.0.0.1:8000")


def test_opening_the_link_declines_nothing(anna):
    letter = reminded()
    for _ in range(50):
        assert Client().get(path_of(letter)).status_code == 200
        assert Client().head(path_of(letter)).status_code == 200
    assert not Declined.objects.exists()


def test_declining_twice_is_declining(anna):
    path = path_of(reminded())
    assert [Client().post(path).status_code for _ in range(2)] == [200, 200]
    assert Declined.objects.count() == 1


def test_one_may_change_ones_mind(anna):
    path = path_of(reminded())
    Client().post(path)
    Client().post(path, {"igen": "1"})
    assert reminded("b").state == "waiting"
    assert [row.history_type for row in Declined.history.all()] == ["-", "+"]


def test_a_reminder_that_waited_is_not_sent_to_one_who_declined(anna, mail_server, at_work):
    letter = reminded()
    Client().post(path_of(letter))
    assert (sent(letter).failure, mail_server.came) == (letters.NOT_WANTED, [])


def test_being_asked_is_not_declined(anna, mail_server):
    letter = sent(written(kind=Letter.Kind.PARTNER_INVITATION))
    assert "List-Unsubscribe" not in mail_server.came[0]
    assert Client().post(path_of(letter)).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 32, "0" * 32 + "-" + "x" * 43])
def test_a_link_that_we_did_not_make_is_nowhere(anna, token):
    assert Client().get(f"/mejl/avboj/{token}/").status_code == 404


# --- Names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("evil.se", f"evil.{BREAK}se"),
        ("http://evil.se", f"http:{BREAK}//evil.{BREAK}se"),
        ("eva@evil.se", f"eva@{BREAK}evil.{BREAK}se"),
        ("J.Å. Öst", f"J.{BREAK}Å. Öst"),
        ("Polisen, kl. 8:30", f"Polisen, kl. 8:{BREAK}30"),
    ],
)
def test_a_name_is_no_address(name, shown):
    assert unlinked(name) == shown


def test_a_name_is_no_markup(db, mail_server):
    name = "<a href=//evil.se>X</a> [klicka](http://evil.se)"
    letter = write("test_letter", TO, kind=Letter.Kind.RECEIPT, key="a", context={"name": name})
    sent(letter)
    assert "<a " not in mail_server.html()
    assert "evil.se" not in mail_server.html() + mail_server.text()


def test_a_name_adds_no_header(db, mail_server):
    letter = write("test_letter", TO, kind=Letter.Kind.RECEIPT, key="a", context={"name": "X\nBcc: alla@exempel.se"})
    sent(letter)
    assert "Bcc" not in mail_server.came[0]
