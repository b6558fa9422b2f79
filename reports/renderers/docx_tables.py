"""Tables in Word, built element by element: python-docx's own cells cost the square of the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document as WordDocument

from andts.lib.document import HeaderField, Table
from reports.renderers.docx_elements import element
from reports.renderers.text import printable

TWIPS_PER_MM = 1440 / 25.4
LABEL_SHARE = 28


def row_table(word: WordDocument, table: Table, width: int) -> None:
    """A header row that repeats on each page, and rows that stay whole; `width` in millimetres."""
    shares = [column.share for column in table.columns]
    numeric = [column.numeric for column in table.columns]
    built, widths = _table(shares, width, header=True, first_column=table.row_headers, title=table.title)
    labels = _row([column.label for column in table.columns], widths, numeric)
    labels.get_or_add_trPr().append(element("w:tblHeader"))
    built.append(labels)
    for row in table.rows:
        built.append(_row(row, widths, numeric))
    _place(word, built)


def field_table(word: WordDocument, fields: Sequence[HeaderField], width: int) -> None:
    # What it is called at the left, what it says at the right.
    built, widths = _table([LABEL_SHARE, 100 - LABEL_SHARE], width, header=False, first_column=True)
    for field in fields:
        built.append(_row([field.label, field.text], widths, [False, False]))
    _place(word, built)


def _place(word: WordDocument, table: Any) -> None:
    body = word.element.body
    body.insert_element_before(table, "w:sectPr")
    # Word joins two tables that follow each other without a paragraph between.
    word.add_paragraph(style="Tabelltext")


def _table(
    shares: Sequence[float], width: int, *, header: bool, first_column: bool, title: str = ""
) -> tuple[Any, list[int]]:
    total = sum(shares) or 1
    widths = [round(share / total * width * TWIPS_PER_MM) for share in shares]
    properties = element("w:tblPr")
    properties.append(element("w:tblStyle", val="Aktivitetstabell"))
    properties.append(element("w:tblW", w=str(sum(widths)), type="dxa"))
    properties.append(element("w:tblLayout", type="fixed"))
    properties.append(_look(header=header, first_column=first_column))
    if title:
        properties.append(element("w:tblCaption", val=printable(title)))
    grid = element("w:tblGrid")
    grid.extend([element("w:gridCol", w=str(column)) for column in widths])
    table = element("w:tbl")
    table.extend([properties, grid])
    return table, widths


def _look(*, header: bool, first_column: bool) -> Any:
    bits = 0x0600 | 0x0020 * header | 0x0080 * first_column
    parts = {"firstRow": header, "lastRow": False, "firstColumn": first_column, "lastColumn": False}
    parts |= {"noHBand": True, "noVBand": True}
    # Said twice, for readers that know only the older way.
    return element("w:tblLook", val=f"{bits:04X}", **{part: str(int(holds)) for part, holds in parts.items()})


def _row(texts: Iterable[str], widths: Sequence[int], numeric: Sequence[bool]) -> Any:
    row = element("w:tr")
    row.get_or_add_trPr().append(element("w:cantSplit"))
    row.extend([_cell(*cell) for cell in zip(texts, widths, numeric, strict=True)])
    return row


def _cell(text: str, width: int, numeric: bool) -> Any:
    properties = element("w:tcPr")
    properties.append(element("w:tcW", w=str(width), type="dxa"))
    paragraph = element("w:p")
    layout = element("w:pPr")
    layout.append(element("w:pStyle", val="Tabelltext"))
    if numeric:
        layout.append(element("w:jc", val="right"))
    run = element("w:r")
    run.text = printable(text)
    paragraph.extend([layout, run])
    cell = element("w:tc")
    cell.extend([properties, paragraph])
    return cell
