"""The parts of a goal's or an area's heading: number, label ("Insatsområde"), the heading itself and what kind it
is.
"""

import re
from dataclasses import dataclass
from functools import cache

_NUMBER = r"(?:\d{1,2}(?:[.:]\d{1,2}){0,3})"
_LEADING_NUMBER = re.compile(rf"({_NUMBER})(?:[.):]\s*|\s+[–—-]\s*|\s+)(?=\S)")
_GOAL_WORDS = (
    r"(?:(?:övergripande|långsiktiga?t?|kortsiktiga?t?|prioriterat|prioriterade|nationellt|nationella|lokalt|lokala|strategiskt|"
    r"specifikt|specifika|gemensamt|kommunens|regionalt)\s+)?"
    r"(?:mål|delmål|effektmål|huvudmål|inriktningsmål|resultatmål|målsättning|etappmål)"
)
_AREA_WORDS = (
    r"(?:(?:prioriterat|strategiskt|gemensamt)\s+)?"
    r"(?:område\s+för\s+samhandling|insatsområde|fokusområde|målområde|utvecklingsområde|delområde|arbetsområde|problemområde|"
    r"samverkansområde|område|förebyggsten|tema|plats|platsen)"
)
_LABEL = re.compile(
    rf"(?P<label>{_GOAL_WORDS}|{_AREA_WORDS})\b\s*(?P<number>{_NUMBER}|[A-ZÅÄÖ](?=\s*[:.–—-]))?(?P<end>\s*[:.–—-]\s*|\s+|$)",
    re.IGNORECASE,
)
_IS_GOAL_LABEL = re.compile(rf"{_GOAL_WORDS}$", re.IGNORECASE)
_AREA_BEGINNING = re.compile(
    r"(?:insatser|åtgärder|aktiviteter|arbete|mål)\s+(?:inom|för|i)\s+(?:insats|fokus|mål)?område(?:na|t|n)?\b",
    re.IGNORECASE,
)
# "ska" with a verb of change, or a noun of change: the wording of goals, not of areas.
_GOAL_WORDING = re.compile(
    r"\b(?:ska|skall|bör)\b(?!\s*:?$)|^(?:minskad|minskat|minskade|ökad|ökat|ökade|färre|fler|tryggare|förbättrad|förbättrat|"
    r"stärkt|stärkta|andelen|antalet|ingen|inga|alla\s+\w+\s+(?:har|är|får))\b",
    re.IGNORECASE,
)
_TERMS = (
    ("övergripande", "overall"),
    ("lång sikt", "long"),
    ("långsikt", "long"),
    ("kort sikt", "short"),
    ("kortsikt", "short"),
)
_DATE = re.compile(r"\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2}")
_MARKED_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,2})+|\d{1,3}(?=[.):]))(?:[.):]\s*|\s+)(?=\D)")
_BARE_NUMBER = re.compile(r"(\d{1,3})\s+(?=\S)")
_ACTIVITY_LABEL = re.compile(r"(aktivitet|åtgärd|insats)\s+(\d{1,3}(?:\.\d{1,2})*)\s*[:.–—-]\s*(?=\S)", re.IGNORECASE)
_LONGEST = 400


@dataclass(frozen=True)
class Heading:
    """`kind` is "goal", "area" or "" where the words do not tell; `is_labelled` when a label and a mark or number
    say so. `chapter` is the number before a label that has a number of its own: "1.1 Mål 2: …".
    """

    text: str
    number: str = ""
    label: str = ""
    kind: str = ""
    is_labelled: bool = False
    term: str = ""
    chapter: str = ""

    @property
    def depth(self) -> int:
        """How many parts the number has; none without a number."""
        return len(re.split(r"[.:]", self.number)) if self.number else 0


@cache
def heading_of(text: str, number: str = "") -> Heading:
    """Takes a heading apart; `number` is one the program counted itself ("1.1")."""
    if len(text) > _LONGEST:
        return Heading(text)
    leading = _LEADING_NUMBER.match(text)
    written = leading is not None and not _DATE.match(text)
    if leading and written:
        number, text = leading[1], text[leading.end() :]
    number = number.strip(" .):(")
    return _labelled(text, number, written=written) or Heading(text, number, kind=_kind_of_words(text))


def _labelled(text: str, number: str, *, written: bool) -> Heading | None:
    found = _LABEL.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    is_numbered = bool(found["number"] or (number and not rest))
    if not is_numbered and not (rest and found["end"].strip()):
        return None
    kind = "goal" if _IS_GOAL_LABEL.match(found["label"]) else "area"
    own = found["number"] or number
    chapter = number if written and found["number"] else ""
    if not rest:  # "Mål 1" alone: the number and label are all there is
        return Heading(text, own, "", kind, is_labelled=True, term=_term(text), chapter=chapter)
    term = _term(found["label"]) if kind == "goal" else ""
    return Heading(rest, own, found["label"], kind, is_labelled=True, term=term, chapter=chapter)


def _kind_of_words(text: str) -> str:
    if _AREA_BEGINNING.match(text):
        return "area"
    if re.match(rf"(?:{_AREA_WORDS})\s+\S", text, re.IGNORECASE) and not text.casefold().startswith("plats"):
        return "area"
    return "goal" if _GOAL_WORDING.search(text) else ""


def _term(words: str) -> str:
    folded = words.casefold()
    return next((term for word, term in _TERMS if word in folded), "")


def is_area_beginning(text: str) -> bool:
    # "Insatser inom området …": an area by its wording, heading style or not.
    return _AREA_BEGINNING.match(text) is not None


def split_title(text: str, number_before: str | None) -> tuple[str, str]:
    """Number and title of "1.2 Kurs" and "3) Kurs".

    A number with only a space after it ("9 Erbjuda …") counts where it follows the one before; `number_before` is None
    where such a number never does.
    """
    marked = _MARKED_NUMBER.match(text)
    if marked and not _DATE.match(text):
        return marked[1].rstrip("."), text[marked.end() :]
    bare = _BARE_NUMBER.match(text)
    if (
        bare
        and number_before is not None
        and int(bare[1]) == (int(number_before) if number_before.isdigit() else 0) + 1
    ):
        return bare[1], text[bare.end() :]
    return "", text


def split_activity_label(text: str) -> tuple[str, str, str]:
    """Label, number and title of "Åtgärd 3: Kurs"; the title alone where it does not begin so."""
    found = _ACTIVITY_LABEL.match(text)
    return (found[1], found[2], text[found.end() :]) if found else ("", "", text)
