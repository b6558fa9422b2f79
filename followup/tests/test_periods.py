"""Which days a period has and what it is called; expected values from the calendar."""

from datetime import date

import pytest

from followup.periods import period_around, period_before, period_name


@pytest.mark.parametrize(
    ("length", "day", "first", "last"),
    [
        ("year", date(2027, 5, 3), date(2027, 1, 1), date(2027, 12, 31)),
        ("term", date(2027, 6, 30), date(2027, 1, 1), date(2027, 6, 30)),
        ("term", date(2027, 7, 1), date(2027, 7, 1), date(2027, 12, 31)),
        ("quarter", date(2028, 2, 29), date(2028, 1, 1), date(2028, 3, 31)),
        ("quarter", date(2027, 12, 31), date(2027, 10, 1), date(2027, 12, 31)),
    ],
)
def test_period_around_a_day(length, day, first, last):
    assert period_around(length, day) == (first, last)


@pytest.mark.parametrize(
    ("length", "first", "name"),
    [
        ("year", date(2027, 1, 1), "2027"),
        ("term", date(2027, 1, 1), "våren 2027"),
        ("term", date(2027, 7, 1), "hösten 2027"),
        ("quarter", date(2027, 7, 1), "kvartal 3 2027"),
    ],
)
def test_period_name(length, first, name):
    assert period_name(length, first) == name


def test_period_before_the_first_of_a_year_is_of_the_year_before():
    assert period_before("term", date(2027, 1, 1)) == (date(2026, 7, 1), date(2026, 12, 31))
