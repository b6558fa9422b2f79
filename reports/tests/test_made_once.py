"""What is frozen is made once, whoever orders it and when; and nothing of a failed attempt is left behind."""

from collections.abc import Callable
from pathlib import Path

import pytest

from followup.rounds import close_round
from followup.tests.conftest import opened_round
from followup.tests.test_races import at_once
from organisations.tests.cast import client_of
from plans.models import Plan
from reports import production
from reports.models import Report


@pytest.fixture
def closed(adopted, anna):
    round_ = opened_round(adopted, anna)
    close_round(round_, by=anna)
    return round_


@pytest.fixture
def kept_in(settings, tmp_path) -> Callable[[], list[str]]:
    """The names of all stored reports."""
    settings.MEDIA_ROOT = tmp_path
    folder = Path(tmp_path) / "reports"
    return lambda: sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("about", ["round", "plan"])
def test_two_who_order_at_the_same_moment_get_the_same(transactional_db, closed, anna, carl, about):
    kind, what = ("uppfoljning", {"round_": closed}) if about == "round" else ("kortversion", {"plan": closed.plan})
    at_once(*[lambda by=by: production.order(kind, by=by, **what) and None for by in (anna, carl, anna, carl)])
    assert Report.objects.filter(kind=kind).count() == 1


def test_failed_report_is_not_made_beside_one_ordered_since(closed, anna):
    failed = production.order("uppfoljning", round_=closed, by=anna)
    failed.fail("Trasig.")
    again = production.order("uppfoljning", round_=closed, by=anna)
    assert again != failed
    assert not production.order_again(Report.objects.get(pk=failed.pk))


def test_page_says_that_it_is_ordered_already(closed, anna):
    failed = production.order("uppfoljning", round_=closed, by=anna)
    failed.fail("Trasig.")
    production.order("uppfoljning", round_=closed, by=anna)
    page = client_of(anna).post(f"/rapporter/{failed.pk}/igen/", follow=True).text
    assert "Dokumentet är redan beställt igen." in page


# --- Files


def failed_with_a_file(plan) -> Report:
    report = production.order("genomforandeplan", plan=Plan.objects.with_owner().get(pk=plan.pk), by=None)
    report.keep_file("pdf", b"%PDF-half made")
    report.fail("Trasig.")
    return Report.objects.get(pk=report.pk)


def bytes_of(report) -> list[bytes]:
    return [Path(kept.file.path).read_bytes() for kept in report.version.files.all()]


def test_new_attempt_leaves_no_file_of_the_failed_one(plan, kept_in, django_capture_on_commit_callbacks):
    report = failed_with_a_file(plan)
    with django_capture_on_commit_callbacks() as after_commit:
        production.order_again(report)
    assert kept_in() == [f"genomforandeplan-{report.pk}.pdf"]  # while the rows may still come back
    for act in after_commit[:1]:
        act()
    assert kept_in() == []


def test_new_attempt_leaves_the_files_of_the_version(adopted, kept_in, django_capture_on_commit_callbacks):
    made = production.order("kortversion", plan=Plan.objects.with_owner().get(pk=adopted.pk), by=None)
    production.produce(made.pk)
    before = bytes_of(made)
    Report.objects.filter(pk=made.pk).update(state="failed")
    with django_capture_on_commit_callbacks() as after_commit:
        production.order_again(Report.objects.get(pk=made.pk))
    after_commit[0]()
    assert bytes_of(made) == before
