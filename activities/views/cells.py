"""Saves the plan page's cells, one at a time as they are written, so that two who write never erase each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from activities.editing import ActorsCell, Cell, CellError, OwnCell, cell_named
from activities.latest import LastChange, last_change, last_choice
from activities.linking import still_meant
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
    same. `actor` are those to be linked, chosen when those of `linked_base` were; without any, they stay but for those
    whose names stood in `left`, the text that was written over. 409 when somebody else has written or chosen there
    since, with what it says now; 422 when the cell cannot say `value`.
    """
    cell = _cell(field)
    try:
        with transaction.atomic():
            activity = _activity(request, pk, row, cell)
            return _write(request, activity, cell) if activity else _refused(request, pk)
    except CellError as error:
        return refusal(str(error), status=422)


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
    # A stranger's 404 and a member's 403 are raised.
    editable_plan(request, pk)
    return refusal("Aktiviteten eller kolumnen finns inte längre. Någon annan kan ha tagit bort den.", status=404)


def _write(request: SignedIn, activity: Activity, cell: Cell) -> HttpResponse:
    """Within the transaction that holds the row."""
    with activity.plan.held_open(is_locked=True):
        value, base = cell.checked(_sent(request, "value")), cell.normal(_sent(request, "base"))
        if cell.read(activity) not in (value, base):
            return _disagreement(activity, cell, last_change(activity, cell))
        links = _links(request, activity, cell, value)
        if links and links.are_others:
            return _disagreement(activity, cell, last_choice(activity, links.field))
        activity.record(by=request.user, **_changes(activity, cell, value, links))
    return _saved(activity, value, links, request.user.preferences)


def _sent(request: SignedIn, name: str) -> str:
    text = request.POST.get(name)
    if text is None:
        raise BadRequest(f"{name} saknas")
    return text


@dataclass(frozen=True)
class _Links:
    """The actors that the text means: chosen by the sender, those of them that its words have let go of, linked until
    now, and linked when she chose (None: not told)."""

    field: str
    chosen: list[Actor]
    let_go: list[Actor]
    now: list[Actor]
    seen: set[int] | None

    @property
    def are_others(self) -> bool:
        """Whether somebody else has chosen meanwhile; of two who chose the same neither has."""
        now = {actor.pk for actor in self.now}
        return self.seen is not None and now != self.seen and now != {actor.pk for actor in self.chosen}


def _links(request: SignedIn, activity: Activity, cell: Cell, text: str) -> _Links | None:
    """None where the sender has chosen no actors and written nothing over: they stay as they are."""
    sent, left = request.POST.getlist("actor"), request.POST.get("left", "")
    has_chosen = bool(sent) or "linked" in request.POST
    if not isinstance(cell, ActorsCell) or not (has_chosen or left):
        return None
    now = list(getattr(activity, cell.links).all())
    wanted = _chosen(activity, sent, now) if has_chosen else now
    meant = still_meant(wanted, before=left, now=text)
    seen = request.POST.get("linked_base")
    let_go = [actor for actor in wanted if actor not in meant]
    return _Links(cell.links, meant, let_go, now, None if seen is None else ids_in(seen.split(",")))


def _chosen(activity: Activity, sent: list[str], now: list[Actor]) -> list[Actor]:
    """Raises CellError when one of them is gone, or another kommun's."""
    ours = Q(organisation=activity.organisation.authority) | Q(pk__in=[actor.pk for actor in now])
    chosen = list(Actor.objects.filter(ours, pk__in=ids_in(sent)))
    if len(chosen) < len(set(sent)):
        raise CellError("En av aktörerna finns inte längre. Välj på nytt.")
    return chosen


def _changes(activity: Activity, cell: Cell, value: str, links: _Links | None) -> dict[str, Any]:
    return cell.change(activity, value) | ({links.field: links.chosen} if links else {})


def _saved(activity: Activity, text: str, links: _Links | None, preferences: Mapping[str, Any]) -> HttpResponse:
    answer = {
        "text": text,
        "saved": f"{timezone.localtime():%H:%M}",
        "facts": facts_beside_columns(activity, preferences),
        "warnings": warnings_in(text),
        "actors": _told(links.chosen if links else ()),
    }
    about = {"former": _told(links.now), "let_go": [actor.name for actor in links.let_go]} if links else {}
    return JsonResponse(answer | about)


def _told(actors: Iterable[Actor]) -> list[dict[str, Any]]:
    return [{"id": actor.pk, "name": actor.name} for actor in actors]


def _disagreement(activity: Activity, cell: Cell, change: LastChange) -> HttpResponse:
    # The sender chooses, with both texts before her.
    actors = {"actors": _told(getattr(activity, cell.links).all())} if isinstance(cell, ActorsCell) else {}
    return JsonResponse({"text": cell.read(activity), "by": change.by, "at": change.at} | actors, status=409)
