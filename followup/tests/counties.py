"""Many municipalities of a län with adopted plans and closed rounds, made quickly: few rows, and no history."""

from __future__ import annotations

from datetime import UTC, date, datetime

from activities.models import Activity
from followup.models import FollowUp, FollowUpAnswer, FollowUpRound
from organisations.models import Organisation
from plans.models import Decision, Node, Plan

CLOSED_AT = datetime(2026, 2, 1, 12, tzinfo=UTC)
STATUSES = ["done", "ongoing", ""]


def municipalities(county: Organisation, number: int) -> list[Organisation]:
    """Kommun 01, Kommun 02 … each with a plan for 2024–2026 whose round of 2025 is closed: one activity is done, one
    goes on, one nobody has answered for."""
    kommuner = Organisation.objects.bulk_create(
        Organisation(
            kind="municipality",
            name=f"Kommun {each:02}",
            code=f"{county.code}{50 + each}",
            slug=f"kommun-{county.code}-{each:02}",
            parent=county,
            is_invented=True,
        )
        for each in range(1, number + 1)
    )
    rounds = closed_rounds(planned(kommuner))
    follow_ups = FollowUp.objects.bulk_create(
        FollowUp(round=each, activity=activity, line=activity.line, status=status)
        for each in rounds
        for activity, status in zip(each.plan.activities.order_by("pk"), STATUSES, strict=True)
    )
    FollowUpAnswer.objects.bulk_create(
        FollowUpAnswer(follow_up=each, status=each.status, answered_at=CLOSED_AT if each.status else None)
        for each in follow_ups
    )
    return kommuner


def planned(kommuner: list[Organisation]) -> list[Plan]:
    plans = Plan.objects.bulk_create(
        Plan(
            organisation=each,
            title=f"Plan för {each.name}",
            state="adopted",
            valid_from=date(2024, 1, 1),
            valid_until=date(2026, 12, 31),
        )
        for each in kommuner
    )
    Decision.objects.bulk_create(Decision(plan=plan, body="Kommunstyrelsen", date=date(2023, 11, 20)) for plan in plans)
    nodes = Node.objects.bulk_create(Node(plan=plan, kind="goal", heading="Mål") for plan in plans)
    Activity.objects.bulk_create(
        Activity(plan=plan, node=node, title=f"Aktivitet {number}", order=number)
        for plan, node in zip(plans, nodes, strict=True)
        for number in range(len(STATUSES))
    )
    return plans


def closed_rounds(plans: list[Plan], year: int = 2025) -> list[FollowUpRound]:
    days = {"starts": date(year, 1, 1), "ends": date(year, 12, 31), "last_day": date(year + 1, 1, 31)}
    return FollowUpRound.objects.bulk_create(
        FollowUpRound(plan=plan, state="closed", closed_at=CLOSED_AT, frozen={}, **days) for plan in plans
    )
