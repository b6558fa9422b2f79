"""The plan page: the whole plan as on paper, with what the reader may do."""

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render

from activities.filtering import ActivityFilter
from activities.latest import cursor_beside
from activities.models import UnplacedText
from activities.outline import plan_outline
from activities.sheet_columns import sheet_columns
from organisations.access import SignedIn, can, fetch
from organisations.models import User
from organisations.roles import Permission
from plans.models import Decision, HeaderLine, Plan, PlanColumn, PlanPicture, PlanText, Tip
from plans.models.querysets import PlanQuerySet

# What few plans have: whether this one has it is asked for along with the plan, and only then is it fetched.
FEW = {
    "has_decisions": Decision.objects.all(),
    "has_columns": PlanColumn.objects.all(),
    "has_pictures": PlanPicture.objects.all(),
    "has_tips": Tip.objects.all(),
    "has_header_lines": HeaderLine.objects.all(),
    "has_unplaced": UnplacedText.objects.filter(outcome=""),
}


def plan_detail(request: SignedIn, pk: int) -> HttpResponse:
    """Six queries whatever the number of activities, and one for each of FEW that the plan has."""
    plan = fetch(_plans(request), request.user, pk)
    few = {name for name in FEW if getattr(plan, name)}
    _prefetch_decisions(plan, few)
    own = list(plan.columns.all()) if "has_columns" in few else []
    whole = plan_outline(plan, tips="has_tips" in few, chosen_actors=True)
    asked = ActivityFilter(request.GET, whole, own)
    outline = asked.outline
    # What is narrowed is a list of activities; the plan's texts would stand in its way.
    texts = [] if asked.wanted else list(plan.texts.all())
    return render(
        request,
        "workspace/plan_detail.html",
        {
            "plan": plan,
            "outline": outline,
            "branches": list(outline.walk()),
            "before": [text for text in texts if text.placement == PlanText.Placement.BEFORE],
            "after": [text for text in texts if text.placement == PlanText.Placement.AFTER],
            "columns": sheet_columns(own, request.user.preferences),
            "filter": asked,
            "is_folded": bool(request.user.preferences.get("outline.folded")),
            "pictures": list(plan.pictures.all()) if "has_pictures" in few else [],
            "header_lines": list(plan.header_lines.all()) if "has_header_lines" in few else [],
            **_may(request.user, plan),
        },
    )


def _plans(request: SignedIn) -> PlanQuerySet:
    few = {name: Exists(rows.filter(plan=OuterRef("pk"))) for name, rows in FEW.items()}
    plans = Plan.objects.visible_to(request.user).with_owner()
    # Read before the activities: what changes meanwhile is told to the page once more rather than never.
    return plans.annotate(cursor=cursor_beside(OuterRef("pk")), **few)


def _prefetch_decisions(plan: Plan, few: set[str]) -> None:
    # The page and the plan's own dates ask for its decisions: a plan without any answers from here.
    decisions = Decision.objects.all() if "has_decisions" in few else Decision.objects.none()
    prefetch_related_objects([plan], Prefetch("decisions", decisions))


def _may(user: User, plan: Plan) -> dict[str, bool]:
    may_decide = can(user, Permission.EDIT_PLANS, plan)
    return {
        "may_edit": may_decide and plan.is_open,
        "may_decide": may_decide,
        "may_look_over": can(user, Permission.READ_DRAFTS, plan),
        "may_order": plan.is_decided or can(user, Permission.ORDER_REPORTS, plan),
    }
