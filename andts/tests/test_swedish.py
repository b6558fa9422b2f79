"""Figures, lists and names as they stand in Swedish sentences."""

import pytest

from andts.lib.swedish import begun, counted, inside, listed


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 aktiviteter"), (1, "1 aktivitet"), (2, "2 aktiviteter"), (1200, "1\u00a0200 aktiviteter")],
)
def test_number_stands_with_its_noun(number, words):
    assert counted(number, "aktivitet", "aktiviteter") == words


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["Polisen"], "Polisen"),
        (["Polisen", "Elevhälsan"], "Polisen och Elevhälsan"),
        (["Polisen", "Elevhälsan", "Socialtjänsten"], "Polisen, Elevhälsan och Socialtjänsten"),
    ],
)
def test_last_name_of_a_list_comes_after_och(names, words):
    assert listed(names) == words


def test_list_may_end_in_another_word():
    assert listed(["Adam", "Eva"], last="eller") == "Adam eller Eva"


@pytest.mark.parametrize(("name", "words"), [("Kommunstyrelsen", "kommunstyrelsen"), ("KS", "KS"), ("", "")])
def test_name_inside_a_sentence_has_no_capital_unless_it_is_an_abbreviation(name, words):
    assert inside(name) == words


def test_beginning_changes_nothing_but_the_first_letter():
    assert begun("andel av ANDTS-arbetet") == "Andel av ANDTS-arbetet"
