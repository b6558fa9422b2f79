"""Tables in Word, built element by element: python-docx's own cells cost the square of the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from andts.lib.document import HeaderField, Table
from reports.renderers.text import printable

TWIPS_PER_MM = 1440 / 25.4
LABEL_SHARE = 28


def row_table(word: WordDocument, table: Table, width: int) -> None:
    """A header row that repeats on each page, and rows that stay whole; `width` in millimetres."""
    shares = [column.share for column in table.columns]
    numeric = [column.numeric for column in table.columns]
    element, widths = _table(shares, width, header=True, first_column=table.row_headers, title=table.title)
    labels = _row([column.label for column in table.columns], widths, numeric)
    labels.get_or_add_trPr().append(_element("w:tblHeader"))
    element.append(labels)
    for row in table.rows:
        element.append(_row(row, widths, numeric))
    _place(word, element)


def field_table(word: WordDocument, fields: Sequence[HeaderField], width: int) -> None:
    """The document header: what it is called at the left, what it says at the right."""
    element, widths = _table([LABEL_SHARE, 100 - LABEL_SHARE], width, header=False, first_column=True)
    for field in fields:
        element.append(_row([field.label, field.text], widths, [False, False]))
    _place(word, element)


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
    properties = _element("w:tblPr")
    properties.append(_element("w:tblStyle", val="Aktivitetstabell"))
    properties.append(_element("w:tblW", w=str(sum(widths)), type="dxa"))
    properties.append(_element("w:tblLayout", type="fixed"))
    properties.append(_look(header=header, first_column=first_column))
    if title:
        properties.append(_element("w:tblCaption", val=printable(title)))
    grid = _element("w:tblGrid")
    grid.extend([_element("w:gridCol", w=str(column)) for column in widths])
    table = _element("w:tbl")
    table.extend([properties, grid])
    return table, widths


def _look(*, header: bool, first_column: bool) -> Any:
    """Which parts of the table style hold; said twice, for readers that know only the older way."""
    bits = 0x0600 | 0x0020 * header | 0x0080 * first_column
    parts = {"firstRow": header, "lastRow": False, "firstColumn": first_column, "lastColumn": False}
    parts |= {"noHBand": True, "noVBand": True}
    return _element("w:tblLook", val=f"{bits:04X}", **{part: str(int(holds)) for part, holds in parts.items()})


def _row(texts: Iterable[str], widths: Sequence[int], numeric: Sequence[bool]) -> Any:
    row = _element("w:tr")
    row.get_or_add_trPr().append(_element("w:cantSplit"))
    row.extend([_cell(*cell) for cell in zip(texts, widths, numeric, strict=True)])
    return row


def _cell(text: str, width: int, numeric: bool) -> Any:
    properties = _element("w:tcPr")
    properties.append(_element("w:tcW", w=str(width), type="dxa"))
    paragraph = _element("w:p")
    layout = _element("w:pPr")
    layout.append(_element("w:pStyle", val="Tabelltext"))
    if numeric:
        layout.append(_element("w:jc", val="right"))
    run = OxmlElement("w:r")
    run.text = printable(text)
    paragraph.extend([layout, run])
    cell = _element("w:tc")
    cell.extend([properties, paragraph])
    return cell


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
