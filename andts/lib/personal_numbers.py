"""Swedish personal identity numbers in free text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

# Word puts hyphens and spaces that do not break in the place of plain ones. A dash between figures is a period's.
_BETWEEN = r"[-+ \u00a0\u202f\u2010\u2011\u2212]"
# A hyphen before or after it is part of another number only where figures stand on its other side.
NUMBER = re.compile(rf"(?<!\d)(?<!\d-)(?:(\d{{2}})[ -]?)?(\d{{2}})(\d{{2}})(\d{{2}})({_BETWEEN}?)(\d{{4}})(?!\d|-\d)")


def personal_numbers(text: str) -> Iterator[str]:
    """Every personnummer and samordningsnummer in `text` whose day exists and whose check digit is right.

    A mobile number without a dash is written like a personnummer of one born in the 2000s, and one in ten has the right
    check digit; `may_be_telephone` tells those.
    """
    for found in NUMBER.finditer(text):
        century, year, month, day, _, last = found.groups()
        if _exists(century or "20", year, month, day) and _luhn(year + month + day + last) == 0:
            yield found.group()


def may_be_telephone(number: str) -> bool:
    return number.startswith("07") and number.isdigit() and len(number) == 10


def sure_personal_numbers(text: str) -> list[str]:
    """Those that can be nothing else, each once: with one of them nothing is decided or kept for good."""
    return [number for number in dict.fromkeys(personal_numbers(text)) if not may_be_telephone(number)]


def _exists(century: str, year: str, month: str, day: str) -> bool:
    try:
        # The century matters to 29 February only, which 2000 had. A samordningsnummer adds 60 to the day.
        date(int(century + year), int(month), int(day) % 60)
    except ValueError:
        return False
    return century in ("18", "19", "20")


def _luhn(digits: str) -> int:
    """0 for a right check digit: every other digit doubled from the first, digit sums added, modulo 10."""
    doubled = [int(digit) * (2 - position % 2) for position, digit in enumerate(digits)]
    return sum(number // 10 + number % 10 for number in doubled) % 10
