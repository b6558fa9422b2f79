"""A new draft from a plan: its revision, or the plan for the next period."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from activities.copying import revise
from activities.next_plan_form import NextPlanForm
from andts.lib.forms import render_form
from organisations.access import SignedIn
from plans.access import managed_plan
from plans.views.decisions import back_when_state_differs


@require_POST
@back_when_state_differs
def revision_create(request: SignedIn, pk: int) -> HttpResponse:
    plan = managed_plan(request, pk)
    there = plan.open_revision()
    # It is there already: the user comes to that one.
    if there:
        messages.info(request, "Planen revideras redan. Fortsätt här.")
        return redirect(there)
    draft = revise(plan, by=request.user)
    messages.success(request, "Revideringen är påbörjad. Den fastställda planen gäller tills utkastet är fastställt.")
    return redirect(draft)


def next_plan_create(request: SignedIn, pk: int) -> HttpResponse:
    plan = managed_plan(request, pk)
    form = NextPlanForm(request.POST or None, plan=plan)
    if form.is_valid():
        draft = form.create(by=request.user)
        messages.success(request, "Den nya planen är skapad som utkast. Gå igenom texter och tider.")
        return redirect(draft)
    return render_form(request, "activities/next_plan.html", {"form": form, "plan": plan})
