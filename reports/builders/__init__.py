"""What each kind of report says: from the rows of a plan, or from what was frozen when it was adopted."""

from __future__ import annotations

from collections.abc import Callable

from andts.lib.document import Document
from reports.builders import implementation_plan, short_plan
from reports.models import Report

_BUILDERS: dict[str, Callable[[Report], Document]] = {
    Report.Kind.IMPLEMENTATION_PLAN: implementation_plan.build,
    Report.Kind.SHORT_PLAN: short_plan.build,
}


def build(report: Report) -> Document:
    """Reads and changes nothing. The report need not be stored: `produce` on the command line has none."""
    return _BUILDERS[report.kind](report)
