"""What kind of table a table is, and which field each of its columns names."""

from collections.abc import Sequence
from dataclasses import dataclass

from activities.imports.columns import candidates, field_of_label, fields_of
from activities.imports.header_labels import WEAK, header_field, split_header_line
from activities.imports.source import SourceRow, SourceTable
from andts.lib.folding import words

_ROWS_BEFORE_HEADINGS = 12
_MOST_MISSING = 2  # columns that a table which goes on may lack at its right, when all their cells are empty
_GROUPS = ("goal", "area")
_WORDED = ("title", "description")
_CONTACT_WORDS = {"telefon", "telefonnummer", "tfn", "tel", "mobil", "mejl", "mail", "epost", "adress", "mejladress"}


@dataclass(frozen=True)
class Columns:
    """A field for each column of the grid, and the heading it was read from."""

    fields: tuple[str, ...]
    headings: tuple[str, ...]

    @property
    def has_words(self) -> bool:
        return any(field in self.fields for field in _WORDED)

    def name(self, index: int) -> str:
        return self.headings[index].replace("\n", " ") or f"{index + 1}"


@dataclass(frozen=True)
class Shape:
    """`kind`: activities, labels, header, contacts, paragraphs, other. `first` is the index of the row of headings."""

    kind: str
    columns: Columns | None = None
    first: int = -1


def shape_of(table: SourceTable, before: Columns | None) -> Shape:
    """`before` is the table above, when nothing but empty lines or headings stand between: it may go on here."""
    found = heading_row(table.rows)
    if found is not None:
        return Shape("activities", found[1], found[0])
    used = {index for row in table.rows for index in row.filled}
    if _is_header(table):
        return Shape("header")
    if _is_labels(table):
        return Shape("labels")
    if _has_headings_of(table, _CONTACT_WORDS, 1):
        return Shape("contacts")
    if before is not None and len(used) > 1 and 0 <= len(before.fields) - table.width <= _MOST_MISSING:
        return Shape("activities", Columns(before.fields[: table.width], before.headings[: table.width]))
    return Shape("paragraphs" if len(used) <= 1 or _is_layout(table) else "other")


def heading_row(rows: Sequence[SourceRow]) -> tuple[int, Columns] | None:
    """The first row that names columns, and what it names them."""
    for index, row in enumerate(rows[:_ROWS_BEFORE_HEADINGS]):
        if is_heading_row(row):
            columns = columns_of(row, rows[index + 1 :])
            if columns.has_words or any(field in _GROUPS for field in columns.fields):
                return index, columns
    return None


def is_heading_row(row: SourceRow) -> bool:
    headings = [cell.text for cell in row.cells if cell.text]
    known = [fields[0] for heading in headings if (fields := candidates(heading)) and fields[0] != "own"]
    # At least two columns that are ours, and at least half of those that have a heading.
    return len(set(known)) >= 2 and 2 * len(known) >= len(headings) and _is_brief(headings)


def columns_of(row: SourceRow, below: Sequence[SourceRow]) -> Columns:
    return named(tuple(cell.text for cell in row.cells), below)


def named(headings: tuple[str, ...], below: Sequence[SourceRow]) -> Columns:
    filled = [any(len(line.cells) > i and line.cells[i].text for line in below) for i in range(len(headings))]
    return Columns(tuple(fields_of(headings, filled)), headings)


def _is_brief(headings: list[str]) -> bool:
    return sum(len(heading) for heading in headings) <= 45 * len(headings)


def _is_header(table: SourceTable) -> bool:
    """Two or more labels of a document's header, in a row of labels, beside their texts, or with them in one cell."""
    if len(table.rows) > 20:
        return False
    cells = [cell.text for row in table.rows for cell in row.cells if cell.text]
    fields = {header_field(text) for text in cells} | {line[2] for text in cells if (line := split_header_line(text))}
    known = fields - {None}
    return len(known) >= 2 and bool(known - WEAK)


def _is_labels(table: SourceTable) -> bool:
    # Labels of an activity's fields down the first column, texts beside them.
    labels = [field_of_label(row.cells[0].text.rstrip(":")) for row in table.rows if row.cells[0].text]
    known = {label for label in labels if label}
    return table.width >= 2 and len(known) >= 2 and 2 * sum(1 for label in labels if label) >= len(labels)


def _has_headings_of(table: SourceTable, vocabulary: set[str], least: int) -> bool:
    found = {word for cell in table.rows[0].cells for word in words(cell.text.replace("-", ""))}
    return len(found & vocabulary) >= least and len(table.rows) > 1


def _is_layout(table: SourceTable) -> bool:
    cells = [cell.text for row in table.rows for cell in row.cells if cell.text]
    # Long texts in few cells: a frame around paragraphs.
    return len(cells) <= 4 and any(len(text) > 200 or text.count("\n") > 2 for text in cells)
