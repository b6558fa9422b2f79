"""Pages to add, change, move, remove and bring back one activity."""

from contextlib import nullcontext

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from activities.edit_form import ActivityEditForm
from activities.forms import ActivityForm
from activities.placing import Place, room_at
from activities.views.rows import at
from andts.lib.forms import render_form
from andts.lib.ids import id_in
from andts.lib.returning import as_shown, next_page
from organisations.access import SignedIn
from plans.access import editable_plan
from plans.guidance import say_warnings
from plans.views.parts import say_too_late

TEMPLATE = "activities/activity_form.html"


def activity_create(request: SignedIn, pk: int) -> HttpResponse:
    """Last under a heading (`?under=`), or right after another activity (`?after=`)."""
    plan = editable_plan(request, pk)
    after = plan.activities.present().filter(pk=id_in(request.GET.get("after", ""))).first()
    under = after.node_id if after else request.GET.get("under")
    form = ActivityForm(request.POST or None, plan=plan, initial={"node": under})
    if form.is_valid():
        with plan.held_open():
            place = Place(form.cleaned_data["node"], after.pk if after else "last")
            activity = form.record(by=request.user, plan=plan, order=room_at(plan, place))
        messages.success(request, "Aktiviteten är tillagd.")
        say_warnings(request, form)
        return redirect(at(request, plan, activity.pk))
    context = {"form": form, "plan": plan, "heading": "Lägg till aktivitet"}
    return render_form(request, TEMPLATE, context | {"back": next_page(request, plan.get_absolute_url())})


def activity_edit(request: SignedIn, pk: int, row: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    # What is sent is compared and saved while nobody else changes the plan.
    with plan.held_open() if request.method == "POST" else nullcontext():
        activity = get_object_or_404(plan.activities.present(), pk=row)
        form = ActivityEditForm(request.POST or None, plan=plan, instance=activity)
        if form.is_valid():
            form.record(by=request.user)
    back = at(request, plan, row)
    if form.is_valid():
        messages.success(request, "Aktiviteten är sparad.")
        say_warnings(request, form)
        return redirect(back)
    context = {"form": form, "plan": plan, "heading": "Ändra aktivitet", "activity": activity, "back": back}
    return render_form(request, TEMPLATE, context)


@require_POST
def activity_delete(request: SignedIn, pk: int, row: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    activity = get_object_or_404(plan.activities.present(), pk=row)
    activity.remove(by=request.user)
    undo = reverse("activity-restore", args=[pk, row])
    messages.success(request, f"Aktiviteten ”{activity.brief}” är borttagen.", extra_tags=undo)
    return redirect(next_page(request, as_shown(request, plan.get_absolute_url())))


@require_POST
@say_too_late
def activity_restore(request: SignedIn, pk: int, row: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    get_object_or_404(plan.activities.all(), pk=row).restore(by=request.user)
    messages.success(request, "Ångrat. Aktiviteten är tillbaka.")
    return redirect(at(request, plan, row))
