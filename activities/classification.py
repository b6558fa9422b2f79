"""From words in a plan to the choices an activity has; words that are no choice stay as the plan's own column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from activities.imports.plan import ImportedActivity
from activities.models import Activity
from activities.models.activities import SUBSTANCES
from andts.lib.folding import words

_SUBSTANCE_WORDS = {
    "alkohol": "A",
    "narkotika": "N",
    "doping": "D",
    "dopning": "D",
    "dopningsmedel": "D",
    "tobak": "T",
    "nikotin": "T",
    "nikotinprodukter": "T",
    "snus": "T",
    "spel": "S",
} | {letter.casefold(): letter for letter in SUBSTANCES}
_SMALL_WORDS = {"och", "samt", "om", "pengar", "områden"}
_ABBREVIATIONS = {"andts": "ANDTS", "andt": "ANDT", "and": "AND", "alla": "ANDTS"}
_STRATEGY_WORDS = {
    "tillgång": Activity.Strategy.SUPPLY,
    "tillgången": Activity.Strategy.SUPPLY,
    "efterfrågan": Activity.Strategy.DEMAND,
    "skada": Activity.Strategy.HARM,
    "skador": Activity.Strategy.HARM,
}
# Our label for what a plan says in words that are none of our choices.
_CHOICES: dict[str, tuple[str, str]] = {
    "status": ("status", "Status"),
    "prevention_level": ("level", "Preventionsnivå"),
    "strategy": ("strategy", "Strategi"),
    "orientation": ("orientation", "Inriktning"),
    "substances": ("substances", "ANDTS-område"),
}


@dataclass(frozen=True)
class Classified:
    """`values` are fields of Activity; `own` maps the name of an own column to what was written."""

    values: dict[str, str]
    own: dict[str, str]


def classified(activity: ImportedActivity) -> Classified:
    values, own = {}, dict(activity.extra)
    for imported, (field, label) in _CHOICES.items():
        written = getattr(activity, imported)
        choice = choice_in(field, written)
        if choice:
            values[field] = choice
        elif written:
            own[label] = "\n".join(filter(None, [own.get(label), written]))
    return Classified(values, own)


def choice_in(field: str, written: str) -> str:
    """The stored value that these words mean as a whole; empty when they say more or something else."""
    said = words(written)
    match field:
        case "status":
            return _exactly(Activity.Status, said)
        case "level":
            return _single(Activity.Level, said)
        case "orientation":
            return _single(Activity.Orientation, said)
        case "strategy":
            return _strategy(said)
        case _:
            return substances(written)


def substances(written: str) -> str:
    """ "Alkohol, tobak" and "ANDT" are letters of ANDTS; empty when any word is not about substances."""
    letters: set[str] = set()
    for word in words(written):
        if word in _SMALL_WORDS:
            continue
        found = _ABBREVIATIONS.get(word) or _SUBSTANCE_WORDS.get(word)
        if not found:
            return ""
        letters.update(found)
    return "".join(letter for letter in SUBSTANCES if letter in letters)


def _exactly(choices: Any, said: list[str]) -> str:
    # What a plan says of how it goes is seldom one of ours, and "ej klar" is no "klar": only the choice's own words.
    return str(next((value for value, label in choices.choices if words(label) == said), ""))


def _single(choices: Any, said: list[str]) -> str:
    if len(said) != 1:
        return ""
    # In any inflection: "universella", "Preventivt".
    stems = {label.casefold().rstrip("a"): value for value, label in choices.choices}
    return str(next((value for stem, value in stems.items() if said[0].rstrip("at") == stem.rstrip("t")), ""))


def _strategy(said: list[str]) -> str:
    meant = {_STRATEGY_WORDS[word] for word in said if word in _STRATEGY_WORDS}
    other = [word for word in said if word not in _STRATEGY_WORDS and word not in ("minska", "reducera", "begränsa")]
    return str(meant.pop()) if len(meant) == 1 and not other else ""
