"""Several people in one plan: what was changed together and can be undone together, and who is where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from activities.models.activities import Activity
from activities.models.made import place_without, spare_columns, spare_headings
from activities.models.values import LINKS, Values, all_said, fitted, held, rewrite, says_something, value_of
from andts.lib.fields import LineField
from organisations.models import User
from plans.models import Plan
from plans.models.parts import InPlanQuerySet, require_kept

# Somebody whose page has been silent for longer has left it.
PRESENT_FOR = timedelta(seconds=35)


@dataclass(frozen=True)
class Undone:
    """What an Ångra did: the ids of the activities that it put back, and how many it left as others had made them."""

    back: tuple[int, ...]
    left: int


class BulkChange(models.Model):
    """Many activities changed in one go (pasted, set together, moved), which one Ångra takes back.

    `before` and `after` map an activity's id, as a string, to {field: value}; an activity that the change made has None
    before, one that it removed has None after. Links are lists of ids. `headings` and `columns` are the ids of those
    that it made besides, in that order: each heading after the one above it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="bulk_changes")
    what = LineField("ändring")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    undone_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = InPlanQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "samlad ändring", "samlade ändringar"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.what

    @property
    def count(self) -> int:
        return len(self.after)

    @transaction.atomic
    def undo(self, *, by: User | None) -> Undone | None:
        """Put back each activity that nobody has changed since, in what this changed; None when that is done already.

        A fixed number of queries, and some for each heading and column that it made: these go where nobody has begun to
        use them. Raises StateError when the plan is not open any more, or the change too old.
        """
        self.plan.hold_open()
        self.refresh_from_db(fields=["undone_at"])
        if self.undone_at:
            return None
        require_kept(self.at)
        self.undone_by, self.undone_at = by, timezone.now()
        rows = held(self.plan, map(int, self.after), self._names())
        changed = [pk for pk, row in rows.items() if not self._is_back(row)]
        wanted = {pk: self._way_back(rows[pk]) for pk in changed if self._is_untouched(rows[pk])}
        wanted = fitted(self.plan, wanted)
        wanted = {pk: values for pk, values in wanted.items() if says_something(rows[pk], values)}
        leaving = {pk for pk, values in wanted.items() if values.get("deleted_at") or "node" in values}
        spare = spare_headings(self.plan, self.headings, leaving)
        place_without(spare, rows, wanted)
        rewrite(rows, wanted, by=by, at=self.undone_at)
        for made in [*spare, *spare_columns(self.plan, self.columns, leaving)]:
            made.plan = self.plan
            made.remove(by=by)
        self.save(update_fields=["undone_by", "undone_at"])
        return Undone(tuple(wanted), len(changed) - len(wanted))

    def _names(self) -> set[str]:
        named = {name for values in self.before.values() if values for name in values}
        # Of an activity that the change made, all of them.
        return named | set(LINKS) if None in self.before.values() else named

    def _is_back(self, row: Activity) -> bool:
        before, after = self.before[str(row.pk)], self.after[str(row.pk)]
        if before is None or after is None:
            return (row.deleted_at is None) == (after is None)
        return all(value_of(row, name) == value for name, value in before.items())

    def _is_untouched(self, row: Activity) -> bool:
        """Whether it still says what the change made it say.

        Its place among the others counts only when that is all that was changed: others that move may push it aside.
        """
        before, after = self.before[str(row.pk)], self.after[str(row.pk)]
        if after is None:
            return True
        if before is None:
            return all_said(row) == after
        names = {*after} - {"order"} or {*after}
        return all(value_of(row, name) == after[name] for name in names)

    def _way_back(self, row: Activity) -> Values:
        before: Values | None = self.before[str(row.pk)]
        return {"deleted_at": self.undone_at.isoformat()} if before is None and self.undone_at else {**(before or {})}


class PresenceQuerySet(InPlanQuerySet):
    def here(self) -> Self:
        # Who has the page open asks again before this has passed.
        return self.filter(at__gte=timezone.now() - PRESENT_FOR)


class Presence(models.Model):
    """Where in a plan somebody is; a row for each person and plan, written over and over and kept by nobody."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    field = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "närvaro", "närvaro"
        constraints = [
            models.UniqueConstraint(name="presence_once", fields=["plan", "user"]),
            models.CheckConstraint(name="presence_somewhere", condition=Q(activity__isnull=False) | Q(field="")),
        ]

    def __str__(self) -> str:
        return str(self.user)
