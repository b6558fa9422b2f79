"""Uppföljningsrapport, and its summary on one page for the board."""

from __future__ import annotations

from andts.lib.document import Document, document_from_json
from followup.models import FollowUpRound
from followup.snapshot import round_report, round_summary
from reports.models import Report


def build_follow_up(report: Report) -> Document:
    # Of a closed round what was frozen then, of an open one its answers as they are.
    return _frozen(report) or round_report(_round(report))


def build_summary(report: Report) -> Document:
    return _frozen(report) or round_summary(_round(report))


def _frozen(report: Report) -> Document | None:
    assert report.round
    # A round that was closed before rounds kept their reports has none: its rows stay as they are.
    kept = (report.round.frozen or {}).get("documents", {}) if report.closed_at else {}
    return document_from_json(kept[report.kind]) if report.kind in kept else None


def _round(report: Report) -> FollowUpRound:
    return FollowUpRound.objects.with_owner().get(pk=report.round_id)
