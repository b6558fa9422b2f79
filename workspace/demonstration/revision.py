"""A revision of one of the demonstration's plans: copied from the adopted one, then changed as the file says."""

from __future__ import annotations

from typing import Any

from activities.copying import revise
from activities.models import Activity
from organisations.models import User
from plans.models import Plan
from workspace.demonstration.places import ActorList, Places
from workspace.demonstration.plans import activity_fields, line


def create_revision(written: dict[str, Any], places: Places, earlier: dict[str, Plan]) -> Plan:
    by = places.people[written["by"]]
    draft = revise(earlier[written["revises"]], by=by)
    draft.record(by=by, **written["facts"])
    for entry in written["changed_texts"]:
        draft.texts.get(heading=entry["heading"]).record(by=by, text=entry["text"])
    actors = places.actors_of(draft.organisation)
    for entry in written["changed_activities"]:
        found = _found(draft, entry)
        found.record(by=by, **activity_fields(entry))
        _link(found, actors, by)
    for entry in written["removed_activities"]:
        _found(draft, entry).remove(by=by)
    for entry in written["new_activities"]:
        node = draft.nodes.get(heading=entry["under"])
        _link(Activity.add(draft, by=by, node=node, **activity_fields(entry)), actors, by)
    return draft


def _found(draft: Plan, entry: dict[str, Any]) -> Activity:
    """The activity with the entry's line, or with its title."""
    present = Activity.objects.filter(plan=draft)
    if "line" in entry:
        return present.get(line=line(draft.organisation.slug, entry["line"]))
    return present.get(title=entry["title"])


def _link(activity: Activity, actors: ActorList, by: User) -> None:
    activity.record(
        by=by,
        responsible=actors.named_in(activity.responsible_text),
        partners=actors.named_in(activity.partners_text),
    )
