"""Reminders by a real worker, over a real queue and to a real mail server: killed, refused and kept waiting."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from celery import signature
from django.utils import timezone

from andts.lib.working_days import working_day_from
from andts.tests.waiting import PATIENCE, until
from followup.models import Reminder, ReminderSchedule
from followup.tests.conftest import opened_round
from organisations.declining import decline
from organisations.models import ActorHolder, Letter
from organisations.models.letters import LEASE
from organisations.tests.cast import client_of, employed

pytestmark = pytest.mark.services
PEOPLE = 12
# Python reads it when it starts, before the worker does anything.
CLOCK = """import os, time, time_machine
time_machine.travel(time.time() + float(os.environ["CLOCK_AHEAD"])).start()
"""


def next_morning():
    day = working_day_from(timezone.localdate() + timedelta(days=1))
    return timezone.localtime().replace(year=day.year, month=day.month, day=day.day, hour=9, minute=0)


@pytest.fixture
def clock():
    """Nine o'clock on the next working day, in the test; how many seconds ahead that is."""
    ahead = (next_morning() - timezone.now()).total_seconds()
    with time_machine.travel(time.time() + ahead):
        yield ahead


@pytest.fixture
def due(transactional_db, adopted, anna, lindvalla, police, clock):
    """A round whose last day is a week from now and that reminds today; twelve people stand behind Polisen."""
    decline(anna.email, "reminder")
    opened = opened_round(adopted, anna)
    opened.record(by=anna, last_day=timezone.localdate() + timedelta(days=7))
    ReminderSchedule.turn_on(opened, [-7], by=anna)
    for number in range(PEOPLE):
        ActorHolder.created(by=anna, actor=police, user=employed(f"Polis{number:02} Ek", "responsible", lindvalla))
    return opened


@pytest.fixture
def worker(due, clock, mail_server, monkeypatch, tmp_path, request):
    Path(tmp_path, "sitecustomize.py").write_text(CLOCK)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("CLOCK_AHEAD", str(clock))
    monkeypatch.setenv("EMAIL_URL", mail_server.url)
    return request.getfixturevalue("celery_worker_process")


def run():
    """What beat does."""
    signature("followup.tasks.remind").delay()


def states():
    return [letter.state for letter in Letter.objects.filter(kind="reminder").order_by("to")]


def test_a_worker_killed_in_the_middle_loses_nothing_and_sends_nothing_twice(worker, mail_server, due, anna):
    def kill():
        mail_server.taken = lambda: None
        os.killpg(worker.process.pid, signal.SIGKILL)

    mail_server.taken = kill  # when the first mail is there, and before the worker is told
    run()
    worker.process.wait(PATIENCE)
    held = [letter.to for letter in Letter.objects.filter(state="sending")]
    assert held
    assert Reminder.objects.count() == len(states())
    Letter.objects.filter(state="sending").update(sending_at=timezone.now() - LEASE - timedelta(seconds=1))
    worker.start()
    run()
    until(lambda: len(states()) == PEOPLE and {*states()} == {"sent", "uncertain"})
    assert len({came["Message-ID"] for came in mail_server.came}) == len(mail_server.came)
    assert [letter.to for letter in Letter.objects.filter(state="uncertain")] == held
    assert {*(came["To"] for came in mail_server.came), *held} == {row.email for row in Reminder.objects.all()}
    page = client_of(anna).get(f"/uppfoljning/{due.pk}/paminnelser/").content.decode()
    assert page.count("Arbetet avbröts medan mejlet skickades. Det kan ha kommit fram.") == len(held)
    assert page.count("Skicka igen<") == len(held)


def test_two_beats_and_a_server_that_hangs_remind_each_once(worker, mail_server):
    mail_server.hangs = "DATA"
    run()
    run()
    until(lambda: "sending" in states() and mail_server.came)
    mail_server.hangs = ""
    until(lambda: states() == ["sent"] * PEOPLE)
    assert len({came["To"] for came in mail_server.came}) == len(mail_server.came) == PEOPLE
