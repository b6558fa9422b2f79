"""From a municipality's own file to a draft plan: upload, correct, store; and what found no place."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from activities.import_forms import ImportForm, StoreForm, corrected
from activities.import_preview import Preview
from activities.imports.corrections import Corrections
from activities.imports.plan import ImportedPlan
from activities.imports.refusal import ImportRefused
from activities.imports.safety import read_plan_safely
from activities.models import Activity, PlanSource, UnplacedText
from activities.storing import AlreadyStoredError, store_plan
from andts.lib.forms import render_form
from organisations.access import SignedIn, fetch
from organisations.models import User
from organisations.roles import Permission
from plans.access import editable_plan, managed_plan
from plans.models import Node, Plan, PlanText, Tip

# What a text that found no place can be made into: its name in the form, and what makes it.
PLACES: dict[str, Callable[[Plan, str, User], Model]] = {
    "activity": lambda plan, text, by: Activity.add(plan, by=by, description=text),
    "text": lambda plan, text, by: PlanText.created(by=by, plan=plan, text=text, order=PlanText.next_order(plan)),
    "tip": lambda plan, text, by: Tip.created(by=by, plan=plan, text=text, order=Tip.next_order(plan)),
    "goal": lambda plan, text, by: Node.created(
        by=by, plan=plan, kind="goal", heading=text, order=Node.next_order(plan)
    ),
    "area": lambda plan, text, by: Node.created(
        by=by, plan=plan, kind="area", heading=text, order=Node.next_order(plan)
    ),
}


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
    try:
        return _preview(request, source)
    except ImportRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("plan-import")


def _preview(request: SignedIn, source: PlanSource) -> HttpResponse:
    imported = _read(source, Corrections.from_json(source.corrections))
    form = StoreForm(request.POST or None, initial=StoreForm.guess(imported, source.name))
    if request.method == "POST":
        imported = _correct(request, source, imported)
        if "create" in request.POST and form.is_valid():
            return _store(request, source, imported, form.cleaned_data)
        if "create" not in request.POST:
            messages.success(request, "Filen är läst igen med dina ändringar.")
            return redirect("plan-import-preview", source.pk)
    context = {"form": form, "source": source, "preview": Preview.of(imported)}
    return render_form(request, "activities/import_preview.html", context)


def _store(request: SignedIn, source: PlanSource, imported: ImportedPlan, facts: dict[str, Any]) -> HttpResponse:
    try:
        plan = store_plan(imported, source=source, by=request.user, **facts)
    # Who presses twice comes to the one that was made first.
    except AlreadyStoredError:
        return redirect(Plan.objects.filter(sources=source.pk).first() or "plans")
    messages.success(request, f"Planen är skapad med {len(imported.activities)} aktiviteter. Läs igenom den.")
    return redirect(plan)


@require_POST
def import_discard(request: SignedIn, pk: int) -> HttpResponse:
    source = fetch(PlanSource.objects.editable_by(request.user).waiting(), request.user, pk)
    if source.discard():
        messages.success(request, "Filen är borttagen. Ingen plan skapades.")
    else:
        messages.info(request, "Filen väntar inte längre: någon annan har skapat en plan av den eller tagit bort den.")
    return redirect("plan-import")


def unplaced_list(request: SignedIn, pk: int) -> HttpResponse:
    plan = managed_plan(request, pk)
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
    if outcome in PLACES:
        return _place(request, text, outcome)
    if outcome not in ("", *UnplacedText.Outcome.values):
        raise BadRequest("Okänt utfall")
    text.settle(outcome, by=request.user)
    return redirect("plan-unplaced", plan.pk)


def _place(request: SignedIn, text: UnplacedText, place: str) -> HttpResponse:
    """On to the new row's own page, to say under which heading it belongs, and from there back to the list.

    Who presses twice puts it there once.
    """
    with transaction.atomic():
        text.plan.hold_open()
        text.refresh_from_db()
        if text.outcome:
            return redirect("plan-unplaced", text.plan_id)
        row = PLACES[place](text.plan, text.text, request.user)
        text.settle(UnplacedText.Outcome.PLACED, by=request.user)
    messages.success(request, "Texten ligger nu i planen. Välj var den hör hemma.")
    slug = {"text": "texter", "tip": "tips", "goal": "rubriker", "area": "rubriker"}.get(place)
    plan = text.plan_id
    page = reverse("part-edit", args=[plan, slug, row.pk]) if slug else reverse("activity-edit", args=[plan, row.pk])
    return redirect(f"{page}?{urlencode({'next': reverse('plan-unplaced', args=[plan])})}")


def source_file(request: SignedIn, pk: int, row: int) -> FileResponse:
    source = get_object_or_404(managed_plan(request, pk).sources.all(), pk=row)
    # As it came; offered for saving, never shown, since it may name people. Not for every reader.
    return FileResponse(source.file.open("rb"), as_attachment=True, filename=source.name)


def _read(source: PlanSource, corrections: Corrections) -> ImportedPlan:
    return read_plan_safely(source.content(), source.name, corrections)


def _correct(request: SignedIn, source: PlanSource, imported: ImportedPlan) -> ImportedPlan:
    before = Corrections.from_json(source.corrections)
    after = corrected(request.POST, imported, before)
    if after == before:
        return imported
    again = _read(source, after)
    source.correct(after.as_json())
    return again
