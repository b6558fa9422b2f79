"""The periods that plans are followed up by: a calendar year, a term, a quarter."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import TextChoices

# Spring term January to June, autumn term July to December: the halves of a year, so that no day is outside.
_MONTHS = {"year": 12, "term": 6, "quarter": 3}


class Length(TextChoices):
    YEAR = "year", "Ett år"
    TERM = "term", "En termin"
    QUARTER = "quarter", "Ett kvartal"


def period_around(length: str, day: date) -> tuple[date, date]:
    """The first and last day of the period of this length that `day` falls in."""
    months = _MONTHS[length]
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    return first, _following(first, months) - timedelta(days=1)


def period_name(length: str, first: date) -> str:
    # "2027", "våren 2027" or "kvartal 3 2027".
    match length:
        case Length.TERM:
            return f"{'våren' if first.month == 1 else 'hösten'} {first.year}"
        case Length.QUARTER:
            return f"kvartal {(first.month + 2) // 3} {first.year}"
        case _:
            return str(first.year)


def period_before(length: str, first: date) -> tuple[date, date]:
    return period_around(length, first - timedelta(days=1))


def _following(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return first.replace(year=first.year + years, month=month + 1)
