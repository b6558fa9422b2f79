"""The file a plan came from, and what of its text found no field yet."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Self

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField, PlainTextField, one_line
from organisations.models import Organisation, User
from organisations.roles import Permission
from plans.models import Plan
from plans.models.parts import InPlanQuerySet

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

LONGEST_NAME = 255


class PlanSourceQuerySet(models.QuerySet["PlanSource"]):
    def editable_by(self, user: User) -> Self:
        return self.filter(organisation__in=user.scope.reach(Permission.EDIT_PLANS))

    def waiting(self) -> Self:
        return self.filter(plan__isnull=True)


class PlanSource(models.Model):
    """An imported file, kept as it was. Without a plan while the user still corrects the preview."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="plan_sources")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, null=True, blank=True, related_name="sources")
    name = LineField("filnamn", max_length=LONGEST_NAME)
    file = models.FileField(upload_to="sources/")
    sha256 = models.CharField(max_length=64)
    corrections = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = PlanSourceQuerySet.as_manager()

    if TYPE_CHECKING:
        unplaced: RelatedManager[UnplacedText]

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def keep(cls, content: bytes, *, name: str, organisation: Organisation, by: User | None) -> PlanSource:
        source = cls(organisation=organisation, name=_shown(name), created_by=by, sha256=sha256(content).hexdigest())
        # Signs that no file system minds; the storage adds to them when the same file is kept again.
        # Under a name of our own; what the user called it is only shown.
        source.file.save(f"{source.sha256[:16]}{PurePath(name).suffix.lower()[:6]}", ContentFile(content))
        return source

    def content(self) -> bytes:
        with self.file.open("rb") as file:
            return bytes(file.read())

    def correct(self, corrections: dict[str, Any]) -> None:
        self.corrections = corrections
        # Somebody else may have discarded it, or made a plan of it as it was.
        PlanSource.objects.waiting().filter(pk=self.pk).update(corrections=corrections)

    @transaction.atomic
    def discard(self) -> bool:
        """The file too; False, and nothing is removed, when somebody was quicker to make a plan of it."""
        if not PlanSource.objects.select_for_update().waiting().filter(pk=self.pk):
            return False
        storage, stored = self.file.storage, str(self.file)
        self.delete()
        # Not before the row is gone for good: a preview would look for it in vain.
        transaction.on_commit(partial(storage.delete, stored))
        return True


def _shown(name: str) -> str:
    name = one_line(name)
    ending = PurePath(name).suffix[:10]
    # Cut before its ending, which says how to read it.
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - len(ending)] + ending


class UnplacedText(models.Model):
    """A piece of source text without a field, until the user has placed or dismissed it."""

    class Outcome(models.TextChoices):
        PLACED = "placed", "placerad"
        DISMISSED = "dismissed", "avfärdad"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="unplaced_texts")
    source = models.ForeignKey(PlanSource, on_delete=models.CASCADE, related_name="unplaced")
    text = PlainTextField("text")
    kind = models.CharField("slag", max_length=20, default="other")
    where = PlainTextField("plats i källan", blank=True)
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

    def settle(self, outcome: str, *, by: User | None) -> None:
        self.outcome = outcome
        # Without an outcome it waits again.
        self.settled_at, self.settled_by = (timezone.now(), by) if outcome else (None, None)
        self._history_user = by
        self.save(update_fields=["outcome", "settled_at", "settled_by"])
