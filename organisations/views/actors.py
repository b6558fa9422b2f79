"""The actors that plans name: what they are called and where they belong."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from andts.lib.forms import render_form
from andts.lib.swedish import sort_key
from organisations.access import SignedIn, can, require
from organisations.forms.actors import ActorFilter, ActorForm, AliasForm, MergeForm, NewActorForm
from organisations.models import Actor, ActorAlias, ActorHolder, Organisation
from organisations.roles import Permission


def visible_actor(request: SignedIn, pk: int) -> Actor:
    holders = Prefetch("holders", ActorHolder.objects.select_related("user"))
    actors = Actor.objects.visible_to(request.user).select_related("unit", "organisation__parent")
    return get_object_or_404(actors.prefetch_related("aliases", holders), pk=pk)


def editable_actor(request: SignedIn, pk: int) -> Actor:
    actor = visible_actor(request, pk)
    require(request.user, Permission.EDIT_PLANS, actor)
    return actor


def actor_list(request: SignedIn) -> HttpResponse:
    shown = ActorFilter(request.GET)
    actors = Actor.objects.visible_to(request.user).select_related("unit", "organisation").prefetch_related("aliases")
    found = sorted(shown.filter(actors), key=lambda actor: (sort_key(actor.organisation.name), sort_key(actor.name)))
    return render(
        request,
        "organisations/actor_list.html",
        {
            "filter": shown,
            "actors": found,
            "several": len({actor.organisation_id for actor in found}) > 1,
            "owners": _owners(request),
        },
    )


def actor_create(request: SignedIn, organisation: int) -> HttpResponse:
    owner = get_object_or_404(Organisation.objects.visible_to(request.user), pk=organisation)
    require(request.user, Permission.EDIT_PLANS, owner)
    if not owner.is_authority:
        raise PermissionDenied
    form = NewActorForm(request.POST or None, organisation=owner)
    if form.is_valid():
        actor = form.record(by=request.user)
        messages.success(request, f"{actor} är tillagd.")
        return redirect("actor", pk=actor.pk)
    return render_form(request, "organisations/actor_form.html", {"form": form, "owner": owner})


def actor_detail(request: SignedIn, pk: int) -> HttpResponse:
    actor = visible_actor(request, pk)
    return render(
        request,
        "organisations/actor_detail.html",
        {"actor": actor, "uses": actor.uses(), "may_edit": can(request.user, Permission.EDIT_PLANS, actor)},
    )


def actor_edit(request: SignedIn, pk: int) -> HttpResponse:
    actor = editable_actor(request, pk)
    form = ActorForm(request.POST or None, instance=actor, organisation=actor.organisation)
    if form.is_valid():
        form.record(by=request.user)
        messages.success(request, "Ändringen är sparad.")
        return redirect("actor", pk=actor.pk)
    context = {"form": form, "actor": actor, "owner": actor.organisation}
    return render_form(request, "organisations/actor_form.html", context)


def alias_create(request: SignedIn, pk: int) -> HttpResponse:
    actor = editable_actor(request, pk)
    form = AliasForm(request.POST or None, actor=actor)
    if form.is_valid():
        actor.add_aliases([form.cleaned_data["name"]], by=request.user)
        messages.success(request, "Namnet är tillagt.")
        return redirect("actor", pk=actor.pk)
    return render_form(request, "organisations/alias_form.html", {"form": form, "actor": actor})


@require_POST
def alias_delete(request: SignedIn, pk: int, row: int) -> HttpResponse:
    actor = editable_actor(request, pk)
    alias = get_object_or_404(ActorAlias, pk__in=[alias.pk for alias in actor.other_names], pk=row)
    alias.record_deleted(by=request.user)
    undo = reverse("alias-restore", args=[pk, row])
    messages.success(request, f"”{alias}” är inte längre ett namn på {actor}.", extra_tags=undo)
    return redirect("actor", pk=actor.pk)


@require_POST
def alias_restore(request: SignedIn, pk: int, row: int) -> HttpResponse:
    actor = editable_actor(request, pk)
    removed = get_object_or_404(ActorAlias.last_deletion(row, actor_id=actor.pk))
    actor.add_aliases([removed.name], by=request.user)
    messages.success(request, "Ångrat. Namnet är tillbaka.")
    return redirect("actor", pk=actor.pk)


def actor_merge(request: SignedIn, pk: int) -> HttpResponse:
    actor = editable_actor(request, pk)
    # First the question with whom, then what will move, then POST does it.
    form = MergeForm(request.GET or None, actor=actor)
    if not form.is_valid():
        return render_form(request, "organisations/actor_merge.html", {"form": form, "actor": actor})
    other: Actor = form.cleaned_data["med"]
    if request.method != "POST":
        context = {"actor": actor, "other": other, "uses": actor.uses()}
        return render(request, "organisations/actor_merge_confirm.html", context)
    try:
        actor.merge_into(other, by=request.user)
    except ValueError as refusal:
        messages.error(request, str(refusal))
        return redirect("actor", pk=pk)
    messages.success(request, f"{actor} är nu samma aktör som {other}.")
    return redirect("actor", pk=other.pk)


@require_POST
def actor_delete(request: SignedIn, pk: int) -> HttpResponse:
    actor = editable_actor(request, pk)
    name, owner = str(actor), actor.organisation_id
    try:
        actor.remove(by=request.user)
    except ValueError:
        messages.error(
            request,
            f"{name} används i en plan eller uppföljning och går inte att ta bort. Slå ihop med en annan i stället.",
        )
        return redirect("actor", pk=pk)
    messages.success(request, f"{name} är borttagen.", extra_tags=reverse("actor-restore", args=[owner, pk]))
    return redirect("actors")


@require_POST
def actor_restore(request: SignedIn, organisation: int, pk: int) -> HttpResponse:
    owner = get_object_or_404(Organisation.objects.visible_to(request.user), pk=organisation)
    require(request.user, Permission.EDIT_PLANS, owner)
    get_object_or_404(Actor.last_deletion(pk, organisation_id=owner.pk))
    Actor.bring_back(pk, by=request.user)
    messages.success(request, "Ångrat. Aktören är tillbaka.")
    return redirect("actor", pk=pk)


def _owners(request: SignedIn) -> list[Organisation]:
    mine = Organisation.objects.reached_by(request.user, Permission.EDIT_PLANS)
    owners = mine.filter(kind__in=Organisation.AUTHORITIES)
    return sorted(owners, key=lambda owner: sort_key(owner.name))
