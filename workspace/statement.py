"""The accessibility statement that the law on digital public service (2018:1937, 13 §) asks of every public body.

What is true of the product in every installation stands here; what only the installation knows (who answers for it, how
to reach them, what they have found themselves) comes from its settings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.checks import CheckMessage, Warning

# The day somebody last held this version against the requirements, and what they found. Change them together.
ASSESSED = date(2026, 11, 22)
KNOWN_FAULTS = [
    "Filer som en plan är inläst från går att hämta så som de var. Någon annan har gjort dem i Word eller Excel, och "
    "de kan sakna rubriker, alternativtexter och rubrikrader. Vi ändrar dem inte, för de är handlingar. Texten ur dem "
    "står på planens sida.",
    "Dokument i Word och Excel har rubriker, rubrikrader och språk, men vi har inte prövat dem med skärmläsare. "
    "Samma innehåll går att läsa på planens sida och i PDF-filen, som följer PDF/UA-1.",
    "Sidorna under /drift/, för den som sköter servern, är inte bedömda. De kommer från ramverket Django. "
    "Ingen uppgift i arbetet med planer görs där.",
]
METHOD = (
    "Självskattning. Varje sida prövas med verktyget axe mot WCAG 2.2 nivå AA i tre skärmbredder, i ljust och mörkt "
    "läge, och med enbart tangentbord, i 400 procents förstoring och utan skript. PDF-filerna prövas med veraPDF mot "
    "PDF/UA-1. Ingen utomstående har granskat tjänsten, och vi har inte prövat den tillsammans med personer som "
    "använder hjälpmedel."
)


@dataclass(frozen=True)
class Statement:
    """All that the page says, in the order it says it. An empty actor or no contact: not filled in."""

    service: str
    actor: str
    conformity: str
    faults: list[str]
    burden: list[str]
    exempt: list[str]
    email: str
    phone: str
    link: str
    method: str
    assessed: date
    updated: date

    @property
    def conformity_phrase(self) -> str:
        # One of the three that Digg's instructions allow.
        return f"{self.conformity} förenlig"

    @property
    def has_contact(self) -> bool:
        return bool(self.email or self.phone or self.link)

    @property
    def is_filled_in(self) -> bool:
        return bool(self.actor and self.has_contact)


def statement() -> Statement:
    assessed = settings.STATEMENT_ASSESSED or ASSESSED
    return Statement(
        service=settings.STATEMENT_SERVICE,
        actor=settings.STATEMENT_ACTOR,
        conformity=settings.STATEMENT_CONFORMITY,
        faults=[*KNOWN_FAULTS, *settings.STATEMENT_FAULTS],
        burden=settings.STATEMENT_BURDEN,
        exempt=settings.STATEMENT_EXEMPT,
        email=settings.STATEMENT_EMAIL,
        phone=settings.STATEMENT_PHONE,
        link=settings.STATEMENT_LINK,
        method=settings.STATEMENT_METHOD or METHOD,
        assessed=assessed,
        updated=settings.STATEMENT_UPDATED or assessed,
    )


def check_statement(app_configs: Sequence[object] | None, **kwargs: object) -> list[CheckMessage]:
    found = statement()
    # A checkout or a demonstration need have no statement of its own.
    if not settings.SERVED:
        return []
    wrong: list[CheckMessage] = []
    if not found.actor:
        wrong.append(_warning(1, "saknar offentlig aktör. Ange STATEMENT_ACTOR."))
    if not found.has_contact:
        wrong.append(_warning(2, "saknar kontakt. Ange STATEMENT_EMAIL, STATEMENT_PHONE eller STATEMENT_LINK."))
    if found.conformity == "helt" and found.faults:
        wrong.append(_warning(3, "säger ”helt förenlig” men räknar upp brister. Ändra STATEMENT_CONFORMITY."))
    return wrong


def _warning(number: int, fault: str) -> Warning:
    return Warning(f"Tillgänglighetsredogörelsen {fault}", hint="Se README.md.", id=f"andts.W{number:03}")
