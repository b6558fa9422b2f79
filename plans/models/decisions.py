"""What was decided, by whom, and the frozen content it was decided about."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Max, Q
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField
from andts.lib.recorded import Recorded
from organisations.models import Organisation, User
from plans.models.parts import InPlanQuerySet
from plans.models.plans import Plan

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Decision(Recorded):
    """A deciding body's decision about a plan: several bodies may adopt the same plan."""

    class Action(models.TextChoices):
        ADOPT = "adopt", "antar"
        EXTEND = "extend", "förlänger"
        REPEAL = "repeal", "upphäver"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="decisions")
    body = LineField("beslutsinstans", help_text="Till exempel Kommunstyrelsen.")
    action = models.CharField("beslut", max_length=10, choices=Action.choices, default=Action.ADOPT)
    date = models.DateField("beslutsdatum")
    paragraph = LineField("paragraf", max_length=30, blank=True, help_text="Till exempel § 112.")
    registry_number = LineField("diarienummer", max_length=60, blank=True)
    extends_until = models.DateField("förlängs till", null=True, blank=True)

    objects = InPlanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["date", "pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_extension_has_day",
                condition=Q(action="extend", extends_until__isnull=False)
                | (~Q(action="extend") & Q(extends_until__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.get_action_display()} {self.date:%Y-%m-%d} {self.paragraph}".strip()

    @property
    def organisation(self) -> Organisation:
        return self.plan.organisation


class PlanVersion(models.Model):
    """A plan's whole content as it was adopted, made once. `content` is a Document as JSON beside the plan's rows.

    `sha256` is of the canonical JSON (sorted keys, no spaces, UTF-8).
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("version")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = InPlanQuerySet.as_manager()

    if TYPE_CHECKING:
        files: RelatedManager[VersionFile]

    class Meta:
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(name="version_number_once", fields=["plan", "number"])]

    def __str__(self) -> str:
        return f"{self.plan}, version {self.number}"

    @property
    def organisation(self) -> Organisation:
        return self.plan.organisation

    @classmethod
    def made(cls, plan: Plan, content: Callable[[Plan], dict[str, Any]], *, by: User | None) -> PlanVersion:
        # A revision counts on from the plan it revises.
        before = cls.objects.filter(plan__in=[plan.pk, plan.revises_id]).aggregate(last=Max("number"))["last"]
        # A later edit of what `content` read cannot change this: the JSON is stored, and its digest beside it.
        frozen = content(plan)
        return cls.objects.create(
            plan=plan, number=(before or 0) + 1, content=frozen, sha256=cls.digest(frozen), created_by=by
        )

    @property
    def is_intact(self) -> bool:
        return self.digest(self.content) == self.sha256

    @staticmethod
    def digest(content: dict[str, Any]) -> str:
        canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def file(self, format: str, variant: str = "") -> VersionFile | None:
        return self.files.filter(format=format, variant=variant).first()

    def keep_file(self, format: str, variant: str, content: bytes) -> VersionFile:
        """Stores a file of this version; whoever comes second gets the first's."""
        name = f"plan-{self.plan_id}-{self.number}{variant and '-'}{variant}.{format}"
        # Stored before its row, so that a row always has its file, whenever the process ends.
        path = default_storage.save(f"versions/{name}", ContentFile(content))
        values = {"file": path, "sha256": hashlib.sha256(content).hexdigest()}
        kept, created = VersionFile.objects.get_or_create(version=self, format=format, variant=variant, defaults=values)
        if not created:
            default_storage.delete(path)
        return kept


class VersionFile(models.Model):
    """A file of an adopted version, made once: later requests return these bytes."""

    # As pages name them: which document it is, by the kind of report that made it, and in what format.
    DOCUMENTS = {"genomforandeplan": "Genomförandeplan", "kortversion": "Kortversion"}
    FORMATS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=10)
    variant = models.CharField(max_length=20, blank=True)
    file = models.FileField(upload_to="versions/")
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="version_file_once", fields=["version", "format", "variant"])]

    def __str__(self) -> str:
        return f"{self.version}, {self.format}"

    @property
    def label(self) -> str:
        return ", ".join(filter(None, [self.DOCUMENTS.get(self.variant), self.FORMATS.get(self.format, self.format)]))
