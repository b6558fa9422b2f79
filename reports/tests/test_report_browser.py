"""A person orders, sees the progress move and downloads; in a real browser, with a real worker."""

from urllib.parse import unquote

import pypdf
import pytest
from playwright.sync_api import expect

from activities.models import Activity
from plans.models import Node
from reports.models import Report

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def long_plan(celery_worker_process, plan, anna):
    node = Node.created(by=anna, plan=plan, kind="area", heading="Många")
    text = "Det som ska göras. " * 20
    rows = [Activity(plan=plan, node=node, title=f"Aktivitet {number}", description=text) for number in range(160)]
    Activity.objects.bulk_create(rows)
    return plan


def test_report_is_ordered_watched_and_downloaded(long_plan, anna, sign_in, visit, tmp_path):
    sign_in(anna)
    page = visit("/rapporter/")
    page.get_by_label("Plan", exact=True).select_option(label="ANDTS-arbetet i Lindvalla (utkast)")
    page.get_by_role("button", name="Beställ", exact=True).click()
    bar = page.get_by_role("progressbar")
    expect(bar).to_be_visible()
    seen = set()
    # In one go: it may be gone at any moment.
    while values := bar.evaluate_all("bars => bars.map(bar => bar.getAttribute('value'))"):
        seen.update(values)
        page.wait_for_timeout(200)
    assert len(seen - {None}) >= 2, seen
    expect(page.get_by_role("status")).to_have_text("”ANDTS-arbetet i Lindvalla” är klar att hämta.")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert unquote(download.value.suggested_filename) == "Genomförandeplan Lindvalla 2027–2028 utkast.pdf"
    download.value.save_as(tmp_path / "plan.pdf")
    assert "Aktivitet 159" in pypdf.PdfReader(tmp_path / "plan.pdf").pages[-2].extract_text()


def test_polling_ends_when_the_report_is_done(plan, anna, sign_in, visit):
    report = Report.objects.create(kind="kortversion", plan=plan, organisation=plan.organisation, title="Kort")
    sign_in(anna)
    page = visit("/rapporter/")
    with page.expect_response(f"**/rapporter/{report.pk}/rad/"):
        pass
    report.finish({"title": "Kort"})
    expect(page.get_by_role("status")).to_contain_text("klar att hämta")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(1500)  # a turn and a half
    assert asked == []


def test_failed_report_is_tried_again(plan, anna, sign_in, visit):
    report = Report.objects.create(kind="kortversion", plan=plan, organisation=plan.organisation, title="Kort")
    report.fail("Bilden finns inte längre.")
    sign_in(anna)
    page = visit("/rapporter/")
    expect(page.get_by_text("Bilden finns inte längre.")).to_be_visible()
    page.get_by_role("button", name="Försök igen").click()
    expect(page.get_by_text("Väntar på sin tur")).to_be_visible()
