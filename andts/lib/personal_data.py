"""Personal data in free text: personnummer, telephone numbers and private e-mail addresses, as people write them.

Plans are full of figures (years, budget sums, weeks, paragraphs, diarienummer), and a warning that is often wrong is
soon not read. So a telephone number has to be written as Swedes write one, and where that is not enough it is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from andts.lib.personal_numbers import NUMBER, may_be_telephone, personal_numbers


class Kind(Enum):
    """What was found, and the sentence that says it. `{}` is as little of it as one needs to find it again."""

    PERSONAL_NUMBER = "{} är ett personnummer. Ta bort det: planen går inte att fastställa med ett personnummer."
    LIKE_PERSONAL_NUMBER = "{} ser ut som ett personnummer. Ta bort det om det är det."
    TELEPHONE = "{} ser ut som ett telefonnummer. Ta bort det om det är en persons. Planen läses av många."
    EMAIL = "{} ser ut som en privat e-postadress. Ange en funktion i stället. Planen läses av många."


IN_PLANS = {kind: kind.value for kind in Kind}
# Of what stands in answers, which are closed instead of adopted.
IN_ANSWERS = IN_PLANS | {
    Kind.PERSONAL_NUMBER: "{} är ett personnummer. Ta bort det: uppföljningen går inte att avsluta med det.",
    Kind.TELEPHONE: "{} ser ut som ett telefonnummer. Ta bort det om det är en persons. Svaret läses av många.",
    Kind.EMAIL: "{} ser ut som en privat e-postadress. Ange en funktion i stället. Svaret läses av många.",
}
# Of what a file that goes with an answer is called.
IN_FILE_NAMES = IN_ANSWERS | {
    Kind.PERSONAL_NUMBER: (
        "{} är ett personnummer. Ta bort bilagan, döp om filen och bifoga den igen: uppföljningen går inte att avsluta "
        "med det."
    ),
    Kind.LIKE_PERSONAL_NUMBER: (
        "{} ser ut som ett personnummer. Är det ett, ta bort bilagan, döp om filen och bifoga den igen."
    ),
}


@dataclass(frozen=True)
class PersonalData:
    """A piece of the text, `text` as it stands there."""

    kind: Kind
    text: str

    @property
    def hint(self) -> str:
        # Enough to find it again, and no more: it is shown to others than the one who wrote it.
        if self.kind is Kind.EMAIL:
            return f"…@{self.text.rpartition('@')[2]}"
        shown = 3 if self.kind is Kind.TELEPHONE else 2
        return f"{self.text[:shown].rstrip(' -')}…"

    @property
    def sentence(self) -> str:
        return self.kind.value.format(self.hint)


# --- What looks like a personnummer: a day that exists and four figures more, without asking for the check digit.
# Ten figures in a row are as often an account or a case, so they need the hyphen.
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_SHAPE = re.compile(
    rf"(?<![\w/\u2013-])(?:(?:18|19|20)\d{{2}}[ -]?{_DAY}[-+ ]?|\d{{2}}{_DAY}[-+])"
    r"(?P<last>\d{4})(?![\w/]|[-\u2013]\d)"
)
# The second half of a period such as 20270101-0630, or a year: as common in a plan as personnummer should be rare.
_END_OF_PERIOD = re.compile(r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|20[0-4]\d")

# --- Telephone numbers
_GAP = r"[ \u00a0\u2009\u202f]"
_DASH = r"[-\u2010\u2011\u2013]"
_BETWEEN = rf"(?:{_GAP}?{_DASH}{_GAP}?|{_GAP}|/)"
_PAIRS = rf"\d{{2}}{_GAP}\d{{2}}"
# Seven figures after 070: 123 45 67, 12 34 567, 1234567, 123 4567, 123-45-67; or 1-23 45 67 after 070.
_MOBILE_REST = (
    rf"(?:{_BETWEEN}?(?:\d{{7}}|\d{{3}}{_GAP}{_PAIRS}|{_PAIRS}{_GAP}\d{{3}}|\d{{3}}{_GAP}\d{{4}}"
    rf"|\d{{3}}-\d{{2}}-\d{{2}})|\d{_BETWEEN}(?:\d{{6}}|{_PAIRS}{_GAP}\d{{2}}|\d{{3}}{_GAP}\d{{3}}))"
)
_MOBILE = rf"07[02369]{_MOBILE_REST}"
# Stockholm, the towns with two figures, the rest with three. Not 010, 020 and 077, which only organisations have.
_AREA = r"0(?!10|20)(?:8|[1-69]\d{1,2})"
_LANDLINE_REST = rf"(?:\d{{5,8}}|\d{{3}}{_GAP}\d{{2}}|\d{{2,3}}{_GAP}{_PAIRS}|\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{2}})"
_LANDLINE = rf"{_AREA}[-\u2011]{_LANDLINE_REST}"
# Said to be a telephone, it may be written with spaces alone.
_CALLED = (
    rf"(?i:\b(?:tfn|tel|telefon(?:nummer)?|mobil|ring|sms:?a)\b)[.:]?{_GAP}*(?P<said>{_AREA}{_GAP}{_LANDLINE_REST})"
)
_ABROAD = (
    rf"(?:\+|00)46{_GAP}?-?(?:\(0\){_GAP}?|{_GAP}?0)?"
    rf"(?!10|20|77)[1-9]\d{{0,2}}(?:{_BETWEEN}?\d{{2,3}}){{2,4}}"
)
_TELEPHONE = re.compile(
    rf"(?<![\w+./\u2013-])(?:{_ABROAD}|{_MOBILE}|{_LANDLINE}|{_CALLED})"
    rf"(?![\w/]|[-\u2013.,:]\d|{_GAP}\d|{_GAP}?(?:kr|tkr|mkr|mnkr|%))"
)
# What numbers are called that are no telephone's: "Dnr 0702-123456", "kst 0911-12345".
_NOT_CALLED = re.compile(
    r"(?:\b(?:dnr|diarie|ärende|kst|kostnadsställe|konto|projekt|org\.?|organisations|ref|referens|faktura|bankgiro|bg"
    r"|plusgiro|pg|isbn|issn|artikel|avtal|avtals|KS|KSN|SN|BUN|KF)[ .]?(?:nr|nummer)?"
    r"|(?<!tel\.)(?<!tel )\bnr|§)[.:#/ ]*\Z",
    re.IGNORECASE,
)
_FIGURES = range(8, 11)  # of a whole Swedish number, the zero included

# --- Addresses
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@(?P<provider>[\w-]+)\.(?:co\.)?[a-zA-Z]{2,4}(?![\w-]|\.\w)")
# Where people have an address of their own, without the ending: hotmail.com and hotmail.se are one.
_PROVIDERS = frozenset(
    [
        *("gmail", "googlemail", "hotmail", "outlook", "live", "msn", "icloud", "me", "mac", "yahoo", "ymail", "aol"),
        *("gmx", "protonmail", "proton", "pm", "tutanota", "tuta", "hey", "fastmail", "zoho", "mail", "telia"),
        *("bredband", "bredband2", "comhem", "home", "spray", "passagen", "swipnet", "glocalnet", "algonet", "tele2"),
        *("bostream", "ownit"),
    ]
)


def personal_data_in(text: str) -> list[PersonalData]:
    """What looks like personal data, each piece once, the gravest first."""
    numbers = list(dict.fromkeys(personal_numbers(text)))
    told = [number for number in numbers if not may_be_telephone(number)]
    rest = _without(text, NUMBER, told)
    shaped = [found.group() for found in _SHAPE.finditer(rest) if not _END_OF_PERIOD.fullmatch(found["last"])]
    telephones = list(_telephones(_without(rest, _SHAPE, shaped)))
    emails = [found.group() for found in _EMAIL.finditer(text) if found["provider"].lower() in _PROVIDERS]
    kinds = zip(Kind, (told, shaped, telephones, emails), strict=True)
    return [PersonalData(kind, piece) for kind, pieces in kinds for piece in dict.fromkeys(pieces)]


def warnings_in(text: str, sentences: Mapping[Kind, str] = IN_PLANS) -> list[str]:
    """Sentences about what looks like personal data in a text; they stop nothing."""
    # The commonest case by far, and every cell of a long table is asked.
    if not any(sign.isdigit() or sign == "@" for sign in text):
        return []
    return list(dict.fromkeys(sentences[found.kind].format(found.hint) for found in personal_data_in(text)))


def is_private(email: str) -> bool:
    """Whether the address is of a provider where people have one of their own."""
    found = _EMAIL.fullmatch(email)
    return found is not None and found["provider"].lower() in _PROVIDERS


def _telephones(text: str) -> list[str]:
    found = []
    for match in _TELEPHONE.finditer(text):
        number = match["said"] or match.group()
        if _has_length(number) and not _NOT_CALLED.search(text[max(0, match.start() - 30) : match.start()]):
            found.append(number)
    return found


def _has_length(number: str) -> bool:
    figures = "".join(sign for sign in number.replace("(0)", "") if sign.isdigit())
    for prefix in ("0046", "46"):
        if figures.startswith(prefix):
            figures = "0" + figures.removeprefix(prefix).removeprefix("0")
    return len(figures) in _FIGURES


def _without(text: str, pattern: re.Pattern[str], pieces: Iterable[str]) -> str:
    # What is told once is not looked at again.
    told = frozenset(pieces)
    return pattern.sub(lambda found: " … " if found.group() in told else found.group(), text)
