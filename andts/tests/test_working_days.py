"""Working days of 2026 and 2027 as the almanac has them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from andts.lib.working_days import is_working_day, is_working_time, working_day_from, working_day_until

STOCKHOLM = ZoneInfo("Europe/Stockholm")
# The red days of 2026 that fall on weekdays, and the three eves on which nobody works.
FREE_2026 = [
    *(date(2026, 1, 1), date(2026, 1, 6), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14)),
    *(date(2026, 6, 19), date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 31)),
]


def test_weekdays_that_are_free():
    weekdays = [date.fromordinal(day) for day in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())]
    assert [day for day in weekdays if day.weekday() < 5 and not is_working_day(day)] == FREE_2026


@pytest.mark.parametrize("day", [date(2027, 6, 25), date(2027, 12, 24), date(2027, 12, 31)])
def test_eves_are_free(day):
    """Midsommarafton, julafton and nyårsafton of 2027, all Fridays."""
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 4, 2), date(2026, 5, 15), date(2026, 10, 30)])
def test_half_days_are_working_days(day):
    """Skärtorsdagen, the day between Kristi himmelsfärd and a weekend, and allhelgonaaftonen."""
    assert is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 11, 22)])
def test_weekends_are_free(day):
    assert not is_working_day(day)


def test_the_next_working_day_passes_christmas():
    assert working_day_from(date(2026, 12, 24)) == date(2026, 12, 28)
    assert working_day_from(date(2026, 12, 23)) == date(2026, 12, 23)


def test_the_last_working_day_passes_easter():
    assert working_day_until(date(2026, 4, 6)) == date(2026, 4, 2)
    assert working_day_until(date(2026, 4, 2)) == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("moment", "is_time"),
    [
        (datetime(2026, 11, 23, 7, 59, tzinfo=STOCKHOLM), False),
        (datetime(2026, 11, 23, 8, 0, tzinfo=STOCKHOLM), True),
        (datetime(2026, 11, 23, 16, 59, tzinfo=STOCKHOLM), True),
        (datetime(2026, 11, 23, 17, 0, tzinfo=STOCKHOLM), False),
        (datetime(2026, 11, 22, 10, 0, tzinfo=STOCKHOLM), False),
        # Half past six by the clock of the world is half past eight here in summer.
        (datetime(2026, 7, 6, 6, 30, tzinfo=ZoneInfo("UTC")), True),
    ],
)
def test_working_time_is_by_the_swedish_clock(moment, is_time):
    assert is_working_time(moment) == is_time
