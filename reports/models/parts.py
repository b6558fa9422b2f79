"""Parts of a report on its way: what a worker that goes on after a dead one need not make again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.utils import timezone

from reports.models.reports import Report

# As long as somebody may want to know how a report came about.
KEPT = timedelta(days=1)


class ReportPartQuerySet(models.QuerySet["ReportPart"]):
    def no_longer_needed(self) -> Self:
        # Finished some time ago: the document holds all that the parts did.
        return self.filter(report__finished_at__lt=timezone.now() - KEPT)


class ReportPart(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="parts")
    name = models.CharField(max_length=60)
    content = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ReportPartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="report_part_once", fields=["report", "name"])]

    def __str__(self) -> str:
        return f"{self.report}, {self.name}"

    @classmethod
    def keep(cls, report: Report, name: str, content: dict[str, Any]) -> dict[str, Any]:
        # Whoever comes second gets the first's.
        kept, _ = cls.objects.get_or_create(report=report, name=name, defaults={"content": content})
        return dict(kept.content)
