"""Before decision: what the plan lacks, and the decision itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from activities.snapshot import frozen_content
from followup.rounds import carry_over
from organisations.access import SignedIn, can
from organisations.roles import Permission
from plans.access import managed_plan, visible_plan
from plans.decision_forms import AcceptanceForm, AdoptingBodies
from plans.models import Plan
from plans.views.decisions import back_when_state_differs
from reports.models import Report
from reports.production import order
from workspace.review import Review, review


def plan_review(request: SignedIn, pk: int) -> HttpResponse:
    """Twelve queries whatever the number of activities; a decided plan has nothing to review."""
    plan = visible_plan(request, pk)
    if not plan.is_open:
        messages.info(request, "Planen är redan beslutad.")
        return redirect("plan-versions", pk)
    may_edit = can(request.user, Permission.EDIT_PLANS, plan)
    return render(request, "workspace/review.html", {"plan": plan, "review": review(plan), "may_edit": may_edit})


@back_when_state_differs
def adoption_create(request: SignedIn, pk: int) -> HttpResponse:
    plan = managed_plan(request, pk)
    plan.require_open()
    # The plan is adopted as it stands when the form is sent.
    if request.method == "POST":
        return _adopt(request, plan)
    # What is known before may stand in the address.
    known = {name: text for name in ("body", "registry_number") if (text := request.GET.get(name))}
    return _ask(request, plan, review(plan), AdoptingBodies(initial=[known] if known else None), AcceptanceForm())


@transaction.atomic
def _adopt(request: SignedIn, plan: Plan) -> HttpResponse:
    plan.hold_open()
    found = review(plan)
    bodies, acceptance = AdoptingBodies(request.POST), AcceptanceForm(request.POST)
    is_accepted = not _asks(found) or acceptance.is_valid()
    # However many forms the request says that it holds: without a deciding body there is no decision.
    decisions = [form.cleaned_data for form in bodies if form.has_changed()] if bodies.is_valid() else []
    if not decisions or not is_accepted or found.blocks:
        return _ask(request, plan, found, bodies, acceptance, status=422)
    plan.adopt(content=frozen_content, decisions=decisions, by=request.user)
    carry_over(plan, by=request.user)
    order(Report.Kind.IMPLEMENTATION_PLAN, plan=plan, by=request.user)  # the archive copy is there when it is asked for
    messages.success(request, "Planen är fastställd. Den går inte längre att ändra.")
    return redirect("plan-versions", plan.pk)


def _ask(
    request: SignedIn, plan: Plan, found: Review, bodies: Any, acceptance: AcceptanceForm, status: int = 200
) -> HttpResponse:
    context = {
        "plan": plan,
        "review": found,
        "formset": bodies,
        "form": acceptance if _asks(found) else None,
        # Folded unless somebody has begun to fill them in.
        "has_more_bodies": bodies.is_bound and any(form.has_changed() for form in bodies.forms[1:]),
        "is_revision": plan.revises_id is not None,
    }
    return render(request, "workspace/adoption.html", context, status=status)


def _asks(found: Review) -> bool:
    return bool(found.acceptable or found.gaps)
