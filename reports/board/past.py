"""What a package's texts said before: nobody's words are lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from andts.lib.differences import Piece, word_pieces
from reports.models import BoardPackage


@dataclass(frozen=True)
class Entry:
    """A time that the texts were saved; `fields` are (label, what differs)."""

    by: str
    at: datetime
    fields: list[tuple[str, tuple[Piece, ...]]]
    is_new: bool = False


def entries(package: BoardPackage) -> list[Entry]:
    """The latest first; one query."""
    rows = list(package.history.select_related("history_user"))
    changes = [_entry(new, old) for new, old in pairwise(rows)]
    return [entry for entry in changes if entry.fields] + [
        Entry(_who(rows[-1]), rows[-1].history_date, [], is_new=True)
    ]


def _entry(new: Any, old: Any) -> Entry:
    differing = [name for name in BoardPackage.TEXTS if getattr(new, name) != getattr(old, name)]
    fields = [(BoardPackage.label_of(name), word_pieces(getattr(old, name), getattr(new, name))) for name in differing]
    return Entry(_who(new), new.history_date, fields)


def _who(row: Any) -> str:
    return str(row.history_user or "Systemet")
