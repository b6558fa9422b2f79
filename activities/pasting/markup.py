"""Copied cells as HTML: the tables that Word, Excel, Outlook and web pages put on the clipboard."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from activities.imports.grid import WIDEST
from activities.imports.source import SourceCell, tidy
from activities.pasting.limits import require_size

_SKIPPED = {"script", "style", "head", "title", "template", "noscript", "object", "iframe"}
_LINES = {"p", "div", "br", "li", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"}
_SPACES = re.compile(r"[ \t\r\n\f]+")


def read_markup(markup: str) -> list[list[SourceCell]]:
    """The rows of all tables in reading order; text outside them is a row of one cell. Empty without a table.

    Merged cells are `covered` but for their first place.
    """
    body = _parsed(markup)
    if body is None or body.find(".//table") is None:
        return []
    rows: list[list[SourceCell]] = []
    for piece in _pieces(body):
        rows += [[SourceCell(piece)]] if isinstance(piece, str) else _table(piece)
    return rows


def _parsed(markup: str) -> HtmlElement | None:
    # No fetching, no entities of its own, no depth that would exhaust the stack.
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return document_fromstring(markup.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None


def _pieces(body: HtmlElement) -> Iterator[HtmlElement | str]:
    text: list[str] = []
    walk: Any = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        # Tables inside a table are read with it.
        if event == "start" and (element.tag == "table" or element.tag in _SKIPPED):
            walk.skip_subtree()
        if event == "end" and element.tag == "table":
            yield from filter(None, [tidy("".join(text))])
            yield element
            text = []
        text += _words_at(event, element)
    yield from filter(None, [tidy("".join(text))])


def _words_at(event: str, element: HtmlElement) -> list[str]:
    line = ["\n"] if element.tag in _LINES else []
    # After its own first words, those right after it.
    if event == "end":
        return [*line, _SPACES.sub(" ", element.tail or "")]
    is_read = element.tag not in _SKIPPED and element.tag != "table"
    bullet = "• " if element.tag == "li" else ""
    return [*line, bullet, _SPACES.sub(" ", element.text or "") if is_read else ""]


def _table(table: HtmlElement) -> list[list[SourceCell]]:
    lines = [[cell for cell in row if cell.tag in ("td", "th")] for row in _rows(table)]
    # Before anything is laid out: a row may say that it reaches over all the others.
    require_size(len(lines), max(map(len, lines), default=0))
    covered: dict[tuple[int, int], str] = {}
    grid: list[list[SourceCell]] = []
    for y, cells in enumerate(lines):
        row: list[SourceCell] = []
        for cell in cells:
            _fill_covered(row, y, covered)
            across, down = _span(cell, "colspan", WIDEST), _span(cell, "rowspan", len(lines) - y)
            covered |= _places(y, len(row), across, down)
            row.append(SourceCell(_text(cell), across))
            require_size(len(lines), len(row))
        _fill_covered(row, y, covered)
        grid.append(row)
    return grid


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    # Its own rows, not those of a table inside a cell.
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _fill_covered(row: list[SourceCell], y: int, covered: dict[tuple[int, int], str]) -> None:
    while from_where := covered.pop((y, len(row)), ""):
        row.append(SourceCell(covered=from_where))


def _span(cell: HtmlElement, name: str, most: int) -> int:
    written = (cell.get(name) or "").strip()
    return min(max(int(written), 1), most) if re.fullmatch(r"[0-9]{1,4}", written) else 1


def _places(top: int, left: int, across: int, down: int) -> dict[tuple[int, int], str]:
    """The places that a cell covers beside its first one, and from where."""
    places = {
        (y, x): "above" if y > top else "left" for y in range(top, top + down) for x in range(left, left + across)
    }
    del places[top, left]
    return places


def _text(cell: HtmlElement) -> str:
    text: list[str] = []
    walk: Any = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element.tag in _SKIPPED:
            walk.skip_subtree()
        if element is cell:
            text += [_SPACES.sub(" ", cell.text or "")] if event == "start" else []
        else:
            text += _words_in_cell(event, element)
    return tidy("".join(text))


def _words_in_cell(event: str, element: HtmlElement) -> list[str]:
    space = [" "] if element.tag in ("td", "th") else []
    # A table inside a cell is read as lines, with a space between its cells.
    if event == "start" and element.tag == "table":
        return ["\n", _SPACES.sub(" ", element.text or "")]
    return space + _words_at(event, element)
