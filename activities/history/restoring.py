"""Earlier wordings, brought back as a new change."""

from __future__ import annotations

from activities.history.activity import ActivityHistory
from activities.history.words import Names
from activities.models import Activity, BulkChange
from activities.models.values import fitted, held, says_something
from activities.together import changed_together
from organisations.models import User
from plans.models import Plan


class NoWordingError(LookupError):
    """The activity has never had that version, or has no such field."""


def restore_wording(plan: Plan, activity: Activity, version: int, name: str, *, by: User) -> BulkChange | None:
    """The change that gave the field its wording of that version back; None when nothing but that would be left empty.

    Headings and actors that have disappeared since stay away. Raises NoWordingError.
    """
    with changed_together(plan, by=by) as together:
        wording = ActivityHistory(activity).wording(version, name)
        if wording is None:
            raise NoWordingError
        values = fitted(plan, {activity.pk: wording})[activity.pk]
        if not says_something(held(plan, [activity.pk], ())[activity.pk], values):
            return None
        together.change(activity, **values)
        return together.keep(f"Återställde {Names.of(plan).label(Activity, name)}")
