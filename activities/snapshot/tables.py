"""Activities as the tables that stand under the plan's headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from activities.models import Activity
from activities.snapshot.cells import Sheaf
from andts.lib.document import Column, Table
from plans.models import PlanColumn

# More columns of the plan's own than this do not fit on paper: they are written under Vad, each with its name.
MOST_OWN_COLUMNS = 3
OWN_SHARE = 12.0

Text = Callable[[Activity], str]


@dataclass(frozen=True)
class Written:
    """A column on paper: its heading, its part of the width, and what each activity says in it."""

    label: str
    share: float
    text: Text


def activity_table(activities: list[Activity], sheaf: Sheaf) -> Table:
    """The columns of the plan; Aktivitet is left out where no activity of the table has a title."""
    own = [column for column in sheaf.columns if any(sheaf.own(activity, column) for activity in activities)]
    beside = own if len(own) <= MOST_OWN_COLUMNS else []
    columns = _columns(sheaf, below=[column for column in own if column not in beside])
    if not any(activity.title for activity in activities):
        columns = columns[1:]
    columns += [Written(column.name, OWN_SHARE, _own_text(sheaf, column)) for column in beside]
    rows = tuple(_row(activity, columns) for activity in activities)
    # A name of a few words is the row's heading; where it is all that is said of the activity, it is the text.
    named = [column.label for column in columns[:2]] == ["Aktivitet", "Vad"] and all(row[0] for row in rows)
    return Table("", _sized(columns), rows, row_headers=named)


def _columns(sheaf: Sheaf, below: list[PlanColumn]) -> list[Written]:
    six = [
        Written("Aktivitet", 18, lambda activity: activity.title),
        Written("Vad", 25, lambda activity: _description(activity, sheaf, below)),
        Written("När", 12, lambda activity: activity.schedule),
        Written("Samverkan", 17, sheaf.partners),
        Written("Ansvarig", 13, sheaf.responsible),
        Written("Uppföljning", 15, lambda activity: activity.follow_up),
    ]
    # A genomförandeplan has its six columns; another plan those that it has something to say in.
    if sheaf.has_six_columns:
        return six
    every = sheaf.outline.all_activities
    used = [column for column in six[1:] if any(column.text(activity) for activity in every)]
    name = six[0] if six[1] in used else replace(six[0], share=36)
    return [name, *used]


def _description(activity: Activity, sheaf: Sheaf, below: Iterable[PlanColumn]) -> str:
    serves = sheaf.serves(activity)
    own = [f"{column.name}: {text}" for column in below if (text := sheaf.own(activity, column))]
    # Under Vad stands what the activity says beside the six columns.
    lines = [activity.description, activity.facts, serves and f"Bidrar också till: {serves}", *own]
    return "\n".join(line for line in lines if line)


def _own_text(sheaf: Sheaf, column: PlanColumn) -> Text:
    return lambda activity: sheaf.own(activity, column)


def _row(activity: Activity, columns: list[Written]) -> tuple[str, ...]:
    first, *rest = (column.text(activity) for column in columns)
    # The number stands first in the row, as plans write it.
    return (f"{activity.number} {first}".strip(), *rest)


def _sized(columns: list[Written]) -> tuple[Column, ...]:
    whole = sum(column.share for column in columns)
    return tuple(Column(column.label, round(100 * column.share / whole, 2)) for column in columns)
