"""Genomförandeplan: the whole plan."""

from __future__ import annotations

from activities.snapshot import plan_document
from andts.lib.document import Document
from reports.builders.frozen import frozen_document
from reports.models import Report


def build(report: Report) -> Document:
    if report.version:
        return frozen_document(report.version, report.kind)
    assert report.plan
    return plan_document(report.plan)
