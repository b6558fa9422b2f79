"""The source's blocks one by one, with what each of them can be seen to be by itself."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from activities.imports.columns import field_of_label
from activities.imports.corrections import BLOCK_ROLES, Corrections
from activities.imports.header_labels import split_header_line
from activities.imports.headings import Heading, heading_of, is_area_beginning
from activities.imports.recognition.wording import (
    BULLET,
    CONTENTS_HEADINGS,
    is_contents_line,
    is_lone_section,
    is_navigation,
    is_tips_heading,
)
from activities.imports.source import Source, SourceBlock, SourceParagraph, SourcePicture, SourceTable
from activities.imports.tables.shape import Columns, Shape, columns_of, shape_of
from andts.lib.folding import plain

_LABEL = re.compile(r"([^:\n]{1,60}?)\s*:\s*(.*)$", re.DOTALL)
_LONGEST_HEADING = 300
_LONGEST_LABEL_WORDS = 4
_FLOWING = ("body", "textbox", "sheet")


@dataclass
class Piece:
    """`role`: aside, margin, contents, navigation, title, heading, label, header, tips, item, text, table, picture.

    Later passes turn a heading or text into node, section, activity, list or wrapper. `field` and `label` are for
    labels.
    """

    block: SourceBlock
    role: str
    text: str = ""
    rank: float = 0.0
    heading: Heading = field(default_factory=lambda: Heading(""))
    field: str = ""
    label: str = ""
    shape: Shape | None = None
    forced: str = ""

    @property
    def where(self) -> str:
        return self.block.where

    @property
    def paragraph(self) -> SourceParagraph | None:
        return self.block if isinstance(self.block, SourceParagraph) else None


def pieces_of(source: Source, corrections: Corrections) -> list[Piece]:
    reading = _Reading(corrections, _common_labels(source), _lone_sections(source))
    return [piece for block in source.blocks for piece in reading.read(block)]


def _common_labels(source: Source) -> set[str]:
    counts: Counter[str] = Counter()
    for block in source.blocks:
        if isinstance(block, SourceParagraph) and block.kind in _FLOWING:
            counts.update(plain(found[1]) for line in block.text.split("\n") if (found := _LABEL.match(line)))
    # Where activities are labelled paragraphs, labels not ours that come again are the plan's own.
    return {label for label, count in counts.items() if count > 1 and len(label.split()) <= _LONGEST_LABEL_WORDS}


def _lone_sections(source: Source) -> set[str]:
    # What comes again is said of one activity after the other, and is no section of the plan.
    lines = Counter(block.text for block in source.blocks if isinstance(block, SourceParagraph))
    return {line for line, count in lines.items() if count == 1 and is_lone_section(line)}


class _Reading:
    def __init__(self, corrections: Corrections, common_labels: set[str], lone_sections: set[str]) -> None:
        self.corrections = corrections
        self.common_labels = common_labels
        self.lone_sections = lone_sections
        self.columns: Columns | None = None  # of the table above, as long as it may go on
        self.in_contents = False

    def read(self, block: SourceBlock) -> Iterator[Piece]:
        if isinstance(block, SourcePicture):
            yield Piece(block, "picture")
        elif isinstance(block, SourceTable):
            yield from self._read_table(block)
        elif block.kind not in _FLOWING:
            yield Piece(block, "margin" if block.kind in ("page_header", "page_footer") else _aside(block), block.text)
        else:
            yield from self._read_paragraph(block)

    def _read_table(self, table: SourceTable) -> Iterator[Piece]:
        forced = self.corrections.roles.get(table.id, "")
        shape = _forced_shape(table, forced, self.columns) if forced else shape_of(table, self.columns)
        if shape.kind == "activities" and shape.columns:
            shape = Shape(
                "activities", _corrected(shape.columns, self.corrections.columns.get(table.id, {})), shape.first
            )
            self.columns = shape.columns
        if shape.kind != "paragraphs":
            yield Piece(table, "table", shape=shape, forced=forced)
            return
        yield Piece(table, "table", shape=shape, forced=forced)
        for row in table.rows:
            for cell in row.cells:
                if cell.text:
                    yield from self._read_paragraph(_as_paragraph(row.id, cell.text, row.where, cell.is_bold))

    def _read_paragraph(self, block: SourceParagraph) -> Iterator[Piece]:
        forced = self.corrections.roles.get(block.id, "")
        if forced in BLOCK_ROLES:
            self.in_contents = False
            yield _forced_piece(block, forced)
            return
        for text in _parts(block):
            yield self._piece(block, text)

    def _piece(self, block: SourceParagraph, text: str) -> Piece:
        if plain(text) in CONTENTS_HEADINGS:
            self.in_contents = True
            return Piece(block, "contents", text)
        if self.in_contents and is_contents_line(text):
            return Piece(block, "contents", text)
        self.in_contents = False
        if is_navigation(text):
            return Piece(block, "navigation", text)
        if block.level == 0:
            return Piece(block, "title", text)
        if is_tips_heading(text):
            return Piece(block, "tips", text, rank=float(block.level or 0), heading=heading_of(text))
        return self._labelled(block, text) or self._heading(block, text) or _plain_piece(block, text)

    def _labelled(self, block: SourceParagraph, text: str) -> Piece | None:
        label, rest = _split_label(block, text)
        if not label or block.level:
            return _header_piece(block, text)
        corrected = self.corrections.labels.get(label)
        named = corrected or field_of_label(_without_number(label))
        if named in ("goal", "area"):
            return None
        if header := _header_piece(block, text):
            header.label, header.field = (label, named) if named else ("", "")
            return header
        if not named and rest and plain(label) in self.common_labels and not heading_of(text).is_labelled:
            named = "own"
        return Piece(block, "label", rest, field=named, label=label) if named else None

    def _heading(self, block: SourceParagraph, text: str) -> Piece | None:
        heading = heading_of(without_mark(text), block.number)
        if not (_looks_like_heading(block, text, heading) or text in self.lone_sections):
            return None
        return Piece(block, "heading", text, rank=float(block.level or 0), heading=heading)


def _aside(block: SourceParagraph) -> str:
    return "contents" if block.kind == "toc" else "aside"


def _as_paragraph(row_id: str, text: str, where: str, is_bold: bool) -> SourceParagraph:
    return SourceParagraph(row_id, text, where, set_off=is_bold and "\n" not in text and len(text) < 200)


def _forced_shape(table: SourceTable, forced: str, before: Columns | None) -> Shape:
    if forced != "activities":
        return Shape({"ignore": "ignore", "tip": "tip"}.get(forced, forced))
    shape = shape_of(table, before)
    if shape.kind == "activities":
        return shape
    return Shape("activities", columns_of(table.rows[0], table.rows[1:]), 0)


def _corrected(columns: Columns, changed: dict[int, str]) -> Columns:
    fields = tuple(changed.get(index, name) for index, name in enumerate(columns.fields))
    return Columns(fields, columns.headings)


def _forced_piece(block: SourceParagraph, forced: str) -> Piece:
    heading = heading_of(without_mark(block.text), block.number)
    role = {"goal": "heading", "area": "heading", "text_heading": "heading", "tip": "item"}.get(forced, forced)
    label, rest = _split_label(block, block.text) if forced == "label" else ("", block.text)
    if forced == "label" and not label:
        role = "text"
    named = field_of_label(_without_number(label))
    return Piece(
        block,
        role if role != "ignore" else "ignored",
        rest if label else block.text,
        rank=float(block.level or 0),
        heading=heading,
        # An activity has no field for a goal or an area: "Mål: …" in it is the plan's own.
        field=("own" if named in (None, "goal", "area") else named) if label else "",
        label=label,
        forced=forced,
    )


def _parts(block: SourceParagraph) -> list[str]:
    lines = block.text.split("\n")
    starts = [BULLET.match(line) is not None or _is_label_line(line) for line in lines]
    # Lines that are no labels or bullets of their own are one paragraph.
    if sum(starts[1:]) == 0:
        return [block.text]
    parts: list[str] = []
    for line, begins in zip(lines, starts, strict=True):
        if begins or not parts:
            parts.append(line)
        else:
            parts[-1] += "\n" + line
    return parts


def _is_label_line(line: str) -> bool:
    found = _LABEL.match(line)
    return found is not None and field_of_label(_without_number(found[1])) is not None


def _split_label(block: SourceParagraph, text: str) -> tuple[str, str]:
    """Label and text of "Ansvarig: Polisen", of a bold label and its text, and of a label alone on its line."""
    if found := _LABEL.match(text):
        return found[1].strip(), found[2].strip()
    if block.label and text == block.text and not text[block.label - 1 : block.label + 1].isalnum():
        return text[: block.label].rstrip(" :.–-"), text[block.label :].lstrip(" :.–-\n")
    return (text, "") if block.set_off and field_of_label(text) else ("", "")


def _without_number(label: str) -> str:
    return re.sub(r"^\d+[.)]?\s*", "", label)


def without_mark(text: str) -> str:
    # A heading does not end in a colon.
    return text[:-1].rstrip() if text.endswith(":") else text


def _header_piece(block: SourceParagraph, text: str) -> Piece | None:
    if block.level or ":" not in text:
        return None
    line = split_header_line(text)
    return Piece(block, "header", text) if line and text.startswith(line[0]) else None


def _looks_like_heading(block: SourceParagraph, text: str, heading: Heading) -> bool:
    if block.level:
        return True
    if len(text) > _LONGEST_HEADING or block.is_list_item or BULLET.match(text):
        return False
    told = heading.is_labelled or is_area_beginning(text) or block.set_off
    return told or (heading.depth > 0 and not text.endswith(".") and (heading.depth > 1 or heading.kind == "goal"))


def _plain_piece(block: SourceParagraph, text: str) -> Piece:
    is_item = block.is_list_item or BULLET.match(text) is not None
    return Piece(block, "item" if is_item else "text", text, heading=heading_of(text, block.number))
