"""An ordered report is made once, and whatever dies on the way."""

import os
import signal
from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from activities.models import Activity
from andts.tests.waiting import until
from plans.models import Node, Plan, PlanPicture, VersionFile
from reports import production, tasks
from reports.models import ATTEMPTS, LEASE, Report

FORMATS = ["docx", "pdf", "xlsx"]


def ordered(plan, by=None, kind="genomforandeplan"):
    return production.order(kind, plan=Plan.objects.with_owner().get(pk=plan.pk), by=by)


def made(plan, by=None, kind="genomforandeplan"):
    report = ordered(plan, by, kind)
    production.produce(report.pk)
    report.refresh_from_db()
    return report


def content(report, format="pdf"):
    with report.files.get(format=format).file.open("rb") as file:
        return file.read()


def backdate(report, **fields):
    Report.objects.filter(pk=report.pk).update(**fields)
    report.refresh_from_db()


# --- Making


def test_report_has_a_file_in_every_format_and_its_document(plan, anna):
    report = made(plan, anna)
    assert (report.state, report.progress, report.attempts) == ("done", 100, 1)
    assert sorted(file.format for file in report.files.all()) == FORMATS
    assert report.document["title"] == "ANDTS-arbetet i Lindvalla"
    assert content(report).startswith(b"%PDF-")


def test_second_run_leaves_what_the_first_made(plan, anna):
    report = made(plan, anna)
    before = list(report.files.values_list("file", "sha256"))
    production.produce(report.pk)
    assert list(report.files.values_list("file", "sha256")) == before


def test_only_one_of_two_workers_gets_a_report(plan):
    report = ordered(plan)
    assert [Report.objects.claim(report.pk), Report.objects.claim(report.pk)] == [True, False]


def test_worker_that_comes_second_does_nothing(plan):
    report = ordered(plan)
    Report.objects.claim(report.pk)
    production.produce(report.pk)
    report.refresh_from_db()
    assert (report.state, report.files.count()) == ("running", 0)


def test_attempt_after_a_death_keeps_what_was_made(plan):
    report = ordered(plan)
    backdate(report, document=production.build(report).as_json())
    report.keep_file("pdf", b"%PDF-made before")
    backdate(report, state="running", attempts=1, lease_until=timezone.now() - timedelta(seconds=1))
    production.produce(report.pk)
    report.refresh_from_db()
    assert (report.state, content(report)) == ("done", b"%PDF-made before")
    assert sorted(file.format for file in report.files.all()) == FORMATS


