"""What an activity says as values that JSON holds, so that two moments can be compared and one be put back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from activities.models.activities import Activity
from andts.lib.bulk import change_all
from andts.lib.fields import LineField, PlainTextField, one_line, plain_text
from organisations.models import Actor, User
from plans.models import Plan

# By the field's name; the texts of the plan's own columns are "own-<column id>", each by itself.
Values = dict[str, Any]
Changes = dict[str, Values | None]

ACTORS = ("responsible", "partners")
LINKS = (*ACTORS, "serves")
OWN = "own-"
SAID = (
    *("node", "number", *Activity.TEXTS, "target_group", "arena", "status", "level", "strategy", "orientation"),
    *("substances", "place", "cost"),
)


def held(plan: Plan, ids: Iterable[int], names: Iterable[str]) -> dict[int, Activity]:
    links = set(LINKS).intersection(names)
    return {row.pk: row for row in Activity.objects.filter(plan=plan, pk__in=ids).prefetch_related(*links)}


def given(activity: Activity, fields: Mapping[str, Any]) -> Values:
    """What `record` and `created` take, as values: rows become ids, own texts a value each, text what is stored."""
    values = {name: _plain(name, value) for name, value in fields.items() if name != "extra"}
    if "extra" in fields:
        texts = fields["extra"]
        values |= {f"{OWN}{column}": plain_text(texts.get(column, "")) for column in {**activity.extra, **texts}}
    return values


def value_of(activity: Activity, name: str) -> Any:
    if name.startswith(OWN):
        return activity.extra.get(name.removeprefix(OWN), "")
    return _plain(name, getattr(activity, name).all() if name in LINKS else getattr(activity, _attribute(name)))


def all_said(activity: Activity, links: Mapping[str, list[int]] | None = None) -> Values:
    """Everything that is not empty, but for the place among the others; `links` where they are known already."""
    names = [*SAID, *(f"{OWN}{column}" for column in activity.extra)]
    linked = {name: value_of(activity, name) for name in LINKS} if links is None else links
    values = {name: value_of(activity, name) for name in names} | dict(linked)
    return {name: value for name, value in values.items() if value}


def fitted(plan: Plan, wanted: Mapping[int, Values]) -> dict[int, Values]:
    """Without the headings and actors that have disappeared since the values were true; two queries."""
    nodes = set(plan.nodes.values_list("pk", flat=True))
    linked = {pk for values in wanted.values() for name in ACTORS for pk in values.get(name, ())}
    actors = set(Actor.objects.filter(pk__in=linked).values_list("pk", flat=True))
    there = {"node": nodes, "serves": nodes, **dict.fromkeys(ACTORS, actors)}
    return {pk: {name: _among(there.get(name), value) for name, value in each.items()} for pk, each in wanted.items()}


def _among(there: set[int] | None, value: Any) -> Any:
    if there is None:
        return value
    return [pk for pk in value if pk in there] if isinstance(value, list) else value if value in there else None


def says_something(row: Activity, values: Values) -> bool:
    # One of Aktivitet and Vad has to say what it is about.
    return any(values.get(name, getattr(row, name)) for name in ("title", "description"))


def rewrite(
    rows: Mapping[int, Activity], wanted: Mapping[int, Values], *, by: User | None, at: datetime
) -> tuple[Changes, Changes]:
    """Gives the rows the wanted values where they differ, as one change; what these were, and what they became."""
    new = {pk: found for pk, values in wanted.items() if (found := _differing(rows[pk], values))}
    before: Changes = {str(pk): {name: value_of(rows[pk], name) for name in values} for pk, values in new.items()}
    for pk, values in new.items():
        _give(rows[pk], values)
    linked = {name: {pk: values[name] for pk, values in new.items() if name in values} for name in LINKS}
    change_all([rows[pk] for pk in new], {name: links for name, links in linked.items() if links}, by=by, at=at)
    return before, {str(pk): values for pk, values in new.items()}


def _differing(row: Activity, values: Values) -> Values:
    return {name: value for name, value in values.items() if value_of(row, name) != value}


def _give(row: Activity, values: Values) -> None:
    # What is new, as the database knows it.
    row.changing = list(dict.fromkeys("extra" if name.startswith(OWN) else name for name in values))
    for name, value in values.items():
        if name not in LINKS:
            _put(row, name, value)


def _plain(name: str, value: Any) -> Any:
    if name in LINKS:
        return sorted({getattr(row, "pk", row) for row in value})
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str):
        return _stored(name, value)
    return getattr(value, "pk", value)


def _stored(name: str, text: str) -> str:
    if name.startswith(OWN):
        return plain_text(text)
    field = Activity._meta.get_field(name)
    if isinstance(field, LineField):
        return one_line(text)
    return plain_text(text) if isinstance(field, PlainTextField) else text


def _put(row: Activity, name: str, value: Any) -> None:
    if name.startswith(OWN):
        column = name.removeprefix(OWN)
        others = {key: text for key, text in row.extra.items() if key != column}
        row.extra = others | ({column: value} if value else {})
    elif name == "deleted_at":
        row.deleted_at = parse_datetime(value) if value else None
    else:
        setattr(row, _attribute(name), value)


def _attribute(name: str) -> str:
    return "node_id" if name == "node" else name
