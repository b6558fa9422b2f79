"""The structure tree of a PDF: what a screen reader reads, in reading order.

WeasyPrint tags each page by itself: a table that spans three pages becomes three tables, each with its header row read
out again, and the running texts are content. Its tags are read page by page (`layout`); here pieces of the same block
are put together and what belongs to the page rather than to the text is left out (`joined`), so that
everything not in the tree becomes an artifact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

# Tags that only group lines or boxes and mean nothing to a reader: their content moves up.
MEANINGLESS = {"Div", "NonStruct", "Span", "Sect", "Part", "Art"}
# Which HTML block (the first word of its id) must run on for a tag at the top of a page to be a continuation.
CONTINUED_BY = {
    "P": "p",
    "L": "ul",
    "LI": "li",
    "LBody": "li",
    "Table": "table",
    "TBody": "table",
    "TR": "row",
    "TH": "row",
    "TD": "row",
}


@dataclass(frozen=True)
class Mark:
    """A piece of content on a page (pages count from 0), by its number there (the MCID)."""

    page: int
    number: int


@dataclass
class Tag:
    """A structure element. `box` is a figure's place on its page: left, bottom, right, top in points."""

    name: str
    kids: list[Tag | Mark] = field(default_factory=list)
    alternative: str = ""
    box: tuple[float, float, float, float] | None = None
    scope: str = ""
    is_numbered: bool = False

    def marks(self) -> Iterator[Mark]:
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            else:
                yield from kid.marks()

    def on_pages_from(self, first: int) -> Tag:
        kids = [
            Mark(kid.page + first, kid.number) if isinstance(kid, Mark) else kid.on_pages_from(first)
            for kid in self.kids
        ]
        return replace(self, kids=kids)

    def tags(self) -> list[Tag]:
        return [kid for kid in self.kids if isinstance(kid, Tag)]


@dataclass
class Page:
    """The tags at the top level of a page, and the ids of its blocks ("row-3-12"), cut ones included."""

    tags: list[Tag]
    blocks: frozenset[str]


def joined(pages: Iterable[Page], *, continues_table: bool = False) -> list[Tag]:
    """The tags of all pages as one sequence, each block once. With `continues_table` the first page goes on with a
    table from a part before it, whose header row is therefore a repeated one."""
    flow: list[Tag] = []
    before: frozenset[str] = frozenset()
    for page in pages:
        tags = [kid for tag in page.tags for kid in _meaningful(tag)]
        running_on = {block.split("-")[0] for block in page.blocks & before}
        if continues_table and not flow:
            _drop_header(tags[0])
        if flow and tags and _continues(flow[-1], tags[0], running_on):
            absorb(flow[-1], tags.pop(0), running_on)
        flow.extend(tags)
        before = page.blocks
    return flow


def absorb(tag: Tag, piece: Tag, running_on: set[str]) -> None:
    """Puts the piece of a block that stood on the next page after what is already there."""
    _drop_header(piece)
    if tag.name == "TR":
        for cell, rest in zip(tag.tags(), piece.tags(), strict=True):
            absorb(cell, rest, running_on)
        return
    first = piece.kids[0] if piece.kids else None
    last = tag.kids[-1] if tag.kids else None
    if isinstance(first, Tag) and isinstance(last, Tag) and _continues(last, first, running_on):
        absorb(last, first, running_on)
        piece.kids.pop(0)
    tag.kids.extend(piece.kids)


def _continues(tag: Tag, piece: Tag, running_on: set[str]) -> bool:
    return tag.name == piece.name and CONTINUED_BY.get(tag.name) in running_on


def _drop_header(table: Tag) -> None:
    # A header row that is printed again on a new page is not read again.
    table.kids = [kid for kid in table.kids if not (isinstance(kid, Tag) and kid.name == "THead")]


def _meaningful(tag: Tag) -> list[Tag]:
    kids: list[Tag | Mark] = []
    for kid in tag.kids:
        kids.extend([kid] if isinstance(kid, Mark) else _inner(kid))
    tag.kids = kids
    if tag.name in MEANINGLESS:
        return [kid for kid in kids if isinstance(kid, Tag)]
    return [] if _is_empty(tag) else [tag]


def _inner(tag: Tag) -> list[Tag | Mark]:
    found = _meaningful(tag)
    return list(tag.kids) if tag.name in MEANINGLESS else list(found)


def _is_empty(tag: Tag) -> bool:
    # A picture that no text stands for is decoration.
    if tag.name == "Figure":
        return not tag.alternative
    # Empty cells stay, for they hold their place in the row.
    return not tag.kids and tag.name not in ("TD", "TH")
