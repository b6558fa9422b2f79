"""The days on which a round's reminders are due. 31 January 2028 is a Monday."""

from datetime import date, timedelta

import pytest

from followup.occasions import due, occasions, to_come

LAST_DAY, LONG_AGO = date(2028, 1, 31), date(2027, 1, 1)
USUAL = [-7, -1, 7, 21]


def sent_from(offsets, last_day=LAST_DAY, since=LONG_AGO):
    return [each.sent_from for each in occasions(offsets, last_day, since)]


def test_each_day_is_so_far_from_the_last_day():
    assert sent_from([-7, 7, 21]) == [date(2028, 1, 24), date(2028, 2, 7), date(2028, 2, 21)]


def test_what_comes_before_is_sent_in_time():
    """The day before a Monday is a Sunday: it goes out on the Friday."""
    assert sent_from([-1]) == [date(2028, 1, 28)]


def test_what_comes_after_waits_for_a_working_day():
    """Five days after a Monday is a Saturday."""
    assert sent_from([5]) == [date(2028, 2, 7)]


def test_none_is_sent_at_christmas():
    """Seven days before New Year's Eve 2027 is julafton, a Friday; the day after nyårsdagen is a Sunday."""
    assert sent_from([-7, 2], last_day=date(2027, 12, 31)) == [date(2027, 12, 23), date(2028, 1, 3)]


def test_what_comes_after_the_end_of_the_calendar_is_no_occasion():
    assert sent_from([-30, 1], last_day=date.max) == [date(9999, 12, 1)]


def test_what_went_by_before_it_was_turned_on_is_no_occasion():
    assert sent_from(USUAL, since=date(2028, 1, 25)) == [date(2028, 1, 28), date(2028, 2, 7), date(2028, 2, 21)]


@pytest.mark.parametrize(
    ("today", "offset"),
    [
        (date(2028, 1, 21), None),
        (date(2028, 1, 24), -7),
        (date(2028, 1, 27), -7),
        (date(2028, 1, 28), -1),
        (date(2028, 2, 6), -1),
        (date(2028, 2, 7), 7),
        (date(2028, 2, 17), 7),
        (date(2028, 2, 18), None),  # too long ago
        (date(2028, 2, 21), 21),
        (date(2028, 3, 31), None),
    ],
)
def test_the_latest_that_has_come_is_due(today, offset):
    found = due(USUAL, LAST_DAY, LONG_AGO, today)
    assert (found.offset if found else None) == offset


def test_an_occasion_knows_the_day_that_called_for_it():
    found = due([-1], LAST_DAY, LONG_AGO, date(2028, 1, 28))
    assert (found.day, found.is_before) == (LAST_DAY - timedelta(days=1), True)


def test_what_is_to_come_begins_today():
    coming = to_come(USUAL, LAST_DAY, LONG_AGO, date(2028, 1, 28))
    assert [each.offset for each in coming] == [-1, 7, 21]
