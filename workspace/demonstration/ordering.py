"""The reports that the demonstration has under Rapporter from the beginning."""

from contextlib import suppress

from followup.models import FollowUpRound
from organisations.models import User
from plans.models import Plan
from reports import production
from reports.models import Report
from reports.subjects import latest_version


def order_reports(plan: Plan) -> None:
    version = latest_version(plan)
    # By whoever adopted the plan.
    by: User | None = version.created_by if version else None
    made = [production.order(Report.Kind.IMPLEMENTATION_PLAN, plan=plan, by=by)]
    closed = FollowUpRound.objects.closed().filter(plan__organisation=plan.organisation_id)
    if round_ := closed.order_by("-starts").first():
        made.append(production.order(Report.Kind.FOLLOW_UP_SUMMARY, round_=round_, by=by))
        # Longer than the others to make: a worker does it while the newcomer looks around.
        production.order(Report.Kind.FOLLOW_UP, round_=round_, by=by)
    for report in made:
        with suppress(OSError):  # where this process lacks what printing needs, a worker makes it later
            production.produce(report.pk)
