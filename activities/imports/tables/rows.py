"""The rows of a table of activities, one by one: headings again, a goal or an area, an activity, or more of the one
above.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from activities.imports.headings import heading_of, is_area_beginning
from activities.imports.source import SourceRow
from activities.imports.tables.shape import Columns, columns_of, is_heading_row, named
from andts.lib.folding import plain

_GROUPS = ("goal", "area")
_LONGEST_NODE = 300


@dataclass(frozen=True)
class Row:
    """`texts` has a text for each column, merged cells filled in from above. `role` is one of ROW_ROLES or "more"."""

    source: SourceRow
    role: str
    columns: Columns
    texts: tuple[str, ...]


def rows_of(rows: tuple[SourceRow, ...], columns: Columns, roles: dict[str, str]) -> Iterator[Row]:
    """`roles` has the user's own roles by row id. Rows without text are left out."""
    above: tuple[str, ...] = ("",) * len(columns.fields)
    for index, row in enumerate(rows):
        if not row.filled:
            continue
        role = roles.get(row.id) or _role(row, rows[index + 1 :], columns)
        if role == "columns":
            columns = _renamed(columns, row, rows[index + 1 :])
        texts = row.texts if role in ("columns", "goal", "area") else _filled_in(row, columns, above)
        yield Row(row, role, columns, texts)
        above = texts if role in ("activity", "more") else ("",) * len(columns.fields)


def _role(row: SourceRow, below: tuple[SourceRow, ...], columns: Columns) -> str:
    if is_heading_row(row) or _repeats(row, columns):
        return "columns"
    if len(row.filled) == 1 and (kind := _lone_role(row, below, columns)):
        return kind
    has_own_words = any(columns.fields[i] in ("title", "description") for i in row.filled)
    is_whole = any(columns.fields[i] in ("number", *_GROUPS) for i in row.filled) or not columns.has_words
    return "activity" if has_own_words or is_whole else "more"


def _repeats(row: SourceRow, columns: Columns) -> bool:
    named = [
        (plain(cell.text), plain(heading))
        for cell, heading in zip(row.cells, columns.headings, strict=False)
        if cell.text
    ]
    return len(named) > 1 and all(text == heading for text, heading in named)


def _lone_role(row: SourceRow, below: tuple[SourceRow, ...], columns: Columns) -> str:
    """The role of a row with one text only: a heading for the rows below it, or a field that stands alone."""
    index = row.filled[0]
    cell = row.cells[index]
    if columns.fields[index] in _GROUPS and cell.span == 1:
        return columns.fields[index]
    heading = heading_of(cell.text)
    spans = cell.span > 1 and cell.span >= len(row.cells) - 1
    starts = index == 0 and len(row.cells) > 2 and any(len(line.filled) > 1 for line in below[:2])
    told = heading.is_labelled or is_area_beginning(cell.text)
    if len(cell.text) > _LONGEST_NODE or not (spans or told or (starts and not _is_continued(row, columns))):
        return ""
    return heading.kind or _kind_beside(columns)


def _is_continued(row: SourceRow, columns: Columns) -> bool:
    # A merged cell beside it belongs to it: then it is more of an activity, not a heading.
    return any(cell.covered == "above" and columns.fields[i] not in _GROUPS for i, cell in enumerate(row.cells))


def _kind_beside(columns: Columns) -> str:
    return "goal" if "area" in columns.fields and "goal" not in columns.fields else "area"


def _renamed(columns: Columns, row: SourceRow, below: tuple[SourceRow, ...]) -> Columns:
    if _repeats(row, columns):
        return columns
    # Headings that come again, spelled or ordered otherwise, name the columns from here on.
    again = columns_of(row, below)
    if again.has_words or any(field in _GROUPS for field in again.fields):
        return again
    # A second row of headings under some of the first: "Uppföljning" over "Mått" and "När".
    headings = tuple(own.text or above for own, above in zip(row.cells, columns.headings, strict=True))
    return named(headings, below)


def _filled_in(row: SourceRow, columns: Columns, above: tuple[str, ...]) -> tuple[str, ...]:
    # A cell merged over several rows says its text for each of them, apart from the words of the activity itself.
    return tuple(
        above[i] if cell.covered == "above" and columns.fields[i] not in _GROUPS else cell.text
        for i, cell in enumerate(row.cells)
    )
