"""What the preview of an import shows: the plan as it would be, each piece with its place in the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import starmap

from activities.import_forms import COLUMN_WORDS, Choice, column_choice, role_choice
from activities.imports.plan import (
    UNPLACED_LABELS,
    ImportedActivity,
    ImportedNode,
    ImportedPlan,
    ImportedTip,
    TableReading,
)
from andts.lib.personal_data import warnings_in
from andts.lib.swedish import counted, listed

ROWS_ASKED_ABOUT = 300


@dataclass(frozen=True)
class Found:
    """A heading of the plan to be, at its level, with what stands under it."""

    node: ImportedNode | None
    level: int
    activities: list[FoundActivity]
    tips: list[ImportedTip]


@dataclass(frozen=True)
class FoundActivity:
    activity: ImportedActivity
    places: list[tuple[str, str]]


@dataclass(frozen=True)
class AskedTable:
    table: TableReading
    choice: Choice
    columns: list[tuple[str, str, Choice]]
    rows: list[tuple[str, Choice]]


@dataclass(frozen=True)
class Preview:
    imported: ImportedPlan
    found: list[Found]
    tables: list[AskedTable]
    blocks: list[tuple[str, str, Choice]]
    unplaced: list[tuple[str, str, str]]
    # (where in the file, sentence) for what looks like personal data.
    personal_data: list[tuple[str, str]]

    @classmethod
    def of(cls, imported: ImportedPlan) -> Preview:
        return cls(
            imported,
            _found(imported),
            [_asked(table) for table in imported.tables],
            [(block.where, block.text, role_choice(block.id, block.role, of="block")) for block in imported.blocks],
            [(piece.text, UNPLACED_LABELS.get(piece.kind, "Annat"), piece.where) for piece in imported.unplaced],
            [(where, sentence) for where, text in _texts(imported) for sentence in warnings_in(text)],
        )

    @property
    def summary(self) -> str:
        counts = [
            (len(self.imported.activities), "aktivitet", "aktiviteter"),
            (len(self.imported.goals), "mål", "mål"),
            (len(self.imported.areas), "insatsområde", "insatsområden"),
            (len(self.imported.tips), "tips", "tips"),
        ]
        found = list(starmap(counted, (each for each in counts if each[0])))
        return listed(found) if found else "inget som vi känner igen"


def _found(imported: ImportedPlan) -> list[Found]:
    levels: dict[str, int] = {}
    by_node: dict[str | None, list[FoundActivity]] = defaultdict(list)
    tips: dict[str | None, list[ImportedTip]] = defaultdict(list)
    for activity in imported.activities:
        by_node[activity.node].append(FoundActivity(activity, _places(activity)))
    for tip in imported.tips:
        tips[tip.node].append(tip)
    found = []
    if by_node[None] or tips[None]:
        found.append(Found(None, 1, by_node[None], tips[None]))
    for node in imported.nodes:
        levels[node.key] = levels.get(node.parent or "", 0) + 1
        found.append(Found(node, levels[node.key], by_node[node.key], tips[node.key]))
    return found


def _places(activity: ImportedActivity) -> list[tuple[str, str]]:
    # Field by field, where in the file the text stood.
    return [(COLUMN_WORDS.get(field, field.removeprefix("extra.")), where) for field, where in activity.where.items()]


def _texts(imported: ImportedPlan) -> Iterator[tuple[str, str]]:
    """(where in the file, text) for all that would become part of the plan."""
    for line in imported.header:
        yield line.where, line.text
    for text in imported.texts:
        yield text.where, f"{text.heading}\n{text.text}"
    for node in imported.nodes:
        yield node.where, f"{node.heading}\n{node.text}"
    for tip in imported.tips:
        yield tip.where, tip.text
    for activity in imported.activities:
        for field, where in activity.where.items():
            own = activity.extra.get(field.removeprefix("extra."), "")
            yield where, str(getattr(activity, field, own))


def _asked(table: TableReading) -> AskedTable:
    columns = [
        (column.heading, column.example, column_choice(table.id, column.index, column.field))
        for column in table.columns
    ]
    rows = [(row.text, role_choice(row.id, row.role, of="row")) for row in table.rows[:ROWS_ASKED_ABOUT]]
    return AskedTable(table, role_choice(table.id, table.shape, of="table"), columns, rows)
