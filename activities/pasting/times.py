"""What a "när" means, said so that who pasted it can see whether it was understood."""

import re
from calendar import monthrange
from datetime import date

from activities.imports.schedule import ScheduleSuggestion, classify
from andts.lib.swedish import MONTHS, day_text, period_text

_UNITS = {"year": "år", "term": "termin", "quarter": "kvartal", "month": "månad", "week": "vecka"}
_KINDS = {"continuous": "löpande", "on_demand": "vid behov"}
_WEEKS = re.compile(r"\b(?:v\.?|vecka|veckorna)\s*\d{1,2}\s*[–-]\s*(\d{1,2})\b", re.IGNORECASE)
# Signs that a date was meant: nothing but figures and what divides them.
_FIGURES = re.compile(r"[\s./:–-]*\d[\d\s./:–-]*")


def in_words(text: str) -> str:
    """ "mars 2026", "vecka 12", "2 gånger per år"; empty where the text names no time."""
    found = classify(text)
    said = [_how_often(found), _KINDS.get(found.kind, ""), _weeks(text, found.week), _days(found)]
    return ", ".join(filter(None, said))


def is_unreadable_date(text: str) -> bool:
    # Such as "2026-13", and the number that Excel keeps for a day.
    return bool(_FIGURES.fullmatch(text)) and not in_words(text)


def _how_often(found: ScheduleSuggestion) -> str:
    if found.kind != "recurring" or not found.times:
        return ""
    at_least = "minst " if found.at_least else ""
    return f"{at_least}{found.times} {'gång' if found.times == 1 else 'gånger'} per {_UNITS.get(found.unit, 'år')}"


def _weeks(text: str, first: int | None) -> str:
    # "vecka 20–24" where the text names the last one too.
    last = _WEEKS.search(text)
    return f"vecka {first}–{last[1]}" if first and last else f"vecka {first}" if first else ""


def _days(found: ScheduleSuggestion) -> str:
    first, last = found.start, found.end
    if first is None or last is None:
        return ""
    if first == last:
        return day_text(first)
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    whole_years = (first.month, last.month) == (1, 12)
    return period_text(first, last) if whole_years or not whole_months else _months(first, last)


def _months(first: date, last: date) -> str:
    here, there = MONTHS[first.month - 1], f"{MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return there
    return f"{here}–{there}" if first.year == last.year else f"{here} {first.year}–{there}"
