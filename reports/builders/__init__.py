"""What each kind of report says: from rows as they are, or from what was frozen when a plan or a round was done."""

from __future__ import annotations

from collections.abc import Callable

from andts.lib.document import Document
from reports.builders.counties import build_county
from reports.builders.follow_ups import build_follow_up, build_summary
from reports.builders.handover import build_handover
from reports.builders.letters import build_letter
from reports.builders.plans import build_plan
from reports.models import Report
from reports.parts import Parts

_BUILDERS: dict[str, Callable[[Report], Document]] = {
    Report.Kind.IMPLEMENTATION_PLAN: build_plan,
    Report.Kind.SHORT_PLAN: build_plan,
    Report.Kind.FOLLOW_UP: build_follow_up,
    Report.Kind.FOLLOW_UP_SUMMARY: build_summary,
    Report.Kind.OFFICIAL_LETTER: build_letter,
    Report.Kind.PROPOSAL: build_letter,
    Report.Kind.HANDOVER: build_handover,
}
# Long ones, whose parts survive the worker that made them.
_IN_PARTS: dict[str, Callable[[Report, Parts], Document]] = {Report.Kind.COUNTY: build_county}
# What is made on the command line: a letter needs the texts of a package, which its page asks for.
KINDS = [kind for kind in (*_BUILDERS, *_IN_PARTS) if kind not in Report.LETTERS]


def build(report: Report, parts: Parts | None = None) -> Document:
    if builder := _IN_PARTS.get(report.kind):
        return builder(report, parts or Parts())
    return _BUILDERS[report.kind](report)
