"""A document, or a part of a long one, as the HTML that WeasyPrint lays out. The looks are in static/css/print.css."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.template.loader import render_to_string

from andts.lib.document import Block, BulletList, Document, Figure, Paragraph, Picture, Table
from andts.lib.fields import shortened
from reports.renderers.outline import Heading, by_orientation
from reports.renderers.text import printable

DEFAULT_ACCENT = "#0b4f5c"
RUNNING_LENGTH = 110
NO_SUCH_GLYPH = "□"
FEW_LONG_LETTERS = 1_000
# Of figures, that stand on one page: a status or a goal on each.
FEW_ROWS = 14
# Letters of a text in HTML, escaped ones counted as one; no attribute of ours has a word as long.
_LETTER = r"(?:&#?\w+;|[^\s<>&])"
_LONG_WORD = re.compile(_LETTER + "{61,}")
_SOME_LETTERS = re.compile(_LETTER + "{10}")


@dataclass(frozen=True)
class Part:
    """Sections that are laid out together. The first part opens with title and header; only a whole knows its pages."""

    document: Document
    sections: tuple[Heading, ...]
    opening: bool = True
    whole: bool = True


@dataclass
class Html:
    """The markup, and the pictures it names: address to content. Nothing else may be fetched for it."""

    text: str
    pictures: dict[str, Picture] = field(default_factory=dict)

    def add_picture(self, picture: Picture) -> str:
        address = f"picture:{len(self.pictures) + 1}"
        self.pictures[address] = picture
        return address

    def without(self, characters: set[int]) -> Html:
        # Some fonts have no box either.
        box = ord("?") if ord(NO_SUCH_GLYPH) in characters else ord(NO_SUCH_GLYPH)
        return Html(self.text.translate(dict.fromkeys(characters, box)), self.pictures)


def html_of(part: Part) -> Html:
    html = Html("")
    html.text = _breakable(printable(render_to_string("reports/print/document.html", _context(part, html))))
    return html


def _breakable(html: str) -> str:
    """With places to break in words longer than any line, which take WeasyPrint the square of their letters.

    A web address or two stay as they are, so that they can be copied from the page.
    """
    if sum(len(word[0]) for word in _LONG_WORD.finditer(html)) <= FEW_LONG_LETTERS:
        return html
    return _LONG_WORD.sub(lambda word: _SOME_LETTERS.sub("\\g<0>\u200b", word[0]), html)


def page_numbers(landscape: list[bool]) -> Html:
    # To be laid over parts that could not know how many pages there would be.
    return Html(render_to_string("reports/print/page_numbers.html", {"landscape": landscape}))


def _context(part: Part, html: Html) -> dict[str, Any]:
    document = part.document
    return {
        "title": document.title,
        "kind": document.kind + (" · Utkast" if document.draft else ""),
        "organisation": document.organisation,
        "subtitle": document.subtitle,
        "header": document.header,
        "logo": document.logo and _picture(document.logo, html),
        "running": running_text(document),
        "draft_mark": "UTKAST" if document.draft else "",
        "compact": document.compact,
        "opening": part.opening,
        "numbered": part.whole,
        "groups": list(_groups(part, html)),
        **colours(document.accent),
    }


def running_text(document: Document) -> str:
    """What stands at the foot of each page, at most a line long."""
    return " · ".join(filter(None, [shortened(document.title, RUNNING_LENGTH), document.registry_number]))


def colours(accent: str) -> dict[str, str]:
    if not re.fullmatch("#[0-9a-fA-F]{6}", accent):
        accent = DEFAULT_ACCENT
    return {"accent": accent, "tint": _mixed_with_white(accent, 0.10), "rule": _mixed_with_white(accent, 0.55)}


def _mixed_with_white(colour: str, share: float) -> str:
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - channel) * share):02x}" for channel in channels)


def _groups(part: Part, html: Html) -> Iterator[dict[str, Any]]:
    numbers = count(1)
    for orientation, sections in by_orientation(part.sections):
        yield {"orientation": orientation, "sections": [_section(heading, html, numbers) for heading in sections]}


def _section(heading: Heading, html: Html, numbers: Iterator[int]) -> dict[str, Any]:
    # The title is the document's only h1, so a heading of level 1 is an h2.
    return {
        "heading": heading.text,
        "level": heading.level + 1,
        "blocks": [_block(block, html) | {"id": next(numbers)} for block in heading.section.blocks],
    }


def _block(block: Block, html: Html) -> dict[str, Any]:
    return _BLOCKS[type(block)](block, html)


def _paragraph(block: Paragraph, html: Html) -> dict[str, Any]:
    return {"template": "reports/print/paragraph.html", "text": block.text}


def _list(block: BulletList, html: Html) -> dict[str, Any]:
    return {"template": "reports/print/list.html", "items": block.items, "numbered": block.numbered}


def _figure(block: Figure, html: Html) -> dict[str, Any]:
    return {"template": "reports/print/figure.html", "caption": block.caption, **_picture(block.picture, html)}


def _picture(picture: Picture, html: Html) -> dict[str, str]:
    return {"url": html.add_picture(picture), "alternative": picture.alternative}


def _table(block: Table, html: Html) -> dict[str, Any]:
    named = block.row_headers
    numeric = [column.numeric for column in block.columns][named:]
    return {
        "template": "reports/print/table.html",
        "title": block.title,
        "is_whole": len(block.rows) <= FEW_ROWS and bool(numeric) and all(numeric),
        "columns": [
            {"label": column.label, "numeric": column.numeric, "width": f"{column.share:g}%"}
            for column in block.columns
        ],
        "rows": [
            {"name": row[0] if named else None, "cells": list(zip(row[named:], numeric, strict=True))}
            for row in block.rows
        ],
    }


_BLOCKS: dict[type[Any], Callable[[Any, Html], dict[str, Any]]] = {
    Paragraph: _paragraph,
    BulletList: _list,
    Figure: _figure,
    Table: _table,
}
