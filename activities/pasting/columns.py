"""Which field of an activity each pasted column holds: told by its heading, by where it was pasted, or by its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from activities.imports.columns import candidates, fields_of
from activities.imports.source import SourceRow
from andts.lib.fields import LONGEST_LINE, one_line
from andts.lib.folding import plain

# The fields as the sheet names them, in the order they are offered; "new" makes a column of the plan's own.
LABELS = {
    "number": "Nummer",
    "title": "Aktivitet",
    "description": "Vad",
    "schedule": "När",
    "partners_text": "Samverkan",
    "responsible_text": "Ansvarig",
    "follow_up": "Uppföljning",
    "status": "Status",
    "target_group": "Målgrupp",
    "arena": "Arena",
    "level": "Preventionsnivå",
    "strategy": "Strategi",
    "orientation": "Inriktning",
    "substances": "ANDTS-område",
    "place": "Plats",
    "cost": "Kostnad",
}
GROUPS = {"goal": "Mål", "area": "Insatsområde"}
NEW, IGNORED = "new", "ignore"
CHOICES = ("status", "level", "strategy", "orientation", "substances")

# Where the importer's vocabulary has another name for the field.
_FIELDS = {"partners": "partners_text", "responsible": "responsible_text", "prevention_level": "level", "own": NEW}
_BY_PLACE = ("title", "description", "schedule", "partners_text", "responsible_text", "follow_up")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}\.?")
_LONGEST_HEADING = 80
_MOST_WORDS = 3  # of a heading that stands above a single column


@dataclass(frozen=True)
class Matched:
    """A field for each column. `first` is the index of the row of headings, -1 without one."""

    fields: tuple[str, ...]
    headings: tuple[str, ...]
    first: int = -1

    def name(self, index: int) -> str:
        return one_line(self.headings[index])[:LONGEST_LINE] or f"Kolumn {index + 1}"


def matched(
    rows: Sequence[SourceRow],
    own: Mapping[str, str],
    shown: Sequence[str] = (),
    answers: Mapping[int, str] | None = None,
) -> Matched:
    """`own` maps "own-7" to the name of a column of the plan; `shown` are the fields of the sheet's columns from the
    one where it was pasted; `answers` are the user's own, by the column's index.
    """
    first = _heading_row(rows, own)
    below = rows[first + 1 :]
    filled = [any(row.cells[index].text for row in below) for index in range(len(rows[0].cells))]
    headings = rows[first].texts if first >= 0 else ("",) * len(filled)
    found = _by_headings(headings, filled, own) if first >= 0 else _by_place(below, filled, own, shown)
    fields = ((answers or {}).get(index, field) for index, field in enumerate(found))
    return Matched(tuple(fields), headings, first)


def _heading_row(rows: Sequence[SourceRow], own: Mapping[str, str]) -> int:
    # Above the first row with more than one text only titles can stand.
    for index, row in enumerate(rows):
        if len(row.filled) > 1 or len(row.cells) == 1:
            return index if _is_heading(row, own) else -1
    return -1


def _is_heading(row: SourceRow, own: Mapping[str, str]) -> bool:
    texts = [cell.text for cell in row.cells if cell.text]
    names = {plain(name) for name in own.values()}
    known = [text for text in texts if _is_known(text, names)]
    if len(row.cells) == 1:
        return bool(known) and len(plain(texts[0]).split()) <= _MOST_WORDS
    is_brief = all(len(text) <= _LONGEST_HEADING for text in texts)
    return len(known) >= 2 and 2 * len(known) >= len(texts) and is_brief


def _is_known(heading: str, own: set[str]) -> bool:
    return plain(heading) in own or candidates(heading)[:1] not in ((), ("own",))


def _by_headings(headings: Sequence[str], filled: Sequence[bool], own: Mapping[str, str]) -> list[str]:
    by_name = {plain(name): field for field, name in own.items()}
    told: dict[int, str] = {}
    # The plan's own columns come before the vocabulary, but for choices: there the plan's own keeps what is none.
    for index, heading in enumerate(headings):
        field = by_name.get(plain(heading), "")
        if field and field not in told.values() and not _is_choice(heading):
            told[index] = field
    rest = fields_of(
        ["" if index in told else heading for index, heading in enumerate(headings)],
        [index not in told and has_text for index, has_text in enumerate(filled)],
    )
    return [told.get(index) or _FIELDS.get(field, field) for index, field in enumerate(rest)]


def _is_choice(heading: str) -> bool:
    return any(_FIELDS.get(field, field) in CHOICES for field in candidates(heading)[:1])


def _by_place(
    rows: Sequence[SourceRow], filled: Sequence[bool], own: Mapping[str, str], shown: Sequence[str]
) -> list[str]:
    if shown:
        return [*shown, *[IGNORED] * len(filled)][: len(filled)]
    # An empty column uses up a place only where the sheet itself told the order.
    places = iter([*(["number"] if _is_numbered(rows, filled) else []), *_BY_PLACE, *own])
    return [next(places, IGNORED) if has_text else IGNORED for has_text in filled]


def _is_numbered(rows: Iterable[SourceRow], filled: Sequence[bool]) -> bool:
    if sum(filled) < 2:
        return False
    # Of the first column with text, when another one comes after it.
    texts = [text for row in rows if (text := row.cells[list(filled).index(True)].text)]
    return all(_NUMBER.fullmatch(text) for text in texts)


def offered(own: Mapping[str, str]) -> dict[str, str]:
    """Everything that a column can be, with its words."""
    return {**LABELS, **own, **GROUPS, NEW: "Ny egen kolumn", IGNORED: "Ska inte med"}
