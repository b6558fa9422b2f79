"""What the user changed of how a file was read. Reading the same file again with them gives the corrected plan."""

from dataclasses import dataclass, field
from typing import Any, Self

from activities.imports.json_form import to_json
from activities.imports.plan import ACTIVITY_FIELDS

# What a column of a table can be.
COLUMN_ROLES = (*ACTIVITY_FIELDS, "goal", "area", "own", "ignore")

# What a paragraph can be.
BLOCK_ROLES = ("title", "header", "text", "text_heading", "goal", "area", "activity", "tip", "label", "ignore")

# What a table row can be: "columns" is a row of headings.
ROW_ROLES = ("columns", "goal", "area", "activity", "tip", "text", "ignore")

# What a whole table can be.
TABLE_ROLES = ("activities", "labels", "header", "contacts", "paragraphs", "tip", "ignore")


@dataclass(frozen=True)
class Corrections:
    """`columns`: table id → column index → one of COLUMN_ROLES. `roles`: block, row or table id → its role.

    `labels`: a label as written → a field, "own" or "ignore".
    """

    columns: dict[str, dict[int, str]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return dict(to_json(self))

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        columns = {table: {int(i): role for i, role in by.items()} for table, by in data.get("columns", {}).items()}
        return cls(columns, dict(data.get("roles", {})), dict(data.get("labels", {})))
