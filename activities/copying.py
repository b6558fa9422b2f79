"""A new draft from an existing plan: a revision of the adopted one, or the plan for the next period.

Everything is copied in a fixed number of queries, however long the plan is. Activities keep their `line`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from activities.models import Activity
from andts.lib.bulk import create_all, link_all
from andts.lib.recorded import Recorded
from organisations.models import User
from plans.models import HeaderLine, Node, Plan

# What every copy has of its plan, what only a revision has (a plan for the next period is not decided or revised yet),
# and what both point at.
FACTS = ("organisation", "kind", "title", "subtitle", "place", "document_owner", "prepared_by", "applies_to")
FACTS_OF_REVISION = ("valid_from", "revised_by", "revised_at", "review_due_at", "registry_number")
SHARED = ("co_owners", "co_owner_actors", "frameworks")


@transaction.atomic
def revise(plan: Plan, *, by: User | None) -> Plan:
    """A draft with all that the adopted plan holds, to replace it; raises StateError when one exists already."""
    plan.require_revisable()
    facts = {name: getattr(plan, name) for name in FACTS_OF_REVISION} | {"valid_until": plan.last_day()}
    draft = _new_plan(plan, by=by, revises=plan, **facts)
    _copy_content(plan, draft, plan.activities.present(), plan.header_lines.all(), by=by)
    return draft


@transaction.atomic
def continue_plan(
    plan: Plan,
    *,
    title: str,
    valid_from: date | None,
    valid_until: date | None,
    without: Collection[int] = (),
    by: User | None,
) -> Plan:
    draft = _new_plan(plan, by=by, continues=plan, title=title, valid_from=valid_from, valid_until=valid_until)
    activities = [activity for activity in plan.activities.present() if activity.pk not in without]
    _copy_content(plan, draft, activities, plan.header_lines.filter(field=""), by=by)
    return draft


def _new_plan(plan: Plan, *, by: User | None, **values: Any) -> Plan:
    facts = {name: getattr(plan, name) for name in (*FACTS, "related_documents")}
    shared = {name: list(getattr(plan, name).all()) for name in SHARED}
    return Plan.created(by=by, **facts | shared | values)


@dataclass(frozen=True)
class _Copies:
    """What became of the rows of one model: the new id by the old one, and the new rows' history."""

    ids: dict[int, int]
    history: dict[int, int]

    def of(self, pk: int | None) -> int | None:
        return None if pk is None else self.ids.get(pk)


def _copy_content(
    plan: Plan, draft: Plan, activities: Iterable[Activity], header_lines: Iterable[HeaderLine], *, by: User | None
) -> None:
    def copy(rows: Iterable[Recorded], changes: Callable[[Any], dict[str, Any]] = lambda row: {}) -> _Copies:
        return _copied(list(rows), lambda row: changes(row) | {"plan_id": draft.pk}, by=by)

    copy(header_lines)
    texts = copy(plan.texts.all())
    columns = copy(plan.columns.all())
    nodes = _copied_nodes(list(plan.nodes.all()), copy)
    copy(plan.tips.all(), lambda tip: {"node_id": nodes.of(tip.node_id)})
    copy(plan.pictures.all(), lambda row: {"text_id": texts.of(row.text_id), "node_id": nodes.of(row.node_id)})
    copied = copy(
        activities,
        lambda row: (
            {"node_id": nodes.of(row.node_id), "extra": _own_texts(row.extra, columns.ids)}
            | ({"status": ""} if draft.continues_id else {})
        ),
    )
    _copy_links(Node, "framework_goals", nodes)
    _copy_links(Activity, "serves", copied, nodes)
    _copy_links(Activity, "responsible", copied)
    _copy_links(Activity, "partners", copied)


def _copied(rows: Sequence[Any], changes: Callable[[Any], dict[str, Any]], *, by: User | None) -> _Copies:
    new = [type(row)(**_values(row) | changes(row)) for row in rows]
    history = create_all(new, by=by, reason="copy")
    return _Copies({row.pk: copy.pk for row, copy in zip(rows, new, strict=True)}, history)


def _values(row: Recorded) -> dict[str, Any]:
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    return {field.attname: field.value_from_object(row) for field in fields}


def _copied_nodes(nodes: list[Node], copy: Callable[..., _Copies]) -> _Copies:
    # Level by level, as a heading needs the one above it: at most three rounds.
    done = _Copies({}, {})
    while level := [node for node in nodes if node.pk not in done.ids and (node.parent_id or 0) in {0, *done.ids}]:
        copies = copy(level, lambda node: {"parent_id": done.of(node.parent_id)})
        done.ids.update(copies.ids)
        done.history.update(copies.history)
    return done


def _own_texts(extra: dict[str, str], columns: dict[int, int]) -> dict[str, str]:
    # The plan's own columns are others in the new plan.
    return {str(columns[int(column)]): text for column, text in extra.items() if int(column) in columns}


def _copy_links(model: type[Recorded], name: str, rows: _Copies, others: _Copies | None = None) -> None:
    """The many-to-many field `name` of the copied rows; `others` when the rows at its other end were copied too."""
    field: Any = model._meta.get_field(name)
    here, there = field.m2m_column_name(), field.m2m_reverse_name()
    links = field.remote_field.through._default_manager.filter(**{f"{here}__in": list(rows.ids)}).order_by("pk")
    pairs = [(rows.ids[row], others.of(other) if others else other) for row, other in links.values_list(here, there)]
    link_all(model, name, [(row, other) for row, other in pairs if other is not None], rows.history)
