"""What a paragraph's style says: heading level, title, table of contents, list, bold."""

import re
from dataclasses import dataclass

from lxml import etree

from activities.imports.word.names import P_PR, R_PR, VAL, w

_HEADING = re.compile(r"(?:heading|rubrik|överskrift|otsikko)\s*(\d)", re.IGNORECASE)
_TITLES = {"title", "titel", "rubrik", "dokumenttitel", "dokumentrubrik", "huvudrubrik"}
_CONTENTS = re.compile(r"(?:toc|innehåll)", re.IGNORECASE)
_LARGE = 28  # half points: 14 points and more is a heading in a document without heading styles
_LONGEST_CHAIN = 12


@dataclass(frozen=True)
class Style:
    level: int | None = None
    is_contents: bool = False
    is_list: bool = False
    is_bold: bool = False
    is_large: bool = False
    numbering: tuple[str, int] | None = None


PLAIN = Style()


class Styles:
    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall(w("style"))
        self._elements = {style.get(w("styleId"), ""): style for style in found}
        self._made: dict[str, Style] = {}

    def of(self, style_id: str | None) -> Style:
        if style_id is None:
            return PLAIN
        if style_id not in self._made:
            self._made[style_id] = self._made_from(style_id)
        return self._made[style_id]

    def _made_from(self, style_id: str) -> Style:
        style = PLAIN
        for element in reversed(self._chain(style_id)):
            style = _refined(style, element)
        return style

    def _chain(self, style_id: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while (element := self._elements.get(style_id)) is not None and len(chain) < _LONGEST_CHAIN:
            chain.append(element)
            based_on = element.find(w("basedOn"))
            style_id = "" if based_on is None else based_on.get(VAL, "")
        return chain


def _refined(base: Style, element: etree._Element) -> Style:
    named = element.find(w("name"))
    name = "" if named is None else named.get(VAL, "")
    paragraph, run = element.find(P_PR), element.find(R_PR)
    level = _level(name, paragraph)
    return Style(
        level=base.level if level is None else level,
        is_contents=base.is_contents or _CONTENTS.match(name) is not None,
        is_list=base.is_list or "list" in name.casefold(),
        is_bold=is_bold(run, base.is_bold),
        is_large=is_large(run, base.is_large),
        numbering=numbering_of(paragraph) or base.numbering,
    )


def _level(name: str, paragraph: etree._Element | None) -> int | None:
    if name.casefold() in _TITLES:
        return 0
    if found := _HEADING.match(name):
        return int(found[1])
    return outline_level(paragraph)


def outline_level(paragraph: etree._Element | None) -> int | None:
    outline = None if paragraph is None else paragraph.find(w("outlineLvl"))
    value = "" if outline is None else outline.get(VAL, "")
    return int(value) + 1 if value.isdigit() and int(value) < 9 else None


def is_bold(run: etree._Element | None, inherited: bool) -> bool:
    bold = None if run is None else run.find(w("b"))
    return inherited if bold is None else bold.get(VAL, "1") not in ("0", "false", "off")


def is_large(run: etree._Element | None, inherited: bool) -> bool:
    size = None if run is None else run.find(w("sz"))
    value = "" if size is None else size.get(VAL, "")
    return int(value) >= _LARGE if value.isdigit() else inherited


def numbering_of(paragraph: etree._Element | None) -> tuple[str, int] | None:
    """The list and the level in it; list "0" means that the numbering of the style is taken away."""
    numbered = None if paragraph is None else paragraph.find(w("numPr"))
    if numbered is None:
        return None
    listed, level = numbered.find(w("numId")), numbered.find(w("ilvl"))
    depth = "0" if level is None else level.get(VAL, "0")
    return ("" if listed is None else listed.get(VAL, "")), int(depth) if depth.isdigit() else 0
