"""The länsrapport: made part by part, over one län or several, and the same figures in every format."""

import io
import json
import os
import signal
from datetime import timedelta

import docx
import openpyxl
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from lxml import html

from andts.lib.document import document_from_json
from andts.tests.waiting import until
from followup.models import FollowUpRound
from followup.tests.counties import municipalities
from organisations.models import Membership, Organisation, User
from organisations.roles import Role
from organisations.tests.cast import client_of
from plans import reference
from reports import production
from reports.models import Report, ReportPart
from reports.subjects import about_counties
from reports.tests.test_production import backdate, content, state

FORMATS = ["docx", "pdf", "xlsx"]
LABELS = [*(f"Kommun {number:02}" for number in range(1, 9)), "Åmyra"]
FIGURES = "Ådalarnas län 2025 i siffror"


@pytest.fixture
def eight(county):
    """Eight municipalities that have followed up, and one that has nothing."""
    reference.load()
    found = municipalities(county, 8)
    Organisation.created(by=None, kind="municipality", name="Åmyra kommun", short_name="Åmyra", parent=county)
    return found


def ordered(county, lena, year=2025):
    return production.order("lansrapport", organisation=county, year=year, by=lena)


@pytest.fixture
def document(county, eight):
    """What the report says, without its files."""
    return production.build(Report(kind="lansrapport", organisation=county, year=2025, ordered_at=timezone.now()))


def table(document, title):
    blocks = [block for section in document.sections for block in section.blocks]
    return next(block for block in blocks if getattr(block, "title", "") == title)


def texts(document):
    return " ".join(block.text for section in document.sections for block in section.blocks if hasattr(block, "text"))


# --- What it says


def test_report_says_what_it_is_and_is_not(document):
    assert document.title == "Länsrapport: sammanställning för Ådalarnas län 2025"
    (notes,) = (section.blocks[0] for section in document.sections if section.heading == "Så räknas siffrorna")
    assert "Den är inte Folkhälsomyndighetens länsrapport" in notes.items[-1]


def test_summary_is_the_sentence_of_the_page(document, lena):
    page = html.fromstring(client_of(lena).get("/lan/97/?ar=2025").content)
    assert page.cssselect(".page-lead")[0].text_content() in texts(document)
    assert "8 av 9 kommuner har en gällande plan. 8 har följt upp 2025: 8 av 24 aktiviteter är genomförda" in texts(
        document
    )


def test_answered_and_not_answered_are_kept_apart(document):
    """24 activities: 8 done, 8 under way, 8 unanswered: a third each; of those answered, half."""
    rows = {row[0]: row[1:] for row in table(document, "Aktiviteterna efter status").rows}
    assert rows["Genomförd"] == rows["Pågår"] == ("8", "33,3\u00a0%", "50,0\u00a0%")
    assert rows["Inget svar"] == ("8", "33,3\u00a0%", "–")


def test_each_municipality_is_a_column(document):
    titled = [
        block
        for section in document.sections
        for block in section.blocks
        if getattr(block, "title", "") == "Aktiviteterna efter status, antal"
    ]
    labels = [column.label for block in titled for column in block.columns[1:]]
    assert (len(titled), labels) == (2, LABELS)


def test_each_municipality_is_a_section_and_a_sheet(document):
    sections = [section.heading for section in document.sections if section.level == 2]
    assert sections[-9:] == [*LABELS[:8], "Åmyra kommun"]
    assert [sheet.name for sheet in document.sheets][-9:] == LABELS


def test_municipality_without_a_plan_says_so(document):
    said = next(section for section in document.sections if section.heading == "Åmyra kommun").blocks
    assert [block.text for block in said] == [
        "Ingen plan gällde 31 december 2025. Ingen uppföljning av 2025 är avslutad."
    ]


def test_figures_are_those_of_the_page(document, lena):
    stored = json.loads(client_of(lena).get("/lan/97/?ar=2025&format=json").content)
    numbers = {row[0]: int(row[1]) for row in table(document, FIGURES).rows}
    assert list(numbers.values()) == list(stored["siffror"].values())
    sheet = next(sheet for sheet in document.sheets if sheet.name == "Kommunerna")
    rows = [dict(zip([column.label for column in sheet.columns], row, strict=True)) for row in sheet.rows]
    assert rows == stored["tabeller"]["kommuner"]


