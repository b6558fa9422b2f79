"""What has been removed from a plan and can be brought back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from activities.history.plan import KINDS
from activities.history.steps import ACTIVITY, MODELS, names_of
from activities.models import Activity
from plans.models import Plan
from plans.models.parts import KEPT_FOR


@dataclass(frozen=True)
class Removed:
    """A row that is gone; it can be brought back by posting to `url`, until `kept_until`."""

    kind: str
    name: str
    at: datetime
    by: str
    url: str

    @property
    def kept_until(self) -> datetime:
        return self.at + KEPT_FOR


@dataclass(frozen=True)
class _Removal:
    kind: str
    pk: int
    name: str
    at: datetime
    by: int | None


def removed_from(plan: Plan) -> list[Removed]:
    """The latest first; a query for each kind of row, and two more."""
    removals = [*_activities(plan), *(each for kind in KINDS if kind != ACTIVITY for each in _rows(plan, kind))]
    people = names_of(removal.by for removal in removals)
    return [
        Removed(KINDS[each.kind][0], each.name, each.at, people[each.by], _address(plan, each))
        for each in sorted(removals, key=lambda removal: removal.at, reverse=True)
    ]


def _address(plan: Plan, removal: _Removal) -> str:
    if removal.kind == ACTIVITY:
        return reverse("activity-restore", args=[plan.pk, removal.pk])
    return reverse("part-restore", args=[plan.pk, removal.kind, removal.pk])


def _activities(plan: Plan) -> Iterator[_Removal]:
    gone = list(Activity.objects.filter(plan=plan, deleted_at__gte=timezone.now() - KEPT_FOR))
    steps = Activity.history.filter(id__in=[row.pk for row in gone], history_change_reason__contains="deleted_at")
    by = dict(steps.order_by("history_id").values_list("id", "history_user"))
    for row in gone:
        if row.deleted_at:
            yield _Removal(ACTIVITY, row.pk, str(row), row.deleted_at, by.get(row.pk))


def _rows(plan: Plan, kind: str) -> Iterator[_Removal]:
    model = MODELS[kind]
    deletions = model.history.filter(plan=plan.pk, history_type="-", history_date__gte=timezone.now() - KEPT_FOR)
    there = model._default_manager.filter(plan=plan).values("pk")
    # A row may have been removed before, and brought back: the latest counts.
    latest = {row.id: row for row in deletions.exclude(id__in=there).order_by("history_id")}
    for row in latest.values():
        yield _Removal(kind, row.id, str(row.instance), row.history_date, row.history_user_id)
