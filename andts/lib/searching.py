"""When a Swedish text answers to what somebody searched for; the same rules on every database and in every list.

A query is words, all of which must be found. A word is found by its stem: "skola" (skol) finds skolan, skolor, skolans
and, since Swedish writes words together, skolpersonal and grundskola. Letters are never exchanged for others: "får" is
not "far". The patterns mean the same to Python and to PostgreSQL, which looks them up in a trigram index.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from andts.lib.folding import words

MOST_TERMS = 8
LONGEST_TERM = 60
LONGEST_EXCERPT = 180
BEFORE_THE_HIT = 60

_WORD = re.compile(r"\w+")
# Without meaning of their own: looked for only when nothing else was asked.
_FILLERS = frozenset(
    words("att av de den det en ett eller för från har hos i inte kan med och om på ska som till under vid är")
)
# Inflections, the longest first; what is left must be a stem of at least three letters.
_ENDINGS = tuple(
    words("arnas ernas ornas andet arna erna orna ande ens ets ans ars ers ors ade ar er or en et an as es a e")
)
# Words that look inflected and are not: handlingsplan, organ, trygghet, universitet, rektor.
_WHOLE = ("plan", "organ", "het", "itet", "tor")
# byrån, miljön; rektorn, handeln
_DEFINITE_N = re.compile(r"(?<=[åö])n$|(?<=\w\wor|\w\wel)n$")
# What stands in the stem of some forms and not of others: föräldrar and förälder, programmet and program.
_FLEETING = re.compile(r"(?<=[dt])r$|(?<=m)m$|(?<=n)n$")
_SHORTEST_STEM = 3
# Shorter stems would be found inside words they have nothing to do with: "råd" in område.
_SHORTEST_INSIDE = 4
_INFLECTED = "[aeo]?[nrt]?(na)?s?"


@dataclass(frozen=True)
class Term:
    """A word that was searched for, and the pattern, without regard to case, of the words that answer to it."""

    word: str
    pattern: str

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def is_in(self, text: str) -> bool:
        return bool(self._regex.search(text))


@dataclass(frozen=True)
class Piece:
    """A part of a text, and whether it is a word that was searched for."""

    text: str
    is_hit: bool = False


def matches(text: str, query: str) -> bool:
    composed = unicodedata.normalize("NFC", text)
    # A query without words is in every text.
    return all(term.is_in(composed) for term in terms(query))


def terms(query: str, *, unfinished: bool = False) -> tuple[Term, ...]:
    """The different words of the query, at most eight. With `unfinished` the last is still being typed."""
    asked = list(dict.fromkeys(word[:LONGEST_TERM] for word in words(query)))
    last = asked[-1] if asked and unfinished else None
    telling = [word for word in asked if word not in _FILLERS or word == last] or asked
    return tuple(Term(word, _pattern(stem(word), is_begun=word == last)) for word in telling[:MOST_TERMS])


def _pattern(found: str, *, is_begun: bool) -> str:
    # Letters, groups and edges of words only: nothing that was typed has a meaning in the expression.
    if len(found) >= _SHORTEST_INSIDE:
        return found
    if is_begun or len(found) == _SHORTEST_STEM:
        return rf"(^|\W){found}"
    return rf"(^|\W){found}{_INFLECTED}(\W|$)"


def stem(word: str) -> str:
    """What the forms of a word begin with: "skol" of skola, skolan and skolornas. Not always a word."""
    if not word.isalpha() or word.endswith(_WHOLE):
        return word
    bare = _DEFINITE_N.sub("", word)
    if bare != word:
        return bare
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORTEST_STEM), "")
    left = word.removesuffix(ending)
    # "sommar" is no form of "som".
    return _FLEETING.sub("", left) if ending and left != "somm" else left


def marked(text: str, asked: Sequence[Term]) -> list[Piece]:
    pieces, end = [], 0
    for word in _WORD.finditer(text):
        if any(term.is_in(word[0]) for term in asked):
            pieces += [Piece(text[end : word.start()]), Piece(word[0], is_hit=True)]
            end = word.end()
    return [piece for piece in [*pieces, Piece(text[end:])] if piece.text]


def excerpt(text: str, asked: Sequence[Term]) -> list[Piece]:
    line = " ".join(text.split())
    # So much of the text around its first hit as fits on two lines.
    if len(line) <= LONGEST_EXCERPT:
        return marked(line, asked)
    hit = next((word.start() for word in _WORD.finditer(line) if any(term.is_in(word[0]) for term in asked)), 0)
    first = max(0, min(hit - BEFORE_THE_HIT, len(line) - LONGEST_EXCERPT))
    # At the edges of words, unless a single word is longer than what is shown.
    start = line.find(" ", first, hit) + 1 if first else 0
    stop = first + LONGEST_EXCERPT
    stop = line.rfind(" ", hit + 1, stop) if stop < len(line) and line.rfind(" ", hit + 1, stop) > 0 else stop
    shown = line[start or first : stop]
    return marked(f"{'… ' if start or first else ''}{shown}{' …' if stop < len(line) else ''}", asked)


def nearest(word: str, texts: Iterable[str]) -> list[str]:
    """At most three words of the texts that differ little from this one, the nearest first and one of each stem."""
    if len(word) < _SHORTEST_INSIDE:
        return []
    known = {found for text in texts for found in words(text) if abs(len(found) - len(word)) <= 2 and found.isalpha()}
    near = get_close_matches(word, sorted(known), n=12, cutoff=0.75)
    return list({stem(found): found for found in reversed(near)}.values())[::-1][:3]
