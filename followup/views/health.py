"""Att se över: what is missing, forgotten or late, in a plan and in all that are worked with."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from followup.health.facts import examine, to_examine
from followup.health.organisation import health_for
from followup.health.points import plan_health
from followup.reviewers import owners_without_chef
from organisations.access import SignedIn, can, fetch, require
from organisations.roles import Permission
from plans.models import Plan

# Who works at a unit may well read the kommun's plan.
WHOLE = "Kommunens planer ser de över som har en roll i hela kommunen."


@require_GET
def plan_health_page(request: SignedIn, pk: int) -> HttpResponse:
    """For those who read the plan's drafts; as many queries whatever the number of activities."""
    plan = fetch(to_examine(Plan.objects.visible_to(request.user)), request.user, pk)
    require(request.user, Permission.READ_DRAFTS, plan)
    may_change = can(request.user, Permission.EDIT_PLANS, plan)
    is_past = plan.state in (Plan.State.REPLACED, Plan.State.REPEALED)
    health = None if is_past else plan_health(examine([plan])[0], may_change=may_change)
    context = {"plan": plan, "health": health, "may_change": may_change}
    without_chef = owners_without_chef([plan]) if health else []
    return render(request, "followup/plan_health.html", context | {"without_chef": without_chef})


@require_GET
def health_overview(request: SignedIn) -> HttpResponse:
    """Of every plan whose drafts the user reads; as many queries as for one."""
    if not request.user.scope.places(Permission.READ_DRAFTS):
        raise PermissionDenied
    home = request.user.scope.home
    # Whoever reads drafts somewhere may order reports there; the first organisation is the one whose pages these are.
    may_hand_over = home and can(request.user, Permission.ORDER_REPORTS, home)
    health = health_for(request.user)
    context = {
        "health": health,
        "handover_of": home if may_hand_over else None,
        "whose": WHOLE if home and not home.is_authority else "",
        "without_chef": owners_without_chef([each.examined.plan for each in health.plans]),
    }
    return render(request, "followup/health_overview.html", context)
