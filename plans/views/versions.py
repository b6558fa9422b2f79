"""What was adopted: the versions of a plan, each as it stood then, and the decisions about it."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render

from andts.lib.downloads import download
from organisations.access import SignedIn, can, fetch
from organisations.roles import Permission
from plans.access import visible_plan
from plans.models import Plan, PlanVersion

# The only pictures that a page shows out of a version.
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def plan_versions(request: SignedIn, pk: int) -> HttpResponse:
    plan = fetch(Plan.objects.visible_to(request.user).with_owner().prefetch_related("decisions"), request.user, pk)
    family = Plan.objects.visible_to(request.user).in_line_with(plan)
    versions = PlanVersion.objects.filter(plan__in=family.values("pk")).order_by("-number", "-pk").defer("content")
    return render(
        request,
        "plans/version_list.html",
        {
            "plan": plan,
            "versions": versions.select_related("plan", "created_by").prefetch_related("files", "plan__decisions"),
            "drafts": family.exclude(pk=pk).filter(state__in=Plan.OPEN),
            "next_plans": Plan.objects.visible_to(request.user).filter(continues=plan),
            "may_decide": can(request.user, Permission.EDIT_PLANS, plan),
        },
    )


def plan_version(request: SignedIn, pk: int, number: int) -> HttpResponse:
    version = _version(request, pk, number)
    return render(
        request,
        "plans/version_detail.html",
        {
            "plan": version.plan,
            "version": version,
            # What was frozen then, not the plan as it is now.
            "document": version.content.get("documents", {}).get("genomforandeplan"),
            "pictures": PICTURES,
        },
    )


def version_file(request: SignedIn, pk: int, number: int, row: int) -> FileResponse:
    # Kept since it was first made: the same bytes each time.
    kept = get_object_or_404(_version(request, pk, number).files.all(), pk=row)
    name = "-".join(filter(None, [f"plan-{pk}-version-{number}", kept.variant]))
    return download(kept.file.open("rb"), f"{name}.{kept.format}", kept.format)


def _version(request: SignedIn, pk: int, number: int) -> PlanVersion:
    plan = visible_plan(request, pk)
    versions = PlanVersion.objects.filter(plan=plan).select_related("plan", "created_by")
    return get_object_or_404(versions.prefetch_related("files", "plan__decisions"), number=number)
