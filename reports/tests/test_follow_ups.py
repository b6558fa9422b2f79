"""Uppföljningsrapport and sammanfattning as files: the page's numbers in every format, made once of a closed round."""

import io
import json
from datetime import date
from urllib.parse import unquote

import docx
import openpyxl
import pytest
import time_machine
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from activities.models import Activity
from andts.lib.document import Figure
from followup.charts import charts_of
from followup.models import FollowUpAnswer
from followup.rounds import close_round
from followup.snapshot.gathered import gathered
from followup.tests.conftest import opened_round
from followup.tests.reading import figures_on, table_on
from organisations.models import Actor
from organisations.tests.cast import client_of
from plans.models import Node, Plan
from reports import production
from reports.builders import build
from reports.models import Report
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf
from reports.renderers.xlsx import render_xlsx
from reports.tests.pdf_reading import page_texts, tables, tags
from reports.tests.verapdf import verapdf_failures

TABLES = ("status", "rubriker", "ansvariga", "trend")
# After the last day of the round of 2027.
LATE = "2028-02-02T09:00:00+01:00"


def give(round_, title, **said):
    answers = FollowUpAnswer.objects.filter(follow_up__round=round_, follow_up__activity__title=title)
    answers.select_related("follow_up__round__plan__organisation").get().give(**said)


@pytest.fixture
def opened(adopted, anna):
    """The second round: Kontrollköp is done and measured, Tillsyn delayed, two activities unanswered after the last day.

    In the closed one before it, Kontrollköp was delayed and Tillsyn done.
    """
    before = opened_round(adopted, anna, year=2026)
    give(before, "Kontrollköp", by=anna, status="delayed", reason="Ont om tid")
    give(before, "Tillsyn", by=anna, status="done")
    close_round(before, by=anna)
    opened = opened_round(adopted, anna)
    measured = [{"name": "Antal köp", "unit": "st", "number": 12, "target": 15}]
    give(opened, "Kontrollköp", by=anna, status="done", done="Tolv köp i mars", values=measured)
    give(opened, "Tillsyn", by=anna, status="delayed", reason="Sjukdom", next_step="Ny tid i maj")
    with time_machine.travel(LATE, tick=False):
        yield opened


@pytest.fixture
def closed(opened, anna):
    close_round(opened, by=anna)
    opened.refresh_from_db()
    return opened


def unsaved(round_, kind="uppfoljning"):
    return Report(
        kind=kind,
        round=round_,
        closed_at=round_.closed_at,
        organisation=round_.organisation,
        ordered_at=round_.opened_at,
    )


def document_of(round_, kind="uppfoljning"):
    return build(unsaved(round_, kind))


# --- One number everywhere