def test_drafts_and_open_rounds_are_nowhere(county, eight, plan):
    FollowUpRound.objects.filter(plan__organisation=eight[0]).update(state="open", closed_at=None, frozen=None)
    built = production.build(Report(kind="lansrapport", organisation=county, year=2025, ordered_at=timezone.now()))
    assert plan.title not in json.dumps(built.as_json(), ensure_ascii=False)
    assert table(built, FIGURES).rows[3][1] == "21"


def test_year_is_the_latest_followed_up_where_none_is_said(county, eight):
    built = production.build(Report(kind="lansrapport", organisation=county, ordered_at=timezone.now()))
    assert built.title.endswith("2025")


# --- As files


@pytest.fixture
def made(county, eight, lena):
    report = ordered(county, lena)
    production.produce(report.pk)
    report.refresh_from_db()
    return report


def test_files_say_the_same_figures_and_the_pdf_is_for_the_archive(made):
    assert (made.state, sorted(file.format for file in made.files.all())) == ("done", FORMATS)
    word = docx.Document(io.BytesIO(content(made, "docx")))
    book = openpyxl.load_workbook(io.BytesIO(content(made, "xlsx")))
    in_word = {row.cells[0].text: row.cells[1].text for each in word.tables for row in each.rows}
    in_excel = {row[0]: row[1] for row in book["Status"].iter_rows(values_only=True)}
    assert (in_word["Har följt upp"], in_excel["Genomförd"], book.sheetnames[-1]) == ("8", 8, "Åmyra")
    assert [standard in content(made) for standard in (b"pdfaid:part", b"pdfuaid:part")] == [True, True]


def test_each_municipality_is_a_part(made):
    assert made.parts.count() == 9


def test_what_an_earlier_attempt_made_is_not_made_again(county, eight, lena):
    """The first worker died after one municipality; what it read is what the document says."""
    report = ordered(county, lena)
    ReportPart.keep(report, f"kommun-{eight[0].pk}", kept(eight[0]))
    backdate(report, state="running", attempts=1, lease_until=timezone.now() - timedelta(seconds=1))
    production.produce(report.pk)
    report.refresh_from_db()
    assert (report.state, report.parts.count()) == ("done", 9)
    names = [section.heading for section in document_from_json(report.document).sections]
    assert "Läst av den första arbetaren" in names
    assert table(document_from_json(report.document), FIGURES).rows[3][1] == "21"


def kept(municipality):
    """A part of a municipality with nothing in it, which could not be read anew so."""
    return {
        "pk": municipality.pk,
        "key": municipality.code,
        "name": "Läst av den första arbetaren",
        "label": "Läst",
        "county": municipality.parent_id,
        "plans": [],
        "rounds": [],
        "activities": [],
        "names": [],
    }


def test_second_attempt_at_the_same_part_gets_the_first_ones(county, lena):
    report = ordered(county, lena)
    assert ReportPart.keep(report, "kommun-1", {"name": "första"}) == {"name": "första"}
    assert ReportPart.keep(report, "kommun-1", {"name": "andra"}) == {"name": "första"}


def test_failed_report_is_read_anew(county, eight, lena):
    report = ordered(county, lena)
    ReportPart.keep(report, "kommun-1", {})
    report.fail("Trasig.")
    assert production.order_again(Report.objects.get(pk=report.pk))
    assert not report.parts.exists()


def test_parts_are_swept_a_day_after_the_report_was_finished(county, lena):
    report = ordered(county, lena)
    ReportPart.keep(report, "kommun-1", {})
    report.finish({"title": "Klar"})
    production.sweep()
    assert report.parts.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        production.sweep()
    assert not report.parts.exists()


