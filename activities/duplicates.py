"""A second activity like one there is, to change into what it shall be."""

from __future__ import annotations

from typing import Any

from activities.models import Activity

# A copy is another activity: its own line, and no number or status before somebody has given it one.
ITS_OWN = {"id", "plan", "line", "number", "status", "order", "deleted_at", "created_at"}


def values_to_copy(activity: Activity) -> dict[str, Any]:
    """What a copy has in common with the activity: texts, heading, classification, actors and the goals it serves."""
    fields = {field.name: getattr(activity, field.name) for field in activity._meta.concrete_fields}
    links = {field.name: list(getattr(activity, field.name).all()) for field in activity._meta.many_to_many}
    shared: dict[str, Any] = {name: value for name, value in fields.items() if name not in ITS_OWN}
    return shared | links | {"extra": dict(activity.extra)}
