"""The words by which paragraphs tell what they are: lists of activities, tips, navigation, ordinary sections."""

import re
from dataclasses import dataclass

from andts.lib.folding import plain, words

BULLET = re.compile(r"^(?:[•●▪■◦‣·○►➢✓o]\s+|[●•▪]|[-*–—]\s+)")
_INNER_BULLET = re.compile(r"\s*[•●▪■◦‣►➢]\s*")
_NAVIGATION = re.compile(
    r"(?:»|«|→)\s*$|^(?:klicka här|tillbaka till|till toppen|läs mer\b|gå till\b|skriv ut\b|dela\b|lyssna$)", re.I
)
_TIPS = re.compile(r"tips\b(?!ande|telefon)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:\.{3,}|…|_{3,}|\s)\s*\d{1,3}$")
CONTENTS_HEADINGS = {"innehåll", "innehållsförteckning", "innehåll sida", "innehållsförteckning sida"}
_CONTACT_HEADING = re.compile(
    r"(?:kontakt(?:er|lista|uppgifter|personer)?|telefonlista|adresslista|sändlista)\b", re.IGNORECASE
)

# What an ordinary section of a plan is called; activities below it belong to no goal of that name.
_SECTION_WORDS = re.compile(
    r"(?:bakgrund|inledning|syfte|uppföljning|utvärdering|organisation|sammanfattning|bilag|definition|ordlist|metod|"
    r"lägesbild|nuläge|kartläggning|vision|förord|innehåll|referens|källor|lagstiftning|styrdokument|revidering|ekonomi|finansiering|"
    r"samverkan och organisation|utfall|statistik|begrepp|läsanvisning|om planen|ansvar|roller|kontakt|process|beslut|"
    r"avgränsning|mål och syfte|syfte och mål|övergripande|specifika mål|delmål|målgrupp|disposition|historik|planens|"
    r"arbetsgång|implementering)",
    re.IGNORECASE,
)
# Those that are a heading even where nothing but their standing alone says so.
_LONE_SECTIONS = set(words("bakgrund inledning sammanfattning förord nuläge lägesbild ordlista definitioner"))
_GENERIC = set(
    words(
        """aktivitet aktiviteter åtgärd åtgärder insats insatser mål och handlingsplan genomförandeplan plan
        aktivitetsplan åtgärdsplan insatsområden områden fokusområden delmål tabell planerade konkreta våra samt
        med för år planen perioden målområden prioriterade förebyggande tabeller över översikt aktivitetslista
        lista"""
    )
)
_LIST_WORDS = r"(?:aktiviteter|åtgärder|insatser|löften|åtaganden|medborgarlöften|ansvarsområden|uppgifter)"
_LIST_HEADING = re.compile(
    rf"(?:(?P<before>.{{0,60}}?)\s+)?(?P<list>{_LIST_WORDS})(?:\s+(?:är|under|som|\d{{4}}).{{0,40}})?\s*:?$",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"(?P<who>[^.:;]{2,70}?)\s+(?:ska|skall|kommer att|lovar(?: att)?|ansvarar för(?: att)?|åtar sig(?: att)?|"
    r"avser att|arbetar med|arbetar för att|bidrar med|kommer under perioden att)\s*:?$",
    re.IGNORECASE,
)
_ACTOR = re.compile(
    r"(?:polis(?:en|myndigheten)?|kommunen|\w+ kommun|socialtjänsten?|räddningstjänsten?|länsstyrelsen|"
    r"regionen|region \w+|skolan?|elevhälsan?|fritidsgården?|föreningslivet|"
    r"\w*(?:förvaltningen|nämnden|bolaget|enheten|kontoret))$",
    re.IGNORECASE,
)
_ORIENTATIONS = (("preventiv", "preventiv"), ("interventiv", "interventiv"))
_LEVELS = ("universell", "selektiv", "indikerad", "primär", "sekundär", "tertiär")
_BEFORE_A_LIST = {
    "planerade",
    "konkreta",
    "våra",
    "förebyggande",
    "lokala",
    "gemensamma",
    "aktuella",
    "prioriterade",
    "föreslagna",
    "nya",
}


@dataclass(frozen=True)
class ListHeading:
    """What a line above bullets says of all of them."""

    responsible: str = ""
    orientation: str = ""
    prevention_level: str = ""


def list_heading(text: str) -> ListHeading | None:
    """ "Polisens aktiviteter:", "Kommunen ska", "Preventiva insatser:"; None when the line announces no activities."""
    text = text.strip()
    if len(text) > 120 or "\n" in text:
        return None
    if found := _DOES.match(text):
        who = found["who"].strip()
        return ListHeading("" if plain(who) in ("vi", "detta", "det") else who)
    if _ACTOR.match(text.rstrip(":")):
        return ListHeading(text.rstrip(":"))
    found = _LIST_HEADING.fullmatch(text)
    return _announced((found["before"] or "").strip()) if found else None


def _announced(before: str) -> ListHeading | None:
    folded = before.casefold()
    orientation = next((name for start, name in _ORIENTATIONS if folded.startswith(start)), "")
    level = next((name for name in _LEVELS if folded.startswith(name)), "")
    if not before or orientation or level or folded in _BEFORE_A_LIST:
        return ListHeading("", orientation, level)
    who, _, rest = before.partition(" ")
    if rest and rest.casefold() not in _BEFORE_A_LIST and not before.endswith("s"):
        return None
    named = who if rest.casefold() in _BEFORE_A_LIST else before
    return ListHeading(_without_genitive(named)) if named.endswith("s") else None


def _without_genitive(name: str) -> str:
    return name if name.casefold() == "polis" else name[:-1]


def is_tips_heading(text: str) -> bool:
    return _TIPS.match(text) is not None and len(text) <= 80 and not text.rstrip().endswith(".")


def is_navigation(text: str) -> bool:
    return len(text) <= 120 and _NAVIGATION.search(text) is not None


def is_contents_line(text: str) -> bool:
    return len(text) <= 250 and _PAGE_NUMBER.search(text) is not None


def is_contact_heading(text: str) -> bool:
    return _CONTACT_HEADING.match(text) is not None and len(text) <= 60


def is_section(text: str) -> bool:
    return _SECTION_WORDS.match(text) is not None


def is_lone_section(text: str) -> bool:
    return text[:1].isupper() and plain(text) in _LONE_SECTIONS and not text.endswith(":")


def is_generic(text: str) -> bool:
    # "aktiviteter", "mål och insatser 2026": it names no goal and no area.
    found = words(text)
    return bool(found) and all(word in _GENERIC or word.isdigit() for word in found)


def without_bullet(text: str) -> str:
    return BULLET.sub("", text, count=1).strip()


def inner_items(text: str) -> list[str]:
    """The items of "• a. • b." and of lines with a bullet each; one item when there is no bullet inside."""
    items = [item.strip() for line in text.split("\n") for item in _INNER_BULLET.split(without_bullet(line))]
    return [item for item in items if item]