@pytest.fixture(params=["opened", "closed"])
def round_(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def shown(round_, anna):
    return client_of(anna).get(f"/uppfoljning/{round_.pk}/")


@pytest.fixture
def figures(shown):
    """What the page's tables say, by name: columns first, shares and dashes as in a file."""
    return {name: table_on(shown, name) for name in TABLES}


def test_page_says_what_statistics_count(round_, shown, figures):
    """By hand: of four activities one is done, one delayed, and two are unanswered, which is late."""
    dashboard = gathered(round_).dashboard
    counted = {figure.name: figure.number for figure in dashboard.figures}
    waiting = {"vantar": 0} if round_.is_open else {"saknas": 2}
    assert counted == {"aktiviteter": 4, "genomforda": 1, "sena": 2, **waiting, "att_granska": 2, "godkanda": 0}
    assert figures_on(shown) == counted
    for name, table in dashboard.tables.items():
        if name in TABLES:
            assert figures[name] == plain_table([table.columns, *([cell.text for cell in row] for row in table.rows)])


def test_dashboards_json_says_what_the_page_says(round_, shown, figures, anna):
    stored = json.loads(client_of(anna).get(f"/uppfoljning/{round_.pk}/?format=json").content)
    assert figures_on(shown) == stored["siffror"]
    for name in TABLES:
        rows = stored["tabeller"][name]
        assert figures[name] == [list(rows[0]), *([as_text(value) for value in row.values()] for row in rows)]


def test_pdf_says_what_the_page_says(round_, shown, figures):
    content = render_pdf(document_of(round_))
    found = [plain_table(table) for table in tables(content)]
    assert all(figures[name] in found for name in TABLES)
    assert [str(number) for number in figures_on(shown).values()] in [
        [cell.split(" ")[0] for cell in row] for table in found for row in table
    ]


def test_reports_json_says_what_the_page_says(round_, shown, figures):
    stored = json.loads(json.dumps(document_of(round_).as_json()))
    blocks = [block for section in stored["sections"] for block in section["blocks"] if block["block"] == "Table"]
    found = [plain_table([[column["label"] for column in each["columns"]], *each["rows"]]) for each in blocks]
    assert all(figures[name] in found for name in TABLES)


def test_excel_says_what_the_page_says(round_, shown, figures):
    workbook = openpyxl.load_workbook(io.BytesIO(render_xlsx(document_of(round_))))
    _, numbers, *sheets = workbook.worksheets
    assert figures_on(shown) == dict(
        zip(figures_on(shown), [row[1].value for row in numbers.iter_rows(min_row=2)], strict=True)
    )
    for name, sheet in zip(TABLES, sheets, strict=False):
        columns, *rows = sheet.iter_rows(values_only=True)
        # Excel knows no difference between 25 and 25,0.
        told = [[row[0], *map(as_number, row[1:])] for row in figures[name][1:]]
        assert (figures[name][0], told) == (list(columns), [list(row) for row in rows])


def test_summary_says_what_the_page_says(round_, shown):
    found = [plain_table(table) for table in tables(render_pdf(document_of(round_, "sammanfattning")))]
    assert [str(number) for number in figures_on(shown).values()] in [
        [cell.split(" ")[0] for cell in row] for table in found for row in table
    ]


def test_sentence_and_charts_are_the_pages(round_, shown):
    document = document_of(round_)
    lead = shown.content.decode().split('class="page-lead">')[1].split("<")[0]
    assert document.sections[0].blocks[0].text.startswith(lead)
    drawn = [block.picture.alternative for section in document.sections for block in section.blocks if is_chart(block)]
    assert sorted(drawn) == sorted(
        chart.picture().alternative for chart in charts_of(gathered(round_).dashboard).values()
    )


def is_chart(block):
    return isinstance(block, Figure)


def plain_table(rows):
    """Shares and dashes as in a file."""
    return [[as_plain(cell) for cell in row] for row in rows]


def as_plain(text):
    text = " ".join(text.replace("\u00a0", " ").split())
    return text.removesuffix(" %") if text != "–" else ""


def as_number(text):
    return float(text.replace(",", ".")) if text else None


def as_text(value):
    """A value of a file as the page writes it: 25.0 is 25,0."""
    return "" if value is None else f"{value:.1f}".replace(".", ",") if isinstance(value, float) else str(value)


# --- The files


def test_pdf_can_be_read_aloud_and_kept(closed, tmp_path):
    (tmp_path / "report.pdf").write_bytes(render_pdf(document_of(closed), archive=True))
    assert verapdf_failures(tmp_path / "report.pdf", "ua1,2a") == []


def test_every_chart_has_its_point_in_words_and_its_table_after_it(closed):
    content = render_pdf(document_of(closed))
    figures = tags(content, "Figure")
    assert [figure.alternative.split(".")[0] for figure in figures] == [
        "Lika mycket genomfört 2027 som 2026: 25,0\u00a0%",
        "Längst har ”1 Tillgång” kommit: 1 av 2 är genomförd",
    ]
    for figure in figures:
        kids = figure.parent.kids
        assert kids[kids.index(figure) + 1].tag == "Table"


def test_word_holds_charts_and_outcomes(closed):
    word = docx.Document(io.BytesIO(render_docx(document_of(closed))))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert (len(word.inline_shapes), "Tolv köp i mars" in cells, "Antal köp: 12 st (mål 15)" in cells) == (
        2,
        True,
        True,
    )


def test_excel_has_a_row_for_each_answer_and_each_value(closed):
    workbook = openpyxl.load_workbook(io.BytesIO(render_xlsx(document_of(closed))))
    answers = {row[2]: row[3:] for row in workbook["Svar"].iter_rows(min_row=2, values_only=True)}
    assert answers["Tillsyn"][:4] == ("Samordnaren", "Försenad", None, "Sjukdom")
    assert [row[2:] for row in workbook["Mätvärden"].iter_rows(min_row=2, values_only=True)] == [
        ("Kontrollköp", "Polisen", "Antal köp", 12, "st", 15)
    ]


def test_open_round_is_a_draft_of_its_day(opened):
    text = page_texts(render_pdf(document_of(opened)))[0]
    assert "UTKAST" in text
    assert "Pågår, siffrorna är från 2 februari 2028" in " ".join(text.split())


# --- Made once


def test_closed_round_gives_the_same_bytes_whatever_happens_after(closed, anna, police_renamed, tmp_path):
    """As a report, and from the command line, which has no report to look at."""
    report = production.order("uppfoljning", round_=closed, by=anna)
    production.produce(report.pk)
    police_renamed()
    command("uppfoljning", tmp_path, format="pdf", year="2027")
    with report.files.get(format="pdf").file.open("rb") as file:
        assert file.read() == (tmp_path / "file").read_bytes()


@pytest.fixture
def police_renamed(closed, lindvalla, anna):
    def rename():
        Actor.objects.get(name="Polisen").record(by=anna, name="Ordningsmakten")
        lindvalla.record(by=anna, name="Lindvalla stad")

    return rename


def test_round_that_was_closed_before_reports_were_kept_is_made_of_its_rows(closed):
    closed.frozen = {"plan": {}, "documents": {}}
    assert document_of(closed).title == "Uppföljning 2027 av ANDTS-arbetet i Lindvalla"


# --- On the command line


@pytest.mark.parametrize("format", ["docx", "xlsx", "json"])
def test_command_makes_every_format(closed, tmp_path, format):
    command("uppfoljning", tmp_path, format=format)
    assert (tmp_path / "file").stat().st_size > 1000


def test_command_says_that_the_summary_has_no_excel(closed, tmp_path):
    with pytest.raises(CommandError, match="görs inte som xlsx"):
        command("sammanfattning", tmp_path, format="xlsx")


def command(kind, folder, **options):
    call_command("produce", kind, organisation="9701", output=str(folder / "file"), stdout=io.StringIO(), **options)


# --- One page


def crowded(owner, by, goals, *, of):
    """A plan whose every text is longer than anybody writes, with `goals` goals of `of` delayed activities each."""
    long = "Förebyggande insatser mot alkohol narkotika dopning tobak och spel "
    plan = Plan.created(
        by=by, organisation=owner, title=long * 4, valid_from=date(2027, 1, 1), valid_until=date(2028, 12, 31)
    )
    owners = [Actor.known_as(long + str(number), organisation=owner, by=by) for number in range(2)]
    for goal in range(goals):
        node = Node.created(by=by, plan=plan, kind="goal", number=str(goal), heading=long * 2, order=goal)
        for number in range(of):
            Activity.add(plan, by=by, node=node, number=f"{goal}.{number}", title=long * 3, responsible=owners)
    plan.adopt(content=lambda _: {}, decisions=[{"body": "Kommunstyrelsen", "date": date(2026, 11, 9)}], by=by)
    return plan


@pytest.mark.parametrize(("goals", "of"), [(1, 12), (5, 3), (6, 3)])
@pytest.mark.parametrize("is_closed", [False, True])
def test_summary_of_a_crowded_round_is_one_page(lindvalla, anna, goals, of, is_closed):
    round_ = opened_round(crowded(lindvalla, anna, goals, of=of), anna)
    for answer in FollowUpAnswer.objects.filter(follow_up__round=round_)[: goals * of]:
        answer.give(by=anna, status="delayed", reason="Tjänsten har varit vakant sedan i våras. " * 6)
    with time_machine.travel(LATE, tick=False):
        if is_closed:
            close_round(round_, by=anna)
        pages = PdfReader(io.BytesIO(render_pdf(document_of(round_, "sammanfattning")))).pages
    assert len(pages) == 1
    assert " till, se uppföljningsrapporten." in pages[0].extract_text()


def test_summary_is_one_page(round_):
    assert len(page_texts(render_pdf(document_of(round_, "sammanfattning")))) == 1


# --- Who fetches them


def test_round_offers_its_reports(closed, opened, anna, bo):
    for user in (anna, bo):
        page = client_of(user).get(f"/uppfoljning/{closed.pk}/").text
        assert all(f'name="kind" value="{kind}"' in page for kind in ("uppfoljning", "sammanfattning"))


def test_elected_fetch_the_report_of_a_closed_round(closed, bo):
    client = client_of(bo)
    client.post("/rapporter/ny/", {"round": closed.pk, "kind": "sammanfattning"})
    report = Report.objects.get()
    production.produce(report.pk)
    response = client.get(f"/rapporter/{report.pk}/pdf/")
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert "Sammanfattning för kommunstyrelsen Lindvalla 2027.pdf" in unquote(response["Content-Disposition"])


def test_list_offers_rounds_to_order_of(closed, anna):
    page = client_of(anna).get("/rapporter/").text
    assert "2027, ANDTS-arbetet i Lindvalla (avslutad)" in page


def test_order_without_a_round_says_what_is_missing(closed, anna):
    response = client_of(anna).post("/rapporter/ny/", {"round": "", "kind": "uppfoljning"})
    assert (response.status_code, "Välj den uppföljning som dokumentet ska göras av." in response.text) == (422, True)
