"""What a cell of a plan's table is, and which texts it takes; cells are named as in addresses and in `data-field`.

A cell is read and written as one text, as the browser has it: a choice is its stored value, substances are letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from activities.models import Activity
from activities.models.activities import SUBSTANCES
from andts.lib.fields import one_line, plain_text

# The plan's own columns have the name that `activities/models/values.py` gives them too.
_OWN = re.compile(r"own-([1-9][0-9]{0,17})")
_SAID_BY = {"title": "description", "description": "title"}


class CellError(Exception):
    """The cell does not take the text; the message is Swedish and shown beside it."""


@dataclass(frozen=True)
class Cell:
    """A text of any length."""

    name: str

    def read(self, activity: Activity) -> str:
        return self.normal(getattr(activity, self.name))

    def normal(self, text: str) -> str:
        """The text as it would be stored: two that are the same then are the same here."""
        return plain_text(text).strip()

    def checked(self, text: str) -> str:
        """`normal`, if the cell takes it; raises CellError."""
        return self.normal(text)

    def change(self, activity: Activity, text: str) -> dict[str, Any]:
        """What `record` is given for the cell to say `text`. Raises CellError when the activity would say nothing."""
        other = _SAID_BY.get(self.name)
        if other and not text and not getattr(activity, other):
            raise CellError("Ange en aktivitet, eller beskriv den under Vad.")
        return {self.name: text}


class NumberCell(Cell):
    """The number as the plan writes it, in one short line."""

    def normal(self, text: str) -> str:
        return one_line(text)

    def checked(self, text: str) -> str:
        longest = Activity._meta.get_field("number").max_length or 0
        if len(self.normal(text)) > longest:
            raise CellError(f"Numret får vara högst {longest} tecken.")
        return self.normal(text)


class ChoiceCell(Cell):
    """One of the choices of the field, or none."""

    def checked(self, text: str) -> str:
        field: Any = Activity._meta.get_field(self.name)
        if self.normal(text) not in {"", *(value for value, _ in field.choices)}:
            raise CellError("Välj ett av alternativen i listan.")
        return self.normal(text)


class SubstancesCell(Cell):
    """Letters of ANDTS, in that order."""

    def normal(self, text: str) -> str:
        return "".join(letter for letter in SUBSTANCES if letter in text)

    def checked(self, text: str) -> str:
        if not set(text) <= set(SUBSTANCES):
            raise CellError("Välj bland alkohol, narkotika, dopning, tobak och spel.")
        return self.normal(text)


@dataclass(frozen=True)
class ActorsCell(Cell):
    """The text as written, beside the actors that it means: `links` is their field."""

    links: str


@dataclass(frozen=True)
class OwnCell(Cell):
    """A column that only this plan has."""

    column: int

    def read(self, activity: Activity) -> str:
        return self.normal(activity.extra.get(str(self.column), ""))

    def change(self, activity: Activity, text: str) -> dict[str, Any]:
        others = {column: said for column, said in activity.extra.items() if column != str(self.column)}
        return {"extra": others | ({str(self.column): text} if text else {})}


_TEXTS = ("title", "description", "schedule", "follow_up", "target_group", "arena", "place", "cost")
_CHOICES = ("status", "level", "strategy", "orientation")
CELLS: dict[str, Cell] = {
    cell.name: cell
    for cell in (
        NumberCell("number"),
        *(Cell(name) for name in _TEXTS),
        ActorsCell("partners_text", "partners"),
        ActorsCell("responsible_text", "responsible"),
        *(ChoiceCell(name) for name in _CHOICES),
        SubstancesCell("substances"),
    )
}


def cell_named(name: str) -> Cell | None:
    # Whether the plan has such a column of its own is for the caller to see.
    own = _OWN.fullmatch(name)
    return OwnCell(name, int(own[1])) if own else CELLS.get(name)
