"""Headings and columns of its own that a plan got along with a change of many activities, and gives up with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from activities.models.activities import Activity
from activities.models.values import Values
from plans.models import Node, Plan, PlanColumn
from plans.models.parts import InPlan


def spare_headings(plan: Plan, made: Sequence[int], leaving: Collection[int]) -> list[Node]:
    """Those that hold nothing but the activities that leave, and that nobody has changed; the deepest first.

    `made` has each heading after the one above it.
    """
    if not made:
        return []
    nodes = {node.pk: node for node in plan.nodes.all()}
    kept = _changed(Node, made) | (nodes.keys() - set(made)) | _holding(plan, made, leaving)
    for pk in list(kept):
        kept.update(_above(pk, nodes))
    return [nodes[pk] for pk in reversed(made) if pk in nodes and pk not in kept]


def spare_columns(plan: Plan, made: Sequence[int], leaving: Collection[int]) -> list[PlanColumn]:
    """Those in which no activity but those that leave has a text, and that nobody has changed."""
    if not made:
        return []
    kept = _changed(PlanColumn, made)
    columns = [column for column in plan.columns.filter(pk__in=made) if column.pk not in kept]
    # Those that somebody has removed count: they can be brought back many at a time.
    activities = plan.activities.exclude(pk__in=leaving)
    return [column for column in columns if not activities.filter(extra__has_key=str(column.pk)).exists()]


def place_without(spare: Collection[Node], rows: Mapping[int, Activity], wanted: Mapping[int, Values]) -> None:
    above = {heading.pk: heading.parent_id for heading in spare}
    for pk, values in wanted.items():
        if "node" in values or rows[pk].node_id not in above:
            continue
        # For the day somebody brings it back: the nearest heading above that stays.
        place = rows[pk].node_id
        while place in above:
            place = above[place]
        values["node"] = place


def _changed(model: type[InPlan], made: Sequence[int]) -> set[int]:
    return set(model.history.filter(id__in=made).exclude(history_type="+").values_list("id", flat=True))


def _holding(plan: Plan, made: Sequence[int], leaving: Collection[int]) -> set[int]:
    # What stays under a heading, or serves it, keeps it.
    staying = plan.activities.present().exclude(pk__in=leaving)
    under = staying.filter(node__in=made).values_list("node", flat=True)
    served = staying.filter(serves__in=made).values_list("serves", flat=True)
    others = (rows.filter(node__in=made).values_list("node", flat=True) for rows in (plan.tips, plan.pictures))
    return set(chain(under, served, *others))


def _above(pk: int, nodes: Mapping[int, Node]) -> list[int]:
    found = []
    while (parent := nodes[pk].parent_id if pk in nodes else None) is not None:
        found.append(parent)
        pk = parent
    return found
