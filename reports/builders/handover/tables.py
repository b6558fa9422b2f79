"""A part of the handover: its sections on paper, and the same rows as a sheet for Excel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from andts.lib.document import Block, Column, Paragraph, Section, Sheet, Table


@dataclass(frozen=True)
class Part:
    sections: tuple[Section, ...] = ()
    sheets: tuple[Sheet, ...] = ()


def tabled(
    heading: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[str, ...]],
    *,
    before: Sequence[str] = (),
    otherwise: str,
) -> Part:
    """A heading with a table, which is a sheet of the same name; without rows the sentence `otherwise`."""
    said = tuple(Paragraph(text) for text in (before if rows else (*before, otherwise)))
    blocks: tuple[Block, ...] = (*said, Table("", tuple(columns), tuple(rows))) if rows else said
    sheets = (Sheet(heading, tuple(columns), tuple(rows)),) if rows else ()
    return Part((Section(heading, 1, blocks),), sheets)


def listed(names: Sequence[str], most: int) -> str:
    # Of many the first ones, and how many more there are.
    shown = list(names[:most])
    left = len(names) - len(shown)
    return "\n".join([*shown, *([f"och {left} till"] if left else [])])
