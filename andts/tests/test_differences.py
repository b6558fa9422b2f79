"""The comparison of texts: nothing is lost, and what differs is no more than what differs."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as some

from andts.lib.differences import PAIRS_AT_MOST, Piece, word_pieces

WORD = some.sampled_from(["skolan", "polisen", "ska", "inte", ".", ",", "\n", " ", "  ", "é", "å"])
TEXT = some.lists(WORD, max_size=30).map("".join) | some.text(max_size=40)


@settings(deadline=None)  # a busy machine is no error
@given(TEXT, TEXT)
def test_pieces_give_both_texts_back(old, new):
    pieces = word_pieces(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old


@settings(deadline=None)  # a busy machine is no error
@given(TEXT, TEXT)
def test_pieces_are_never_empty_and_never_two_of_a_kind_in_a_row(old, new):
    kinds = [piece.kind for piece in word_pieces(old, new)]
    assert all(here != there for here, there in pairwise(kinds))
    assert all(piece.text for piece in word_pieces(old, new))


def test_changed_word_stands_out_from_the_rest():
    assert word_pieces("Två gånger per termin.", "Tre gånger per termin.") == (
        Piece("removed", "Två"),
        Piece("added", "Tre"),
        Piece("same", " gånger per termin."),
    )


def test_punctuation_is_a_change_of_its_own():
    assert word_pieces("Varje höst", "Varje höst.") == (Piece("same", "Varje höst"), Piece("added", "."))


def test_words_put_in_leave_their_neighbours_alone():
    assert word_pieces("Med polisen, sent.", "Med polisen och tullen, sent.") == (
        Piece("same", "Med polisen"),
        Piece("added", " och tullen"),
        Piece("same", ", sent."),
    )


def test_long_rewritten_text_is_not_compared_word_by_word():
    old, new = "a " * 1001, "b " * 1001
    assert PAIRS_AT_MOST < 1001 * 1001
    assert word_pieces(old, new) == (Piece("removed", old), Piece("added", new))


def test_long_text_is_compared_where_its_paragraphs_differ():
    paragraphs = [f"Stycke {number} säger sitt.\n" for number in range(900)]
    changed = [*paragraphs[:450], "Stycke 450 säger annat.\n", *paragraphs[451:]]
    kinds = [(piece.kind, piece.text) for piece in word_pieces("".join(paragraphs), "".join(changed))]
    assert kinds[1:3] == [("removed", "sitt"), ("added", "annat")]
