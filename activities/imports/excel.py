"""An .xlsx as source blocks: every sheet, merged cells, values as a Swede writes them, comments and text boxes."""

import posixpath
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from activities.imports.grid import MOST_ROWS, TOO_MANY, WIDEST, Blocks
from activities.imports.ooxml import DAMAGED, Package, media_type
from activities.imports.refusal import ImportRefused
from activities.imports.source import Source, SourceCell, SourcePicture, tidy
from activities.imports.word.names import BLIP, DRAWN_PARAGRAPH, DRAWN_TEXT, EMBED
from andts.lib.swedish import begun

_DAMAGES = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, SyntaxError)


def read_excel(content: bytes) -> Source:
    package = Package(content)
    book = _book(content, data_only=True)
    return _ExcelReader(package, book, _book(content, data_only=False) if _has_formulas(package) else None).read()


def _has_formulas(package: Package) -> bool:
    sheets = [part for part in package.names if part.startswith("xl/worksheets/")]
    return any(b"<f" in (package.bytes_of(part) or b"") for part in sheets)


def _book(content: bytes, *, data_only: bool) -> openpyxl.Workbook:
    try:
        return openpyxl.load_workbook(BytesIO(content), data_only=data_only, rich_text=False)
    except _DAMAGES as error:
        raise ImportRefused(DAMAGED) from error


class _ExcelReader:
    def __init__(self, package: Package, book: openpyxl.Workbook, formulas: openpyxl.Workbook | None) -> None:
        self.package, self.book, self.formulas = package, book, formulas
        self.blocks = Blocks()
        self.warnings: list[str] = []
        self.pictures = 0

    def read(self) -> Source:
        sheets = [(sheet, used) for sheet in self.book.worksheets if (used := _used(sheet)) != (0, 0)]
        for sheet, used in sheets:
            if sheet.sheet_state != "visible":
                self.warnings.append(f"Bladet {sheet.title} är dolt i filen men lästes ändå.")
            self._read_sheet(sheet, used, is_alone=len(sheets) == 1)
        self._read_drawings()
        return Source(tuple(self.blocks.found), tuple(self.warnings))

    def _read_sheet(self, sheet: Worksheet, used: tuple[int, int], *, is_alone: bool) -> None:
        where = f"blad {sheet.title}"
        if not is_alone:
            self.blocks.add_paragraph(tidy(sheet.title), where, "sheet", level=1)
        self._warn_of_hidden(sheet)
        covered = _covered(sheet)
        rows = list(sheet.iter_rows(max_row=used[0], max_col=used[1]))
        self.blocks.add_rows(
            [(f"{where}, rad {row[0].row}", self._cells(row, sheet, covered)) for row in rows], f" i {where}"
        )
        self._read_comments(rows, where)

    def _cells(
        self, row: tuple[Any, ...], sheet: Worksheet, covered: dict[tuple[int, int], str | int]
    ) -> tuple[SourceCell, ...]:
        return tuple(self._cell(cell, sheet, covered.get((cell.row, cell.column))) for cell in row)

    def _cell(self, cell: Cell, sheet: Worksheet, merged: str | int | None) -> SourceCell:
        if isinstance(merged, str):
            return SourceCell(covered=merged)
        text = tidy(_written(cell.value, cell.number_format))
        if not text and (formula := self._formula(sheet, cell)):
            where = f"blad {sheet.title}, cell {cell.coordinate}"
            self.warnings.append(
                f"{begun(where)} har en formel utan sparat värde. Öppna filen i Excel, spara och läs in den igen."
            )
            self.blocks.add_paragraph(formula, where, "formula")
        return SourceCell(text, merged or 1, "", bool(text and cell.font and cell.font.b))

    def _formula(self, sheet: Worksheet, cell: Cell) -> str:
        if self.formulas is None:
            return ""
        value = self.formulas[sheet.title].cell(cell.row, cell.column).value
        text = getattr(value, "text", value)
        return text if isinstance(text, str) and text.startswith("=") else ""

    def _warn_of_hidden(self, sheet: Worksheet) -> None:
        if any(dimension.hidden for dimension in sheet.row_dimensions.values()):
            self.warnings.append(f"Blad {sheet.title} har dolda rader. De lästes också.")
        if any(dimension.hidden for dimension in sheet.column_dimensions.values()):
            self.warnings.append(f"Blad {sheet.title} har dolda kolumner. De lästes också.")

    def _read_comments(self, rows: list[tuple[Any, ...]], where: str) -> None:
        for row in rows:
            for cell in row:
                if cell.comment:
                    self.blocks.add_paragraph(
                        tidy(cell.comment.text), f"{where}, kommentar till {cell.coordinate}", "comment"
                    )

    def _read_drawings(self) -> None:
        # Text boxes and pictures, which the library for cells does not read.
        for part in sorted(self.package.names):
            if part.startswith("xl/drawings/drawing") and part.endswith(".xml"):
                self._read_drawing(part)

    def _read_drawing(self, part: str) -> None:
        root = self.package.xml_of(part)
        for number, paragraph in enumerate([] if root is None else root.iter(DRAWN_PARAGRAPH), 1):
            text = "".join(found.text or "" for found in paragraph.iter(DRAWN_TEXT))
            self.blocks.add_paragraph(tidy(text), f"textruta {number}", "textbox")
        relations = self.package.relations_of(part)
        for blip in [] if root is None else root.iter(BLIP):
            relation = relations.get(blip.get(EMBED, ""))
            content = None if relation is None or relation.is_external else self.package.bytes_of(relation.target)
            if relation and content:
                self._add_picture(content, relation.target)

    def _add_picture(self, content: bytes, target: str) -> None:
        self.pictures += 1
        where = f"bild {self.pictures} ({posixpath.basename(target)})"
        self.blocks.found.append(SourcePicture(f"b{self.pictures}", content, media_type(target), "", where))


