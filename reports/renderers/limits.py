"""What is too large to be printed, said before any work is done."""

from __future__ import annotations

from collections.abc import Iterator

from andts.lib.document import Block, BulletList, Document, Figure, Paragraph, Table

MAX_ROWS = 20_000
MAX_CHARACTERS = 20_000_000
MAX_TEXT_CHARACTERS = 100_000


class DocumentTooLarge(ValueError):
    """The message is written for the person who ordered the document."""


def checked(document: Document) -> Document:
    rows = sum(len(block.rows) for section in document.sections for block in section.blocks if isinstance(block, Table))
    if rows > MAX_ROWS:
        raise DocumentTooLarge(
            f"Dokumentet har {rows} tabellrader och kan ha högst {MAX_ROWS}. Dela upp det på flera dokument."
        )
    lengths = [len(text) for text in _texts(document)]
    if max(lengths) > MAX_TEXT_CHARACTERS:
        raise DocumentTooLarge(
            f"En text i dokumentet har {max(lengths)} tecken och kan ha högst {MAX_TEXT_CHARACTERS}. Dela upp texten."
        )
    if sum(lengths) > MAX_CHARACTERS:
        raise DocumentTooLarge(
            f"Texten i dokumentet har {sum(lengths)} tecken och kan ha högst {MAX_CHARACTERS}. "
            "Dela upp det på flera dokument."
        )
    return document


def _texts(document: Document) -> Iterator[str]:
    yield from (document.title, document.kind, document.organisation, document.subtitle, document.registry_number)
    for line in document.header:
        yield from (line.label, line.text)
    for section in document.sections:
        yield from (section.number, section.heading)
        for block in section.blocks:
            yield from _block_texts(block)


def _block_texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield text
        case BulletList(items=items):
            yield from items
        case Figure(picture, caption):
            yield from (picture.alternative, caption)
        case Table():
            yield from (block.title, *(column.label for column in block.columns))
            for row in block.rows:
                yield from row
