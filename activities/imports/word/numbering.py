"""The numbers Word counts itself and never writes in the text: "1.1", "a)", "IV."."""

import re
from dataclasses import dataclass

from lxml import etree

from activities.imports.word.names import VAL, w

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_SMALL_ROMAN = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_DEEPEST = 9


@dataclass(frozen=True)
class _Level:
    form: str
    pattern: str
    start: int


class Numbering:
    """Counts on as paragraphs are read in order; one per document."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists = {} if root is None else _lists(root)
        self._counts: dict[str, list[int | None]] = {}

    def next_number(self, list_id: str, depth: int) -> tuple[bool, str]:
        """Whether the paragraph is in a list, and its number ("" for a bullet)."""
        abstract, levels = self._lists.get(list_id, ("", {}))
        level = levels.get(depth)
        if level is None or not 0 <= depth < _DEEPEST:
            return False, ""
        counts = self._counts.setdefault(abstract, [None] * _DEEPEST)
        self._count(counts, levels, depth)
        if level.form in ("bullet", "none"):
            return level.form == "bullet", ""
        return True, _PLACE.sub(lambda place: _shown(counts, levels, int(place[1]) - 1), level.pattern).strip()

    def _count(self, counts: list[int | None], levels: dict[int, _Level], depth: int) -> None:
        for above in range(depth):
            if counts[above] is None:
                counts[above] = levels[above].start if above in levels else 1
        before = counts[depth]
        counts[depth] = levels[depth].start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_DEEPEST - depth - 1)


def _lists(root: etree._Element) -> dict[str, tuple[str, dict[int, _Level]]]:
    abstracts = {found.get(w("abstractNumId"), ""): _levels(found) for found in root.findall(w("abstractNum"))}
    lists = {}
    for number in root.findall(w("num")):
        named = number.find(w("abstractNumId"))
        abstract = "" if named is None else named.get(VAL, "")
        own = {int(change.get(w("ilvl"), "0")): change for change in number.findall(w("lvlOverride"))}
        # A list with its own start counts for itself; the others that share an abstract list go on counting together.
        key = f"{abstract}/{number.get(w('numId'))}" if own else abstract
        lists[number.get(w("numId"), "")] = (key, _overridden(abstracts.get(abstract, {}), own))
    return lists


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    return {int(level.get(w("ilvl"), "0")): _level(level) for level in abstract.findall(w("lvl"))}


def _level(element: etree._Element) -> _Level:
    start = _value(element, "start", "1")
    return _Level(
        _value(element, "numFmt", "decimal"), _value(element, "lvlText", ""), int(start) if start.isdigit() else 1
    )


def _overridden(levels: dict[int, _Level], own: dict[int, etree._Element]) -> dict[int, _Level]:
    changed = dict(levels)
    for depth, change in own.items():
        level, start = change.find(w("lvl")), _value(change, "startOverride", "")
        if level is not None:
            changed[depth] = _level(level)
        elif start.isdigit() and depth in changed:
            changed[depth] = _Level(changed[depth].form, changed[depth].pattern, int(start))
    return changed


def _value(element: etree._Element, name: str, otherwise: str) -> str:
    found = element.find(w(name))
    return otherwise if found is None else found.get(VAL, otherwise)


def _shown(counts: list[int | None], levels: dict[int, _Level], depth: int) -> str:
    count = counts[depth] or 0
    form = levels[depth].form if depth in levels else "decimal"
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count < 200 else str(count)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    written = ""
    for value, letters in (*_ROMAN, *_SMALL_ROMAN):
        times, count = divmod(min(count, 3999), value)
        written += letters * times
    return written
