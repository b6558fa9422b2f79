"""When people in Sweden are at work: weekdays that are no holidays, by day.

Midsommarafton, julafton and nyårsafton are free although no law says so ("de facto").
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

from django.utils import timezone
from holidays.constants import DE_FACTO, PUBLIC
from holidays.countries.sweden import Sweden

_DAY = timedelta(days=1)
BEGINS, ENDS = 8, 17


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _free_in(day.year)


@cache
def _free_in(year: int) -> frozenset[date]:
    # Sundays are no working days by themselves: the library need not name each of them.
    return frozenset(Sweden(years=year, include_sundays=False, categories=(PUBLIC, DE_FACTO)))


def working_day_from(day: date) -> date:
    while not is_working_day(day):
        day += _DAY
    return day


def working_day_until(day: date) -> date:
    while not is_working_day(day):
        day -= _DAY
    return day


def is_working_time(moment: datetime) -> bool:
    local = timezone.localtime(moment)
    return is_working_day(local.date()) and BEGINS <= local.hour < ENDS
