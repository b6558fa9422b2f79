"""What files are called when they are downloaded: "Genomförandeplan Lindvalla 2027–2028.pdf"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plans.models import Plan
from reports.models import Report

# What one file system or another does not allow in a name, and what would make it run on.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST = 120


def report_file_name(report: Report, format: str) -> str:
    if report.plan:
        extras = ["kortversion"] if report.kind == Report.Kind.SHORT_PLAN else []
        return plan_file_name(report.plan, format, *extras, draft=report.version_id is None)
    round_ = report.round
    about = [round_.period, "" if report.closed_at else "pågår"] if round_ else [str(report.year or "")]
    return file_name([report.get_kind_display(), report.organisation.label, *about], format)


def plan_file_name(plan: Plan, format: str, *extras: str, draft: bool) -> str:
    words = [plan.get_kind_display(), plan.organisation.label, _years(plan), *extras, "utkast" if draft else ""]
    return file_name(words, format)


def file_name(words: Iterable[str], format: str) -> str:
    name = " ".join(filter(None, words))
    return f"{' '.join(_FORBIDDEN.sub(' ', name).split())[:_LONGEST]}.{format}"


def _years(plan: Plan) -> str:
    days = [day for day in (plan.valid_from, plan.valid_until) if day]
    return "–".join(dict.fromkeys(str(day.year) for day in days))
