"""What a paste would do to the plan, before anything is done: every pasted text is in a row of it, with what becomes of
it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from activities.models import Activity
from activities.pasting.columns import Matched
from activities.pasting.headings import Spot, Unknown
from andts.lib.swedish import counted

# What becomes of a row; the last is the headings of the columns once more.
ADDED, CHANGED, SAME, HEADING, LEFT, AGAIN = "added", "changed", "same", "heading", "left", "again"


@dataclass(frozen=True)
class ProposedCell:
    """`text` is what was pasted; `old` what it takes the place of. `note` says what becomes of it, `fits` is False
    where it has no place in the column's field, `warning` is about what it says. `lets_go` are the names of the actors
    that the activity is no longer linked to.
    """

    label: str
    text: str
    old: str = ""
    note: str = ""
    warning: str = ""
    fits: bool = True
    is_changed: bool = False
    is_left: bool = False
    lets_go: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProposedRow:
    """`values` are what the activity shall say, by field, by "own-7", or by the name of a column to be made.

    `activity` is the plan's own that the row changes, `namesake` one that it could change. `spot` is where it belongs,
    and `moves` tells of an activity that stands elsewhere.
    """

    id: str
    where: str
    kind: str
    cells: tuple[ProposedCell, ...]
    activity: Activity | None = None
    namesake: Activity | None = None
    spot: Spot = None
    moves: bool = False
    values: dict[str, str] = field(default_factory=dict)
    note: str = ""
    more: int = 0
    role: str = ""

    @property
    def misfits(self) -> list[ProposedCell]:
        return [cell for cell in self.cells if not cell.fits]


@dataclass(frozen=True)
class Proposal:
    mode: str
    columns: Matched
    rows: tuple[ProposedRow, ...]
    unknown: tuple[Unknown, ...]
    new_columns: tuple[str, ...]

    def of_kind(self, kind: str) -> list[ProposedRow]:
        return [row for row in self.rows if row.kind == kind]

    @property
    def misfits(self) -> list[tuple[ProposedRow, ProposedCell]]:
        return [(row, cell) for row in self.rows for cell in row.misfits]

    @property
    def changes_anything(self) -> bool:
        return bool(self.of_kind(ADDED) or self.of_kind(CHANGED))

    @property
    def overwritten(self) -> str:
        # Everything that would be written over, so that nothing is that nobody was shown.
        told = [
            f"{row.activity.pk} {cell.label} {cell.old} {', '.join(cell.lets_go)}"
            for row in self.rows
            for cell in row.cells
            if row.activity and cell.is_changed and (cell.old or cell.lets_go)
        ]
        return sha256("\0".join(told).encode()).hexdigest()[:16]

    @property
    def summary(self) -> str:
        # "200 aktiviteter läggs till, 1 uppdateras. 3 celler passar inte."
        done = ", ".join(self._counts()) or "Ingenting ändras"
        wrong = f" {counted(len(self.misfits), 'cell', 'celler')} passar inte." if self.misfits else ""
        return f"{done}.{wrong}"

    def _counts(self) -> Iterator[str]:
        added, changed, same, left = (len(self.of_kind(kind)) for kind in (ADDED, CHANGED, SAME, LEFT))
        if added:
            yield f"{counted(added, 'aktivitet', 'aktiviteter')} läggs till"
        if changed:
            yield f"{counted(changed, 'aktivitet', 'aktiviteter')} ändras"
        if same:
            yield f"{counted(same, 'aktivitet', 'aktiviteter')} är redan som här"
        if left:
            yield f"{counted(left, 'rad', 'rader')} tas inte med"
