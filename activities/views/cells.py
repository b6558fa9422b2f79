"""Saves the plan page's cells, one at a time as they are written, so that two who write never erase each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from activities.editing import ActorsCell, Cell, CellError, OwnCell, cell_named
from activities.latest import last_change
from activities.models import Activity
from activities.sheet_columns import facts_beside_columns
from andts.lib.answers import refusal
from andts.lib.ids import ids_in
from andts.lib.personal_data import warnings_in
from organisations.access import SignedIn
from organisations.models import Actor
from plans.access import editable_plan


@require_POST
def activity_field(request: SignedIn, pk: int, row: int, field: str) -> HttpResponse:
    """The cell says `value` from now on, if it still says `base`, which is what the sender saw when she began.

    Six queries, the session, the user and the history row among them. Sent again it changes nothing and is answered the
    same. 409 when somebody else has written there since, with what it says now; 422 when the cell cannot say `value`.
    """
    cell = _cell(field)
    try:
        with transaction.atomic():
            activity = _activity(request, pk, row, cell)
            if activity is None:
                return _refused(request, pk)
            with activity.plan.held_open(is_locked=True):
                value, base = cell.checked(_sent(request, "value")), cell.normal(_sent(request, "base"))
                if cell.read(activity) not in (value, base):
                    return _disagreement(activity, cell)
                actors = _actors(request, activity, cell)
                activity.record(by=request.user, **_changes(activity, cell, value, actors))
    except CellError as error:
        return refusal(str(error), status=422)
    return _saved(activity, value, actors, request.user.preferences)


def _cell(name: str) -> Cell:
    cell = cell_named(name)
    if cell is None:
        raise Http404
    return cell


def _activity(request: SignedIn, pk: int, row: int, cell: Cell) -> Activity | None:
    """Found, allowed and locked in one statement; why there is nothing is asked only when there is nothing."""
    rows = Activity.objects.managed_by(request.user).present().held().filter(plan__pk=pk, pk=row)
    if isinstance(cell, OwnCell):
        rows = rows.filter(plan__columns=cell.column)
    return rows.first()


def _refused(request: SignedIn, pk: int) -> HttpResponse:
    """A stranger's 404 and a member's 403 are raised; else the plan is there, and the row or its column is not."""
    editable_plan(request, pk)
    return refusal("Aktiviteten eller kolumnen finns inte längre. Någon annan kan ha tagit bort den.", status=404)


def _sent(request: SignedIn, name: str) -> str:
    text = request.POST.get(name)
    if text is None:
        raise BadRequest(f"{name} saknas")
    return text


def _actors(request: SignedIn, activity: Activity, cell: Cell) -> list[Actor] | None:
    """Those that the text means, where the sender has chosen; None leaves them as they are."""
    sent = request.POST.getlist("actor")
    if not isinstance(cell, ActorsCell) or not (sent or "linked" in request.POST):
        return None
    linked = getattr(activity, cell.links).values("pk")
    ours = Q(organisation=activity.organisation.authority) | Q(pk__in=linked)
    actors = list(Actor.objects.filter(ours, pk__in=ids_in(sent)))
    if len(actors) < len(set(sent)):
        raise CellError("En av aktörerna finns inte längre. Välj på nytt.")
    return actors


def _changes(activity: Activity, cell: Cell, value: str, actors: list[Actor] | None) -> dict[str, Any]:
    links = {cell.links: actors} if isinstance(cell, ActorsCell) and actors is not None else {}
    return cell.change(activity, value) | links


def _saved(activity: Activity, text: str, actors: list[Actor] | None, preferences: Mapping[str, Any]) -> HttpResponse:
    return JsonResponse(
        {
            "text": text,
            "saved": f"{timezone.localtime():%H:%M}",
            "facts": facts_beside_columns(activity, preferences),
            "warnings": warnings_in(text),
            "actors": [{"id": actor.pk, "name": actor.name} for actor in actors or ()],
        }
    )


def _disagreement(activity: Activity, cell: Cell) -> HttpResponse:
    """What it says, by whom and since when: the sender chooses, with both texts before her."""
    change = last_change(activity, cell)
    return JsonResponse({"text": cell.read(activity), "by": change.by, "at": change.at}, status=409)
