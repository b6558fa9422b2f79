"""The file a plan came from, and what of its text found no field yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField, PlainTextField
from organisations.models import Organisation, User
from plans.models import Plan
from plans.models.outline import InPlanQuerySet

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class PlanSource(models.Model):
    """An imported file, kept as it was. Without a plan while the user still corrects the preview."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="plan_sources")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, null=True, blank=True, related_name="sources")
    name = LineField("filnamn")
    file = models.FileField(upload_to="sources/")
    sha256 = models.CharField(max_length=64)
    corrections = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = InPlanQuerySet.as_manager()

    if TYPE_CHECKING:
        unplaced: RelatedManager[UnplacedText]

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class UnplacedText(models.Model):
    """A piece of source text without a field, until the user has placed or dismissed it."""

    class Outcome(models.TextChoices):
        PLACED = "placed", "placerad"
        DISMISSED = "dismissed", "avfärdad"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="unplaced_texts")
    source = models.ForeignKey(PlanSource, on_delete=models.CASCADE, related_name="unplaced")
    text = PlainTextField("text")
    where = LineField("plats i källan")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    order = models.PositiveIntegerField(default=0)

    objects = InPlanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="unplaced_settled_when_outcome",
                condition=models.Q(outcome="", settled_at__isnull=True)
                | (~models.Q(outcome="") & models.Q(settled_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def settle(self, outcome: Outcome, *, by: User | None) -> None:
        self.outcome, self.settled_at, self.settled_by = outcome, timezone.now(), by
        self._history_user = by
        self.save(update_fields=["outcome", "settled_at", "settled_by"])