def test_killed_worker_goes_on_with_what_it_had_read(celery_worker_process, county, lena):
    """As one job: the parts that were there at the death are there unchanged when the report is done."""
    municipalities(county, 12)
    report = ordered(county, lena)
    until(lambda: report.parts.exists())
    os.killpg(celery_worker_process.process.pid, signal.SIGKILL)
    celery_worker_process.process.wait()
    there = list(report.parts.values_list("pk", "name", "made_at"))
    assert (state(report), report.files.count()) == ("running", 0)
    backdate(report, lease_until=timezone.now())  # its end, without the wait
    celery_worker_process.start()
    assert production.sweep() == 1
    until(lambda: state(report) == "done")
    assert (report.attempts, report.parts.count(), report.progress) == (2, 12, 100)
    assert list(report.parts.values_list("pk", "name", "made_at"))[: len(there)] == there
    assert sorted(file.format for file in report.files.all()) == FORMATS


# --- Ordering


def post(user, **data):
    return client_of(user).post("/rapporter/ny/", {"kind": "lansrapport", "year": "2025", **data})


def test_page_orders_the_report(county, eight, lena):
    response = post(lena, organisation=county.pk)
    report = Report.objects.get()
    assert (response.status_code, report.kind, report.organisation, report.year) == (302, "lansrapport", county, 2025)


@pytest.fixture
def reads_both(lena, havsby):
    Membership.created(by=None, user=lena, organisation=havsby.parent, role=Role.COUNTY_COORDINATOR)
    return User.objects.get(pk=lena.pk)


def test_several_counties_are_ordered_together(county, eight, reads_both, havsby):
    assert post(reads_both, organisation=[county.pk, havsby.parent_id]).status_code == 302
    report = Report.objects.get()
    assert set(report.counties.all()) == {county, havsby.parent}
    built = production.build(report)
    assert built.title == "Länsrapport: sammanställning för Skärgårdens län och Ådalarnas län 2025"
    assert [row[:2] for row in table(built, "Länen, antal").rows] == [("Skärgårdens län", "1"), ("Ådalarnas län", "9")]


def test_county_that_one_does_not_read_is_not_ordered(county, lena, havsby):
    assert post(lena, organisation=[havsby.parent_id, county.pk]).status_code == 404
    assert post(lena, organisation=havsby.parent_id).status_code == 404
    assert not Report.objects.exists()


def test_others_order_no_county_report(county, anna, bo, eight):
    assert [post(user, organisation=county.pk).status_code for user in (anna, bo)] == [404, 404]


def test_report_over_several_is_read_by_those_who_read_each(county, havsby, reads_both):
    report = production.order_of("lansrapport", about_counties([county, havsby.parent], 2025), by=reads_both)
    other = User.objects.create_user("lotta@exempel.se", name="Lotta")
    Membership.created(by=None, user=other, organisation=county, role=Role.COUNTY_COORDINATOR)
    readers = [Report.objects.visible_to(user).filter(pk=report.pk).exists() for user in (reads_both, other)]
    assert readers == [True, False]


def test_report_is_read_by_those_who_read_the_page(made, county):
    """A chef at the län reads all of the län's own, and nothing below it."""
    user = User.objects.create_user("chef@lanet.se", name="Chef")
    Membership.created(by=None, user=user, organisation=county, role=Role.MANAGER)
    chef = client_of(user)
    assert "Länsrapport" not in chef.get("/rapporter/").content.decode()
    assert [chef.get(path).status_code for path in (f"/rapporter/{made.pk}/pdf/", "/lan/97/")] == [403, 403]


def test_failed_report_over_several_is_made_anew_over_several(county, havsby, reads_both):
    report = production.order_of("lansrapport", about_counties([county, havsby.parent], 2025), by=reads_both)
    report.fail("Trasig.")
    assert production.order_again(Report.objects.get(pk=report.pk))
    assert report.counties.count() == 2


def test_command_makes_the_report(county, eight, tmp_path):
    output = tmp_path / "lan.xlsx"
    call_command("produce", "lansrapport", organisation="97", year="2025", format="xlsx", output=str(output))
    assert openpyxl.load_workbook(output).sheetnames[-1] == "Åmyra"


def test_command_refuses_what_is_no_county(lindvalla, tmp_path):
    with pytest.raises(CommandError, match="Länsrapporten görs av ett län, och Lindvalla kommun är inget"):
        call_command("produce", "lansrapport", organisation="9701", output=str(tmp_path / "lan.pdf"))
