"""Plans in Excel."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Picture
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from activities.imports import ImportedPlan, ImportRefused
from activities.tests.imports.files import excel_file, outline, read, saved_book, titles, unplaced, with_parts

HEADINGS = ("Aktivitet", "När", "Ansvarig", "Budget")


def sheet_of(*rows: tuple[object, ...]) -> bytes:
    def write(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)

    return excel_file(write)


def plan_of(*rows: tuple[object, ...]) -> ImportedPlan:
    return read(sheet_of(*rows), "plan.xlsx")


def test_title_rows_above_the_table_and_empty_rows_inside_it() -> None:
    plan = plan_of(
        ("Handlingsplan 2026",),
        (),
        HEADINGS,
        ("Kurs", "Våren", "Skolan", 5000),
        (),
        ("Vandring", "Hösten", "Alla", None),
    )
    assert (plan.title, titles(plan)) == ("Handlingsplan 2026", ["Kurs", "Vandring"])
    assert plan.activities[1].where["schedule"] == "blad Sheet, rad 6, kolumn När"


def test_title_row_right_above_the_table() -> None:
    plan = plan_of(("Handlingsplan 2026", None, None, None), HEADINGS, ("Kurs", "Våren", "Skolan", None))
    assert (plan.title, titles(plan)) == ("Handlingsplan 2026", ["Kurs"])


def test_empty_first_columns_do_not_matter() -> None:
    plan = plan_of((None, None, "Aktivitet", "Ansvarig"), (None, None, "Kurs", "Skolan"))
    assert (plan.activities[0].title, plan.activities[0].responsible) == ("Kurs", "Skolan")


def test_area_rows_without_merging() -> None:
    plan = plan_of(
        HEADINGS,
        ("Trygga platser",),
        ("Vandring", "Hösten", "Alla", None),
        ("Skolan",),
        ("Kurs", "Våren", "Skolan", None),
    )
    assert outline(plan) == ["area Trygga platser (1)", "area Skolan (1)"]


def test_area_rows_merged_across() -> None:
    def write(sheet: Worksheet) -> None:
        for row in (HEADINGS, ("Trygga platser",), ("Vandring", "Hösten", "Alla", None)):
            sheet.append(row)
        sheet.merge_cells("A2:D2")

    assert outline(read(excel_file(write), "plan.xlsx")) == ["area Trygga platser (1)"]


def test_merged_goal_cells() -> None:
    def write(sheet: Worksheet) -> None:
        for row in (
            ("Mål", "Aktivitet", "Ansvarig"),
            ("Färre ska röka", "Kurs", "Skolan"),
            (None, "Rökfri skolgård", "Rektor"),
        ):
            sheet.append(row)
        sheet.merge_cells("A2:A3")

    assert outline(read(excel_file(write), "plan.xlsx")) == ["goal Färre ska röka (2)"]


def test_area_and_goal_on_every_row() -> None:
    plan = plan_of(
        ("Insatsområde", "Mål", "Aktivitet", "Ansvarig"),
        ("Skolan", None, "Kurs", "Rektor"),
        ("Hemmet", "Färre ska röka", "Samtal", "Alla"),
        ("Hemmet", "Färre ska röka", "Brev", "Alla"),
    )
    assert outline(plan) == ["area Skolan (1)", "area Hemmet (0)", "  goal Färre ska röka (2)"]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (date(2026, 9, 1), "yyyy-mm-dd", "2026-09-01"),
        (datetime.fromisoformat("2026-09-01 13:30"), "yyyy-mm-dd hh:mm", "2026-09-01 13:30"),
        (1234.5, "General", "1234,5"),
        (0.1 + 0.2, "General", "0,3"),
        (5000.0, "General", "5000"),
        (0.25, "0%", "25 %"),
        (True, "General", "ja"),
    ],
)
def test_values_are_written_as_in_swedish(value: object, form: str, shown: str) -> None:
    def write(sheet: Worksheet) -> None:
        sheet.append(HEADINGS)
        sheet.append(("Kurs", value, "Skolan", None))
        sheet["B2"].number_format = form

    assert read(excel_file(write), "plan.xlsx").activities[0].schedule == shown


def test_formula_without_a_saved_value_is_a_warning() -> None:
    plan = plan_of(HEADINGS, ("Kurs", "Våren", "Skolan", "=2*2500"))
    assert unplaced(plan, "formula") == ["=2*2500"]
    assert plan.warnings == (
        "Blad Sheet, cell D2 har en formel utan sparat värde. Öppna filen i Excel, spara och läs in den igen.",
    )


def test_cell_comment_is_kept_with_its_place() -> None:
    def write(sheet: Worksheet) -> None:
        sheet.append(HEADINGS)
        sheet.append(("Kurs", "Våren", "Skolan", None))
        sheet["C2"].comment = Comment("Stämmer det?", "A")

    plan = read(excel_file(write), "plan.xlsx")
    assert [(p.text, p.where) for p in plan.unplaced] == [("Stämmer det?", "blad Sheet, kommentar till C2")]


def test_hidden_rows_columns_and_sheets_are_read_with_a_warning() -> None:
    book = openpyxl.Workbook()
    for name in ("Skola", "Fritid"):
        sheet = book.create_sheet(name)
        sheet.append(HEADINGS)
        sheet.append(("Kurs", "Våren", name, None))
    del book["Sheet"]
    book["Fritid"].sheet_state = "hidden"
    book["Skola"].row_dimensions[2].hidden = True
    book["Skola"].column_dimensions["B"].hidden = True
    plan = read(saved_book(book), "plan.xlsx")
    assert outline(plan) == ["area Skola (1)", "area Fritid (1)"]
    assert plan.warnings == (
        "Blad Skola har dolda rader. De lästes också.",
        "Blad Skola har dolda kolumner. De lästes också.",
        "Bladet Fritid är dolt i filen men lästes ändå.",
    )


def test_looks_far_down_the_sheet_do_not_count() -> None:
    def write(sheet: Worksheet) -> None:
        sheet.append(HEADINGS)
        sheet.append(("Kurs", "Våren", "Skolan", None))
        sheet["A90000"].number_format = "0%"

    assert titles(read(excel_file(write), "plan.xlsx")) == ["Kurs"]


def test_too_many_rows_are_refused() -> None:
    def write(sheet: Worksheet) -> None:
        sheet.append(HEADINGS)
        sheet["A5001"] = "Kurs"

    with pytest.raises(ImportRefused, match="fler än 5000 rader"):
        read(excel_file(write), "plan.xlsx")


# --- What is drawn on a sheet


def png() -> BytesIO:
    stream = BytesIO()
    Image.new("RGB", (4, 4), "navy").save(stream, "PNG")
    return stream


def test_picture_is_kept() -> None:
    def write(sheet: Worksheet) -> None:
        sheet.append(HEADINGS)
        sheet.append(("Kurs", "Våren", "Skolan", None))
        sheet.add_image(Picture(png()), "F2")

    (picture,) = read(excel_file(write), "plan.xlsx").pictures
    assert (picture.media_type, picture.where) == ("image/png", "bild 1 (image1.png)")
    assert Image.open(BytesIO(picture.content)).size == (4, 4)


def drawn(*paragraphs: str) -> dict[str, str]:
    """A part with a text box."""
    namespace = "http://schemas.openxmlformats.org/drawingml/2006"
    inner = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
    box = f"<xdr:sp><xdr:txBody>{inner}</xdr:txBody></xdr:sp>"
    return {
        "xl/drawings/drawing1.xml": f'<xdr:wsDr xmlns:xdr="{namespace}/spreadsheetDrawing" xmlns:a="{namespace}/main">'
        f"{box}</xdr:wsDr>"
    }


def test_text_box_is_kept_with_its_place() -> None:
    book = sheet_of(HEADINGS, ("Kurs", "Våren", "Skolan", None))
    plan = read(with_parts(book, drawn("Beslutas i juni", "Gäller till 2027"), {}), "plan.xlsx")
    assert titles(plan) == ["Kurs"]
    said = [text.text for text in plan.texts] + [piece.text for piece in plan.unplaced]
    assert said == ["Beslutas i juni\nGäller till 2027"]
