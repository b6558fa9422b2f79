"""One of each thing that an address can name, in Lindvalla: what a stranger must not find."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.core.files.base import ContentFile

from activities.models import Activity, PlanSource, UnplacedText
from activities.snapshot import frozen_content
from organisations.models import Actor, Organisation, User
from plans.models import GoalFramework, Node, Plan, PlanPicture, PlanText, Tip

# Stands in every text of Lindvalla's: a page that shows it to a stranger leaks.
SECRET = "Bara för Lindvalla"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@dataclass(frozen=True)
class Everything:
    """A draft with a row of each kind, an adopted plan with its version, and an import that waits."""

    draft: Plan
    adopted: Plan
    node: Node
    activity: Activity
    text: PlanText
    picture: PlanPicture
    unplaced: UnplacedText
    source: PlanSource
    waiting: PlanSource
    actor: Actor
    framework: GoalFramework


@pytest.fixture
def everything(lindvalla: Organisation, anna: User) -> Everything:
    draft = filled(lindvalla, anna, title=f"{SECRET}, utkast")
    adopted = filled(lindvalla, anna, title=f"{SECRET}, fastställd")
    adopted.adopt(
        content=frozen_content,
        decisions=[{"body": "Kommunstyrelsen", "date": date(2026, 3, 2), "paragraph": "§ 41"}],
        by=anna,
    )
    source = PlanSource.keep(b"Aktivitet;Vad", name="plan.csv", organisation=lindvalla, by=anna)
    source.plan = draft
    source.save()
    return Everything(
        draft=draft,
        adopted=adopted,
        node=draft.nodes.get(),
        activity=draft.activities.get(),
        text=draft.texts.get(),
        picture=draft.pictures.get(),
        unplaced=UnplacedText.objects.create(plan=draft, source=source, text=SECRET, where="stycke 1"),
        source=source,
        waiting=PlanSource.keep(b"Aktivitet;Vad\nA;B", name="ny.csv", organisation=lindvalla, by=anna),
        actor=Actor.known_as(f"{SECRET}, aktör", organisation=lindvalla, by=anna),
        framework=GoalFramework.created(by=anna, organisation=lindvalla, name=f"{SECRET}, ramverk", first_year=2026),
    )


def filled(owner: Organisation, by: User, *, title: str) -> Plan:
    """A plan with one row of each kind."""
    plan = Plan.created(by=by, organisation=owner, title=title, valid_from=date(2026, 1, 1))
    node = Node.created(by=by, plan=plan, kind="goal", heading=f"{SECRET}, mål")
    Activity.add(plan, by=by, node=node, title=f"{SECRET}, aktivitet", responsible_text="Socialtjänsten")
    PlanText.created(by=by, plan=plan, heading=f"{SECRET}, text")
    Tip.created(by=by, plan=plan, node=node, text=f"{SECRET}, tips")
    picture = PlanPicture(plan=plan, alternative=SECRET)
    picture.file.save("bild.png", ContentFile(PIXEL), save=False)
    picture.record_new(by=by)
    return plan
