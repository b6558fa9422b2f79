"""Swedish ways of writing days, periods, figures and lists, and of putting words in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

MONTHS = [
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
]
_ORDER = {letter: position for position, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö")}


def day_text(day: date) -> str:
    """12 mars 2026"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def period_text(first: date | None, last: date | None) -> str:
    """Whole years as "2027–2028", other periods day by day; without an end "tills vidare"."""
    if first is None and last is None:
        return "tills vidare"
    if first is None:
        return f"till och med {day_text(last)}" if last else "tills vidare"
    if last is None:
        return f"från {day_text(first)}, tills vidare"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return f"{day_text(first)}–{day_text(last)}"


def number_text(number: Decimal | int) -> str:
    """1 234,5: thousands apart by a space that does not break, no zeros last after the comma."""
    whole, _, parts = f"{number:,f}".partition(".")
    whole, parts = whole.replace(",", "\u00a0").replace("-", "\u2212"), parts.rstrip("0")
    return f"{whole},{parts}" if parts else whole


def counted(number: int, one: str, many: str) -> str:
    """1 aktivitet, 12 aktiviteter"""
    return f"{number_text(number)} {one if number == 1 else many}"


def listed(names: Sequence[str], *, last: str = "och") -> str:
    """Polisen, Elevhälsan och Socialtjänsten; an empty text for none."""
    *first, end = names or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def begun(text: str) -> str:
    """With a capital letter, as a sentence begins; the rest as it was."""
    return text[:1].upper() + text[1:]


def inside(text: str) -> str:
    """A name or label inside a sentence: kommunstyrelsen; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sort_key(text: str) -> tuple[list[tuple[int, str]], str]:
    """Orders å, ä and ö after z whatever the database's own order is; é goes with e."""
    plain = text.casefold().translate(str.maketrans("éèáàü", "eeaay"))
    return [(_ORDER.get(letter, -1), letter) for letter in plain], text
