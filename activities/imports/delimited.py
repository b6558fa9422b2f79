"""A .csv as source blocks, whatever its delimiter, quotes and encoding."""

import csv
from io import StringIO

from activities.imports.encoding import decoded
from activities.imports.grid import MOST_ROWS, TOO_MANY, WIDEST, Blocks
from activities.imports.refusal import ImportRefused
from activities.imports.source import Source, SourceCell, tidy

_DELIMITERS = (";", "\t", ",", "|")
_SAMPLE_ROWS = 40
_SEP_LINE = "sep="


def read_delimited(content: bytes) -> Source:
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    delimiter = ""
    if text[:4].casefold() == _SEP_LINE:  # Excel's own first line, an instruction and no text
        delimiter, text = text[4:5], text.partition("\n")[2]
    rows = _rows(text, delimiter or _sniffed(text))
    blocks = Blocks()
    width = max((len(row) for row in rows), default=0)
    if width > WIDEST or len(rows) > MOST_ROWS:
        raise ImportRefused(TOO_MANY)
    blocks.add_rows([(f"rad {number}", _cells(row, width)) for number, row in enumerate(rows, 1)], "")
    return Source(tuple(blocks.found))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(1_000_000)
    return list(csv.reader(StringIO(text), delimiter=delimiter))


def _sniffed(text: str) -> str:
    # The most rows of one and the same width, and of those the widest.
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    sample = [row for row in _rows(text[:100_000], delimiter)[:_SAMPLE_ROWS] if any(row)]
    widths = [len(row) for row in sample if len(row) > 1]
    if not widths:
        return 0, 0
    commonest = max(set(widths), key=lambda width: (widths.count(width), width))
    return widths.count(commonest), commonest


def _cells(row: list[str], width: int) -> tuple[SourceCell, ...]:
    texts = [tidy(_without_guard(text)) for text in row]
    return tuple(SourceCell(text) for text in texts + [""] * (width - len(texts)))


def _without_guard(text: str) -> str:
    # Exports put an apostrophe before a text that a spreadsheet would take for a formula.
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@\t\r" else text
