"""Which texts are the id of a row."""

import pytest

from andts.lib.ids import id_in, ids_in


@pytest.mark.parametrize(("text", "expected"), [("0", 0), ("42", 42), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_figures_are_an_id(text, expected):
    assert id_in(text) == expected


@pytest.mark.parametrize("text", ["", "-1", "1.5", " 1", "1e3", "²", "٣", "sju", "9" * 19, "9" * 5000])
def test_anything_else_is_none(text):
    assert id_in(text) is None


def test_several_are_read_and_the_rest_left_out():
    assert ids_in(["1", "två", "2", "1"]) == {1, 2}
