"""What an import found: a whole plan as plain values, before anyone has stored it.

Every word of the source is in a field, in `unplaced`, or in `labels` (the headings and labels that said which field the
words beside them belong to). `where` is an address in Swedish that a person finds in their file: "tabell 3, rad 5,
kolumn Ansvarig". `source` is the id of the block or table row a thing was read from, the key that `Corrections.roles`
takes.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Self

from activities.imports.json_form import from_json, to_json

NodeKind = Literal["goal", "area"]
Placement = Literal["before", "after"]

# The activity's own fields, in the order a plan shows them; also the names a column or a label can be mapped to.
ACTIVITY_FIELDS = (
    "number",
    "title",
    "description",
    "schedule",
    "partners",
    "responsible",
    "follow_up",
    "target_group",
    "arena",
    "status",
    "prevention_level",
    "strategy",
    "orientation",
    "substances",
    "place",
    "cost",
)

UNPLACED_LABELS = {
    "toc": "Innehållsförteckning",
    "deleted": "Struken text",
    "comment": "Kommentar",
    "footnote": "Fotnot",
    "endnote": "Slutkommentar",
    "page_header": "Sidhuvud",
    "page_footer": "Sidfot",
    "contacts": "Kontaktlista",
    "navigation": "Länk eller navigering",
    "table": "Tabell som inte är aktiviteter",
    "ignored": "Ska inte med",
    "formula": "Formel utan värde",
    "heading": "Rubrik",
    "other": "Annat",
}


@dataclass(frozen=True)
class HeaderLine:
    """A line of the document's header; `field` is one of header_labels' when the label is known."""

    label: str
    text: str
    field: str | None = None
    where: str = ""
    source: str = ""


@dataclass(frozen=True)
class ImportedText:
    """Paragraphs under a heading, divided by line breaks. The heading is empty for text that stands first."""

    key: str
    heading: str
    text: str
    placement: Placement = "before"
    where: str = ""
    source: str = ""


@dataclass(frozen=True)
class ImportedNode:
    """A goal or an area. "1.1 Insatsområde: Skolan" is number "1.1", label "Insatsområde", heading "Skolan"."""

    key: str
    parent: str | None
    kind: NodeKind
    heading: str
    number: str = ""
    label: str = ""
    text: str = ""
    term: str = ""  # "", "overall", "long" or "short"; only for goals
    where: str = ""
    source: str = ""


@dataclass(frozen=True)
class ImportedActivity:
    """An activity as written; every field is the source's own text.

    `extra` maps one of the plan's own columns to its text. `where` maps a field's name, or "extra." and the column's
    name, to an address.
    """

    key: str
    node: str | None
    number: str = ""
    title: str = ""
    description: str = ""
    schedule: str = ""
    partners: str = ""
    responsible: str = ""
    follow_up: str = ""
    target_group: str = ""
    arena: str = ""
    status: str = ""
    prevention_level: str = ""
    strategy: str = ""
    orientation: str = ""
    substances: str = ""
    place: str = ""
    cost: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True)
class ImportedTip:
    key: str
    node: str | None
    text: str
    where: str = ""
    source: str = ""


@dataclass(frozen=True)
class ImportedPicture:
    """A picture and the key of the text, node or activity it stands under; none when it stands first in the file."""

    key: str
    media_type: str
    content: bytes
    alternative: str = ""
    belongs_to: str | None = None
    where: str = ""
    source: str = ""


@dataclass(frozen=True)
class Unplaced:
    """Text that found no field; `kind` is a key of UNPLACED_LABELS."""

    text: str
    where: str
    kind: str = "other"
    source: str = ""


@dataclass(frozen=True)
class ColumnReading:
    """A column of a table: `field` is a name of ACTIVITY_FIELDS, "goal", "area", "own" or "ignore"."""

    index: int
    heading: str
    field: str
    example: str = ""


@dataclass(frozen=True)
class RowReading:
    id: str
    role: str
    text: str


@dataclass(frozen=True)
class TableReading:
    """How a table was read. `shape`: activities, labels (one activity per table or column), header, contacts,
    paragraphs, other.
    """

    id: str
    where: str
    shape: str
    columns: tuple[ColumnReading, ...] = ()
    rows: tuple[RowReading, ...] = ()


@dataclass(frozen=True)
class BlockReading:
    """A paragraph and the role it got; `role` is one of activities.imports.corrections.BLOCK_ROLES."""

    id: str
    where: str
    text: str
    role: str


@dataclass(frozen=True)
class LabelReading:
    """A heading cell or a label ("Ansvarig:") that said which field its words belong to, and how often it stood there.

    So do the words of a goal or an area that a table names again, row after row.
    """

    label: str
    field: str
    count: int = 1


@dataclass(frozen=True)
class ImportedPlan:
    title: str = ""
    kind: str = (
        ""  # "", implementation_plan, action_plan, regional_action_plan, programme, strategy, annual_plan, policy, …
    )
    valid_from: date | None = None
    valid_until: date | None = None
    header: tuple[HeaderLine, ...] = ()
    texts: tuple[ImportedText, ...] = ()
    nodes: tuple[ImportedNode, ...] = ()
    activities: tuple[ImportedActivity, ...] = ()
    tips: tuple[ImportedTip, ...] = ()
    pictures: tuple[ImportedPicture, ...] = ()
    own_columns: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    tables: tuple[TableReading, ...] = ()
    blocks: tuple[BlockReading, ...] = ()
    labels: tuple[LabelReading, ...] = ()
    title_where: str = ""

    @property
    def goals(self) -> tuple[ImportedNode, ...]:
        return tuple(node for node in self.nodes if node.kind == "goal")

    @property
    def areas(self) -> tuple[ImportedNode, ...]:
        return tuple(node for node in self.nodes if node.kind == "area")

    def as_json(self) -> dict[str, Any]:
        return dict(to_json(self))

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return from_json(cls, data)
