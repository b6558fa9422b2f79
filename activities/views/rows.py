"""What is done with a row of the sheet as a whole: a copy of it, its place, and a new one written in the sheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from activities.duplicates import values_to_copy
from activities.editing import CellError, cell_named
from activities.models import Activity, BulkChange
from activities.new_rows import add_row
from activities.place_form import PlaceForm
from activities.placing import Place, one_step, place_in_words, place_of, room_at
from activities.together import Together, changed_together
from andts.lib.answers import refusal
from andts.lib.forms import render_form
from andts.lib.personal_data import warnings_in
from andts.lib.returning import as_shown, next_page
from organisations.access import SignedIn
from plans.access import editable_plan
from plans.models import Plan


@require_POST
def activity_row(request: SignedIn, pk: int) -> JsonResponse:
    """A new row of the sheet, once it says what it is: {"id", "saved": "14:32", "warnings": {field: [sentence]}}.

    With 422 {"error"}.
    """
    plan = editable_plan(request, pk)
    sent = request.POST.dict()
    try:
        activity = add_row(plan, sent, by=request.user)
    except CellError as error:
        return refusal(str(error), status=422)
    warnings = {name: warnings_in(text) for name, text in sent.items() if cell_named(name)}
    return JsonResponse({"id": activity.pk, "saved": f"{timezone.localtime():%H:%M}", "warnings": warnings})


@require_POST
def activity_copy(request: SignedIn, pk: int, row: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    with changed_together(plan, by=request.user) as together:
        activity = _held(plan, row)
        order = room_at(plan, Place(activity.node, activity.pk))
        # Without its number and status.
        copy = together.add(order=order, **values_to_copy(activity))
        change = together.keep(f"Duplicerade ”{activity.brief}”")
        where = place_in_words(copy)
    tell(request, change, f"En kopia av ”{copy.brief}” står på {where}.")
    return redirect(at(request, plan, copy.pk))


def activity_place(request: SignedIn, pk: int, row: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    activity = _held(plan, row)
    form = PlaceForm(request.POST or None, plan=plan, activity=activity)
    back = at(request, plan, row)
    # What is dragged is sent here too.
    if form.is_valid():
        with changed_together(plan, by=request.user) as together:
            _move(request, together, _held(plan, row), form.chosen())
        return redirect(back)
    context = {"form": form, "plan": plan, "activity": activity, "back": back}
    return render_form(request, "activities/place_form.html", context)


@require_POST
def activity_move(request: SignedIn, pk: int, row: int, up: bool) -> HttpResponse:
    plan = editable_plan(request, pk)
    with changed_together(plan, by=request.user) as together:
        activity = _held(plan, row)
        _move(request, together, activity, one_step(activity, up=up))
    return redirect(at(request, plan, row))


def _held(plan: Plan, row: int) -> Activity:
    found: Activity = get_object_or_404(plan.activities.present().select_related("node"), pk=row)
    return found


def _move(request: SignedIn, together: Together, activity: Activity, place: Place) -> None:
    # It stands there already: only that is told.
    if place == place_of(activity):
        return tell(request, None, f"”{activity.brief}” står redan på {place_in_words(activity)}.")
    order = room_at(activity.plan, place, moved=activity)
    together.change(activity, node=place.node, order=order)
    change = together.keep(f"Flyttade ”{activity.brief}”")
    where = place_in_words(_held(activity.plan, activity.pk))
    return tell(request, change, f"”{activity.brief}” är flyttad till {where}.")


def tell(request: SignedIn, change: BulkChange | None, words: str) -> None:
    """What has been done, with Ångra when anything has."""
    if change is None:
        messages.info(request, words)
    else:
        messages.success(request, words, extra_tags=reverse("bulk-undo", args=[change.plan_id, change.pk]))


def at(request: SignedIn, plan: Plan, row: int) -> str:
    """The plan's page as it was shown, or the one that `?next=` names, with focus on the row."""
    page = next_page(request, as_shown(request, plan.get_absolute_url())).partition("#")[0]
    return f"{page}#aktivitet-{row}"
