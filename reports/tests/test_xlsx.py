"""The Excel file, opened and read."""

import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from andts.lib.document import Column, HeaderField, Sheet
from reports.renderers.text import printable
from reports.renderers.xlsx import render_xlsx
from reports.tests import documents


@pytest.fixture(scope="module")
def plan():
    return opened(documents.genomforandeplan())


def test_xlsx_has_a_sheet_about_the_plan_and_one_for_each_table(plan):
    assert plan.sheetnames == ["Om dokumentet", "Aktiviteter"]


def test_xlsx_first_sheet_says_what_the_document_is(plan):
    rows = [tuple(cell.value for cell in row) for row in plan["Om dokumentet"].iter_rows(max_col=2)]
    assert rows[0][0] == "Genomförandeplan för det drogförebyggande arbetet 2026–2028"
    assert rows[1:3] == [
        ("Organisation", "Älvsunda kommun"),
        ("Beskrivning", "Alkohol, narkotika, dopning, tobak och spel om pengar"),
    ]
    assert rows[3:] == [(line.label, line.text) for line in documents.HEADER]


def test_xlsx_draft_says_so():
    rows = [row[1].value for row in opened(documents.small(draft=True))["Om dokumentet"].iter_rows(min_row=2)]
    assert "Utkast" in rows


def test_xlsx_has_one_row_for_each_activity(plan):
    sheet = plan["Aktiviteter"]
    assert sheet.max_row == 59
    assert [cell.value for cell in sheet[2]] == ["Tillgänglighet", *documents.ACTIVITIES[0]]


def test_xlsx_header_row_is_frozen_and_filtered(plan):
    sheet = plan["Aktiviteter"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:G59", "$1:$1")
    assert [cell.font.bold for cell in sheet[1]] == [True] * 7


def test_xlsx_text_wraps_and_columns_have_widths(plan):
    sheet = plan["Aktiviteter"]
    assert all(cell.alignment.wrap_text for cell in sheet[2])
    assert sheet.column_dimensions["C"].width > sheet.column_dimensions["D"].width > 8


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+46 910",
        "-",
        "- punkt",
        "@namn",
        '=HYPERLINK("http://x")',
        "#N/A",
        "#REF!",
        "TRUE",
        "1",
        "007",
        "1,5",
        "2026-01-02",
        " a ",
        "'a",
    ],
)
def test_xlsx_text_is_a_text_with_its_value_unchanged(text):
    cell = only_cell(text)
    assert (cell.data_type, cell.value) == ("s", text)


@pytest.mark.parametrize("number", [0, 7, -3, 66.7])
def test_xlsx_number_is_a_number(number):
    cell = only_cell(number)
    assert (cell.data_type, cell.value) == ("n", number)


def test_xlsx_no_value_is_an_empty_cell():
    assert only_cell(None).value is None


@given(st.text(max_size=200))
def test_xlsx_gives_back_every_text(text):
    assert (only_cell(text).value or "") == printable(text)


def test_xlsx_says_when_a_text_is_too_long_for_a_cell():
    value = only_cell("x" * 40_000).value
    assert len(value) == 32_767
    assert value.endswith("x … (texten är för lång för en cell i Excel)")


def test_xlsx_sheet_names_are_ones_that_excel_takes():
    names = ("Mål: [a/b]*?", "Om dokumentet", "x" * 40, "X" * 40, "", "'")
    sheets = tuple(Sheet(name, (Column("A", 100),), ()) for name in names)
    found = opened(documents.small(sheets=sheets)).sheetnames
    assert found == ["Om dokumentet", "Mål   a b", "Om dokumentet 2", "x" * 31, "X" * 27 + " 4", "Blad 5", "Blad 6"]


def test_xlsx_sheet_name_that_has_no_room_ends_with_a_whole_word():
    sheet = Sheet("Status efter mål och insatsområde", (Column("A", 100),), ())
    assert opened(documents.small(sheets=(sheet,))).sheetnames[1] == "Status efter mål och"


def test_xlsx_of_the_same_document_is_the_same_bytes():
    assert render_xlsx(documents.genomforandeplan()) == render_xlsx(documents.genomforandeplan())


def test_xlsx_registry_number_stands_once():
    document = replace(documents.small(registry_number="KS 1"), header=(HeaderField("Dokumentägare", "Rådet"),))
    rows = [tuple(cell.value for cell in row) for row in opened(document)["Om dokumentet"].iter_rows(min_row=2)]
    assert rows == [
        ("Organisation", "Älvsunda kommun"),
        ("Dokumenttyp", "Plan"),
        ("Diarienummer", "KS 1"),
        ("Dokumentägare", "Rådet"),
    ]


def opened(document):
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(document)))


def only_cell(value):
    sheet = Sheet("Blad", (Column("Kolumn", 100),), ((value,),))
    return opened(documents.small(sheets=(sheet,)))["Blad"]["A2"]
