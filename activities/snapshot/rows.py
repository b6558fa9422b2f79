"""The whole plan as JSON: all that its rows hold, under the models' own names. docs/plan-json.md describes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, Prefetch, prefetch_related_objects

from activities.models import Activity
from activities.outline import plan_outline
from organisations.models import Actor, Organisation
from plans.models import FrameworkGoal, GoalFramework, Node, Plan, PlanPicture, Tip

# Raised when a reader of last year's JSON would misread this year's: versions keep the shape they were made in.
SHAPE = 1

PLAN = (
    "id",
    "kind",
    "title",
    "subtitle",
    "state",
    "valid_from",
    "valid_until",
    "place",
    "document_owner",
    "prepared_by",
    "revised_by",
    "revised_at",
    "review_due_at",
    "applies_to",
    "related_documents",
    "registry_number",
    "created_at",
)
DECISION = ("id", "body", "action", "date", "paragraph", "registry_number", "extends_until")
HEADER_LINE = ("id", "label", "text", "field")
TEXT = ("id", "placement", "heading", "level", "text")
NODE = ("id", "kind", "number", "heading", "written_label", "text", "term")
TIP = ("id", "text")
PICTURE = ("id", "alternative", "caption")
COLUMN = ("id", "name")
ACTIVITY = (
    "id",
    "line",
    "number",
    "title",
    "description",
    "schedule",
    "partners_text",
    "responsible_text",
    "follow_up",
    "target_group",
    "arena",
    "status",
    "level",
    "strategy",
    "orientation",
    "substances",
    "place",
    "cost",
    "created_at",
)
UNPLACED = ("id", "text", "where", "kind", "outcome")
SOURCE = ("id", "name", "sha256", "created_at")


def plan_json(plan: Plan) -> dict[str, Any]:
    """Everything in reading order. Fetch the plan `with_owner()`; the number of queries does not depend on its size."""
    outline = plan_outline(plan, actors=True, framework_goals=True)
    activities = outline.all_activities
    prefetch_related_objects(activities, Prefetch("serves", Node.objects.only("pk")))
    return {
        "shape": SHAPE,
        **_fields(plan, PLAN),
        "organisation": _organisation(plan.organisation),
        "co_owners": [_organisation(owner) for owner in plan.co_owners.all()],
        "co_owner_actors": [_actor(actor) for actor in plan.co_owner_actors.all()],
        "frameworks": [_framework(framework) for framework in plan.frameworks.all()],
        "revises": plan.revises_id,
        "continues": plan.continues_id,
        "decisions": _all(plan.decisions.all(), DECISION),
        "header": _all(plan.header_lines.all(), HEADER_LINE),
        "texts": _all(plan.texts.all(), TEXT),
        "columns": _all(plan.columns.all(), COLUMN),
        "nodes": [_node(branch.node) for branch in outline.walk()],
        "activities": [_activity(activity) for activity in activities],
        "tips": [_tip(tip) for tip in outline.all_tips],
        "pictures": [_picture(picture) for picture in plan.pictures.all()],
        "sources": _all(plan.sources.all(), SOURCE),
        "unplaced": _all(plan.unplaced_texts.all(), UNPLACED),
    }


def _all(rows: Iterable[Model], names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [_fields(row, names) for row in rows]


def _fields(row: Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    match value:
        # As "2027-01-31", and times in UTC.
        case date() | datetime():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value


def _node(node: Node) -> dict[str, Any]:
    goals = [_framework_goal(goal) for goal in node.framework_goals.all()]
    return {**_fields(node, NODE), "parent": node.parent_id, "framework_goals": goals}


def _activity(activity: Activity) -> dict[str, Any]:
    return {
        **_fields(activity, ACTIVITY),
        "node": activity.node_id,
        "serves": [node.pk for node in activity.serves.all()],
        "responsible": [_actor(actor) for actor in activity.responsible.all()],
        "partners": [_actor(actor) for actor in activity.partners.all()],
        # By the id of a column.
        "extra": activity.extra,
    }


def _tip(tip: Tip) -> dict[str, Any]:
    return {**_fields(tip, TIP), "node": tip.node_id}


def _picture(picture: PlanPicture) -> dict[str, Any]:
    return {**_fields(picture, PICTURE), "text": picture.text_id, "node": picture.node_id, "file": picture.file.name}


def _organisation(organisation: Organisation) -> dict[str, Any]:
    return {"code": organisation.code, "slug": organisation.slug, "name": organisation.name}


def _actor(actor: Actor) -> dict[str, Any]:
    return {"id": actor.pk, "name": actor.name}


def _framework(framework: GoalFramework) -> dict[str, Any]:
    return _fields(framework, ("id", "name", "first_year", "last_year", "source"))


def _framework_goal(goal: FrameworkGoal) -> dict[str, Any]:
    return {**_fields(goal, ("id", "number", "text")), "framework": goal.framework_id}
