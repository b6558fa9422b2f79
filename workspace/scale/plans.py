"""Plans of any size, as wordy as real ones: the same texts every time, all of them made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

from activities.models import Activity
from activities.snapshot import frozen_content
from andts.lib.bulk import create_all, link_all
from organisations.models import Actor, Organisation, User
from plans.models import HeaderLine, Node, Plan, PlanText
from plans.models.frameworks import FrameworkGoal
from workspace.scale.wording import (
    ACTORS,
    BACKGROUND,
    DESCRIPTIONS,
    FOLLOW_UPS,
    HEADER,
    SCHEDULES,
    TITLES,
)

ACTIVITIES_PER_GOAL = 8
GOALS_PER_AREA = 3


def create_plan(
    organisation: Organisation, activities: int, *, by: User, actors: Mapping[str, Actor] | None = None, **facts: Any
) -> Plan:
    """A draft; `actors` by the names that the texts may say, where those responsible are to be chosen too."""
    usual = {
        "title": f"Genomförandeplan för det drogförebyggande arbetet, {activities} aktiviteter",
        "subtitle": "Så gör vi i Mätinge",
        "valid_from": date(2027, 1, 1),
        "valid_until": date(2028, 12, 31),
        "document_owner": "Folkhälsorådet",
        "prepared_by": "Samordnaren",
        "applies_to": "Alla nämnder och bolag",
    }
    plan = Plan.created(by=by, organisation=organisation, **{**usual, **facts})
    headings = ("Bakgrund", "Så här är planen gjord", "Så följs den upp")
    texts = [PlanText(plan=plan, order=order, heading=text, text=BACKGROUND) for order, text in enumerate(headings)]
    create_all(texts, by=by)
    # As an imported plan has them; the labels are as many as in Norsjö's.
    header = [HeaderLine(plan=plan, order=order, label=label, text=text) for order, (label, text) in enumerate(HEADER)]
    create_all(header, by=by)
    goals = create_outline(plan, goals=-(-activities // ACTIVITIES_PER_GOAL), by=by)
    rows = [invented_activity(plan, goals, number) for number in range(activities)]
    history = create_all(rows, by=by)
    if actors:
        named = ((row.pk, actors[name].pk) for row in rows for name in row.responsible_text.split(", "))
        link_all(Activity, "responsible", dict.fromkeys(named), history)
    return plan


def create_outline(plan: Plan, *, goals: int, by: User) -> list[Node]:
    # Each goal lies under an area, and points at a goal of the plan's framework where it has one.
    areas = [
        Node(plan=plan, kind=Node.Kind.AREA, order=number, heading=f"Insatsområde {number + 1}: trygga uppväxtvillkor")
        for number in range(-(-goals // GOALS_PER_AREA))
    ]
    create_all(areas, by=by)
    rows = [
        Node(
            plan=plan,
            kind=Node.Kind.GOAL,
            parent=areas[number // GOALS_PER_AREA],
            order=len(areas) + number,
            heading="Andelen unga som debuterar tidigt med tobak, nikotin och alkohol ska minska för varje år",
        )
        for number in range(goals)
    ]
    history = create_all(rows, by=by)
    national = list(FrameworkGoal.objects.filter(framework__plans=plan).order_by("pk"))
    if national:
        served = [(row.pk, national[number % len(national)].pk) for number, row in enumerate(rows)]
        link_all(Node, "framework_goals", served, history)
    return rows


def invented_activity(plan: Plan, goals: Sequence[Node], number: int) -> Activity:
    chance = Random(number)  # noqa: S311 - the same texts every time, no secret
    return Activity(
        plan=plan,
        node=goals[number // ACTIVITIES_PER_GOAL],
        line=uuid5(NAMESPACE_DNS, f"{number}.{plan.title}.{plan.organisation.slug}.example"),
        order=number,
        title=chance.choice(TITLES),
        description=chance.choice(DESCRIPTIONS),
        schedule=chance.choice(SCHEDULES),
        partners_text=", ".join(chance.sample(ACTORS, 3)),
        responsible_text=", ".join(chance.sample(ACTORS, 2)),
        follow_up=chance.choice(FOLLOW_UPS),
    )


def adopt(plan: Plan, on: date, *, by: User) -> None:
    plan.adopt(content=frozen_content, decisions=[{"body": "Kommunstyrelsen", "date": on, "paragraph": "§ 12"}], by=by)
