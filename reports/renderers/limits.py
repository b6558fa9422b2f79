"""What is too large to be printed, said before any work is done."""

from __future__ import annotations

from collections.abc import Iterator

from andts.lib.document import BulletList, Document, Paragraph, Section, Table

MAX_ROWS = 20_000
MAX_CHARACTERS = 20_000_000
MAX_CELL_CHARACTERS = 200_000


class DocumentTooLarge(ValueError):
    """The message is written for the person who ordered the document."""


def checked(document: Document) -> Document:
    rows = sum(len(block.rows) for section in document.sections for block in section.blocks if isinstance(block, Table))
    if rows > MAX_ROWS:
        raise DocumentTooLarge(
            f"Dokumentet har {rows} tabellrader och kan ha högst {MAX_ROWS}. Dela upp det på flera dokument."
        )
    lengths = [len(text) for section in document.sections for text in _texts(section)]
    if lengths and max(lengths) > MAX_CELL_CHARACTERS:
        raise DocumentTooLarge(
            f"En text i dokumentet har {max(lengths)} tecken och kan ha högst {MAX_CELL_CHARACTERS}. Dela upp texten."
        )
    if sum(lengths) > MAX_CHARACTERS:
        raise DocumentTooLarge(
            f"Texten i dokumentet har {sum(lengths)} tecken och kan ha högst {MAX_CHARACTERS}. "
            "Dela upp det på flera dokument."
        )
    return document


def _texts(section: Section) -> Iterator[str]:
    for block in section.blocks:
        match block:
            case Paragraph(text):
                yield text
            case BulletList(items):
                yield from items
            case Table(rows=rows):
                for row in rows:
                    yield from row
