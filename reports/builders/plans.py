"""Genomförandeplan and kortversion: the whole plan, or its goals and areas only."""

from __future__ import annotations

from activities.snapshot import plan_document
from andts.lib.document import Document, document_from_json
from reports.models import Report


def build_plan(report: Report) -> Document:
    # What was frozen when the plan was adopted; of any other its rows as they are.
    if report.version:
        return document_from_json(report.version.content["documents"][report.kind])
    assert report.plan
    return plan_document(report.plan, short=report.kind == Report.Kind.SHORT_PLAN)
