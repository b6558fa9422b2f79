"""What the history of a plan's activities says about the latest changes: who made one, and which came since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from activities.editing import Cell, OwnCell
from activities.models import Activity
from andts.lib.swedish import MONTHS


@dataclass(frozen=True)
class LastChange:
    """`by` is a name, `at` a time of day ("14:31"), with the day when that is not today."""

    by: str
    at: str


def last_change(activity: Activity, cell: Cell) -> LastChange:
    """Who made the cell say what it says; one query."""
    now = cell.read(activity)
    column = "extra" if isinstance(cell, OwnCell) else cell.name
    about_it = Q(history_type="+") | Q(history_change_reason__contains=column)
    rows = activity.history.filter(about_it).order_by("-history_id").select_related("history_user")
    found = None
    for row in rows.iterator():
        if found and cell.read(row) != now:
            break
        found = row
    if found is None:
        return LastChange("Någon annan", "")
    return LastChange(str(found.history_user or "Någon annan"), _moment(found.history_date))


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    day = "" if local.date() == timezone.localdate() else f" den {local.day} {MONTHS[local.month - 1]}"
    return f"{local:%H:%M}{day}"
