"""Who stands behind an actor, and when. Only those who are signed in and see the actor see their names."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from andts.lib.forms import render_form
from organisations.access import SignedIn
from organisations.forms.actors import HolderForm
from organisations.models import ActorHolder
from organisations.views.actors import editable_actor


def holder_create(request: SignedIn, pk: int) -> HttpResponse:
    actor = editable_actor(request, pk)
    form = HolderForm(request.POST or None, actor=actor)
    if form.is_valid():
        holder = form.record(by=request.user, actor=actor)
        messages.success(request, f"{holder} står nu bakom {actor}.")
        return redirect("actor", pk=actor.pk)
    return render_form(request, "organisations/holder_form.html", {"form": form, "actor": actor})


def holder_edit(request: SignedIn, pk: int, row: int) -> HttpResponse:
    actor = editable_actor(request, pk)
    holder = get_object_or_404(ActorHolder.objects.filter(actor=actor), pk=row)
    form = HolderForm(request.POST or None, instance=holder, actor=actor)
    if form.is_valid():
        form.record(by=request.user)
        messages.success(request, "Ändringen är sparad.")
        return redirect("actor", pk=actor.pk)
    return render_form(request, "organisations/holder_form.html", {"form": form, "actor": actor, "holder": holder})


@require_POST
def holder_delete(request: SignedIn, pk: int, row: int) -> HttpResponse:
    actor = editable_actor(request, pk)
    holder = get_object_or_404(ActorHolder.objects.filter(actor=actor), pk=row)
    name = str(holder)
    holder.record_deleted(by=request.user)
    undo = reverse("holder-restore", args=[pk, row])
    messages.success(request, f"{name} står inte längre bakom {actor}.", extra_tags=undo)
    return redirect("actor", pk=actor.pk)


@require_POST
def holder_restore(request: SignedIn, pk: int, row: int) -> HttpResponse:
    actor = editable_actor(request, pk)
    removed = get_object_or_404(ActorHolder.last_deletion(row, actor_id=actor.pk))
    if not ActorHolder.objects.filter(pk=row).exists():
        removed.instance.record_new(by=request.user)
    messages.success(request, "Ångrat. Personen är tillbaka.")
    return redirect("actor", pk=actor.pk)
