"""Who else has a plan open, and where in it they are: told by each page every ten seconds, and soon forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from activities.editing import cell_named
from activities.models import Presence
from andts.lib.swedish import sort_key
from organisations.models import User
from plans.models import Plan

# Long after a page that is closed counts as left: until then the rows are few, and are written over.
_KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Elsewhere:
    """Somebody else in the plan: at a cell, at a row, or (neither) just reading."""

    name: str
    activity: int | None
    field: str


def tell(plan: Plan, user: User, *, activity: int | None, field: str) -> None:
    """The user is here now: in an activity of the plan, and perhaps in a cell of it. Forgets who left long ago."""
    here = Presence(plan=plan, user=user, activity_id=activity, field=_known(field) if activity else "")
    # One statement for the first time and every other: two pages of the same user never collide.
    Presence.objects.bulk_create(
        [here], update_conflicts=True, unique_fields=["plan", "user"], update_fields=["activity", "field", "at"]
    )
    Presence.objects.filter(at__lt=timezone.now() - _KEPT_FOR).delete()


def _known(field: str) -> str:
    return field if cell_named(field) else ""


def others(plan: Plan, user: User) -> list[Elsewhere]:
    """Those who are here besides the user, by name; one query."""
    rows = Presence.objects.here().filter(plan=plan).exclude(user=user).select_related("user")
    found = [Elsewhere(str(row.user), row.activity_id, row.field) for row in rows]
    return sorted(found, key=lambda one: sort_key(one.name))
