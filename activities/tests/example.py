"""An invented plan of Lindvalla with something of everything that a plan can hold."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from activities.models import Activity
from activities.snapshot import frozen_content
from andts.tests.pixel import PIXEL
from organisations.models import Actor, Organisation, User
from plans.models import (
    FrameworkGoal,
    GoalFramework,
    HeaderLine,
    Node,
    Plan,
    PlanColumn,
    PlanPicture,
    PlanText,
    Tip,
)

HOSTILE = "<b>fet</b> <script>alert(1)</script> & =1+1 {{ 7*7 }} <img src=file:///etc/passwd>"


@pytest.fixture
def plan(lindvalla: Organisation, anna: User) -> Plan:
    """A draft: area 1 with a goal and two activities, area 2 with an activity without title, one under no heading."""
    plan = Plan.created(
        by=anna,
        organisation=lindvalla,
        title="ANDTS-arbetet i Lindvalla",
        valid_from=date(2027, 1, 1),
        valid_until=date(2028, 12, 31),
        document_owner="Förebyggargruppen",
        registry_number="KS 2026/117",
    )
    PlanText.created(by=anna, plan=plan, heading="Bakgrund", text="Första stycket.\n\nAndra stycket.")
    PlanText.created(by=anna, plan=plan, placement="after", heading="Utfall", text="Skrivs varje år.", order=1)
    fill_outline(plan, anna)
    return plan


def fill_outline(plan: Plan, by: User) -> None:
    area = Node.created(by=by, plan=plan, kind="area", number="1", heading="Tillgång", written_label="Insatsområde")
    goal = Node.created(by=by, plan=plan, kind="goal", parent=area, heading="Färre langare", term="short", order=1)
    other = Node.created(by=by, plan=plan, kind="area", number="2", heading="Skolan", text="Om skolan.", order=2)
    column = PlanColumn.created(by=by, plan=plan, name="Budget")
    Activity.add(
        plan,
        by=by,
        node=goal,
        number="1.1",
        title="Tillsyn",
        description="Besök hos alla serveringsställen.",
        schedule="Två gånger per år",
        partners_text="Polisen",
        responsible_text="Alkoholhandläggaren",
        follow_up="Antal besök",
        target_group="krögare",
        level="universal",
        substances="AT",
        extra={str(column.pk): "40 000 kr"},
    )
    police = Actor.known_as("Polisen", organisation=plan.organisation, by=by)
    Activity.add(plan, by=by, node=goal, number="1.2", title="Kontrollköp", responsible=[police], serves=[other])
    Activity.add(plan, by=by, node=other, description="Föräldramöten i årskurs 7.", schedule="Varje höst")
    Activity.add(plan, by=by, title="Nattvandring")
    Tip.created(by=by, plan=plan, node=area, text="Prata med handlarna.")


@pytest.fixture
def complete_plan(plan: Plan, anna: User, county: Organisation) -> Plan:
    """The plan with what few plans have: framework goals, a picture, co-owners, the header of a source document."""
    framework = GoalFramework.created(by=anna, name="Nationella strategin", first_year=2022, last_year=2025)
    goal = FrameworkGoal.objects.create(framework=framework, number="1", text="Tillgången ska minska")
    node = plan.nodes.get(kind="goal")
    node.record(by=anna, framework_goals=[goal])
    plan.record(by=anna, frameworks=[framework], co_owners=[county])
    HeaderLine.created(by=anna, plan=plan, label="Informationsklass", text="Öppen")
    picture = PlanPicture(plan=plan, text=plan.texts.first(), alternative="Organisationen som träd", caption="Figur 1")
    picture.file.save("trad.png", ContentFile(PIXEL), save=False)
    picture.record_new(by=anna)
    return plan


@pytest.fixture
def adopted(plan: Plan, anna: User) -> Plan:
    plan.adopt(
        content=frozen_content,
        decisions=[{"body": "Kommunstyrelsen", "date": date(2026, 11, 9), "paragraph": "§ 112"}],
        by=anna,
    )
    return plan
