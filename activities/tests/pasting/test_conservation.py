"""No pasted word is lost: each stands in the preview, and what the preview says is placed is in the plan afterwards."""

from collections import Counter
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as some

from activities.pasting.answers import Answers
from activities.pasting.clipboard import read_pasted
from activities.pasting.ground import Ground
from activities.pasting.proposal import ADDED, Proposal
from activities.pasting.proposing import propose
from andts.lib.folding import words

HEADINGS = [
    "Nr",
    "Mål",
    "Insatsområde",
    "Aktivitet",
    "Vad",
    "När",
    "Ansvarig",
    "Status",
    "ANDTS",
    "Kommentar",
    "",
    "När",
]
TEXTS = [
    "",
    "",
    "Simskola",
    "Tillsyn",
    "rad ett\nrad två",
    'sa "hej"',
    '"öppen',
    "v. 12",
    "2026-13",
    "Pågår",
    "nästan klar",
]
TEXTS += ["Alkohol, tobak", "Mål 1: Trygga unga", "Aktivitet", "7.1", "med\ttab", "1." * 30, "Skolan", "=1+1"]

# Control signs are no text: they are taken away from between two letters, which are one word then.
SIGNS = some.characters(exclude_categories=["C"]) | some.sampled_from("\t\n\"' ")
rows_of_texts = some.lists(some.lists(some.sampled_from(TEXTS) | some.text(SIGNS, max_size=12), max_size=7), max_size=9)
headings = some.lists(some.sampled_from(HEADINGS), max_size=7)


def copied(rows: Iterable[Iterable[str]]) -> str:
    """As Excel puts cells on the clipboard."""
    return "\r\n".join("\t".join(_quoted(text) for text in row) for row in rows)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in "\t\n\r") else text


def counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in words(text))


def shown(proposal: Proposal) -> Iterable[str]:
    yield from proposal.columns.headings
    yield from (cell.text for row in proposal.rows for cell in row.cells)


EMPTY = Ground({}, [], {})


@given(headings, rows_of_texts)
def test_every_pasted_word_is_in_the_preview(first: list[str], rows: list[list[str]]) -> None:
    text = copied([first, *rows, ["Sist"]])
    pasted = [cell.text for row in read_pasted(text) for cell in row.cells]
    assert counted(pasted) == counted([*first, *(text for row in rows for text in row), "Sist"])
    assert not counted(pasted) - counted(shown(propose(read_pasted(text), Answers(), EMPTY)))


@given(rows_of_texts)
def test_what_is_shown_as_placed_is_in_the_plan(rows: list[list[str]]) -> None:
    """Of the activities that would be made: every word that is not named as left out is in a field of theirs."""
    text = copied([["Aktivitet", "Status", "När", "Kommentar"], *rows])
    proposal = propose(read_pasted(text), Answers(), EMPTY)
    for row in proposal.of_kind(ADDED):
        placed = counted(cell.text for cell in row.cells if not cell.is_left)
        choices = counted(cell.text for cell in row.cells if cell.label == "Status" and cell.fits)
        assert not placed - counted(row.values.values()) - choices
