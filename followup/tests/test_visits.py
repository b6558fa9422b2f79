"""When a person last looked: told from what has been kept by other pages of theirs, opened at the same moment."""

from datetime import UTC, datetime, timedelta

import time_machine

from followup.visits import last_visit, note_visit
from organisations.models import User
from organisations.preferences import WEEKDAY

MONDAY = datetime(2028, 1, 24, 8, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


def opened_at_once(user, *subjects):
    """Each page has read the person before any of them has noted the visit."""
    return [(subject, User.objects.get(pk=user.pk)) for subject in subjects]


def test_tabs_that_open_at_once_are_all_noted(anna):
    for day in (MONDAY, TUESDAY):
        with time_machine.travel(day, tick=False):
            for subject, reader in opened_at_once(anna, "round-1", "round-2", "round-3"):
                note_visit(reader, subject)
    with time_machine.travel(TUESDAY + timedelta(minutes=1), tick=False):
        anna.refresh_from_db()
        assert [last_visit(anna, f"round-{number}") for number in (1, 2, 3)] == [MONDAY] * 3


def test_the_same_page_in_two_tabs_is_one_visit(anna):
    with time_machine.travel(MONDAY, tick=False):
        note_visit(anna, "round-1")
    with time_machine.travel(TUESDAY, tick=False):
        for subject, reader in opened_at_once(anna, "round-1", "round-1"):
            assert last_visit(reader, subject) == MONDAY
            note_visit(reader, subject)
    anna.refresh_from_db()
    with time_machine.travel(TUESDAY + timedelta(minutes=5), tick=False):
        assert last_visit(anna, "round-1") == MONDAY


def test_a_visit_takes_no_other_choice_away(anna):
    [(subject, reader)] = opened_at_once(anna, "round-1")
    anna.prefer(WEEKDAY, 2)
    note_visit(reader, subject)
    anna.refresh_from_db()
    assert (anna.preferences[WEEKDAY], anna.preferences["followup.visits"].keys()) == (2, {"round-1"})


def test_a_visit_is_one_statement(anna, django_assert_num_queries):
    with django_assert_num_queries(1):
        note_visit(anna, "round-1")
