"""What a pasted text becomes in a field, and what there is to say about it."""

from __future__ import annotations

from dataclasses import dataclass

from activities.classification import choice_in
from activities.models import Activity
from activities.models.activities import SUBSTANCES
from activities.pasting.columns import CHOICES, LABELS
from activities.pasting.times import in_words, is_unreadable_date
from activities.storing import LONGEST_NUMBER
from andts.lib.fields import one_line
from andts.lib.folding import plain

_WORDS: dict[str, dict[str, str]] = {
    "status": dict(Activity.Status.choices),
    "level": dict(Activity.Level.choices),
    "strategy": dict(Activity.Strategy.choices),
    "orientation": dict(Activity.Orientation.choices),
}


@dataclass(frozen=True)
class Cell:
    """`value` is what the field stores, `misfit` the text that has no place in it. `note` is said beside the cell."""

    value: str
    note: str = ""
    misfit: str = ""
    fits: bool = True


def read_cell(field: str, text: str) -> Cell:
    if field in CHOICES:
        return _choice(field, text)
    if field == "number":
        return _number(text)
    return Cell(text, _time(text), fits=not is_unreadable_date(text)) if field == "schedule" else Cell(text)


def _choice(field: str, text: str) -> Cell:
    value = choice_in(field, text)
    if not text or value:
        words = choice_words(field, value)
        return Cell(value, f"Blir {words}" if plain(words) != plain(text) else "")
    return Cell("", f"Är inget av valen för {LABELS[field]}", misfit=text, fits=False)


def choice_words(field: str, value: str) -> str:
    if field == "substances":
        return ", ".join(SUBSTANCES[letter] for letter in value)
    return _WORDS[field].get(value, "")


def _number(text: str) -> Cell:
    number = one_line(text)
    if len(number) > LONGEST_NUMBER:
        return Cell("", f"Är längre än {LONGEST_NUMBER} tecken", misfit=text, fits=False)
    return Cell(number)


def _time(text: str) -> str:
    if is_unreadable_date(text):
        return "Kan inte läsas som en tid. Texten behålls som den är"
    words = in_words(text)
    return f"Läses som {words}" if words and plain(words) != plain(text) else ""