def test_two_files_in_a_format_leave_one_stored(plan, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = ordered(plan)
    report.keep_file("pdf", b"first")
    report.keep_file("pdf", b"second")
    assert [path.read_bytes() for path in (tmp_path / "reports").iterdir()] == [b"first"]
    assert content(report) == b"first"


def test_progress_renews_the_lease_and_only_while_running(plan):
    report = ordered(plan)
    Report.objects.renew(report.pk, 40)
    Report.objects.claim(report.pk)
    backdate(report, lease_until=timezone.now())
    Report.objects.renew(report.pk, 50)
    report.refresh_from_db()
    assert report.progress == 50
    assert report.lease_until > timezone.now() + LEASE / 2


# --- Ordering


def test_same_draft_ordered_twice_while_waiting_is_one_report(plan, anna, carl):
    first = ordered(plan, anna)
    assert ordered(plan, anna) == first
    assert ordered(plan, carl) != first


def test_draft_ordered_anew_is_a_new_report(plan, anna):
    assert made(plan, anna) != ordered(plan, anna)


def test_adopted_plan_is_made_once(adopted, anna, bo):
    first = made(adopted, anna)
    assert ordered(adopted, bo) == first


def test_stored_bytes_of_a_version_are_those_of_every_report(adopted, anna):
    first = made(adopted, anna)
    second = Report.objects.create(
        kind=first.kind, plan=adopted, organisation=adopted.organisation, version=first.version
    )
    production.produce(second.pk)
    assert content(second) == content(first)
    assert VersionFile.objects.count() == 3


def test_kortversion_has_stored_files_of_its_own(adopted):
    whole, short = made(adopted), made(adopted, kind="kortversion")
    assert content(whole) != content(short)
    assert VersionFile.objects.filter(variant="kortversion").count() == 3


def test_checksum_is_that_of_the_stored_file(adopted):
    report = made(adopted)
    assert report.files.get(format="pdf").sha256 == sha256(content(report)).hexdigest()


def test_report_of_a_version_says_what_was_adopted(adopted):
    Activity.objects.filter(title="Tillsyn").update(title="Ändrad efteråt")
    report = made(adopted)
    tables = [block for part in report.document["sections"] for block in part["blocks"] if block["block"] == "Table"]
    first_cells = [row[0] for table in tables for row in table["rows"]]
    assert "1.1 Tillsyn" in first_cells


# --- Failing


def test_missing_picture_is_told_on_the_row(complete_plan):
    picture = PlanPicture.objects.get()
    picture.file.storage.delete(picture.file.name)
    report = made(complete_plan)
    assert (report.state, report.files.count()) == ("failed", 0)
    assert report.failure.startswith("Bilden ”Organisationen som träd” finns inte längre")


def test_text_too_long_for_paper_is_told_on_the_row(plan, anna):
    Activity.add(plan, by=anna, title="lång " * 50_000)
    report = made(plan)
    assert (report.state, "Dela upp texten" in report.failure) == ("failed", True)


def test_failed_report_is_made_anew_from_the_plan_as_it_is_now(complete_plan, anna):
    picture = PlanPicture.objects.get()
    picture.file.storage.delete(picture.file.name)
    report = made(complete_plan)
    picture.record_deleted(by=anna)
    assert production.order_again(report)
    production.produce(report.pk)
    report.refresh_from_db()
    assert (report.state, report.failure, report.files.count()) == ("done", "", 3)


def test_draft_that_failed_and_was_adopted_is_made_of_what_was_adopted(plan, request):
    report = ordered(plan)
    report.fail("Trasig.")
    adopted = request.getfixturevalue("adopted")
    production.order_again(Report.objects.get(pk=report.pk))
    report.refresh_from_db()
    assert report.version == adopted.versions.get()


def test_unforeseen_error_is_told_on_the_row_and_raised(adopted):
    report = ordered(adopted)
    type(report.version).objects.update(content={})
    with pytest.raises(KeyError):
        tasks.produce(report.pk)
    report.refresh_from_db()
    assert (report.state, report.failure) == ("failed", production.UNKNOWN)


# --- Sweeping


def test_order_is_accepted_when_the_queue_does_not_answer(plan, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(*arguments):
        raise ConnectionError("Connection refused")

    monkeypatch.setattr("celery.canvas.Signature.delay", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        report = ordered(plan)
    assert state(report) == "waiting"


def test_sweep_queues_what_a_dead_worker_held(plan):
    report = ordered(plan)
    backdate(report, state="running", attempts=1, lease_until=timezone.now() - timedelta(seconds=1))
    assert production.sweep() == 1
    report.refresh_from_db()
    assert report.state == "waiting"


def test_sweep_leaves_what_is_being_made_and_what_just_came(plan):
    ordered(plan)
    running = ordered(plan, kind="kortversion")
    Report.objects.claim(running.pk)
    assert production.sweep() == 0


def test_pause_grows_with_the_time_spent_waiting(plan):
    report = ordered(plan)
    now = timezone.now()
    backdate(report, ordered_at=now - 7 * LEASE, queued_at=now - 3 * LEASE)
    assert not report.is_due
    backdate(report, ordered_at=now - 5 * LEASE, queued_at=now - 3 * LEASE)
    assert report.is_due


def test_pause_grows_with_each_death(plan):
    report = ordered(plan)
    just_ended = timezone.now() - timedelta(seconds=1)
    backdate(report, state="running", attempts=2, lease_until=just_ended)
    assert not report.is_due
    backdate(report, lease_until=just_ended - LEASE)
    assert report.is_due


def test_third_death_is_the_last(plan):
    report = ordered(plan)
    backdate(report, state="running", attempts=ATTEMPTS, lease_until=timezone.now() - timedelta(seconds=1))
    production.sweep()
    report.refresh_from_db()
    assert (report.state, report.failure) == ("failed", production.INTERRUPTED)
    assert not Report.objects.claim(report.pk)


# --- With a worker


def state(report):
    report.refresh_from_db()
    return report.state


@pytest.fixture
def long_plan(celery_worker_process, plan, anna):
    """Long enough to be caught at work."""
    node = Node.created(by=anna, plan=plan, kind="area", heading="Många")
    text = "Det som ska göras. " * 20
    rows = [Activity(plan=plan, node=node, title=f"Aktivitet {number}", description=text) for number in range(150)]
    Activity.objects.bulk_create(rows)
    return plan


def test_worker_makes_what_is_ordered(celery_worker_process, plan):
    report = ordered(plan)
    until(lambda: state(report) == "done")
    assert sorted(file.format for file in report.files.all()) == FORMATS


def test_worker_survives_a_report_that_cannot_be_made(celery_worker_process, adopted, plan):
    broken = ordered(adopted)
    type(broken.version).objects.update(content={})
    until(lambda: state(broken) == "failed")
    another = Plan.created(by=None, organisation=plan.organisation, title="Nästa")
    report = ordered(another)
    until(lambda: state(report) == "done")


def test_killed_worker_loses_nothing(celery_worker_process, long_plan):
    report = ordered(long_plan)
    until(lambda: state(report) == "running" and report.progress > 5)
    os.killpg(celery_worker_process.process.pid, signal.SIGKILL)
    celery_worker_process.process.wait()
    assert (state(report), report.files.count()) == ("running", 0)
    backdate(report, lease_until=timezone.now())  # its end, without the wait
    celery_worker_process.start()
    assert production.sweep() == 1
    until(lambda: state(report) == "done")
    assert (report.attempts, sorted(file.format for file in report.files.all())) == (2, FORMATS)
