"""A plan of the demonstration from its file: header, texts, outline, activities with their actors, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_DNS, UUID, uuid4, uuid5

from activities.models import Activity
from activities.snapshot import frozen_content
from andts.lib.bulk import create_all, link_all
from organisations.models import User
from plans.models import GoalFramework, Node, Plan, PlanText, Tip
from workspace.demonstration.places import ActorList, Places

# Columns whose words in the files are shorter than the fields' names.
COLUMNS = {"partners": "partners_text", "responsible": "responsible_text"}
NODE_FACTS = ("kind", "number", "heading", "written_label", "text", "term")


@dataclass
class Written:
    """A heading as the file has it, the one above it, and the row it becomes."""

    entry: dict[str, Any]
    above: Written | None
    level: int
    row: Node | None = None

    @property
    def saved(self) -> Node:
        assert self.row
        return self.row


def create_plan(written: dict[str, Any], places: Places, earlier: dict[str, Plan]) -> Plan:
    """The plan in the state that the file says; `earlier` are the plans already made, by their keys."""
    by = places.people[written["by"]]
    organisation = places.organisations[written["organisation"]]
    actors = places.actors_of(organisation)
    frameworks = list(GoalFramework.objects.filter(organisation=None, first_year__in=written.get("frameworks", [])))
    plan = Plan.created(
        by=by,
        organisation=organisation,
        continues=earlier.get(written.get("continues", "")),
        frameworks=frameworks,
        co_owners=[places.organisations[key] for key in written.get("co_owners", [])],
        co_owner_actors=[actors.actors[name] for name in written.get("co_owner_actors", [])],
        **written["facts"],
    )
    _create_texts(plan, written.get("texts", []), by)
    headings = list(_headings(written["nodes"]))
    _create_nodes(plan, headings, frameworks, by)
    _create_tips(plan, headings, by)
    _create_activities(plan, headings, actors, by)
    _decide(plan, written, by)
    return plan


def activity_fields(entry: dict[str, Any]) -> dict[str, Any]:
    return {COLUMNS.get(name, name): text for name, text in entry.items() if name not in ("line", "serves", "under")}


def line(organisation: str, name: str | None) -> UUID:
    # Ties an activity to the one of the same name in the plan before.
    return uuid5(NAMESPACE_DNS, f"{name}.{organisation}.example") if name else uuid4()


def _create_texts(plan: Plan, entries: list[dict[str, Any]], by: User) -> None:
    create_all([PlanText(plan=plan, order=order, **entry) for order, entry in enumerate(entries)], by=by)


def _headings(entries: Iterable[dict[str, Any]], above: Written | None = None, level: int = 1) -> Iterator[Written]:
    for entry in entries:
        heading = Written(entry, above, level)
        # In reading order.
        yield heading
        yield from _headings(entry.get("nodes", []), heading, level + 1)


def _create_nodes(plan: Plan, headings: list[Written], frameworks: list[GoalFramework], by: User) -> None:
    goals = {goal.number: goal.pk for framework in frameworks for goal in framework.goals.all()}
    for order, heading in enumerate(headings):
        facts = {name: heading.entry[name] for name in NODE_FACTS if name in heading.entry}
        heading.row = Node(plan=plan, order=order, **facts)
    # Level by level, so that each row's parent is there before it.
    for level in sorted({heading.level for heading in headings}):
        here = [heading for heading in headings if heading.level == level]
        for heading in here:
            heading.saved.parent = heading.above.row if heading.above else None
        history = create_all([heading.saved for heading in here], by=by)
        served = [(heading, number) for heading in here for number in heading.entry.get("framework_goals", [])]
        link_all(Node, "framework_goals", [(heading.saved.pk, goals[number]) for heading, number in served], history)


def _create_tips(plan: Plan, headings: list[Written], by: User) -> None:
    tips = [(heading.row, text) for heading in headings for text in heading.entry.get("tips", [])]
    create_all([Tip(plan=plan, node=node, text=text, order=order) for order, (node, text) in enumerate(tips)], by=by)


def _create_activities(plan: Plan, headings: list[Written], actors: ActorList, by: User) -> None:
    entries = [(heading.row, entry) for heading in headings for entry in heading.entry.get("activities", [])]
    owner = plan.organisation.slug
    rows = [
        Activity(plan=plan, node=node, order=order, line=line(owner, entry.get("line")), **activity_fields(entry))
        for order, (node, entry) in enumerate(entries)
    ]
    history = create_all(rows, by=by)
    for links, column in (("responsible", "responsible_text"), ("partners", "partners_text")):
        named = [(row.pk, actor.pk) for row in rows for actor in actors.named_in(getattr(row, column))]
        link_all(Activity, links, named, history)
    nodes = {heading.saved.heading: heading.saved.pk for heading in headings}
    served = [
        (row.pk, nodes[heading])
        for row, (_, entry) in zip(rows, entries, strict=True)
        for heading in entry.get("serves", [])
    ]
    link_all(Activity, "serves", served, history)


def _decide(plan: Plan, written: dict[str, Any], by: User) -> None:
    if written.get("state") == Plan.State.CONSULTATION:
        plan.send_for_consultation(by=by)
    if "decisions" in written:
        plan.adopt(content=frozen_content, decisions=written["decisions"], by=by)
    for decision in written.get("later", []):
        plan.decide(by=by, **decision)
