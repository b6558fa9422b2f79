"""Goal frameworks: the national ones to read, the organisation's own to write, and what corresponds to what."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render

from andts.lib.forms import render_form
from organisations.access import SignedIn, fetch, require
from organisations.roles import Permission
from plans.framework_forms import CrosswalkForm, FrameworkForm
from plans.models import FrameworkGoal, GoalFramework


def framework_list(request: SignedIn) -> HttpResponse:
    frameworks = GoalFramework.objects.visible_to(request.user).select_related("organisation")
    # Neighbours tie their goals to the national ones too: only counterparts that the user sees are shown.
    seen = FrameworkGoal.objects.filter(framework__in=frameworks.values("pk")).select_related("framework")
    return render(
        request,
        "plans/framework_list.html",
        {
            "frameworks": frameworks.prefetch_related(Prefetch("goals__counterparts", seen)),
            "own": set(request.user.scope.places(Permission.EDIT_PLANS)),
        },
    )


def framework_create(request: SignedIn) -> HttpResponse:
    if not request.user.scope.places(Permission.EDIT_PLANS):
        raise PermissionDenied
    form = FrameworkForm(request.POST or None, user=request.user)
    if form.is_valid():
        form.record(by=request.user)
        messages.success(request, "Målramverket är sparat.")
        return redirect("frameworks")
    return render_form(request, "plans/framework_form.html", {"form": form, "heading": "Nytt målramverk"})


def framework_edit(request: SignedIn, pk: int) -> HttpResponse:
    framework = _own(request, pk)
    form = FrameworkForm(request.POST or None, instance=framework, user=request.user)
    if form.is_valid():
        form.record(by=request.user)
        messages.success(request, "Målramverket är sparat.")
        return redirect("frameworks")
    context = {"form": form, "heading": "Ändra målramverk", "framework": framework}
    return render_form(request, "plans/framework_form.html", context)


def crosswalk_edit(request: SignedIn, pk: int) -> HttpResponse:
    framework = _own(request, pk)
    others = GoalFramework.objects.visible_to(request.user).exclude(pk=pk)
    form = CrosswalkForm(request.POST or None, framework=framework, others=others)
    if form.is_valid():
        form.record(by=request.user)
        messages.success(request, "Motsvarigheterna är sparade.")
        return redirect("frameworks")
    context = {"form": form, "heading": f"Vad målen i {framework.name} motsvarar", "framework": framework}
    return render_form(request, "plans/framework_form.html", context)


def _own(request: SignedIn, pk: int) -> GoalFramework:
    framework = fetch(GoalFramework.objects.visible_to(request.user).select_related("organisation"), request.user, pk)
    # A national framework belongs to no organisation, and nobody here may change it.
    if framework.organisation is None:
        raise PermissionDenied("Det nationella ramverket går inte att ändra. Skapa ett eget som utgår från det.")
    require(request.user, Permission.EDIT_PLANS, framework.organisation)
    return framework
