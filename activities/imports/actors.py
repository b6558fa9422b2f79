"""Suggestions for who is meant by a cell such as "Samordnaren Skola Fris". The text itself stays as it was written."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from andts.lib.folding import fold, words

# A gap is tried from its first space alone: from each of a thousand, it would take a thousand times as long.
_PARTS = re.compile(r"[,;/\n•]|(?<!\s)\s+(?:[&+]|och|samt|eller|tillsammans med|i samverkan med)\s+")
_PERSON = re.compile(r"(?<!\s)\s*(?:[-–—]\s+|[-–—](?=[A-ZÅÄÖ])|:\s+|\()(?P<note>.*)$")
_ENDINGS = re.compile(r"(?:\bm\.?\s?fl\.?|\bm\.?\s?m\.?|\betc\.?|\bosv\.?)\s*$", re.IGNORECASE)
_LONGEST_NAME = 60
_LONGEST_KNOWN = 8  # words


@dataclass(frozen=True)
class ActorSuggestion:
    """A part of the text. `known` is the known actor's name as given, or None where the text is nobody known.

    `note` is what stood beside the name ("Bosse S" of "Polisen- Bosse S").
    """

    text: str
    known: str | None
    note: str = ""


@dataclass(frozen=True)
class KnownActors:
    """The known names by their folded words."""

    names: Mapping[str, str]
    longest: int

    @classmethod
    def of(cls, actors: Mapping[str, Iterable[str]]) -> "KnownActors":
        """`actors` maps each actor's name to its aliases. A name that two actors share is the first one's."""
        names: dict[str, str] = {}
        for name, aliases in actors.items():
            for form in (name, *aliases):
                names.setdefault(fold(form), name)
        names.pop("", None)
        return cls(names, min(max((len(key.split()) for key in names), default=1), _LONGEST_KNOWN))

    def also(self, names: Iterable[str]) -> "KnownActors":
        """These and those known; a known name stays whose it was."""
        return KnownActors({fold(name): name for name in names} | dict(self.names), self.longest)

    def find(self, text: str) -> str | None:
        return self.names.get(fold(text))


def suggest_actors(text: str, known: KnownActors) -> tuple[ActorSuggestion, ...]:
    """The actors of a cell in the order they stand; what is nobody known comes as a part without a name."""
    suggestions: list[ActorSuggestion] = []
    for part in _parts(text, known):
        suggestions.extend(_suggested(part, known))
    return tuple(suggestions)


def _parts(text: str, known: KnownActors) -> Iterable[str]:
    if known.find(text):
        return [text.strip()]
    pieces = _PARTS.split(text)
    marks = _PARTS.findall(text)
    joined: list[str] = []
    for index, piece in enumerate(pieces):
        whole = f"{joined[-1]}{marks[index - 1]}{piece}" if joined else ""
        # A comma or an "och" inside a known name is no border: "Individ- och familjeomsorg".
        if joined and known.find(whole):
            joined[-1] = whole
        else:
            joined.append(piece)
    return [stripped for piece in joined if (stripped := _ENDINGS.sub("", piece).strip(" .\t"))]


def _suggested(part: str, known: KnownActors) -> Iterable[ActorSuggestion]:
    if name := known.find(part):
        return [ActorSuggestion(part, name)]
    if (noted := _PERSON.search(part)) and (name := known.find(part[: noted.start()])):
        return [ActorSuggestion(part[: noted.start()].strip(), name, noted["note"].rstrip(") "))]
    return _split_at_spaces(part, known) if len(part) <= 4 * _LONGEST_NAME else [ActorSuggestion(part, None)]


def _split_at_spaces(part: str, known: KnownActors) -> list[ActorSuggestion]:
    """The known names in a text that has nothing but spaces between them, the longest first; the rest in between as
    it is.
    """
    tokens = part.split()
    suggestions: list[ActorSuggestion] = []
    rest: list[str] = []
    index = 0
    while index < len(tokens):
        count = _known_from(tokens, index, known)
        if count:
            suggestions.extend(_unknown(rest))
            rest = []
            text = " ".join(tokens[index : index + count])
            suggestions.append(ActorSuggestion(text, known.find(text)))
        else:
            rest.append(tokens[index])
        index += count or 1
    suggestions.extend(_unknown(rest))
    return suggestions


def _known_from(tokens: list[str], index: int, known: KnownActors) -> int:
    for count in range(min(known.longest, len(tokens) - index), 0, -1):
        if known.find(" ".join(tokens[index : index + count])):
            return count
    return 0


def _unknown(tokens: list[str]) -> list[ActorSuggestion]:
    text = " ".join(tokens).strip(" -–—:")
    return [ActorSuggestion(text, None)] if words(text) else []
