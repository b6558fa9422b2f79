"""Which field a column heading or a label ("Ansvarig:") names.

A heading is compared without case and punctuation: first whole, then without what is added to its first words, so that
"Ansvarig (förvaltning)" is "ansvarig". The fields after a word are tried in order when another column has already taken
the first.
"""

import re
from collections.abc import Iterable
from functools import cache

from andts.lib.folding import plain

_LONGEST_HEADING = 80
_MOST_LABEL_WORDS = 6
# Where the word itself ends: "Ansvarig (nämnd)", "Aktivitet/åtgärd", "Uppföljning 2026", "Ansvarig för genomförande".
_ADDITION = re.compile(r"\s*[(/:,;?&\n–—]|\s-\s|\s(?:för|och|eller|per|samt|resp|under|enligt|inkl)\b|\s\d{4}")

_WORDS: dict[tuple[str, ...], str] = {
    ("number",): """nr; nummer; no; löpnr; löpnummer; aktivitetsnr; aktivitetsnummer; id; punkt""",
    (
        "title",
        "description",
    ): """aktivitet; aktiviteter; åtgärd; åtgärder; insats; insatser; vad ska göras; vad ska vi göra;
        vad gör vi; vad som ska göras; aktivitetens namn; namn på aktivitet; planerad aktivitet; planerade aktiviteter;
        planerad åtgärd; planerade åtgärder; planerad insats; planerade insatser; förslag på åtgärd;
        förslag på aktivitet;
        aktiviteter åtgärder; konkret åtgärd; konkreta åtgärder; uppdrag; åtagande; åtaganden; löfte; arbetsuppgift;
        att göra; rubrik; förebyggande åtgärd; förebyggande åtgärder; metod aktivitet""",
    (
        "description",
        "own",
    ): """vad; beskrivning; hur; genomförande; hur genomförs; hur ska det göras; hur gör vi; innehåll;
        beskrivning av aktivitet; beskrivning av insats; beskrivning av åtgärd; aktivitetsbeskrivning; vad innebär det;
        tillvägagångssätt; arbetssätt; metod; hur ska vi göra""",
    (
        "schedule",
        "own",
    ): """när; tidplan; tidsplan; tid; klart senast; senast klart; klar senast; klart; klar; färdigt; deadline;
        tidpunkt; tidsram; tidsperiod; period; datum; startdatum; slutdatum; start; slut; frekvens; hur ofta; år;
        tidsättning;
        genomförs när; genomförandetid; när ska det göras; när ska det vara klart; start och slut; starttid; sluttid""",
    (
        "partners",
        "own",
    ): """samverkan; samverkanspartner; samverkanspartners; samverkansparter; samverkanspart; samverkar med;
        samverkan med; i samverkan med; samverkansaktörer; samarbete; samarbetspartner; samarbetspartners;
        samarbetar med;
        tillsammans med; medverkande; övriga aktörer; berörda aktörer; berörda; involverade; involverade aktörer;
        medaktörer; partner; partners; delaktiga; medansvarig; medansvariga; deltagande aktörer; stöd av;
        övriga medverkande""",
    (
        "responsible",
        "partners",
        "own",
    ): """ansvarig; ansvariga; ansvar; ansvarig nämnd; ansvarig förvaltning; ansvarig part;
        huvudansvar; huvudansvarig; huvudansvariga; vem; vem gör; vilka; utförare; utförs av; genomförs av; ägare;
        huvudman;
        ansvarig aktör; ansvarig funktion; ansvarig person; ansvarig för genomförande; vem ansvarar; vem är ansvarig;
        ansvarsfördelning; aktör; aktörer; ansvarig verksamhet; ansvarig organisation; sammankallande; vem gör vad;
        vem ansvarar för det; ansvarig enhet""",
    (
        "follow_up",
        "own",
    ): """uppföljning; hur följs det upp; uppföljningsmetod; hur följs aktiviteten upp; hur följer vi upp;
        uppföljning och utvärdering; utvärdering; mått; mätetal; nyckeltal; indikator; indikatorer; hur mäter vi;
        hur mäts det;
        hur vet vi; följs upp genom; följs upp; uppföljningsmått; mätning; mätmetod; hur följs insatsen upp;
        hur följs åtgärden upp; uppföljning mått; uppföljas""",
    (
        "goal",
        "own",
    ): """mål; delmål; effektmål; målsättning; resultatmål; inriktningsmål; övergripande mål; långsiktigt mål;
        kortsiktigt mål; huvudmål; prioriterat mål; nationellt mål; mål nr; måluppfyllelse mål""",
    (
        "area",
        "own",
    ): """insatsområde; insatsområden; område; fokusområde; fokusområden; område för samhandling; förebyggsten;
        målområde; utvecklingsområde; prioriterat område; delområde; arbetsområde; tema; strategiskt område;
        problemområde;
        utmaning; samverkansområde; prioriterat insatsområde""",
    (
        "target_group",
        "own",
    ): "målgrupp; målgrupper; för vem; riktar sig till; vilka berörs; vem riktar sig aktiviteten till",
    ("arena", "own"): "arena; arenor",
    ("prevention_level", "own"): """preventionsnivå; nivå; prevention; preventionsnivåer; universell selektiv indikerad;
        förebyggande nivå; universell selektiv eller indikerad""",
    ("strategy", "own"): "strategi; strategier; tillgång efterfrågan skada",
    ("orientation", "own"): "inriktning; preventiv interventiv; preventiv eller interventiv",
    ("substances", "own"): "substans; substanser; andt; andts; preparat; drog",
    ("place", "own"): "plats; var; ort; platser; geografiskt område; lokal",
    (
        "cost",
        "own",
    ): """kostnad; kostnader; budget; resurser; resurs; finansiering; ekonomi; medel; kostnad budget; pris;
        kostnadsställe; kostnad och finansiering""",
    ("status", "own"): "status",
    ("own",): """resultat; utfall; kommentar; kommentarer; anteckning; anteckningar; övrigt; syfte; effekt;
        förväntat resultat; förväntad effekt; prioritet; risk; länk; koppling; beslut; lägesrapport; nuläge""",
}


