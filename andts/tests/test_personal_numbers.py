"""Numbers: Skatteverket's examples are not used; check digits are counted by hand.

811228-9874 (the example of Wikipedia and SKV 704): 8·2+1+1·2+2+2·2+8+9·2+8+7·2 with digit sums 7+1+2+2+4+8+9+8+5 = 46,
so the check digit is 4.
"""

import pytest

from andts.lib.personal_numbers import may_be_telephone, personal_numbers


@pytest.mark.parametrize(
    "text",
    [
        "811228-9874",
        "19811228-9874",
        "198112289874",
        "8112289874",
        "811228+9874",
        "811228 9874",
        "811228\u20119874",
        "811228\u22129874",
        "811228\u00a09874",
        "Barnet 811228-9874, åk 9",
        "-811228-9874",
        "Anna-811228-9874-åk 9",
    ],
)
def test_personal_number_is_found_however_it_is_written(text):
    assert len(list(personal_numbers(text))) == 1


def test_coordination_number_is_found():
    # 811288-9870: the day 28 + 60. 7+1+2+2+(8·2→7)+8+9+8+5 = 49, check digit 1
    assert list(personal_numbers("811288-9871")) == ["811288-9871"]


@pytest.mark.parametrize(
    "text",
    [
        "811228-9873",  # wrong check digit
        "811328-9879",  # month 13
        "556677-8899",  # an organisation's number: month 66
        "2026-11-22",
        "20170101-20171231",
        "Dnr 2026/811228-98745",
        "Dnr 2026-811228-9874",
        "811228-9874-1",
        "",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert list(personal_numbers(text)) == []


def test_telephone_without_a_dash_is_told_from_a_personal_number():
    # 0701014561: 0·2+7+0·2+1+0·2+1+4·2+5+6·2 → 0+7+0+1+0+1+8+5+3 = 25, check digit 5
    assert list(personal_numbers("0701014565 eller 070-101 45 65")) == ["0701014565"]
    assert may_be_telephone("0701014565")
    assert not may_be_telephone("070101-4565")
