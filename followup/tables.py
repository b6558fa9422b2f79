"""The figures of a dashboard as tables: what stands under each chart and in every file, cell by cell the same.

A cell that counts activities knows the address that shows them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import Any

from andts.lib.document import Column, Sheet, Table
from followup.filters import RoundFilter
from followup.grouping import Period
from followup.models import FollowUp
from followup.tallies import LABELS, NONE, STATUSES, Group, Row, Tally, percent_text

Value = str | int | Decimal | None
# Where the rows are shown that are left when this, too, is chosen.
Address = Callable[[dict[str, str]], str]
SHARES = ("Antal", "Procent", "Valid procent")
COUNTED = ("Aktiviteter", *(LABELS[status] for status in STATUSES), "Besvarade")
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Cell:
    value: Value
    level: int = 1
    url: str = ""

    @property
    def text(self) -> str:
        return percent_text(self.value) if isinstance(self.value, Decimal) or self.value is None else str(self.value)

    @property
    def is_number(self) -> bool:
        return not isinstance(self.value, str)

    @property
    def href(self) -> str:
        # There are no rows to show.
        return self.url if self.value else ""


@dataclass(frozen=True)
class DataTable:
    """`name` stands in addresses; the first cell of each row names the row. `short` is its title where that has no
    room: Excel's sheets take 31 signs."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    short: str = ""

    @property
    def shown(self) -> list[tuple[Cell, list[tuple[str, str, bool]]]]:
        """Each row's first cell, and (text, address, whether it is a number) of the others: a page asks for no more."""
        return [(first, [(each.text, each.href, each.is_number) for each in cells]) for first, *cells in self.rows]

    def as_json(self) -> list[dict[str, Any]]:
        return [
            {column: plain(cell.value) for column, cell in zip(self.columns, row, strict=True)} for row in self.rows
        ]

    def on_paper(self, first: float) -> Table:
        """For a document: the same cells, the first column `first` per cent of the width."""
        label, *others = self.columns
        share = (100 - first) / len(others)
        columns = (Column(label, first), *(Column(each, share, numeric=True) for each in others))
        return Table(self.title, columns, tuple(tuple(cell.text for cell in row) for row in self.rows))

    def as_sheet(self, name: str = "") -> Sheet:
        """For Excel, called `name` or by its title; shares keep their decimal."""
        first, *others = self.columns
        shares = {place for row in self.rows for place, cell in enumerate(row) if isinstance(cell.value, Decimal)}
        columns = [
            Column(label, 60 / len(others), one_decimal=place in shares) for place, label in enumerate(others, 1)
        ]
        rows = tuple(tuple(plain(cell.value) for cell in row) for row in self.rows)
        return Sheet(name or self.short or self.title, (Column(first, 40), *columns), rows)

    def as_csv(self) -> str:
        """With semicolons and decimal commas, as a Swedish Excel reads it; no cell is a formula."""
        written = StringIO()
        writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
        writer.writerow(map(_safe, self.columns))
        writer.writerows([_in_csv(cell.value) for cell in row] for row in self.rows)
        return written.getvalue()


def plain(value: Value) -> str | int | float | None:
    # As JSON and Excel hold it.
    return float(value) if isinstance(value, Decimal) else value


def _in_csv(value: Value) -> str:
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return "" if value is None else _safe(str(value))


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def status_table(whole: Tally, rows: Address, title: str = "Status") -> DataTable:
    # Answered and not answered apart.
    found = tuple(
        (
            Cell(LABELS[status]),
            Cell(whole.by_status[status], url=rows({"status": status or NONE})),
            Cell(whole.percent(status)),
            Cell(whole.valid_percent(status)),
        )
        for status in STATUSES
    )
    return DataTable("status", title, ("Status", *SHARES), found)


def group_table(
    name: str, title: str, first: str, groups: Sequence[Group], narrowed: RoundFilter, short: str = ""
) -> DataTable:
    columns = (first, *COUNTED, "Saknar svar" if narrowed.is_over else "Väntar på svar", "Sena")
    rows = tuple((*counted_cells(group, narrowed.rows_at), *_missing(group, narrowed)) for group in groups)
    return DataTable(name, title, columns, rows, short)


def counted_cells(group: Group, rows: Address) -> tuple[Cell, ...]:
    """The group's name, and how many of its activities there are of each of COUNTED."""
    counted, chosen = group.tally, group.chosen
    return (
        Cell(group.label, group.level),
        Cell(counted.total, url=rows(chosen)),
        *(Cell(counted.by_status[status], url=rows(chosen | {"status": status or NONE})) for status in STATUSES),
        Cell(counted.answered, url=rows(chosen | {"svar": "finns"})),
    )


def _missing(group: Group, narrowed: RoundFilter) -> tuple[Cell, Cell]:
    counted = group.tally
    number, answer = (counted.unanswered, "saknas") if narrowed.is_over else (counted.waiting, "vantar")
    return (
        Cell(number, url=narrowed.rows_at(group.chosen | {"svar": answer})),
        Cell(counted.late, url=narrowed.rows_at(group.chosen | {"svar": "sena"})),
    )


def trend_table(periods: Sequence[Period]) -> DataTable:
    rows = tuple((Cell(period.name), Cell(period.total), Cell(period.done), Cell(period.share)) for period in periods)
    return DataTable("trend", "Genomfört över åren", ("Period", "Aktiviteter", "Genomförda", "Andel"), rows)


def row_table(rows: Sequence[Row]) -> DataTable:
    columns = ("Aktivitet", "Nummer", "Plan", "Ansvarig", "Status", "Svar", "Granskning")
    return DataTable("aktiviteter", "Aktiviteter", columns, tuple(tuple(map(Cell, _texts(row))) for row in rows))


def _texts(row: Row) -> tuple[str, ...]:
    actors = ", ".join(asked.name for asked in row.asked if asked.name)
    review = FollowUp.Review(row.review).label
    return row.title, row.number, row.plan_title, actors, row.status_label, row.answer_text, review
