"""The report that the demonstration has under Rapporter from the beginning."""

from contextlib import suppress

from organisations.models import User
from plans.models import Plan
from reports import production
from reports.models import Report
from reports.subjects import latest_version


def order_report(plan: Plan) -> None:
    """The plan's genomförandeplan, ordered by whoever adopted it and made at once."""
    version = latest_version(plan)
    by: User | None = version.created_by if version else None
    report = production.order(Report.Kind.IMPLEMENTATION_PLAN, plan=plan, by=by)
    with suppress(OSError):  # where this process lacks what printing needs, a worker makes it later
        production.produce(report.pk)
