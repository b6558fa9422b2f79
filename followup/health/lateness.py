"""How many years running an activity has been late. Pure arithmetic over what each round of it came to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

SEVERAL = 2


@dataclass(frozen=True)
class Outcome:
    """What a round came to for an activity. `is_late` is None while there still is time to answer.

    `delayed` is the answer "försenad"; otherwise what is late is the answer itself.
    """

    round: int
    follow_up: int
    year: int
    last_day: date
    is_late: bool | None
    delayed: bool = False


def late_years(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Of each of the latest years in a row in which it was late, the round answered last; the oldest first.

    A year of several rounds is what the last of them came to. Years without a round are skipped: a plan may be
    followed up every second year. A round that nothing is known of yet changes nothing.
    """
    by_year: dict[int, Outcome] = {}
    for outcome in sorted(outcomes, key=lambda each: (each.last_day, each.round)):
        if outcome.is_late is not None:
            by_year[outcome.year] = outcome
    backwards = (by_year[year] for year in sorted(by_year, reverse=True))
    return list(takewhile(lambda outcome: outcome.is_late, backwards))[::-1]
