"""A municipality's own Word template for what goes to the nämnd."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField
from andts.lib.recorded import Recorded
from organisations.models import Organisation, User
from reports.models.reports import Report


class WordTemplate(Recorded):
    """The template of one sort of document. Files are never removed: the history names them."""

    class Kind(models.TextChoices):
        OFFICIAL_LETTER = Report.Kind.OFFICIAL_LETTER.value, Report.Kind.OFFICIAL_LETTER.label
        PROPOSAL = Report.Kind.PROPOSAL.value, Report.Kind.PROPOSAL.label

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="word_templates")
    kind = models.CharField("handling", max_length=30, choices=Kind.choices)
    name = LineField("filnamn")
    file = models.FileField(upload_to="templates/")
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["organisation", "kind"]
        verbose_name, verbose_name_plural = "Word-mall", "Word-mallar"
        constraints = [models.UniqueConstraint(name="word_template_once", fields=["organisation", "kind"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.name}"

    @classmethod
    @transaction.atomic
    def keep(cls, organisation: Organisation, kind: str, content: bytes, *, name: str, by: User | None) -> WordTemplate:
        """In the place of the one before. The caller has seen that it can be filled (reports.filling.safety)."""
        path = default_storage.save(f"templates/{kind}-{organisation.pk}.docx", ContentFile(content))
        values: dict[str, Any] = {
            "name": name,
            "file": path,
            "sha256": hashlib.sha256(content).hexdigest(),
            "uploaded_at": timezone.now(),
            "uploaded_by": by,
        }
        found = cls.objects.select_for_update().filter(organisation=organisation, kind=kind).first()
        if found is None:
            return cls.created(by=by, organisation=organisation, kind=kind, **values)
        found.record(by=by, **values)
        return found

    @classmethod
    def nearest(cls, organisation: Organisation, kind: str) -> WordTemplate | None:
        """The organisation's own, or that of the nearest one above; one query more than the lineage's."""
        found = {
            row.organisation_id: row for row in cls.objects.filter(organisation__in=organisation.lineage, kind=kind)
        }
        return next((found[above.pk] for above in organisation.lineage if above.pk in found), None)

    def content(self) -> bytes:
        with self.file.open("rb") as file:
            return bytes(file.read())
