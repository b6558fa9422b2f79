"""Tables that have their labels down the first column: a document's header, or one activity per table or column."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from activities.imports.columns import field_of_label
from activities.imports.header_labels import header_field, split_header_line
from activities.imports.source import SourceRow, SourceTable


@dataclass(frozen=True)
class Labelled:
    """A label as written, its text, and the place of both; `field` is None for a label that is none of ours."""

    label: str
    text: str
    field: str | None
    row: SourceRow


def header_lines(table: SourceTable) -> Iterator[Labelled]:
    """Label over text, label beside text, or both in one cell. Text that has no label comes with an empty one."""
    rows = list(table.rows)
    while rows:
        row = rows.pop(0)
        if _is_label_row(row) and rows:
            yield from _in_columns(row, rows.pop(0))
        else:
            yield from _in_row(row)


def _is_label_row(row: SourceRow) -> bool:
    fields = [header_field(row.cells[index].text.rstrip(":")) for index in row.filled]
    if len(fields) == 1:
        return False
    # Two labels beside each other: their texts are below.
    beside = any(one and other for one, other in pairwise(fields))
    return beside and 2 * sum(1 for field in fields if field) >= len(fields)


def _in_columns(labels: SourceRow, texts: SourceRow) -> Iterator[Labelled]:
    for index, (label, text) in enumerate(zip(labels.texts, texts.texts, strict=True)):
        if label or text:
            row = texts if texts.cells[index].text else labels
            yield Labelled(label.rstrip(":"), text, header_field(label.rstrip(":")), row)


def _in_row(row: SourceRow) -> Iterator[Labelled]:
    cells = [row.cells[index].text for index in row.filled]
    while cells:
        text = cells.pop(0)
        field = header_field(text.rstrip(":"))
        if field or (cells and text.endswith(":")):
            yield Labelled(text.rstrip(":"), cells.pop(0) if cells else "", field, row)
        elif line := split_header_line(text):
            yield Labelled(*line, row)
        elif len(row.filled) == 2 and cells:
            yield Labelled(text, cells.pop(0), None, row)
        else:
            yield Labelled("", text, None, row)


@dataclass(frozen=True)
class LabelledActivity:
    """An activity from a column of texts beside the labels."""

    fields: tuple[Labelled, ...]


def labelled_activities(table: SourceTable) -> list[LabelledActivity]:
    """One per column of texts, or one after the other where the labels begin again further down."""
    activities: list[LabelledActivity] = []
    for column in range(1, table.width):
        for rows in _parts(table.rows):
            fields = tuple(labelled for row in rows if (labelled := _labelled(row, column)))
            if any(labelled.text for labelled in fields):
                activities.append(LabelledActivity(fields))
    return activities


def lone_labels(table: SourceTable) -> Iterator[Labelled]:
    # Labels that begin again and have no text in any column: there is no activity for them to belong to.
    for rows in _parts(table.rows):
        if not any(_is_name(row) or any(row.texts[1:]) for row in rows):
            yield from (labelled for row in rows if (labelled := _labelled(row, 1)))


def _labelled(row: SourceRow, column: int) -> Labelled | None:
    label, text = row.cells[0].text.rstrip(":"), row.cells[column].text
    if _is_name(row) and column == 1:
        return Labelled("", label, "title", row)
    if _is_name(row):
        return Labelled("", text, None, row) if text else None
    return Labelled(label, text, field_of_label(label), row) if label or text else None


def _is_name(row: SourceRow) -> bool:
    # A text merged over the labels and the texts is a name for the whole.
    return bool(row.cells[0].text) and row.cells[1].covered == "left"


def _parts(rows: tuple[SourceRow, ...]) -> list[list[SourceRow]]:
    fields = [field_of_label(row.cells[0].text.rstrip(":")) for row in rows]
    first = "title" if "title" in fields else next((field for field in fields if field), None)
    parts: list[list[SourceRow]] = [[]]
    seen = False
    for row, field in zip(rows, fields, strict=True):
        # Another activity begins where the first label comes again.
        if seen and (field == first or _is_name(row)):
            parts.append([])
            seen = False
        seen = seen or field == first
        parts[-1].append(row)
    return parts