@cache
def _vocabulary() -> dict[str, tuple[str, ...]]:
    return {plain(word): fields for fields, words in _WORDS.items() for word in words.split(";")}


@cache
def candidates(heading: str) -> tuple[str, ...]:
    """The fields a heading may name, best first; empty when the heading is none of ours."""
    if heading.strip() in ("#", "№"):
        return ("number",)
    if len(heading) > _LONGEST_HEADING:
        return ()
    known = _vocabulary()
    first = known.get(plain(_ADDITION.split(heading.strip(), maxsplit=1)[0])) or ()
    # "Status 2025" and "Status per oktober" say how it was then; a plan may have several, and each keeps its name.
    return known.get(plain(heading)) or (("own",) if first[:1] == ("status",) else first)


def field_of_label(label: str) -> str | None:
    """The field a label before a colon names; stricter than a column, as any sentence can hold a colon."""
    words = plain(label).split()
    if not 0 < len(words) <= _MOST_LABEL_WORDS:
        return None
    while words and words[-1].isdigit():
        words = words[:-1]  # "Aktivitet 3:"
    fields = _vocabulary().get(" ".join(words))
    return fields[0] if fields else None


def fields_of(headings: Iterable[str], filled: Iterable[bool]) -> list[str]:
    """A field for each column: one column per field, apart from goals and areas; the rest are the plan's own columns.

    A column without heading and without text is ignored.
    """
    taken: list[str] = []
    for heading, has_text in zip(headings, filled, strict=True):
        wanted = candidates(heading) or (("own",) if heading or has_text else ("ignore",))
        free = (field for field in wanted if field in ("goal", "area", "own", "ignore") or field not in taken)
        taken.append(next(free, "own"))
    return _with_title(taken, list(headings))


def _with_title(fields: list[str], headings: list[str]) -> list[str]:
    # "Vad" and "Hur" without an "Aktivitet" beside them: the first is the title.
    extra = [i for i, field in enumerate(fields) if field == "own" and candidates(headings[i])[:1] == ("description",)]
    if "title" not in fields and "description" in fields and extra:
        first = fields.index("description")
        fields[first], fields[extra[0]] = "title", "description"
    return fields
