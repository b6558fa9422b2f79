"""The actors that a plan names, and which of them the organisation shall know."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from activities.linking import link_actors, named_in
from organisations.access import SignedIn
from plans.access import editable_plan


def plan_actors(request: SignedIn, pk: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    named = named_in(plan)
    if request.method == "POST":
        offered = {each.text for each in named}
        tied = link_actors(plan, new=offered.intersection(request.POST.getlist("new")), by=request.user)
        messages.success(request, f"{tied} aktiviteter är kopplade till sina aktörer. Texterna är som de var.")
        return redirect("plan-actors", plan.pk)
    context = {
        "plan": plan,
        "unknown": [each for each in named if each.actor is None],
        "known": [each for each in named if each.actor is not None],
    }
    return render(request, "activities/plan_actors.html", context)
