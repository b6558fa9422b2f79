"""The history rows of a plan's parts, in the little of them that tells who did what when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Value

from activities.models import Activity, BulkChange
from andts.lib.swedish import inside
from organisations.models import User
from plans.models import Plan
from plans.views.parts import PARTS

COLUMNS = ("id", "history_id", "history_date", "history_user", "history_type", "history_change_reason")
PLAN, ACTIVITY = "plan", "aktiviteter"
# As the parts are called in addresses.
MODELS: dict[str, Any] = {PLAN: Plan, ACTIVITY: Activity} | {slug: part.model for slug, part in PARTS.items()}


@dataclass(frozen=True)
class Bulk:
    """The change of many that a step belongs to, or its Ångra; the moment they share tells."""

    pk: int
    what: str
    is_undo: bool
    is_undone: bool

    @property
    def in_words(self) -> str:
        return f"ångrade ”{self.what}”" if self.is_undo else inside(self.what)


@dataclass(frozen=True)
class Step:
    """A history row: of which model (as in MODELS), of which row, and what it tells of how it came."""

    kind: str
    row: int
    version: int
    at: datetime
    by: int | None
    sign: str
    reason: str
    bulk: Bulk | None

    @property
    def sitting(self) -> tuple[int | None, Bulk | None]:
        return self.by, self.bulk

    @property
    def thing(self) -> tuple[str, int]:
        return self.kind, self.row

    @property
    def names(self) -> list[str]:
        # Only where the history says so (`NamedChanges`).
        return self.reason.split() if self.sign == "~" else []

    def holds(self, links: Iterable[str]) -> bool:
        """Whether what the row was linked to stands in this step's history."""
        return self.sign != "~" or not self.reason or bool({*links} & {*self.names})


def steps_of(activity: Activity) -> list[Step]:
    """The newest first; two queries."""
    return _steps(activity.plan, {ACTIVITY: Activity.history.filter(id=activity.pk)})


def steps_in(plan: Plan) -> list[Step]:
    """The newest first; two queries, of which one walks the history of everything in the plan."""
    rows = {kind: model.history.filter(plan=plan.pk) for kind, model in MODELS.items() if kind != PLAN}
    return _steps(plan, rows | {PLAN: Plan.history.filter(id=plan.pk)})


def _steps(plan: Plan, rows: Mapping[str, QuerySet[Any]]) -> list[Step]:
    bulks = _bulks(plan)
    first, *others = [
        each.order_by().annotate(sort=Value(kind)).values_list("sort", *COLUMNS) for kind, each in rows.items()
    ]
    found = first.union(*others, all=True) if others else first
    steps = [
        Step(kind, row, version, at, by, sign, reason or "", bulks.get(at))
        for kind, row, version, at, by, sign, reason in found
    ]
    return sorted(steps, key=lambda step: (step.at, step.version), reverse=True)


def _bulks(plan: Plan) -> dict[datetime, Bulk]:
    found: dict[datetime, Bulk] = {}
    for pk, what, at, undone_at in BulkChange.objects.filter(plan=plan).values_list("pk", "what", "at", "undone_at"):
        found[at] = Bulk(pk, what, is_undo=False, is_undone=bool(undone_at))
        if undone_at:
            found[undone_at] = Bulk(pk, what, is_undo=True, is_undone=True)
    return found


def names_of(users: Iterable[int | None]) -> dict[int | None, str]:
    ids = {*users}
    named = User.objects.in_bulk([pk for pk in ids if pk])
    # What nobody signed in for was done by the system itself.
    return {pk: str(named[pk]) if pk in named else "Systemet" for pk in ids}
