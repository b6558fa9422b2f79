"""Moments from outside: those that our pages have said, and nothing else."""

from datetime import UTC, datetime

import pytest

from andts.lib.moments import moment_in


def test_moment_is_read_in_its_zone():
    assert moment_in("2026-11-22T09:30:00+01:00") == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def test_moment_that_a_page_wrote_comes_back():
    said = datetime(2026, 11, 22, 8, 30, 5, 123456, tzinfo=UTC)
    assert moment_in(said.isoformat()) == said


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "i går",
        "2026-11-22",
        "2026-11-22T09:30:00",
        "2026-02-30T09:30:00+01:00",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
        "\x00",
    ],
)
def test_anything_else_is_no_moment(sent):
    assert moment_in(sent) is None
