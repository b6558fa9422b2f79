"""Many activities of a plan changed as one change, which one Ångra takes back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils import timezone

from activities.models import Activity, BulkChange
from activities.models.values import LINKS, Changes, Values, all_said, given, held, rewrite
from andts.lib.bulk import create_all, link_all
from organisations.models import User
from plans.models import Node, Plan, PlanColumn


@contextmanager
def changed_together(plan: Plan, *, by: User | None) -> Iterator[Together]:
    """Within the block nobody else changes the plan: read inside it what the change is worked out from.

    `keep` writes what was asked for, once, last in the block. Raises StateError when the plan is not open.
    """
    with plan.held_open():
        yield Together(plan, by)


class Together:
    """Collects changes of activities; none is written before `keep`, and then in as many statements as for one row."""

    def __init__(self, plan: Plan, by: User | None) -> None:
        self.plan = plan
        self.by = by
        self._wanted: dict[int, Values] = {}
        self._removed: set[int] = set()
        self._added: list[tuple[Activity, dict[str, list[int]]]] = []
        self._headings: list[int] = []
        self._columns: list[int] = []
        self._next_order: int | None = None

    def change(self, activity: Activity, **values: Any) -> None:
        """Values as `record` takes them; a stored activity of the plan, whose object here stays as it was."""
        self._wanted.setdefault(activity.pk, {}).update(given(activity, values))

    def add(self, **fields: Any) -> Activity:
        """Last in the plan when no order is given. It has its id when `keep` has written it."""
        links = {name: given(Activity(), {name: fields.pop(name)})[name] for name in LINKS if name in fields}
        activity = Activity(plan=self.plan, **{"order": self._last_order(), **fields})
        self._added.append((activity, links))
        return activity

    def remove(self, activity: Activity) -> None:
        self._removed.add(activity.pk)

    def add_heading(self, **fields: Any) -> Node:
        """Last in the plan, at once, under one that is there already. It goes with the change, unless used by then."""
        node = Node.created(by=self.by, plan=self.plan, order=Node.next_order(self.plan), **fields)
        self._headings.append(node.pk)
        return node

    def add_column(self, name: str) -> PlanColumn:
        """The same for a column of the plan's own."""
        column = PlanColumn.created(by=self.by, plan=self.plan, name=name, order=PlanColumn.next_order(self.plan))
        self._columns.append(column.pk)
        return column

    def keep(self, what: str) -> BulkChange:
        """Writes it, and what it was, under words that tell what was done: "Satte ansvarig på 5 aktiviteter"."""
        at = timezone.now()
        before, after = self._write_changes(at)
        added = self._write_added(at)
        return BulkChange.objects.create(
            plan=self.plan,
            what=what,
            by=self.by,
            at=at,
            before=before | dict.fromkeys(added),
            after=after | added,
            headings=self._headings,
            columns=self._columns,
        )

    def _last_order(self) -> int:
        self._next_order = Activity.next_order(self.plan) if self._next_order is None else self._next_order + 1
        return self._next_order

    def _write_changes(self, at: datetime) -> tuple[Changes, Changes]:
        names = {name for values in self._wanted.values() for name in values}
        rows = held(self.plan, {*self._wanted, *self._removed}, names)
        removed = {pk for pk in self._removed if rows[pk].deleted_at is None}
        for pk in removed:
            self._wanted.setdefault(pk, {})["deleted_at"] = at.isoformat()
        before, after = rewrite(rows, self._wanted, by=self.by, at=at)
        return before, after | {str(pk): None for pk in removed}

    def _write_added(self, at: datetime) -> Changes:
        history = create_all([activity for activity, _ in self._added], by=self.by, at=at)
        for name in LINKS:
            pairs = [(activity.pk, other) for activity, links in self._added for other in links.get(name, ())]
            if pairs:
                link_all(Activity, name, pairs, history)
        return {str(activity.pk): all_said(activity, links) for activity, links in self._added}
