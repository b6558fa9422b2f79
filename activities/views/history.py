"""What has been done with a plan and its activities, and the way back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from activities.history.activity import ActivityHistory
from activities.history.plan import PlanHistory
from activities.history.removed import removed_from
from activities.history.restoring import NoWordingError, restore_wording
from activities.models import Activity, BulkChange
from activities.models.editing import Undone
from andts.lib.returning import as_shown
from andts.lib.swedish import counted
from organisations.access import SignedIn, can
from organisations.roles import Permission
from plans.access import drafted_plan, editable_plan
from plans.models import Plan
from plans.models.parts import KEPT_FOR
from plans.views.parts import say_too_late

ON_A_PAGE = 20
REMOVED_ON_A_PAGE = 50


@require_GET
def activity_history(request: SignedIn, pk: int, row: int) -> HttpResponse:
    """A fixed number of queries, however long the history is."""
    plan = drafted_plan(request, pk)
    activity = get_object_or_404(plan.activities.all(), pk=row)
    history = ActivityHistory(activity)
    page = Paginator(history.sittings, ON_A_PAGE).get_page(request.GET.get("sida"))
    return render(
        request,
        "activities/activity_history.html",
        {
            "plan": plan,
            "activity": activity,
            "page": page,
            "entries": history.entries(list(page)),
            "earlier": None if page.has_next() else _earlier(plan, activity),
            "may_edit": _may_edit(request, plan) and activity.deleted_at is None,
        },
    )


def _may_edit(request: SignedIn, plan: Plan) -> bool:
    return plan.is_open and can(request.user, Permission.EDIT_PLANS, plan)


def _earlier(plan: Plan, activity: Activity) -> Activity | None:
    before = plan.revises_id or plan.continues_id
    return Activity.objects.filter(plan=before, line=activity.line).select_related("plan").first() if before else None


@require_GET
def plan_changes(request: SignedIn, pk: int) -> HttpResponse:
    """The number of queries has a ceiling, however much has been done."""
    plan = drafted_plan(request, pk)
    history = PlanHistory(plan)
    page = Paginator(history.sittings, ON_A_PAGE).get_page(request.GET.get("sida"))
    may_edit = _may_edit(request, plan)
    context = {"plan": plan, "page": page, "entries": history.entries(list(page)), "may_edit": may_edit}
    # A change of many can be taken back as long as what is removed can be brought back.
    return render(request, "activities/plan_changes.html", context | {"kept_since": timezone.now() - KEPT_FOR})


@require_GET
def plan_removed(request: SignedIn, pk: int) -> HttpResponse:
    plan = drafted_plan(request, pk)
    page = Paginator(removed_from(plan), REMOVED_ON_A_PAGE).get_page(request.GET.get("sida"))
    context = {"plan": plan, "page": page, "may_edit": _may_edit(request, plan), "days": KEPT_FOR.days}
    return render(request, "activities/plan_removed.html", context)


@require_POST
def wording_restore(request: SignedIn, pk: int, row: int, version: int, field: str) -> HttpResponse:
    plan = editable_plan(request, pk)
    activity = get_object_or_404(plan.activities.present(), pk=row)
    try:
        change = restore_wording(plan, activity, version, field, by=request.user)
    except NoWordingError as error:
        raise Http404 from error
    if change:
        undo = reverse("bulk-undo", args=[pk, change.pk])
        messages.success(request, f"Återställt. ”{change.what.partition(' ')[2]}” är som förut.", extra_tags=undo)
    else:
        messages.error(request, "Då skulle aktiviteten stå tom. Fyll först i Aktivitet eller Vad, och återställ sedan.")
    return redirect("activity-history", pk, row)


@require_POST
@say_too_late
def bulk_undo(request: SignedIn, pk: int, row: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    change = get_object_or_404(BulkChange.objects.filter(plan=plan), pk=row)
    undone = change.undo(by=request.user)
    messages.success(request, undone_in_words(undone))
    # At the first activity that was put back.
    first = f"#aktivitet-{undone.back[0]}" if undone and undone.back else ""
    return redirect(f"{as_shown(request, plan.get_absolute_url())}{first}")


def undone_in_words(undone: Undone | None) -> str:
    """ "Ångrat. 5 aktiviteter är som förut. 1 aktivitet har någon ändrat sedan dess, och den är kvar som den är." """
    if undone is None:
        return "Ändringen är redan ångrad."
    words = ["Ångrat."] if undone.back else []
    if undone.back or not undone.left:
        words.append(f"{_activities(len(undone.back))} är som förut.")
    if undone.left:
        it = "den är" if undone.left == 1 else "de är"
        words.append(f"{_activities(undone.left)} har någon ändrat sedan dess, och {it} kvar som {it}.")
    return " ".join(words)


def _activities(count: int) -> str:
    return counted(count, "aktivitet", "aktiviteter")
