import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andts.lib.searching import LONGEST_EXCERPT, MOST_TERMS, excerpt, marked, matches, nearest, stem, terms
from andts.tests.searching_examples import EXAMPLES, HOSTILE, MISSPELT


def hits(pieces):
    return [piece.text for piece in pieces if piece.is_hit]


def read(pieces):
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize(("text", "query", "expected"), EXAMPLES)
def test_matches_example(text, query, expected):
    assert matches(text, query) is expected


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_query_is_words_or_nothing(query):
    assert all(re.fullmatch(r"\w{1,60}", term.word) for term in terms(query))
    assert len(terms(query)) <= MOST_TERMS


def test_query_without_words_is_in_every_text():
    assert matches("", "!?")
    assert terms(" - ") == ()


def test_text_composed_otherwise_is_found():
    assert matches("fo\u0308rskola", "förskola")


def test_fillers_are_looked_for_when_nothing_else_is_asked():
    assert [term.word for term in terms("med och")] == ["med", "och"]
    assert [term.word for term in terms("arbete med skolan")] == ["arbete", "skolan"]


def test_word_asked_twice_is_one_term():
    assert [term.word for term in terms("Skola skola SKOLA")] == ["skola"]


@pytest.mark.parametrize(
    ("typed", "text"), [("po", "Polisen"), ("p", "Polisen"), ("för", "Föräldrar"), ("a", "En activity")]
)
def test_unfinished_word_is_found_by_its_beginning(typed, text):
    assert all(term.is_in(text) for term in terms(typed, unfinished=True))


def test_only_the_last_word_is_unfinished():
    first, last = terms("po fö", unfinished=True)
    assert (first.is_in("Polisen"), last.is_in("Förskolan")) == (False, True)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("skolornas", "skol"),
        ("polisens", "polis"),
        ("föräldrar", "föräld"),
        ("plan", "plan"),
        ("planen", "plan"),
        ("7an", "7an"),
    ],
)
def test_stem_of_a_word(word, expected):
    assert stem(word) == expected


def test_marked_words_are_whole_words():
    assert hits(marked("I skolan och grundskolorna, inte i alkoholen.", terms("skola"))) == ["skolan", "grundskolorna"]


def test_marked_text_without_hit_is_one_piece():
    assert [piece.text for piece in marked("Polisen", terms("skola"))] == ["Polisen"]


@given(st.text(), st.text(max_size=20))
def test_marking_loses_no_letter(text, query):
    assert read(marked(text, terms(query))) == text


@given(st.sampled_from([text for text, *_ in EXAMPLES]), st.sampled_from([query for _, query, _ in EXAMPLES]))
def test_what_matches_has_its_words_marked(text, query):
    found = marked(text, terms(query))
    assert bool(hits(found)) >= matches(text, query)


def test_excerpt_of_a_short_text_is_the_text():
    assert read(excerpt("Rad ett\nskolan", terms("skola"))) == "Rad ett skolan"


def test_excerpt_shows_the_hit_between_whole_words():
    text = "ord " * 100 + "skolan " + "sak " * 100
    shown = excerpt(text, terms("skola"))
    assert (hits(shown), read(shown)[:6], read(shown)[-6:]) == (["skolan"], "… ord ", " sak …")


@given(st.text(alphabet="abö \n", max_size=900), st.integers(0, 900))
def test_excerpt_always_shows_the_hit(text, place):
    shown = excerpt(f"{text[:place]} skolan {text[place:]}", terms("skola"))
    assert "skolan" in hits(shown)
    assert len(read(shown)) <= LONGEST_EXCERPT + 4


def test_excerpt_of_an_endless_word_is_cut():
    assert len(read(excerpt("x" * 5000, terms("skola")))) <= LONGEST_EXCERPT + 4


@pytest.mark.parametrize(("word", "text", "meant"), MISSPELT)
def test_nearest_word_is_the_one_meant(word, text, meant):
    assert nearest(word, ["Annat står här", text]) == [meant]


def test_nearest_gives_one_of_each_stem():
    assert nearest("elvhälsan", ["elevhälsan elevhälsans elevhälsa"]) == ["elevhälsan"]


def test_nothing_is_near_a_short_or_foreign_word():
    assert nearest("får", ["far"]) == []
    assert nearest("xyzzyx", ["skolan polisen"]) == []
