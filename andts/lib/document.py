"""What a report says, apart from how it looks.

A builder fills a `Document` from the models, a renderer turns it into PDF, Word or Excel and knows no model. A finished
report keeps its document as JSON (`as_json`), so that next year's edits do not rewrite last year's report.

Every text is plain: what a user typed is never markup. A line break in a text is a line break on paper.
"""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass
from dataclasses import field as default
from datetime import date
from typing import Any, Literal

Orientation = Literal["portrait", "landscape"]


@dataclass(frozen=True)
class Picture:
    """An image with the text that stands for it; `alternative` is empty only for pure decoration."""

    media_type: str
    content: bytes
    alternative: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class BulletList:
    """`numbered` where the points are referred to by their number."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Figure:
    picture: Picture
    caption: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table; `share` is its part of the width, the shares of a table adding up to 100.

    `one_decimal`: Excel shows its numbers so, 25 as 25,0; otherwise as they are.
    """

    label: str
    share: float
    numeric: bool = False
    one_decimal: bool = False


@dataclass(frozen=True)
class Table:
    """A real table. With `row_headers` the first cell of each row names the row."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    row_headers: bool = True


Block = Paragraph | BulletList | Figure | Table


@dataclass(frozen=True)
class Section:
    """A heading of level 1 to 4 and what stands under it, up to the next heading.

    `number` is kept as the plan writes it ("1.1"). A landscape section is printed on landscape pages; neighbours of the
    same orientation share pages.
    """

    heading: str
    level: int
    blocks: tuple[Block, ...] = ()
    number: str = ""
    orientation: Orientation = "portrait"


@dataclass(frozen=True)
class HeaderField:
    """One line of the municipal document header: "Dokumentägare", "Förebyggargruppen"."""

    label: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """A table for Excel: one record a row, nothing merged, so that it can be sorted, filtered and imported again."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]


@dataclass(frozen=True)
class Document:
    """A whole report. `draft` prints UTKAST on every page; `accent` is the organisation's colour (#rrggbb).

    `compact` sets it tighter, for what is to stand on one page.

    `dated` is the day the content is from, where it has one: files say it, and no file says when it was made, so that
    the same document always gives the same bytes.
    """

    title: str
    kind: str
    organisation: str
    subtitle: str = ""
    registry_number: str = ""
    dated: date | None = None
    draft: bool = False
    compact: bool = False
    accent: str = "#0b4f5c"
    logo: Picture | None = None
    header: tuple[HeaderField, ...] = ()
    sections: tuple[Section, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    keywords: tuple[str, ...] = default(default=())

    def as_json(self) -> dict[str, Any]:
        """The document as JSON types; `document_from_json` gives an equal document back."""
        return _plain(asdict(self) | {"sections": [_section_json(section) for section in self.sections]})


# By the names that stored documents have: renaming a class would make old versions unreadable.
_BLOCKS: dict[str, type[Block]] = {block.__name__: block for block in (Paragraph, BulletList, Figure, Table)}


def document_from_json(data: dict[str, Any]) -> Document:
    return Document(
        **data
        | {
            "dated": date.fromisoformat(data["dated"]) if data.get("dated") else None,
            "logo": _picture(data["logo"]) if data["logo"] else None,
            "header": tuple(HeaderField(**line) for line in data["header"]),
            "sections": tuple(_section(section) for section in data["sections"]),
            "sheets": tuple(
                Sheet(sheet["name"], _columns(sheet["columns"]), _rows(sheet["rows"])) for sheet in data["sheets"]
            ),
            "keywords": tuple(data["keywords"]),
        }
    )


def _section_json(section: Section) -> dict[str, Any]:
    blocks = [asdict(block) | {"block": type(block).__name__} for block in section.blocks]
    return asdict(section) | {"blocks": blocks}


def _plain(value: Any) -> Any:
    match value:
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case date():
            return value.isoformat()
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return value


def _section(data: dict[str, Any]) -> Section:
    return Section(**data | {"blocks": tuple(_block(block) for block in data["blocks"])})


def _block(data: dict[str, Any]) -> Block:
    fields = {key: value for key, value in data.items() if key != "block"}
    match data["block"]:
        case "BulletList":
            fields["items"] = tuple(fields["items"])
        case "Figure":
            fields["picture"] = _picture(fields["picture"])
        case "Table":
            fields |= {"columns": _columns(fields["columns"]), "rows": _rows(fields["rows"])}
    return _BLOCKS[data["block"]](**fields)


def _picture(data: dict[str, str]) -> Picture:
    return Picture(data["media_type"], base64.b64decode(data["content"]), data["alternative"])


def _columns(data: list[dict[str, Any]]) -> tuple[Column, ...]:
    return tuple(Column(**column) for column in data)


def _rows(data: list[list[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(row) for row in data)
