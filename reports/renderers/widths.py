"""Columns wide enough for their longest words: Swedish compounds are long, and a word cut anywhere is hard to read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from andts.lib.document import Block, Column, Document, Orientation, Section, Table

TEXT_WIDTH: dict[Orientation, int] = {"portrait": 170, "landscape": 267}
# Millimetres: an average letter of a word at the size of table text, wider in bold, and the space between columns.
LETTER, BOLD_LETTER, PADDING = 1.72, 1.85, 4.5
# One long address does not take the table from the others.
LARGEST_NEED = 0.25
# Where a line may break without harm; "-" stays with the word before it.
_WORDS = re.compile(r"[^\s\-–/]+[\-–/]?")

Kind = tuple[tuple[Column, ...], Orientation]


def with_fitting_columns(document: Document) -> Document:
    """The document with shares moved to columns that need them, alike in all tables that have the same columns."""
    needs: dict[Kind, list[float]] = defaultdict(list)
    for section, table in _tables(document):
        kind = (table.columns, section.orientation)
        needs[kind] = [max(pair) for pair in zip(needs[kind] or [0.0] * len(table.columns), _needs(table), strict=True)]
    fitted = {kind: _fitted(*kind, need) for kind, need in needs.items()}
    return replace(document, sections=tuple(_section(section, fitted) for section in document.sections))


def _tables(document: Document) -> Iterator[tuple[Section, Table]]:
    for section in document.sections:
        yield from ((section, block) for block in section.blocks if isinstance(block, Table))


def _needs(table: Table) -> list[float]:
    """The width of each column's longest word, in millimetres."""
    needs = [_longest(column.label) * BOLD_LETTER for column in table.columns]
    for number in range(len(needs)):
        letter = BOLD_LETTER if table.row_headers and number == 0 else LETTER
        needs[number] = max([needs[number], *(_longest(row[number]) * letter for row in table.rows)])
    return [need + PADDING for need in needs]


def _longest(text: str) -> int:
    return max(map(len, _WORDS.findall(text)), default=0)


def _fitted(columns: tuple[Column, ...], orientation: Orientation, needs: Sequence[float]) -> tuple[Column, ...]:
    total = sum(column.share for column in columns) or 1
    wishes = [column.share * 100 / total for column in columns]
    needed = [min(need / TEXT_WIDTH[orientation], LARGEST_NEED) * 100 for need in needs]
    return tuple(
        replace(column, share=round(share, 2)) for column, share in zip(columns, _shares(wishes, needed), strict=True)
    )


def _shares(wishes: Sequence[float], needs: Sequence[float]) -> list[float]:
    """Those with too little get what they need from those with room to spare, in proportion to the room."""
    lacking = sum(max(need - wish, 0) for wish, need in zip(wishes, needs, strict=True))
    room = [max(wish - need, 0) for wish, need in zip(wishes, needs, strict=True)]
    if lacking >= sum(room):
        return [need * 100 / sum(needs) for need in needs] if lacking else list(wishes)
    return [
        max(wish, need) - lacking * spare / sum(room) for wish, need, spare in zip(wishes, needs, room, strict=True)
    ]


def _section(section: Section, fitted: dict[Kind, tuple[Column, ...]]) -> Section:
    return replace(section, blocks=tuple(_block(block, section.orientation, fitted) for block in section.blocks))


def _block(block: Block, orientation: Orientation, fitted: dict[Kind, tuple[Column, ...]]) -> Block:
    if not isinstance(block, Table):
        return block
    return replace(block, columns=fitted[block.columns, orientation])
