"""The plan page: the whole plan as on paper, with what the reader may do."""

from django.db.models import Exists, Model, OuterRef
from django.http import HttpResponse
from django.shortcuts import render

from activities.models import UnplacedText
from activities.outline import plan_outline
from organisations.access import SignedIn, can, fetch
from organisations.roles import Permission
from plans.models import HeaderLine, Plan, PlanColumn, PlanPicture, PlanText
from plans.models.plans import PlanQuerySet


def plan_detail(request: SignedIn, pk: int) -> HttpResponse:
    """At most ten queries, whatever the number of activities."""
    plan = fetch(_plans(request), request.user, pk)
    may_decide = can(request.user, Permission.EDIT_PLANS, plan)
    texts = list(plan.texts.all())
    outline = plan_outline(plan)
    return render(
        request,
        "workspace/plan_detail.html",
        {
            "plan": plan,
            "outline": outline,
            "branches": list(outline.walk()),
            "before": [text for text in texts if text.placement == PlanText.Placement.BEFORE],
            "after": [text for text in texts if text.placement == PlanText.Placement.AFTER],
            "columns": list(plan.columns.all()) if plan.has_columns else [],
            "pictures": list(plan.pictures.all()) if plan.has_pictures else [],
            "header_lines": list(plan.header_lines.all()) if plan.has_header_lines else [],
            "may_edit": may_decide and plan.is_open,
            "may_decide": may_decide,
            "may_order": plan.is_decided or can(request.user, Permission.ORDER_REPORTS, plan),
        },
    )


def _plans(request: SignedIn) -> PlanQuerySet:
    """What few plans have is asked for along with the plan, and fetched only where it is."""

    def exists(model: type[Model], **where: str) -> Exists:
        return Exists(model._default_manager.filter(plan=OuterRef("pk"), **where))

    return (
        Plan.objects.visible_to(request.user)
        .with_owner()
        .prefetch_related("decisions")
        .annotate(
            has_unplaced=exists(UnplacedText, outcome=""),
            has_columns=exists(PlanColumn),
            has_pictures=exists(PlanPicture),
            has_header_lines=exists(HeaderLine),
        )
    )
