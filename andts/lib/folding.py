"""When two Swedish names are the same name: "Polisen", "polis " and "POLIS" are one."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_SOFT_HYPHEN = "\u00ad"
_SHORTEST_STEM = 3

# An ending and what is left of it. The first that fits is used, so the longer stand first.
_DEFINITE_ENDINGS = (
    ("erna", "er"),  # eleverna, elever
    ("arna", "ar"),  # föreningarna, föreningar
    ("orna", "or"),  # skolorna, skolor
    ("orn", "or"),  # rektorn, rektor
    ("eln", "el"),  # handeln, handel
    ("ån", "å"),  # byrån, byrå
    ("ön", "ö"),  # miljön, miljö
    ("en", ""),  # polisen, polis
    ("an", ""),  # skolan, skola
    ("et", ""),  # rådet, råd
)
# Words that look definite and are not: handlingsplan, organ, myndighet, universitet.
_INDEFINITE_ENDINGS = ("plan", "organ", "het", "itet")
_VOWELS_THAT_FALL = "ae"  # skola and skolan, samordnare and samordnaren
_DOUBLED = ("mm", "nn")  # hem and hemmet


def words(text: str) -> list[str]:
    """The words of a text without case, punctuation, soft hyphens or differences in how letters are composed."""
    composed = unicodedata.normalize("NFC", text).replace(_SOFT_HYPHEN, "")
    return _WORD.findall(unicodedata.normalize("NFC", composed.casefold()))


def plain(text: str) -> str:
    """The words with one space between: equal for texts that differ in case, punctuation or spacing only."""
    return " ".join(words(text))


def fold(name: str) -> str:
    """A key that is equal for the forms of one name: case, spacing, punctuation, definite or not.

    It is a key for comparing, not a word to show: "Skolan" gives "skol". Genitives and plurals stay apart.
    """
    return " ".join(_stem(word) for word in words(name))


def _stem(word: str) -> str:
    stem = _without_definite_ending(word)
    if stem[-1] in _VOWELS_THAT_FALL and len(stem) > _SHORTEST_STEM:
        stem = stem[:-1]
    return stem[:-1] if stem.endswith(_DOUBLED) else stem


def _without_definite_ending(word: str) -> str:
    if word.endswith(_INDEFINITE_ENDINGS):
        return word
    for ending, kept in _DEFINITE_ENDINGS:
        stem = word.removesuffix(ending) + kept
        if word.endswith(ending) and len(stem) >= _SHORTEST_STEM:
            return stem
    return word
