from reports.models.reports import ATTEMPTS, LEASE, Format, Report, ReportFile, ReportQuerySet

__all__ = ["ATTEMPTS", "LEASE", "Format", "Report", "ReportFile", "ReportQuerySet"]
