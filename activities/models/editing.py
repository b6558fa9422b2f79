"""Several people in one plan: what was changed together and can be undone together, and who is where."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from activities.models.activities import Activity
from andts.lib.fields import LineField
from organisations.models import User
from plans.models import Plan
from plans.models.parts import InPlanQuerySet

# Somebody whose page has been silent for longer has left it.
PRESENT_FOR = timedelta(seconds=35)


class BulkChange(models.Model):
    """Many activities changed in one go (pasted, set together, moved), which one Ångra takes back.

    `before` and `after` map an activity's id, as a string, to {field: value}; an activity that the change made has None
    before, one that it removed has None after. Links are lists of ids.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="bulk_changes")
    what = LineField("ändring")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = InPlanQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "samlad ändring", "samlade ändringar"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.what


class PresenceQuerySet(InPlanQuerySet):
    def here(self) -> Self:
        """Those who have the page open now."""
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
