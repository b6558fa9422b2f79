"""A plan to decide about, for the tests of the pages that do."""

from datetime import date
from typing import Any

import pytest

from activities.models import Activity
from activities.snapshot import frozen_content
from organisations.models import Organisation, User
from plans.models import Node, Plan, PlanText

BOARD = {"body": "Kommunstyrelsen", "date": date(2026, 11, 3), "paragraph": "§ 112", "registry_number": "KS 2026/44"}
COMPLETE = {"schedule": "Varje höst", "responsible_text": "Polisen", "follow_up": "Antal möten"}


@pytest.fixture
def draft(lindvalla: Organisation, anna: User) -> Plan:
    """Complete, but that the second of its two activities says nothing of when."""
    plan = Plan.created(
        by=anna,
        organisation=lindvalla,
        title="Plan 2026",
        document_owner="Folkhälsorådet",
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 12, 31),
    )
    PlanText.created(by=anna, plan=plan, heading="Bakgrund", text="Så är <b>läget</b>.")
    goal = Node.created(by=anna, plan=plan, kind="goal", number="1", heading="Färre unga provar")
    Activity.add(plan, by=anna, node=goal, title="Föräldramöte", **COMPLETE)
    Activity.add(plan, by=anna, node=goal, title="Vandring", **COMPLETE | {"schedule": ""})
    return plan


@pytest.fixture
def adopted(draft: Plan, anna: User) -> Plan:
    draft.adopt(content=frozen_content, decisions=[BOARD], by=anna)
    return draft


def adoption(**fields: Any) -> dict[str, Any]:
    """What the page to adopt sends; `fields` change or add to it."""
    management = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0"}
    first = {"form-0-body": "Kommunstyrelsen", "form-0-date": "2026-11-03", "form-0-paragraph": "§ 112"}
    return management | first | {"accept": "on"} | fields
