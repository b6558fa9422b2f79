"""A document as an Excel file: a sheet about it, then one for each table, to sort, filter and import again."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any
from zipfile import ZIP_DEFLATED

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.writer.excel import ExcelWriter

from andts.lib.document import Document, Sheet
from reports.renderers.packages import DatelessZip, day
from reports.renderers.paper import colours
from reports.renderers.text import printable

Value = str | int | float | None

ABOUT = "Om dokumentet"
FONT = "Arial"
ABOUT_WIDTHS = [26.0, 80.0]
TOTAL_WIDTH = 170
NARROWEST, WIDEST = 9, 60
LINE_HEIGHT, HIGHEST = 13.0, 409.0
# Excel's own number for the paper, and its limits for a text in a cell and a sheet's name.
A4 = 9
CELL_LENGTH = 32_767
NAME_LENGTH = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\n\t]")
SHORTENED = " … (texten är för lång för en cell i Excel)"


def render_xlsx(document: Document) -> bytes:
    """The same document gives the same bytes. A text is always a text, also when it looks like a formula."""
    workbook = Workbook(write_only=True)
    about = workbook.create_sheet(ABOUT)
    cells = _Cells(about, document.accent)
    _write_about(about, document, cells)
    names = _sheet_names(document.sheets)
    for name, sheet in zip(names, document.sheets, strict=True):
        _write_sheet(workbook.create_sheet(name), sheet, cells)
    properties = workbook.properties
    properties.title, properties.creator = printable(document.title), printable(document.organisation)
    properties.language, properties.keywords = "sv-SE", printable(", ".join(document.keywords))
    properties.created = properties.modified = day(document)
    output = io.BytesIO()
    ExcelWriter(workbook, DatelessZip(output, "w", ZIP_DEFLATED)).save()
    return output.getvalue()


class _Cells:
    """Makes cells of five looks. Each look is worked out once: setting it anew for each cell doubles the time."""

    def __init__(self, sheet: Any, accent: str) -> None:
        self.sheet = sheet
        shades = {name: value.lstrip("#") for name, value in colours(accent).items()}
        wrapped = Alignment(vertical="top", wrap_text=True)
        body, bold = Font(name=FONT, size=10), Font(name=FONT, size=10, bold=True)
        rule = Border(bottom=Side("medium", color=shades["accent"]))
        tint = PatternFill("solid", fgColor=shades["tint"])
        self.body = self._look(font=body, alignment=wrapped)
        self.one_decimal = self._look(font=body, alignment=wrapped, number_format="0.0")
        self.label = self._look(font=bold, alignment=wrapped)
        self.title = self._look(font=Font(name=FONT, size=16, bold=True), alignment=Alignment(vertical="top"))
        self.heading = self._look(font=bold, alignment=wrapped, fill=tint, border=rule)

    def _look(self, **styles: Any) -> Any:
        cell = WriteOnlyCell(self.sheet)
        for name, style in styles.items():
            setattr(cell, name, style)
        return cell._style

    def row(self, values: Iterable[Value], look: Any) -> list[WriteOnlyCell]:
        return [self.cell(value, look) for value in values]

    def cell(self, value: Value, look: Any) -> WriteOnlyCell:
        if not isinstance(value, str):
            cell = WriteOnlyCell(self.sheet, value)
        else:
            cell = WriteOnlyCell(self.sheet, _fitting(printable(value)))
            # openpyxl takes "=1+1" for a formula and "#N/A" for an error; here they are what somebody wrote.
            cell.data_type = "s"
        cell._style = look
        return cell


def _fitting(text: str) -> str:
    return text if len(text) <= CELL_LENGTH else text[: CELL_LENGTH - len(SHORTENED)] + SHORTENED


def _write_about(worksheet: Any, document: Document, cells: _Cells) -> None:
    worksheet.column_dimensions["A"].width, worksheet.column_dimensions["B"].width = ABOUT_WIDTHS
    _print_on_a4(worksheet, "portrait")
    worksheet.row_dimensions[1].height = 26
    worksheet.append(cells.row([document.title], cells.title))
    for number, (label, text) in enumerate(_about(document), start=2):
        worksheet.row_dimensions[number] = _Height(worksheet, index=number, ht=_height((label, text), ABOUT_WIDTHS))
        worksheet.append([*cells.row([label], cells.label), *cells.row([text], cells.body)])


def _about(document: Document) -> Iterator[tuple[str, str]]:
    labels = {line.label for line in document.header}
    fields = {
        "Organisation": document.organisation,
        "Dokumenttyp": document.kind,
        "Beskrivning": document.subtitle,
        "Diarienummer": document.registry_number,
        "Status": "Utkast" if document.draft else "",
    }
    yield from ((label, text) for label, text in fields.items() if text and label not in labels)
    yield from ((line.label, line.text) for line in document.header)


def _write_sheet(worksheet: Any, sheet: Sheet, cells: _Cells) -> None:
    last = get_column_letter(len(sheet.columns))
    worksheet.freeze_panes = "A2"
    worksheet.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
    worksheet.print_title_rows = "1:1"
    _print_on_a4(worksheet, "landscape")
    widths = _widths(sheet)
    for number, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    worksheet.append(cells.row([column.label for column in sheet.columns], cells.heading))
    looks = [cells.one_decimal if column.one_decimal else cells.body for column in sheet.columns]
    for number, row in enumerate(sheet.rows, start=2):
        worksheet.row_dimensions[number] = _Height(worksheet, index=number, ht=_height(row, widths))
        worksheet.append([cells.cell(value, look) for value, look in zip(row, looks, strict=True)])


def _print_on_a4(worksheet: Any, orientation: str) -> None:
    worksheet.page_setup.orientation, worksheet.page_setup.paperSize = orientation, A4
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True


def _widths(sheet: Sheet) -> list[float]:
    total = sum(column.share for column in sheet.columns) or 1
    # In Excel's unit, about a letter each.
    return [round(min(max(column.share / total * TOTAL_WIDTH, NARROWEST), WIDEST), 1) for column in sheet.columns]


class _Height(RowDimension):
    """A height to begin with: not custom, so that the row grows with its text when somebody edits it."""

    customHeight = False


def _height(row: tuple[Value, ...], widths: list[float]) -> float:
    lines = max(_lines(value, width) for value, width in zip(row, widths, strict=True))
    return min(lines * LINE_HEIGHT + 3, HIGHEST)


def _lines(value: Value, width: float) -> int:
    if not isinstance(value, str):
        return 1
    return sum(1 + int(len(line) / width) for line in value.split("\n"))


def _sheet_names(sheets: tuple[Sheet, ...]) -> list[str]:
    """Names that Excel takes: none of its forbidden signs, at most 31 long, each only once whatever the case."""
    names: list[str] = []
    taken = {ABOUT.lower()}
    for number, sheet in enumerate(sheets, start=1):
        name = _short(_FORBIDDEN.sub(" ", printable(sheet.name)).strip(" '")) or f"Blad {number}"
        if name.lower() in taken:
            name = f"{name[: NAME_LENGTH - 4].strip()} {number}"
        taken.add(name.lower())
        names.append(name)
    return names


def _short(name: str) -> str:
    """As many whole words as Excel has room for; of a single long one its beginning."""
    if len(name) <= NAME_LENGTH:
        return name
    words = name[: NAME_LENGTH + 1].rpartition(" ")[0]
    return words.strip() or name[:NAME_LENGTH]
