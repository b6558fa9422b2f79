"""What the user has said about a paste: where it goes, and what its columns, rows and headings are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from activities.pasting.rows import ROLES
from andts.lib.ids import id_in

ADD, FILL = "add", "fill"
COLUMN, ROW, HEADING = "kolumn-", "rad-", "rubrik-"


@dataclass(frozen=True)
class Answers:
    """`mode` adds rows or fills those of the plan from one on; empty until the user has said.

    `under` is a heading's id. `target` are the ids of the plan's rows from where it was pasted, `shown` the fields of
    the sheet's columns from there. `columns` are by index, `rows` by the pasted row's id, `headings` by the key of an
    unknown heading; what the user has not answered, or left as suggested, is not there.
    """

    mode: str = ""
    under: int | None = None
    target: tuple[int, ...] = ()
    shown: tuple[str, ...] = ()
    columns: Mapping[int, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Mapping[str, str], *, under: int | None, fields: Iterable[str]) -> Answers:
        """From a form's data; `fields` is what a column can be."""
        allowed = set(fields)
        named = [(id_in(place), answer) for place, answer in _named(data, COLUMN) if answer in allowed]
        return cls(
            mode=data.get("mode", "") if data.get("mode") in (ADD, FILL) else "",
            under=under,
            target=tuple(filter(None, map(id_in, data.get("target", "").split(",")))),
            shown=tuple(each for each in data.get("shown", "").split(",") if each in allowed),
            columns={index: answer for index, answer in named if index is not None},
            rows={row: role for row, role in _named(data, ROW) if role in ROLES},
            headings=dict(_named(data, HEADING)),
        )


def _named(data: Mapping[str, str], prefix: str) -> Iterable[tuple[str, str]]:
    return ((name.removeprefix(prefix), data[name]) for name in data if name.startswith(prefix))
