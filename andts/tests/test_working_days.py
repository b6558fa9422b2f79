"""Working days of some years as the almanac has them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from andts.lib.working_days import is_working_day, is_working_time, working_day_from, working_day_until

STOCKHOLM = ZoneInfo("Europe/Stockholm")
# The red days that fall on weekdays, and the three eves on which nobody works. Easter Sunday was or is 31 March, 20 April,
# 5 April, 28 March, 16 April and 1 April of these years, and 25 March of 2035, when it is as early as it almost ever is.
FREE = {
    2024: "1/1 29/3 1/4 1/5 9/5 6/6 21/6 24/12 25/12 26/12 31/12",
    2025: "1/1 6/1 18/4 21/4 1/5 29/5 6/6 20/6 24/12 25/12 26/12 31/12",
    2026: "1/1 6/1 3/4 6/4 1/5 14/5 19/6 24/12 25/12 31/12",
    2027: "1/1 6/1 26/3 29/3 6/5 25/6 24/12 31/12",
    2028: "6/1 14/4 17/4 1/5 25/5 6/6 23/6 25/12 26/12",
    2029: "1/1 30/3 2/4 1/5 10/5 6/6 22/6 24/12 25/12 26/12 31/12",
    2035: "1/1 23/3 26/3 1/5 3/5 6/6 22/6 24/12 25/12 26/12 31/12",
}


@pytest.mark.parametrize("year", FREE)
def test_weekdays_that_are_free(year):
    days = [date.fromordinal(day) for day in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]
    free = [day for day in days if day.weekday() < 5 and not is_working_day(day)]
    assert " ".join(f"{day.day}/{day.month}" for day in free) == FREE[year]


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
