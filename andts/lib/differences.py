"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed"]

# Word against word takes time like the product of the two texts' lengths: longer rewritten passages are shown as
# removed and added.
PAIRS_AT_MOST = 1_000_000


@dataclass(frozen=True)
class Piece:
    """Some words: in both texts, only in the new one, or only in the old one."""

    kind: Kind
    text: str


def word_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Without the removed pieces the new text, without the added ones the old text, to the letter."""
    pieces: list[Piece] = []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for is_same, lines, others in _runs(before, after):
        texts = "".join(lines), "".join(others)
        pieces += [Piece("same", texts[0])] if is_same else list(_words_within(*texts))
    return tuple(_joined(pieces))


def _words_within(old: str, new: str) -> Iterator[Piece]:
    for is_same, words, others in _runs(_words(old), _words(new)):
        if is_same:
            yield Piece("same", "".join(words))
        else:
            yield Piece("removed", "".join(words))
            yield Piece("added", "".join(others))


def _words(text: str) -> list[str]:
    """Words, single signs and the space between them; together they are the text."""
    return re.findall(r"\w+|\s+|[^\w\s]", text)


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    """Whether a run is the same in both, and what it is in each."""
    if len(old) * len(new) > PAIRS_AT_MOST:
        yield False, old, new
        return
    # Space alone is not what two texts have in common.
    for tag, start, end, new_start, new_end in SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes():
        yield tag == "equal", old[start:end], new[new_start:new_end]


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Without empty pieces, and neighbours of one kind as one."""
    last: Piece | None = None
    for piece in pieces:
        if last and piece.kind == last.kind:
            last = Piece(last.kind, last.text + piece.text)
        elif piece.text:
            if last:
                yield last
            last = piece
    if last:
        yield last
