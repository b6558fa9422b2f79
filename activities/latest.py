"""What the history of a plan's activities says about the latest changes: who made one, and which came since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, OuterRef, Q, Subquery
from django.utils import timezone

from activities.editing import CELLS, Cell, OwnCell
from activities.models import Activity
from andts.lib.swedish import MONTHS
from organisations.models import User
from plans.models import Plan

# Fields whose change puts a row in another place, or takes it away.
_PLACES = {"deleted_at", "node", "order"}
# Somebody whose page has slept longer than so many changes is better served by the plan anew.
MOST_CHANGES = 500


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


def last_choice(activity: Activity, links: str) -> LastChange:
    """Who chose the actors that are linked; one query."""
    rows = activity.history.filter(history_change_reason__contains=links).order_by("-history_id")
    for row in rows.select_related("history_user").iterator():
        # "responsible" stands in "responsible_text" too.
        if links in row.history_change_reason.split():
            return LastChange(str(row.history_user or "Någon annan"), _moment(row.history_date))
    return LastChange("Någon annan", "")


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    day = "" if local.date() == timezone.localdate() else f" den {local.day} {MONTHS[local.month - 1]}"
    return f"{local:%H:%M}{day}"


@dataclass(frozen=True)
class News:
    """What others have done since a moment, which `cursor` moves to now.

    `changes` are the cells with another text, as (activity's id, name of the cell, text). `is_rebuilt` when rows have
    come, gone or moved, which no cell can show.
    """

    cursor: int
    changes: tuple[tuple[int, str, str], ...] = ()
    is_rebuilt: bool = False


def cursor_of(plan: Plan) -> int:
    """The last change so far; one query. What is read of the plan after it may be newer, never older."""
    # Nobody changes the plan while somebody else does, so that of its changes a later one never has a lower number.
    return Activity.history.filter(plan=plan).aggregate(last=Max("history_id"))["last"] or 0


def cursor_beside(plan: OuterRef) -> Subquery:
    """`cursor_of` as a column of a query for plans; null before the first change."""
    last = Activity.history.filter(plan=plan).order_by().values("plan").annotate(last=Max("history_id"))
    return Subquery(last.values("last"))


def news_since(cursor: int, plan: Plan, user: User) -> News:
    """At most three queries, however much has happened."""
    rows = Activity.history.filter(plan=plan, history_id__gt=cursor).order_by("history_id")
    told = ("history_id", "id", "history_type", "history_change_reason", "history_user_id")
    since = list(rows.values_list(*told)[: MOST_CHANGES + 1])
    if len(since) > MOST_CHANGES:
        return News(cursor_of(plan), is_rebuilt=True)
    changed: dict[int, set[str]] = defaultdict(set)
    is_rebuilt = False
    for _, pk, kind, reason, by in since:
        if by != user.pk:
            names = set((reason or "").split())
            changed[pk] |= names
            # A change that names no field is older than the names, or was made by other means.
            is_rebuilt |= kind != "~" or not names or not names.isdisjoint(_PLACES)
    last = since[-1][0] if since else cursor
    return News(last, tuple(_texts(plan, changed)), is_rebuilt)


def _texts(plan: Plan, changed: dict[int, set[str]]) -> Iterator[tuple[int, str, str]]:
    asked = {pk: names for pk, names in changed.items() if names & {"extra", *CELLS}}
    if not asked:
        return
    own = _own_columns(plan) if any("extra" in names for names in asked.values()) else []
    # As they are now, which a later change may have made them.
    for activity in Activity.objects.filter(plan=plan, pk__in=asked).present().order_by("pk"):
        names = asked[activity.pk]
        cells = [cell for cell in CELLS.values() if cell.name in names] + (own if "extra" in names else [])
        yield from ((activity.pk, cell.name, cell.read(activity)) for cell in cells)


def _own_columns(plan: Plan) -> list[Cell]:
    # All of them: the history says that one has another text, not which.
    return [OwnCell(f"own-{pk}", pk) for pk in plan.columns.values_list("pk", flat=True)]
