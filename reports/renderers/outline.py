"""The headings of a document as they are printed: numbered as the plan numbers them, and without jumps in level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from andts.lib.document import Document, Orientation, Section


@dataclass(frozen=True)
class Heading:
    """A section with the text and level (1 to 4) of its heading as printed; the text is empty when it has none."""

    section: Section
    text: str
    level: int


def headings(document: Document) -> tuple[Heading, ...]:
    """A heading never stands more than one level below the one before it, whatever the plan's own levels are."""
    found, level = [], 0
    for section in document.sections:
        text = f"{section.number} {section.heading}".strip()
        if text:
            level = min(max(section.level, 1), level + 1)
        found.append(Heading(section, text, level))
    return tuple(found)


def by_orientation(sections: tuple[Heading, ...]) -> Iterator[tuple[Orientation, list[Heading]]]:
    # Neighbours share pages.
    for orientation, group in groupby(sections, key=lambda heading: heading.section.orientation):
        yield orientation, list(group)
