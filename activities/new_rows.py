"""A row that somebody has begun to write in the sheet becomes an activity."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from activities.editing import CellError, OwnCell, cell_named
from activities.models import Activity
from activities.placing import After, Place, room_at
from andts.lib.ids import id_in
from organisations.models import User
from plans.models import Node, Plan


def add_row(plan: Plan, sent: Mapping[str, str], *, by: User | None) -> Activity:
    """`sent` has the row's cells, `node` it stands under, `after` which activity, and `line`, a uuid of the browser's.

    With the same `line` it is the same row: a request whose answer was lost can be sent again. Raises CellError.
    """
    with plan.held_open():
        line = _line(sent.get("line", ""))
        there: Activity | None = plan.activities.filter(line=line).first()
        if there:
            return there
        activity = Activity(plan=plan, line=line, node=_heading(plan, sent.get("node", "")))
        _fill(activity, sent)
        after: After = id_in(sent.get("after", "")) or "last"
        activity.order = room_at(plan, Place(activity.node, after))
        activity.record_new(by=by)
        return activity


def _line(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _heading(plan: Plan, pk: str) -> Node | None:
    if not pk:
        return None
    node = plan.nodes.filter(pk=id_in(pk) or 0).first()
    if node is None:
        raise CellError("Rubriken finns inte längre. Ladda om sidan och skriv aktiviteten under en annan.")
    return node


def _fill(activity: Activity, sent: Mapping[str, str]) -> None:
    """Writes the cells into it; an activity says what it is."""
    columns = set(activity.plan.columns.values_list("pk", flat=True))
    for name, text in sent.items():
        cell = cell_named(name)
        if cell is None or not text.strip() or (isinstance(cell, OwnCell) and cell.column not in columns):
            continue
        for field, value in cell.change(activity, cell.checked(text)).items():
            setattr(activity, field, value)
    if not activity.title and not activity.description:
        raise CellError("Ange en aktivitet, eller beskriv den under Vad.")
