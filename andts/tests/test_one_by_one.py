"""The fault of one takes nothing from the others, and is told."""

import pytest

from andts.lib.one_by_one import each_by_itself


def test_as_many_are_told_as_something_was_done_for():
    assert each_by_itself(bool, [1, 0, 2], failure="Not all") == 2


def test_those_after_a_fault_have_theirs_and_the_fault_is_raised():
    done = []

    def act(number):
        done.append(10 // number)
        return True

    with pytest.raises(ExceptionGroup, match="Not all") as raised:
        each_by_itself(act, [5, 0, 2], failure="Not all")
    assert (done, [type(error) for error in raised.value.exceptions]) == ([2, 5], [ZeroDivisionError])
