"""From a municipality's own file to a draft plan: upload, correct, store; and what found no place."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from activities.import_forms import ImportForm, StoreForm, corrected
from activities.import_preview import Preview
from activities.imports.corrections import Corrections
from activities.imports.plan import ImportedPlan
from activities.imports.safety import read_plan_safely
from activities.models import PlanSource, UnplacedText
from activities.storing import store_plan
from andts.lib.forms import render_form
from organisations.access import SignedIn, fetch, require
from organisations.roles import Permission
from plans.models import Plan
from plans.views.parts import editable_plan


def import_create(request: SignedIn) -> HttpResponse:
    if not request.user.scope.places(Permission.EDIT_PLANS):
        raise PermissionDenied
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        owner = form.cleaned_data["organisation"]
        source = PlanSource.keep(form.content, name=form.name, organisation=owner, by=request.user)
        return redirect("plan-import-preview", source.pk)
    waiting = PlanSource.objects.editable_by(request.user).waiting()
    return render_form(request, "activities/import_form.html", {"form": form, "waiting": waiting})


def import_preview(request: SignedIn, pk: int) -> HttpResponse:
    """Shows how the file was read; posting reads it again with the user's corrections, or makes the plan of it."""
    source = fetch(PlanSource.objects.editable_by(request.user).waiting(), request.user, pk)
    imported = _read(source)
    form = StoreForm(request.POST or None, initial=StoreForm.guess(imported, source))
    if request.method == "POST":
        imported = _correct(request, source, imported)
        if "create" in request.POST and form.is_valid():
            plan = store_plan(imported, source=source, by=request.user, **form.cleaned_data)
            messages.success(request, f"Planen är skapad med {len(imported.activities)} aktiviteter. Läs igenom den.")
            return redirect(plan)
        if "create" not in request.POST:
            messages.success(request, "Filen är läst igen med dina ändringar.")
            return redirect("plan-import-preview", source.pk)
    context = {"form": form, "source": source, "preview": Preview.of(imported)}
    return render_form(request, "activities/import_preview.html", context)


@require_POST
def import_discard(request: SignedIn, pk: int) -> HttpResponse:
    source = fetch(PlanSource.objects.editable_by(request.user).waiting(), request.user, pk)
    source.file.delete(save=False)
    source.delete()
    messages.success(request, "Filen är borttagen. Ingen plan skapades.")
    return redirect("plan-import")


def unplaced_list(request: SignedIn, pk: int) -> HttpResponse:
    plan = _readable(request, pk)
    texts = list(UnplacedText.objects.filter(plan=plan).select_related("source", "settled_by"))
    context = {
        "plan": plan,
        "waiting": [text for text in texts if not text.outcome],
        "settled": [text for text in texts if text.outcome],
        "sources": list(plan.sources.all()),
        "may_edit": plan.is_open,
    }
    return render(request, "activities/unplaced_list.html", context)


@require_POST
def unplaced_settle(request: SignedIn, pk: int, row: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    text = get_object_or_404(UnplacedText.objects.filter(plan=plan), pk=row)
    outcome = request.POST.get("outcome", "")
    if outcome not in ("", *UnplacedText.Outcome.values):
        raise BadRequest("Okänt utfall")
    text.settle(outcome, by=request.user)
    return redirect("plan-unplaced", plan.pk)


def source_file(request: SignedIn, pk: int, row: int) -> FileResponse:
    """The imported file as it came; offered for saving, never shown."""
    source = get_object_or_404(_readable(request, pk).sources.all(), pk=row)
    response = FileResponse(source.file.open("rb"), as_attachment=True, filename=source.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _readable(request: SignedIn, pk: int) -> Plan:
    """Source files name people: they are for those who work with the plan."""
    plan = fetch(Plan.objects.visible_to(request.user).with_owner(), request.user, pk)
    require(request.user, Permission.EDIT_PLANS, plan)
    return plan


def _read(source: PlanSource) -> ImportedPlan:
    return read_plan_safely(source.content(), source.name, Corrections.from_json(source.corrections))


def _correct(request: SignedIn, source: PlanSource, imported: ImportedPlan) -> ImportedPlan:
    before = Corrections.from_json(source.corrections)
    after = corrected(request.POST, imported, before)
    if after == before:
        return imported
    source.corrections = after.as_json()
    source.save(update_fields=["corrections"])
    return _read(source)
