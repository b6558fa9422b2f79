"""Several activities changed at once: how many is said first, then what they shall have."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import redirect, render

from activities.bulk_form import BulkForm
from activities.models import Activity
from activities.outline import plan_outline
from activities.placing import STEP, Place, make_room, room_at
from activities.together import Together, changed_together
from activities.views.rows import at, tell
from andts.lib.ids import ids_in
from andts.lib.returning import as_shown
from andts.lib.swedish import counted
from organisations.access import SignedIn
from plans.access import editable_plan
from plans.guidance import say_warnings
from plans.models import Node, Plan


def activities_bulk(request: SignedIn, pk: int) -> HttpResponse:
    """About the activities that `row` names, in the address or in what is sent; others than the plan's are ignored."""
    plan = editable_plan(request, pk)
    ids = ids_in((request.POST or request.GET).getlist("row"))
    activities = _picked(plan, ids)
    if activities and "remove" in request.POST:
        return _remove(request, plan, ids)
    form = BulkForm(request.POST or None, plan=plan) if activities else None
    if form and form.is_valid():
        return _change(request, plan, ids, form)
    context = {"form": form, "plan": plan, "activities": activities, "counted": _said(activities)}
    return render(request, "activities/bulk_form.html", context, status=422 if request.method == "POST" else 200)


def _picked(plan: Plan, ids: Iterable[int]) -> list[Activity]:
    return [each for each in plan_outline(plan, actors=True, tips=False).all_activities if each.pk in ids]


def _remove(request: SignedIn, plan: Plan, ids: Iterable[int]) -> HttpResponse:
    with changed_together(plan, by=request.user) as together:
        activities = _picked(plan, ids)
        for activity in activities:
            together.remove(activity)
        change = together.keep(f"Tog bort {_said(activities)}")
    tell(request, change, f"{change.what}.")
    return redirect(as_shown(request, plan.get_absolute_url()))


def _change(request: SignedIn, plan: Plan, ids: Iterable[int], form: BulkForm) -> HttpResponse:
    with changed_together(plan, by=request.user) as together:
        activities = _picked(plan, ids)
        for activity in activities:
            together.change(activity, **form.values(activity))
        if "node" in form.names:
            _put_last(together, form.heading(), activities)
        change = together.keep(f"Satte {form.what} på {_said(activities)}")
    left = len(activities) - change.count
    if not change.count:
        tell(request, None, "Inget behövde ändras: aktiviteterna hade redan det du valde.")
    else:
        tell(request, change, f"{change.what}." + (f" {left} av dem hade det redan." if left else ""))
        say_warnings(request, form)
    return redirect(at(request, plan, activities[0].pk) if activities else plan.get_absolute_url())


def _put_last(together: Together, heading: Node | None, activities: Iterable[Activity]) -> None:
    # Those that stand there already stay where they are.
    coming = [each for each in activities if each.node_id != (heading and heading.pk)]
    for left in {each.node_id for each in coming}:
        make_room(together.plan, left)
    first = room_at(together.plan, Place(heading))
    for number, activity in enumerate(coming):
        together.change(activity, node=heading, order=first + number * STEP)


def _said(activities: list[Activity]) -> str:
    return counted(len(activities), "aktivitet", "aktiviteter")
