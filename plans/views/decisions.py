"""Changes of a plan's state, each a thing with an address, and the decisions of those who decide."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from andts.lib.forms import render_form
from andts.lib.states import StateError
from organisations.access import SignedIn
from plans.access import managed_plan
from plans.decision_forms import DecisionForm
from plans.models import Decision

P = ParamSpec("P")
PlanView = Callable[Concatenate[SignedIn, int, P], HttpResponse]


def back_when_state_differs(view: PlanView[P]) -> PlanView[P]:
    """For what was pressed on a page that no longer holds: back to the plan with the reason, nothing changed."""

    @wraps(view)
    def wrapped(request: SignedIn, /, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, pk, *args, **kwargs)
        except StateError as error:
            messages.error(request, str(error))
            return redirect("plan", pk)

    return wrapped


@require_POST
@back_when_state_differs
def consultation_create(request: SignedIn, pk: int) -> HttpResponse:
    plan = managed_plan(request, pk)
    plan.send_for_consultation(by=request.user)
    messages.success(request, "Planen är nu på remiss. Du kan fortfarande ändra den.")
    return redirect("plan-review", pk)


@require_POST
@back_when_state_differs
def consultation_delete(request: SignedIn, pk: int) -> HttpResponse:
    plan = managed_plan(request, pk)
    plan.take_back(by=request.user)
    messages.success(request, "Remissen är avslutad. Planen är ett utkast igen.")
    return redirect("plan-review", pk)


@back_when_state_differs
def decision_create(request: SignedIn, pk: int) -> HttpResponse:
    """What is known before may stand in the address: `action`, `body`, `registry_number`, `extends_until`."""
    plan = managed_plan(request, pk)
    form = DecisionForm(request.POST or None, plan=plan, initial=request.GET.dict())
    if form.is_valid():
        decision = form.record(by=request.user)
        messages.success(request, f"Beslutet är registrerat: {decision.body} {decision.get_action_display()} planen.")
        return redirect("plan-versions", pk)
    return render_form(request, "plans/decision_form.html", {"form": form, "plan": plan})


def decision_edit(request: SignedIn, pk: int, row: int) -> HttpResponse:
    plan = managed_plan(request, pk)
    decision = get_object_or_404(Decision.objects.filter(plan=plan), pk=row)
    form = DecisionForm(request.POST or None, plan=plan, instance=decision)
    if form.is_valid():
        form.record(by=request.user)
        messages.success(request, "Beslutets uppgifter är sparade.")
        return redirect("plan-versions", pk)
    return render_form(request, "plans/decision_form.html", {"form": form, "plan": plan, "decision": decision})
