from reports.models.board import ACTIONS, BoardDecision, BoardPackage, Matter
from reports.models.parts import ReportPart
from reports.models.reports import ATTEMPTS, LEASE, Format, Report, ReportFile, ReportQuerySet
from reports.models.templates import WordTemplate

__all__ = [
    "ACTIONS",
    "ATTEMPTS",
    "LEASE",
    "BoardDecision",
    "BoardPackage",
    "Format",
    "Matter",
    "Report",
    "ReportFile",
    "ReportPart",
    "ReportQuerySet",
    "WordTemplate",
]
