"""Where a long document is cut into parts that are laid out one at a time.

Layout takes time in proportion to the rows, but writing a PDF takes the square of them, and memory grows with both. A
part ends before a section where it can; a table longer than a part is cut between two rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from andts.lib.document import Block, Section, Table
from reports.renderers.outline import Heading

ROWS_PER_PART = 400


@dataclass(frozen=True)
class Cut:
    """A place in a sequence of sections: so many sections, blocks of the next one, and rows of its next table."""

    sections: int
    blocks: int = 0
    rows: int = 0


def row_count(headings: tuple[Heading, ...]) -> int:
    return sum(_rows(heading.section) for heading in headings)


def find_cut(headings: tuple[Heading, ...]) -> Cut | None:
    """Where the first part ends; None when all of it is one part."""
    taken = 0
    for number, heading in enumerate(headings):
        taken += _rows(heading.section)
        if taken > ROWS_PER_PART:
            return Cut(number) if number else _cut_within(heading.section)
    return None


def before(headings: tuple[Heading, ...], cut: Cut) -> tuple[Heading, ...]:
    whole = headings[: cut.sections]
    if not (cut.blocks or cut.rows):
        return whole
    section = headings[cut.sections].section
    blocks = section.blocks[: cut.blocks]
    if cut.rows:
        blocks += (_table_rows(section.blocks[cut.blocks], slice(cut.rows)),)
    return (*whole, replace(headings[cut.sections], section=replace(section, blocks=blocks)))


def after(headings: tuple[Heading, ...], cut: Cut) -> tuple[Heading, ...]:
    if not (cut.blocks or cut.rows):
        return headings[cut.sections :]
    heading = headings[cut.sections]
    blocks = heading.section.blocks[cut.blocks :]
    if cut.rows:
        blocks = (replace(_table_rows(blocks[0], slice(cut.rows, None)), title=""), *blocks[1:])
    rest = replace(heading, text="", section=replace(heading.section, blocks=blocks))
    return (rest, *headings[cut.sections + 1 :])


def _rows(section: Section) -> int:
    return 1 + sum(_block_rows(block) for block in section.blocks)


def _block_rows(block: Block) -> int:
    return len(block.rows) if isinstance(block, Table) else 1


def _cut_within(section: Section) -> Cut | None:
    taken = 0
    for number, block in enumerate(section.blocks):
        rows = _block_rows(block)
        if taken + rows > ROWS_PER_PART:
            return Cut(0, number, ROWS_PER_PART - taken) if isinstance(block, Table) else Cut(0, number)
        taken += rows
    return None


def _table_rows(block: Block, rows: slice) -> Table:
    assert isinstance(block, Table)
    return replace(block, rows=block.rows[rows])
