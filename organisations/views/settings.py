"""An organisation's settings: what it is called, what it wears, and its units."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from andts.lib.forms import render_form
from organisations.access import SignedIn, can, require
from organisations.colours import contrast_text
from organisations.forms.settings import NewUnitForm, OrganisationForm, UnitForm
from organisations.models import Organisation
from organisations.roles import Permission
from organisations.tree import branches


def managed(request: SignedIn, pk: int) -> Organisation:
    visible = Organisation.objects.visible_to(request.user).select_related("parent__parent__parent")
    organisation = get_object_or_404(visible, pk=pk)
    require(request.user, Permission.MANAGE_ORGANISATION, organisation)
    return organisation


def settings_home(request: SignedIn) -> HttpResponse:
    places = request.user.scope.places(Permission.MANAGE_ORGANISATION)
    if not places:
        raise PermissionDenied
    # Nothing to choose among.
    if len(places) == 1:
        return redirect("organisation-settings", pk=places[0])
    organisations = branches(Organisation.objects.filter(pk__in=places))
    return render(request, "organisations/settings_home.html", {"branches": organisations})


def organisation_settings(request: SignedIn, pk: int) -> HttpResponse:
    place = managed(request, pk)
    units = branches(Organisation.objects.within([place.pk]).exclude(pk=place.pk))
    return render(
        request,
        "organisations/organisation_detail.html",
        {
            "place": place,
            "contrast": contrast_text(place.accent) if place.accent else "",
            "branches": units,
            "may_remove": not place.is_authority and _manages_parent(request, place),
        },
    )


def organisation_edit(request: SignedIn, pk: int) -> HttpResponse:
    place = managed(request, pk)
    form = _form_for(request, place)
    if form.is_valid():
        form.record(by=request.user)
        messages.success(request, "Ändringen är sparad.")
        return redirect("organisation-settings", pk=place.pk)
    return render_form(request, "organisations/organisation_form.html", {"form": form, "place": place})


def unit_create(request: SignedIn, pk: int) -> HttpResponse:
    place = managed(request, pk)
    places = Organisation.objects.reached_by(request.user, Permission.MANAGE_ORGANISATION)
    form = NewUnitForm(request.POST or None, places=places, initial={"parent": place.pk})
    if form.is_valid():
        unit = form.record(by=request.user)
        messages.success(request, f"{unit} är tillagd.")
        return redirect("organisation-settings", pk=place.pk)
    return render_form(request, "organisations/unit_form.html", {"form": form, "place": place})


@require_POST
def unit_delete(request: SignedIn, pk: int) -> HttpResponse:
    unit = managed(request, pk)
    if unit.is_authority or not _manages_parent(request, unit):
        raise PermissionDenied
    try:
        unit.remove(by=request.user)
    except ValueError:
        messages.error(request, f"{unit} går inte att ta bort. Personer, enheter, aktörer eller planer hör dit.")
        return redirect("organisation-settings", pk=pk)
    undo = reverse("unit-restore", args=[unit.parent_id, pk])
    messages.success(request, f"{unit} är borttagen.", extra_tags=undo)
    return redirect("organisation-settings", pk=unit.parent_id)


@require_POST
def unit_restore(request: SignedIn, pk: int, unit: int) -> HttpResponse:
    place = managed(request, pk)
    # It lay right under this organisation.
    removed = get_object_or_404(Organisation.last_deletion(unit, parent_id=place.pk))
    try:
        Organisation.bring_back(removed.id, by=request.user)
    except ValueError:
        messages.error(request, f"Under {place} finns redan {removed.name}. Byt namn på den och försök igen.")
    else:
        messages.success(request, f"Ångrat. {removed.name} är tillbaka.")
    return redirect("organisation-settings", pk=place.pk)


def _form_for(request: SignedIn, place: Organisation) -> OrganisationForm:
    if place.is_authority or not _manages_parent(request, place):
        return OrganisationForm(request.POST or None, request.FILES or None, instance=place)
    # The user may move it, and says where it lies.
    places = Organisation.objects.reached_by(request.user, Permission.MANAGE_ORGANISATION)
    return UnitForm(request.POST or None, request.FILES or None, instance=place, places=places)


def _manages_parent(request: SignedIn, place: Organisation) -> bool:
    return bool(place.parent and can(request.user, Permission.MANAGE_ORGANISATION, place.parent))
