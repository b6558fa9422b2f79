"""What the beginning of a document says of the plan as a whole: its title, kind and period."""

import re
from dataclasses import replace
from datetime import date
from unicodedata import combining, normalize

from activities.imports.plan import ImportedPlan
from activities.imports.recognition.pieces import Piece
from activities.imports.recognition.wording import is_section

_PLAN_WORD = re.compile(
    r"(?:plan|planen|program|programmet|strategi|policy|löfte|löften|överenskommelse|riktlinjer)\b", re.IGNORECASE
)
_YEARS = re.compile(r"\b(20\d\d)\s*(?:[-–—/]|till|t\.?o\.?m\.?)\s*(20\d\d|\d\d)\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
_DATE = re.compile(r"\b(\d{4})-(\d\d?)-(\d\d?)\b")
_FIRST_PIECES = 8
_LONGEST_TITLE = 150
_KINDS = (
    ("regional handlingsplan", "regional_action_plan"),
    ("regional plan", "regional_action_plan"),
    ("genomförandeplan", "implementation_plan"),
    ("medborgarlöfte", "citizen_promise"),
    ("platsplan", "place_plan"),
    ("plats", "place_plan"),
    ("åtgärdsplan", "measure_plan"),
    ("årsplan", "annual_plan"),
    ("verksamhetsplan", "annual_plan"),
    ("handlingsplan", "action_plan"),
    ("aktivitetsplan", "action_plan"),
    ("program", "programme"),
    ("strategi", "strategy"),
    ("policy", "policy"),
)


def mark_title(pieces: list[Piece]) -> None:
    """Where no paragraph has the style of a title: the first line that names a plan, with a line of years below it."""
    if any(piece.role == "title" for piece in pieces):
        return
    first = [piece for piece in pieces if piece.role not in ("margin", "aside", "picture", "navigation")][
        :_FIRST_PIECES
    ]
    for index, piece in enumerate(first):
        if piece.role in ("table", "label", "tips", "contents"):
            return
        if _may_be_title(piece) and not piece.forced:
            piece.role = "title"
            _mark_years(piece, first[index + 1 : index + 2])
            return


def _may_be_title(piece: Piece) -> bool:
    is_line = (
        piece.role in ("heading", "text") and len(piece.text) <= _LONGEST_TITLE and not piece.text.endswith((".", ":"))
    )
    is_own = not piece.heading.is_labelled and not is_section(piece.text)
    return is_line and is_own and _PLAN_WORD.search(piece.text) is not None


def _mark_years(title: Piece, following: list[Piece]) -> None:
    for piece in following:
        is_line = piece.role in ("heading", "text") and len(piece.text) <= 80 and not piece.heading.is_labelled
        if is_line and _YEARS.search(piece.text) and not _YEAR.search(title.text):
            piece.role = "title"


def with_guesses(plan: ImportedPlan, name: str) -> ImportedPlan:
    """The title, or else the file's name; the kind and the period as far as the words tell."""
    title = plan.title or _from_file_name(name)
    said = {line.field: line.text for line in reversed(plan.header) if line.field}
    kind = _kind(f"{title} ") or _kind(said.get("document_kind", ""))
    first, last = _period(said, title)
    where = plan.title_where or ("filens namn" if title else "")
    return replace(plan, title=title, title_where=where, kind=kind, valid_from=first, valid_until=last)


def _from_file_name(name: str) -> str:
    stem = re.sub(r"\.\w{1,5}$", "", name.replace("\\", "/").rsplit("/", 1)[-1])
    return " ".join(re.split(r"[\s_]+", stem)).strip()


def _kind(text: str) -> str:
    folded = _without_marks(text)
    return next((kind for word, kind in _KINDS if _without_marks(word) in folded), "")


def _without_marks(text: str) -> str:
    # File names often lack å, ä and ö.
    return "".join(letter for letter in normalize("NFD", text.casefold()) if not combining(letter))


def _period(said: dict[str, str], title: str) -> tuple[date | None, date | None]:
    text = f"{said.get('period', '')} {title}"
    first, last = _years(text)
    starts = _date(said.get("valid_from", ""), 1, 1) or (date(first, 1, 1) if first else None)
    ends = _date(said.get("valid_until", ""), 12, 31) or (date(last, 12, 31) if last else None)
    return (starts, ends) if not starts or not ends or starts <= ends else (None, ends)


def _years(text: str) -> tuple[int, int]:
    if found := _YEARS.search(text):
        first = int(found[1])
        last = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
        return (first, last) if first <= last else (0, 0)
    years = _YEAR.findall(text)
    return (int(years[0]), int(years[0])) if len(set(years)) == 1 else (0, 0)


def _date(text: str, month: int, day: int) -> date | None:
    if found := _DATE.search(text):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None
    years = _YEAR.findall(text)
    return date(int(years[-1]), month, day) if years else None