def _used(sheet: Worksheet) -> tuple[int, int]:
    """The last row and the last column that hold anything; cells with nothing but looks do not count."""
    # The library's own dictionary of cells: going through the rows makes a cell for every empty place on the way.
    told = [place for place, cell in sheet._cells.items() if cell.value is not None or cell.comment]
    last = (max((row for row, _ in told), default=0), max((column for _, column in told), default=0))
    if last[0] > MOST_ROWS or last[1] > WIDEST:
        raise ImportRefused(TOO_MANY)
    return last


def _covered(sheet: Worksheet) -> dict[tuple[int, int], str | int]:
    """For the cells of a merged range: the width at its first place, and from where the others are covered."""
    places: dict[tuple[int, int], str | int] = {}
    for merged in sheet.merged_cells.ranges:
        for row, column in _places(merged.bounds):
            is_below, is_beside = row > merged.min_row, column > merged.min_col
            places[row, column] = "above" if is_below else "left" if is_beside else merged.max_col - merged.min_col + 1
    return places


def _places(bounds: tuple[int, int, int, int]) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = bounds
    if bottom - top > MOST_ROWS or right - left > WIDEST:
        return
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield row, column


def _written(value: object, number_format: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int | float | Decimal):
        return _number(value, number_format)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value.isoformat("minutes") if isinstance(value, time) else _duration(value)


def _duration(value: object) -> str:
    return str(value).removesuffix(":00") if isinstance(value, timedelta) else str(value)


def _number(value: int | float | Decimal, number_format: str) -> str:
    # As Excel shows it: 0.25 in a percent cell is "25 %".
    if "%" in (number_format or ""):
        decimals = len(number_format.partition(".")[2].partition("%")[0])
        return f"{value * 100:.{decimals}f} %".replace(".", ",")
    text = repr(round(value, 10)) if isinstance(value, float) else str(value)
    return text.removesuffix(".0").replace(".", ",")
