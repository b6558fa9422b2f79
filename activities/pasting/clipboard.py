"""What was copied elsewhere and pasted here, as rows of cells."""

from collections import Counter
from collections.abc import Iterable

from activities.imports.refusal import ImportRefused
from activities.imports.source import SourceCell, SourceRow, tidy
from activities.pasting.limits import require_length, require_size
from activities.pasting.markup import read_markup
from activities.pasting.tabs import read_tabs
from andts.lib.folding import words

NOTHING = "Klistra in minst en rad från Excel eller Word."


def read_pasted(text: str, markup: str = "") -> tuple[SourceRow, ...]:
    """Rows of equal width; empty ones stand where they stood, but for the last.

    Programs put the same thing on the clipboard as text and as HTML. The HTML knows merged cells and the paragraphs in
    a cell, and counts unless the text has words that it lacks.
    """
    require_length(text)
    require_length(markup)
    from_text = [[SourceCell(tidy(cell)) for cell in row] for row in read_tabs(text)]
    from_markup = read_markup(markup) if markup else []
    return _rows(from_markup if from_markup and not _words(from_text) - _words(from_markup) else from_text)


def _words(rows: Iterable[Iterable[SourceCell]]) -> Counter[str]:
    said = (word for row in rows for cell in row for word in words(cell.text))
    # A list's own numbers, which a program counts for itself, are in one form and not in the other.
    return Counter(word for word in said if not word.isdigit())


def _rows(grid: list[list[SourceCell]]) -> tuple[SourceRow, ...]:
    while grid and not any(cell.text or cell.covered for cell in grid[-1]):
        grid.pop()
    width = max((_used(row) for row in grid), default=0)
    if not width:
        raise ImportRefused(NOTHING)
    require_size(len(grid), width)
    padded = (tuple(row[:width] + [SourceCell()] * (width - len(row))) for row in grid)
    return tuple(SourceRow(f"r{number}", cells, f"rad {number}") for number, cells in enumerate(padded, 1))


def _used(row: list[SourceCell]) -> int:
    return max((index for index, cell in enumerate(row, 1) if cell.text or cell.covered), default=0)
