"""The list of plans, and a plan's own facts."""

from contextlib import nullcontext

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from andts.lib.forms import render_form
from andts.lib.returning import next_page
from andts.lib.swedish_order import InSwedishOrder
from organisations.access import SignedIn
from organisations.roles import Permission
from plans.access import editable_plan
from plans.filters import PlanFilter
from plans.forms import NewPlanForm, PlanForm
from plans.guidance import say_warnings
from plans.models import Plan


def plan_list(request: SignedIn) -> HttpResponse:
    shown = PlanFilter(request.GET)
    plans = Plan.objects.visible_to(request.user).with_owner().prefetch_related("decisions")
    plans = plans.order_by("-valid_from", InSwedishOrder("title"), "pk")
    return render(
        request,
        "plans/plan_list.html",
        {
            "filter": shown,
            "plans": shown.filter(plans),
            "may_create": bool(request.user.scope.places(Permission.EDIT_PLANS)),
        },
    )


def plan_create(request: SignedIn) -> HttpResponse:
    if not request.user.scope.places(Permission.EDIT_PLANS):
        raise PermissionDenied
    form = NewPlanForm(request.POST or None, user=request.user)
    if form.is_valid():
        plan = form.record(by=request.user)
        messages.success(request, "Planen är skapad. Fyll på med mål, insatsområden och aktiviteter.")
        say_warnings(request, form)
        return redirect(plan)
    return render_form(request, "plans/plan_create.html", {"form": form})


def plan_edit(request: SignedIn, pk: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    back = next_page(request, plan.get_absolute_url())
    # What is sent is compared and saved while nobody else changes the plan.
    with plan.held_open() if request.method == "POST" else nullcontext():
        if request.method == "POST":
            plan.refresh_from_db()
        form = PlanForm(request.POST or None, instance=plan, user=request.user)
        if form.is_valid():
            form.record(by=request.user)
    if form.is_valid():
        messages.success(request, "Planens uppgifter är sparade.")
        say_warnings(request, form)
        return redirect(back)
    return render_form(request, "plans/plan_form.html", {"form": form, "plan": plan, "back": back})
