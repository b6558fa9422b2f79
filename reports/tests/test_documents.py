"""What stands in the files is what the plan says."""

import io

import docx
import openpyxl
import pypdf
import pytest

from activities.imports.safety import read_plan_safely
from activities.models import Activity
from activities.tests.example import HOSTILE
from plans.models import HeaderLine, Node, Plan, PlanText, Tip
from reports import production
from reports.builders import build
from reports.models import Format, Report
from reports.production import render
from reports.tests.verapdf import verapdf_failures


def document_of(plan, kind="genomforandeplan"):
    return build(Report(kind=kind, plan=Plan.objects.with_owner().get(pk=plan.pk), organisation=plan.organisation))


def squeezed(text):
    """Without white space, since a PDF breaks lines where it likes."""
    return "".join(text.split())


def pdf_text(plan, kind="genomforandeplan"):
    pages = pypdf.PdfReader(io.BytesIO(render(document_of(plan, kind), Format.PDF))).pages
    return squeezed("".join(page.extract_text() for page in pages))


def word(plan):
    return docx.Document(io.BytesIO(render(document_of(plan), Format.DOCX)))


def workbook(plan):
    return openpyxl.load_workbook(io.BytesIO(render(document_of(plan), Format.XLSX)))


def texts_of(plan):
    """Every text of the plan that a reader is to see."""
    yield from plan.nodes.values_list("heading", flat=True)
    yield from plan.tips.values_list("text", flat=True)
    yield from plan.texts.values_list("heading", flat=True)
    for activity in plan.activities.present():
        yield from (getattr(activity, name) for name in Activity.TEXTS)
        yield from activity.extra.values()


def test_pdf_holds_every_text_of_the_plan(complete_plan):
    found = pdf_text(complete_plan)
    assert [text for text in texts_of(complete_plan) if squeezed(text) not in found] == []


def test_pdf_of_a_draft_says_so(plan):
    assert "UTKAST" in pdf_text(plan)


def test_pdf_of_an_adopted_plan_does_not(adopted):
    assert "UTKAST" not in pdf_text(adopted)


def test_archive_copy_of_a_plan_conforms(complete_plan, adopted, tmp_path):
    report = production.order("genomforandeplan", plan=adopted, by=None)
    production.produce(report.pk)
    with report.files.get(format="pdf").file.open("rb") as file:
        (tmp_path / "plan.pdf").write_bytes(file.read())
    assert verapdf_failures(tmp_path / "plan.pdf", "ua1,2a") == []


def test_pdf_of_the_kortversion_has_no_activities(plan):
    found = pdf_text(plan, "kortversion")
    assert ("Färrelangare" in found, "Tillsyn" in found, "Bakgrund" in found) == (True, False, False)


def test_word_has_headings_and_real_tables(plan):
    document = word(plan)
    headings = [part.text for part in document.paragraphs if part.style.name.startswith(("Heading", "Rubrik"))]
    assert headings == [
        "Bakgrund",
        "Aktiviteter",
        "1 Insatsområde: Tillgång",
        "Färre langare",
        "Tips för lokala aktiviteter",
        "2 Skolan",
        "Utfall",
    ]
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["Föräldramöten i årskurs 7.", "Varje höst", "", "", ""] in rows


def test_excel_has_a_row_for_each_activity(plan):
    sheet = workbook(plan)["Aktiviteter"]
    column = [cell.value for cell in sheet[1]].index("Aktivitet")
    titles = [row[column] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert titles == ["Nattvandring", "Tillsyn", "Kontrollköp", None]


def test_excel_is_read_in_again_by_our_own_import(plan):
    imported = read_plan_safely(render(document_of(plan), Format.XLSX), "plan.xlsx")
    headings = {node.key: f"{node.number} {node.heading}".strip() for node in imported.nodes}
    found = {(headings.get(row.node), row.number, row.title or row.description) for row in imported.activities}
    assert found == {
        (None, "", "Nattvandring"),
        ("Färre langare", "1.1", "Tillsyn"),
        ("Färre langare", "1.2", "Kontrollköp"),
        ("2 Skolan", "", "Föräldramöten i årskurs 7."),
    }
    tillsyn = next(row for row in imported.activities if row.number == "1.1")
    assert (tillsyn.target_group, tillsyn.prevention_level, tillsyn.extra) == (
        "krögare",
        "Universell",
        {"Budget": "40 000 kr"},
    )


@pytest.fixture
def hostile_plan(lindvalla, anna):
    plan = Plan.created(by=anna, organisation=lindvalla, title=HOSTILE, document_owner=HOSTILE)
    node = Node.created(by=anna, plan=plan, kind="area", number="=1", heading=HOSTILE, text=HOSTILE)
    Activity.add(plan, by=anna, node=node, number="=2", **dict.fromkeys(Activity.TEXTS, HOSTILE))
    Tip.created(by=anna, plan=plan, node=node, text=HOSTILE)
    PlanText.created(by=anna, plan=plan, heading=HOSTILE, text=HOSTILE)
    HeaderLine.created(by=anna, plan=plan, label=HOSTILE, text=HOSTILE)
    return plan


def test_hostile_text_is_literal_in_pdf(hostile_plan):
    # title, owner, header label and text, heading and its text, section heading and text, six cells, tip
    assert pdf_text(hostile_plan).count(squeezed(HOSTILE)) >= 15


def test_hostile_text_is_literal_in_word(hostile_plan):
    document = word(hostile_plan)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert [part.text for part in document.paragraphs].count(HOSTILE) >= 4
    assert cells.count(HOSTILE) >= 8


def test_hostile_text_is_literal_in_excel(hostile_plan):
    sheets = workbook(hostile_plan)
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sum(cell.value == HOSTILE for cell in cells) >= 8
