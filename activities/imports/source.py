"""A file as its readers hand it over: paragraphs, tables and pictures in reading order, whatever the format was.

All text is NFC. Ids ("p12", "t3", "t3r5", "b1") depend only on the order of the blocks, so that corrections made to one
reading fit the next reading of the same file.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n\v\f\r"}
_INVISIBLE = (
    _CONTROL | {ord(space): " " for space in "\u00a0\u2007\u202f"} | {ord(mark): None for mark in "\u00ad\ufeff\u200b"}
)
_SPACES = re.compile(r"[ \t\f\v]+")


@dataclass(frozen=True)
class SourceParagraph:
    """A paragraph; `text` may hold line breaks.

    `kind` is "body", or what else it is: toc, deleted, comment, footnote, endnote, page_header, page_footer, formula,
    textbox, sheet. `level` is the heading's own, 0 for a document title, None for body text. `number` is what the
    program counted itself and did not write in the text ("1.1"). `label` is the length of a bold beginning, when the
    rest is not bold. `set_off` marks text that its looks make a heading: all bold, or a short line with empty lines
    around it.
    """

    id: str
    text: str
    where: str
    kind: str = "body"
    level: int | None = None
    is_list_item: bool = False
    number: str = ""
    label: int = 0
    set_off: bool = False


@dataclass(frozen=True)
class SourceCell:
    """A cell of the grid. A merged cell's text is in its first place; the others are `covered`, from the left or
    from above.
    """

    text: str = ""
    span: int = 1
    covered: str = ""  # "", "left" or "above"
    is_bold: bool = False


@dataclass(frozen=True)
class SourceRow:
    id: str
    cells: tuple[SourceCell, ...]
    where: str

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)

    @property
    def filled(self) -> tuple[int, ...]:
        return tuple(index for index, cell in enumerate(self.cells) if cell.text)


@dataclass(frozen=True)
class SourceTable:
    """Rows of equal width."""

    id: str
    rows: tuple[SourceRow, ...]
    where: str

    @property
    def width(self) -> int:
        return len(self.rows[0].cells) if self.rows else 0


@dataclass(frozen=True)
class SourcePicture:
    id: str
    content: bytes
    media_type: str
    alternative: str
    where: str


SourceBlock = SourceParagraph | SourceTable | SourcePicture


@dataclass(frozen=True)
class Source:
    blocks: tuple[SourceBlock, ...]
    warnings: tuple[str, ...] = ()

    def placed_texts(self) -> Iterator[tuple[str, str, str]]:
        """Every text of the file, cell by cell and paragraph by paragraph, with its address and the id of its block
        or row.
        """
        for block in self.blocks:
            if isinstance(block, SourceParagraph):
                yield block.text, block.where, block.id
            elif isinstance(block, SourceTable):
                yield from ((cell.text, row.where, row.id) for row in block.rows for cell in row.cells if cell.text)

    def texts(self) -> Iterator[str]:
        return (text for text, _, _ in self.placed_texts())


def tidy(text: str) -> str:
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
