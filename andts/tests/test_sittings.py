"""Moments of one sitting belong together, by hand-made times."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from andts.lib.sittings import sittings

NINE = datetime(2026, 3, 12, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Done:
    minute: float
    sitting: str = "Anna"

    @property
    def at(self):
        return NINE + timedelta(minutes=self.minute)


def minutes(found):
    return [[moment.minute for moment in sitting] for sitting in found]


def test_nothing_is_no_sitting():
    assert sittings([], side_by_side=False) == []


def test_short_pauses_belong_together():
    assert minutes(sittings([Done(28), Done(14), Done(0)], side_by_side=False)) == [[28, 14, 0]]


def test_pause_of_a_quarter_parts():
    assert minutes(sittings([Done(29), Done(15), Done(0)], side_by_side=False)) == [[29, 15], [0]]


def test_somebody_else_parts():
    moments = [Done(2), Done(1, "Bo"), Done(0)]
    assert minutes(sittings(moments, side_by_side=False)) == [[2], [1], [0]]


def test_somebody_else_sits_side_by_side():
    moments = [Done(3), Done(2, "Bo"), Done(1), Done(0, "Bo")]
    assert minutes(sittings(moments, side_by_side=True)) == [[3, 1], [2, 0]]


def test_pause_is_ones_own_side_by_side():
    moments = [Done(16), Done(8, "Bo"), Done(0)]
    assert minutes(sittings(moments, side_by_side=True)) == [[16], [8], [0]]
