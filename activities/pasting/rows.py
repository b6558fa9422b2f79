"""The pasted rows one by one: activities, headings of the plan, and what is neither."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from activities.imports.source import SourceRow
from activities.imports.tables.rows import Row, rows_of
from activities.imports.tables.shape import Columns
from activities.pasting.columns import GROUPS, Matched

COLUMNS, ABOVE = "columns", "above"
# What the user can say that a row is: a new activity, a new one that the nameless rows below do not belong to, the one
# that the plan has already, a heading, or nothing.
ACTIVITY, APART, UPDATE, ROW_LEFT = "activity", "apart", "update", "ignore"
ROLES = (ACTIVITY, APART, UPDATE, *GROUPS, ROW_LEFT)
_MORE = "more"


@dataclass(frozen=True)
class PastedRow:
    """`texts` has a text for each column. `more` are the rows below that go on with the same activity."""

    id: str
    where: str
    role: str
    texts: tuple[str, ...]
    more: int = 0

    @property
    def heading(self) -> str:
        return " ".join(text.replace("\n", " ") for text in self.texts if text)


def rows_in_order(rows: Sequence[SourceRow], columns: Matched) -> Iterator[PastedRow]:
    # What stands above the row of headings is left out; empty rows are not.
    for row in rows[columns.first + 1 :]:
        yield PastedRow(row.id, row.where, ACTIVITY, row.texts)


def rows_by_role(rows: Sequence[SourceRow], columns: Matched, answers: Mapping[str, str]) -> list[PastedRow]:
    """`answers` are the user's own roles by row id. A row without a name of its own goes on with the one above."""
    roles = {row.id: ABOVE for row in rows[: max(columns.first, 0)]}
    roles |= {rows[columns.first].id: COLUMNS} if columns.first >= 0 else {}
    roles |= {id: ACTIVITY if role in (APART, UPDATE) else role for id, role in answers.items()}
    found: list[PastedRow] = []
    for row in rows_of(tuple(rows), Columns(columns.fields, columns.headings), roles):
        above = found[-1] if found else None
        goes_on = row.role == _MORE and above and above.role == ACTIVITY and answers.get(above.id) != APART
        if above and goes_on:
            found[-1] = _joined(above, row)
        else:
            role = ACTIVITY if row.role == _MORE else row.role
            found.append(PastedRow(row.source.id, row.source.where, role, row.texts))
    return found


def _joined(above: PastedRow, row: Row) -> PastedRow:
    # The row's own texts: those of merged cells the row above has said.
    pairs = zip(above.texts, row.source.texts, strict=True)
    texts = tuple("\n".join(filter(None, pair)) for pair in pairs)
    where = f"{above.where.partition('–')[0]}–{row.source.where.removeprefix('rad ')}"
    return replace(above, texts=texts, where=where, more=above.more + 1)
