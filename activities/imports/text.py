"""Plain text, from a file or pasted, as source blocks: lines, rows of cells with tabs between, headings and bullets."""

import re
from collections import Counter

from activities.imports.columns import field_of_label
from activities.imports.encoding import decoded
from activities.imports.grid import Blocks
from activities.imports.recognition.wording import BULLET, is_section
from activities.imports.source import Source, SourceCell, SourceParagraph, tidy

_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|strong|em|li|ul|ol|td|tr|th|table|tbody|thead)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
_BETWEEN_PARAGRAPHS = re.compile(r"</p>\s*<p>|<br\s*/?>", re.IGNORECASE)
_MARKED_HEADING = re.compile(r"(#{1,6})\s+")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+\S")
_LABELLED = re.compile(r"([^:\t]{1,60}?)\s*:")
_RULE = re.compile(r":?-{2,}:?")
_RULED = "\v\t"  # stands for a line of dashes inside a table: a row without text
_LONGEST_HEADING = 200


def read_plain(content: bytes) -> Source:
    return read_lines(decoded(content))


def read_lines(text: str) -> Source:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    return _Lines(_joined([_with_tabs(line) for line in lines])).read()


def _with_tabs(line: str) -> str:
    bare = line.strip()
    if len(bare) < 3 or not (bare.startswith("|") and bare.endswith("|")):
        return line
    # "| Kurs | Skolan |" becomes a row with tabs; the line of dashes in it is no text.
    cells = [cell.strip() for cell in bare[1:-1].split("|")]
    return _RULED if all(_RULE.fullmatch(cell) for cell in cells) else "\t".join(cells)


def _lone_labels(lines: list[str]) -> set[str]:
    counts = Counter(line.strip() for line in lines if len(line) <= 60 and field_of_label(line.strip()))
    repeated = {line for line, count in counts.items() if count > 1}
    # Two labels or more, each of them at least twice.
    return repeated if len({field_of_label(line) for line in repeated}) > 1 else set()


def _joined(lines: list[str]) -> list[str]:
    joined: list[str] = []
    for line in lines:
        goes_on = (
            joined and BULLET.match(joined[-1].strip()) and line.strip()[:1].islower() and "\t" not in line.strip()
        )
        # A bullet that was broken over lines: the next begins with a small letter.
        if goes_on and not BULLET.match(line.strip()):
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
    return joined


class _Lines:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.lone_labels = _lone_labels(lines)
        self.blocks = Blocks()

    def read(self) -> Source:
        index = 0
        while index < len(self.lines):
            rows = self._table_from(index)
            if rows:
                self._add_table(index, rows)
            else:
                self._add_line(index)
            index += rows or 1
        return Source(tuple(self.blocks.found))

    def _table_from(self, index: int) -> int:
        """How many lines from here are rows of one table; none when the line is ordinary text."""
        count = 0
        while index + count < len(self.lines) and _is_row(self.lines[index + count]):
            count += 1
        return count if count > 1 or (count and len(_cells(self.lines[index])) > 2) else 0

    def _add_table(self, index: int, count: int) -> None:
        rows = [_cells(line) for line in self.lines[index : index + count]]
        width = max(len(row) for row in rows)
        cells = (tuple(map(SourceCell, row + [""] * (width - len(row)))) for row in rows)
        self.blocks.add_table([(f"rad {index + number}", row) for number, row in enumerate(cells, 1)], "")

    def _add_line(self, index: int) -> None:
        line = _TAG.sub(" ", self.lines[index])
        text = tidy(line)
        if not text:
            return
        marked = _MARKED_HEADING.match(text)
        text = _unmarked(text[marked.end() :] if marked else text)
        is_item = BULLET.match(text) is not None or self._is_numbered_item(index)
        self.blocks.paragraphs += 1
        self.blocks.found.append(
            SourceParagraph(
                f"p{self.blocks.paragraphs}",
                text,
                f"rad {index + 1}",
                level=len(marked[1]) if marked else None,
                is_list_item=is_item and not marked,
                set_off=not marked and not is_item and self._is_set_off(index, text),
            )
        )

    def _is_numbered_item(self, index: int) -> bool:
        if not _NUMBERED.match(self.lines[index].strip()):
            return False
        # Right above or below another numbered line it is an item; alone between empty lines it is a heading.
        return any(_NUMBERED.match(self._line(near)) for near in (index - 1, index + 1))

    def _is_set_off(self, index: int, text: str) -> bool:
        """A short line without a full stop, with nothing right above it and nothing, or a table, right below."""
        if len(text) > _LONGEST_HEADING or text.endswith((".", ",", ";")) or _is_field(text):
            return False
        below = self._line(index + 1)
        if text in self.lone_labels or (not self._line(index - 1) and is_section(text) and len(text) <= 40):
            return True
        stands_alone = not self._line(index - 1) and (
            not below or "\t" in below or bool(BULLET.match(below)) or _is_field(below)
        )
        return stands_alone or (text.isupper() and len(text) > 3) or text.endswith(":")

    def _line(self, index: int) -> str:
        return self.lines[index].strip() if 0 <= index < len(self.lines) else ""


def _is_row(line: str) -> bool:
    return line == _RULED or (
        "\t" in line.strip(" \n") and len([text for text in _cells(line) if text]) > 0 and bool(line.strip())
    )


def _cells(line: str) -> list[str]:
    # A web page's paragraphs inside a cell become lines.
    return [tidy(_TAG.sub(" ", _BETWEEN_PARAGRAPHS.sub("\n", cell))) for cell in line.split("\t")]


def _is_field(text: str) -> bool:
    found = _LABELLED.match(text)
    return found is not None and field_of_label(found[1]) is not None


def _unmarked(text: str) -> str:
    return text[2:-2].strip() if len(text) > 4 and text.startswith("**") and text.endswith("**") else text
