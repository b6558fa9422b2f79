"""When a round's reminders are due. Pure arithmetic over days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from andts.lib.working_days import working_day_from, working_day_until

# So long a reminder may still go out: to one who has chosen a weekday, had another mail just before, or whose mail
# server was down.
GOOD_FOR = timedelta(days=10)


@dataclass(frozen=True)
class Occasion:
    """A day that calls for a reminder: `offset` days from the last day, and the working day on which it is sent."""

    day: date
    offset: int
    sent_from: date

    @property
    def is_before(self) -> bool:
        return self.offset < 0


def occasions(offsets: Iterable[int], last_day: date, since: date) -> list[Occasion]:
    """In order. What comes before the last day is sent on the working day before, so that it comes in time; what comes
    after it on the next. What was to be sent before `since` is no occasion."""
    found = [_occasion(offset, last_day) for offset in sorted(offsets)]
    return [each for each in found if each and each.sent_from >= since]


def _occasion(offset: int, last_day: date) -> Occasion | None:
    try:
        day = last_day + timedelta(days=offset)
        return Occasion(day, offset, working_day_until(day) if offset < 0 else working_day_from(day))
    # Beyond the last day that there is: somebody may have written 9999 for a round without an end.
    except OverflowError:
        return None


def due(offsets: Iterable[int], last_day: date, since: date, today: date) -> Occasion | None:
    """The latest that has come, unless it came too long ago: whoever missed one gets the next."""
    come = [each for each in occasions(offsets, last_day, since) if each.sent_from <= today]
    return come[-1] if come and today <= come[-1].sent_from + GOOD_FOR else None


def to_come(offsets: Iterable[int], last_day: date, since: date, today: date) -> list[Occasion]:
    return [each for each in occasions(offsets, last_day, since) if each.sent_from >= today]
