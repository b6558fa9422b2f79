"""Pages to add, change, remove and bring back one row of a plan: a heading, a text, a tip, a picture, a column."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.db.models import Manager, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from andts.lib.forms import render_form
from andts.lib.returning import next_page
from organisations.access import SignedIn
from plans import forms
from plans.access import editable_plan, visible_plan
from plans.guidance import say_warnings
from plans.models import HeaderLine, Node, Plan, PlanColumn, PlanPicture, PlanText, Tip
from plans.models.parts import InPlan, TooLateError

P = ParamSpec("P")


@dataclass(frozen=True)
class Part:
    """A kind of row: its part of the address, its model and form, and the words of its pages."""

    slug: str
    model: type[InPlan]
    form: type[forms.PartForm]
    new: str
    change: str
    template: str = "plans/part_form.html"

    @property
    def anchor(self) -> str:
        """What the plan's page calls it, before its id."""
        return {"rubriker": "rubrik", "texter": "text"}.get(self.slug, self.slug)

    def rows(self, plan: Plan) -> QuerySet[Any]:
        manager: Manager[Any] = self.model._default_manager
        return manager.filter(plan=plan)


PARTS = {
    part.slug: part
    for part in (
        Part("rubriker", Node, forms.NodeForm, "Lägg till mål eller insatsområde", "Ändra rubrik"),
        Part("texter", PlanText, forms.PlanTextForm, "Lägg till text", "Ändra text"),
        Part("tips", Tip, forms.TipForm, "Lägg till tips", "Ändra tips"),
        Part("huvud", HeaderLine, forms.HeaderLineForm, "Lägg till rad i dokumenthuvudet", "Ändra rad"),
        Part("bilder", PlanPicture, forms.PlanPictureForm, "Lägg till bild", "Ändra bild"),
        Part("kolumner", PlanColumn, forms.PlanColumnForm, "Lägg till egen kolumn", "Ändra egen kolumn"),
    )
}


def part_create(request: SignedIn, pk: int, slug: str) -> HttpResponse:
    plan, part = editable_plan(request, pk), PARTS[slug]
    back = next_page(request, plan.get_absolute_url())
    form = part.form(request.POST or None, request.FILES or None, plan=plan, initial=request.GET.dict())
    if form.is_valid():
        form.record(by=request.user, plan=plan, order=part.model.next_order(plan))
        messages.success(request, "Tillagt.")
        say_warnings(request, form)
        return redirect(back)
    return render_form(request, part.template, {"form": form, "plan": plan, "heading": part.new, "back": back})


def part_edit(request: SignedIn, pk: int, slug: str, row: int) -> HttpResponse:
    plan, part = editable_plan(request, pk), PARTS[slug]
    back = next_page(request, plan.get_absolute_url())
    # What is sent is compared and saved while nobody else changes the plan.
    with plan.held_open() if request.method == "POST" else nullcontext():
        instance = get_object_or_404(part.rows(plan), pk=row)
        form = part.form(request.POST or None, request.FILES or None, plan=plan, instance=instance)
        if form.is_valid():
            form.record(by=request.user)
    if form.is_valid():
        messages.success(request, "Ändringen är sparad.")
        say_warnings(request, form)
        return redirect(back)
    context = {"form": form, "plan": plan, "heading": part.change, "row": instance, "part": part, "back": back}
    return render_form(request, part.template, context | {"place": instance.standing()})


@require_POST
def part_move(request: SignedIn, pk: int, slug: str, row: int, up: bool) -> HttpResponse:
    plan, part = editable_plan(request, pk), PARTS[slug]
    instance = get_object_or_404(part.rows(plan), pk=row)
    has_moved = instance.move(up=up, by=request.user)
    name, (place, count) = str(instance)[:80], instance.standing()
    if has_moved:
        undo = reverse("part-down" if up else "part-up", args=[pk, slug, row])
        messages.success(request, f"”{name}” är flyttad till plats {place} av {count}.", extra_tags=undo)
    else:
        messages.info(request, f"”{name}” står redan på plats {place} av {count}.")
    return redirect(next_page(request, f"{plan.get_absolute_url()}#{part.anchor}-{row}"))


@require_POST
def part_delete(request: SignedIn, pk: int, slug: str, row: int) -> HttpResponse:
    plan, part = editable_plan(request, pk), PARTS[slug]
    instance = get_object_or_404(part.rows(plan), pk=row)
    name = str(instance)[:80]
    instance.remove(by=request.user)
    undo = reverse("part-restore", args=[pk, slug, row])
    messages.success(request, f"”{name}” är borttagen.", extra_tags=undo)
    return redirect(plan)


def say_too_late(view: Callable[Concatenate[SignedIn, int, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """For what is not kept any longer: back to the plan with the reason, nothing changed."""

    @wraps(view)
    def wrapped(request: SignedIn, /, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, pk, *args, **kwargs)
        except TooLateError as error:
            messages.error(request, str(error))
            return redirect("plan", pk)

    return wrapped


@require_POST
@say_too_late
def part_restore(request: SignedIn, pk: int, slug: str, row: int) -> HttpResponse:
    plan, part = editable_plan(request, pk), PARTS[slug]
    part.model.bring_back(plan, row, by=request.user)
    messages.success(request, "Ångrat. Raden är tillbaka.")
    return redirect(plan)


def picture_file(request: SignedIn, pk: int, row: int) -> FileResponse:
    plan = visible_plan(request, pk)
    picture = get_object_or_404(plan.pictures.all(), pk=row)
    # Pictures are drawn anew as PNG when they are uploaded.
    return FileResponse(picture.file.open("rb"), content_type="image/png")
