"""What kind of time a "när" means, as a suggestion beside the text. Nothing is stored from it that the user has not
seen.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["one_off", "period", "recurring", "continuous", "event_bound", "on_demand", "unknown"]
Unit = Literal["", "year", "term", "quarter", "month", "week"]

_NUMBERS = {
    "en": 1,
    "ett": 1,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "sju": 7,
    "åtta": 8,
    "nio": 9,
    "tio": 10,
}
_MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]  # 1 to 12
_MONTH = re.compile(
    r"\b(jan(?:uari)?|feb(?:ruari)?|mars|apr(?:il)?|maj|juni|juli|aug(?:usti)?|sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)\b",
    re.IGNORECASE,
)
_UNITS: tuple[tuple[str, Unit], ...] = (
    (r"år(?:et)?|verksamhetsår(?:et)?|läsår(?:et)?", "year"),
    (r"termin(?:en)?|hösttermin|vårtermin", "term"),
    (r"kvartal(?:et)?", "quarter"),
    (r"månad(?:en)?|mån", "month"),
    (r"vecka(?:n)?", "week"),
)
_ANY_UNIT = "|".join(pattern for pattern, _ in _UNITS)
_TIMES = re.compile(
    rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})\s*(?:-\s*\d+\s*)?(?:gång(?:er)?|ggr|ggn|möten|tillfällen|träffar|x)\s*(?:per|/|om|i|varje)\s*"
    rf"(?P<unit>{_ANY_UNIT})\b",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"(?:\bvarje|\bvar)\s+(?P<unit>{_ANY_UNIT}|höst|vår|sommar|vinter|{'|'.join(_MONTHS)})\b(?!sstart|savslut)",
    re.IGNORECASE,
)
_ADVERBS: tuple[tuple[str, Unit, int], ...] = (
    (r"\bårlig(?:en|t|a)?\b", "year", 1),
    (r"\bhalvårs(?:vis|ligen)\b", "year", 2),
    (r"\bterminsvis\b", "term", 1),
    (r"\bkvartalsvis\b", "quarter", 1),
    (r"\bmånads(?:vis|ligen)\b|\bmånatlig(?:en|t|a)?\b", "month", 1),
    (r"\bvecko(?:vis|ligen)\b", "week", 1),
)
_ON_DEMAND = re.compile(
    r"\bvid behov\b|\bnär behov\b|\bbehov uppstår\b|\bpå begäran\b|\befter behov\b|\bom det behövs\b", re.IGNORECASE
)
_CONTINUOUS = re.compile(
    r"\blöpande\b|\bkontinuerlig(?:t|a)?\b|\bfortlöpande\b|\btills vidare\b|\bhela (?:året|planperioden|perioden)\b|"
    r"\bunder (?:hela )?(?:året|planperioden|perioden|programperioden)\b|\bpågående\b|\bständigt\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\binför\b|\bi samband med\b|\bvid (?:varje |samtliga |planerade )?\w*|\befter (?:varje )?\w+|\briskkväll|"
    r"\briskhelg|"
    r"\blov(?:et)?\b|"
    r"\b\w*(?:lov|avslutning|avslutningar|helg|helger|kvällar|läsårsstart|terminsstart)\b|\bplanera(?:d|de)\s+tillfällen\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(20\d\d)\b")
_YEARS = re.compile(r"\b(20\d\d)\s*(?:[-–—/]|till|och)\s*(20\d\d|\d\d)\b")
_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_WRITTEN_DAY = re.compile(rf"\b(\d{{1,2}})\s+{_MONTH.pattern}\s+(20\d\d)\b", re.IGNORECASE)
_ISO_MONTH = re.compile(r"\b(20\d\d)-(0[1-9]|1[0-2])\b(?!-\d)")
_WEEK = re.compile(r"\b(?:v\.?|vecka|veckorna)\s*(\d{1,2})\b", re.IGNORECASE)
_SEASONS = {"vår": (1, 6), "våren": (1, 6), "vårterminen": (1, 6), "vt": (1, 6), "sommaren": (6, 8), "sommar": (6, 8)}
_SEASONS |= {"höst": (7, 12), "hösten": (7, 12), "höstterminen": (7, 12), "ht": (7, 12), "vintern": (12, 12)}
_SEASON = re.compile(rf"\b({'|'.join(sorted(_SEASONS, key=len, reverse=True))})\b", re.IGNORECASE)


@dataclass(frozen=True)
class ScheduleSuggestion:
    """`times` per `unit` for what recurs, at least when `at_least`; `week` is a week number where one is named."""

    kind: Kind
    times: int | None = None
    unit: Unit = ""
    at_least: bool = False
    start: date | None = None
    end: date | None = None
    week: int | None = None


def classify(text: str) -> ScheduleSuggestion:
    """The first that fits: how often, all the time, dates, an event, on demand. "Vid behov men minst 2 gånger per
    år" recurs.
    """
    start, end = _dates(text)
    week = _week(text)
    if recurring := _recurring(text):
        times, unit = recurring
        return ScheduleSuggestion("recurring", times, unit, _is_at_least(text), start, end, week)
    if _CONTINUOUS.search(text):
        return ScheduleSuggestion("continuous", start=start, end=end, week=week)
    if _ON_DEMAND.search(text):
        return ScheduleSuggestion("on_demand", start=start, end=end)
    if start or week or (_SEASON.search(text) or _MONTH.search(text)):
        spans_years = start is not None and end is not None and start.year != end.year
        return ScheduleSuggestion("period" if spans_years else "one_off", start=start, end=end, week=week)
    return ScheduleSuggestion("event_bound" if _EVENT.search(text) else "unknown")


def _is_at_least(text: str) -> bool:
    return re.search(r"\bminst\b", text, re.IGNORECASE) is not None


def _recurring(text: str) -> tuple[int, Unit] | None:
    if found := _TIMES.search(text):
        count = found["count"].casefold()
        return _NUMBERS.get(count) or int(count), _unit(found["unit"])
    if found := _EACH.search(text):
        return 1, _unit(found["unit"]) or "year"
    return next(((times, unit) for pattern, unit, times in _ADVERBS if re.search(pattern, text, re.IGNORECASE)), None)


def _unit(word: str) -> Unit:
    return next((unit for pattern, unit in _UNITS if re.fullmatch(pattern, word, re.IGNORECASE)), "")


def _week(text: str) -> int | None:
    found = _WEEK.search(text)
    return int(found[1]) if found and 1 <= int(found[1]) <= 53 else None


def _dates(text: str) -> tuple[date | None, date | None]:
    """The first and the last day that the text names; none without a year."""
    if days := _days(text):
        return days[0], days[-1]
    if found := _YEARS.search(text):
        last = int(found[2]) if len(found[2]) == 4 else int(found[1][:2] + found[2])
        if int(found[1]) <= last:
            return date(int(found[1]), 1, 1), date(last, 12, 31)
        return _iso_months(text)  # "2026-03" is no period of years that ends before it began
    if _ISO_MONTH.search(text):
        return _iso_months(text)
    years = _YEAR.findall(text)
    if len(set(years)) != 1:
        return None, None
    first, last = _months(text)
    return date(int(years[0]), first, 1), date(int(years[0]), last, monthrange(int(years[0]), last)[1])


def _iso_months(text: str) -> tuple[date | None, date | None]:
    """From the first month written as "2026-03" to the last; none without one."""
    named = sorted((int(found[1]), int(found[2])) for found in _ISO_MONTH.finditer(text))
    if not named:
        return None, None
    (first_year, first), (last_year, last) = named[0], named[-1]
    return date(first_year, first, 1), date(last_year, last, monthrange(last_year, last)[1])


def _days(text: str) -> list[date]:
    # Those written as "2026-03-12", else those written as "12 mars 2026".
    numbers = [(int(found[1]), int(found[2]), int(found[3])) for found in _ISO.finditer(text)] or [
        (int(found[3]), _month_number(found[2]), int(found[1])) for found in _WRITTEN_DAY.finditer(text)
    ]
    return [day for each in numbers if (day := _day(*each))]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months(text: str) -> tuple[int, int]:
    if named := [_month_number(found[1]) for found in _MONTH.finditer(text)]:
        return (named[0], named[-1]) if named[0] <= named[-1] else (named[0], named[0])
    found = _SEASON.search(text)
    return _SEASONS[found[1].casefold()] if found else (1, 12)


def _month_number(word: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(word.casefold()[:3]))
