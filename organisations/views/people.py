"""Those who work in an organisation, and the roles they are given there."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from andts.lib.forms import render_form
from andts.lib.swedish import sort_key
from organisations.access import SignedIn
from organisations.forms.people import InviteForm, MembershipForm, RoleForm
from organisations.invitations import invite, send_invitation
from organisations.models import Membership, Organisation, User
from organisations.models.people import LastAdministratorError
from organisations.views.settings import managed

NOT_SENT = "Mejlet till {} gick inte att skicka. Rollen är sparad; skicka inbjudan igen från personens sida."


def people(request: SignedIn, pk: int) -> HttpResponse:
    place = managed(request, pk)
    return render(
        request,
        "organisations/people.html",
        {"place": place, "people": sorted(_people_of(place), key=lambda user: sort_key(str(user)))},
    )


def invitation_create(request: SignedIn, pk: int) -> HttpResponse:
    place = managed(request, pk)
    form = InviteForm(request.POST or None, places=_places(place), initial={"organisation": place.pk})
    if form.is_valid():
        membership = invite(**form.cleaned_data, by=request.user)
        _tell(request, membership)
        return redirect("people", pk=place.pk)
    return render_form(request, "organisations/invitation_form.html", {"form": form, "place": place})


def person_detail(request: SignedIn, pk: int, user: int) -> HttpResponse:
    place = managed(request, pk)
    person = get_object_or_404(_people_of(place), pk=user)
    return render(
        request,
        "organisations/person_detail.html",
        {"place": place, "person": person, "works_elsewhere": _works_elsewhere(person, place)},
    )


@require_POST
def invitation_send(request: SignedIn, pk: int, user: int) -> HttpResponse:
    # For a mail that never came or a link that is too old.
    place = managed(request, pk)
    person = get_object_or_404(_people_of(place), pk=user, is_active=True)
    # Any of the roles will do: the link is the same, and the first is the one they were invited to.
    _tell(request, person.memberships.all()[0])
    return redirect("person", pk=place.pk, user=person.pk)


def membership_create(request: SignedIn, pk: int, user: int) -> HttpResponse:
    place = managed(request, pk)
    person = get_object_or_404(_people_of(place), pk=user)
    form = RoleForm(request.POST or None, places=_places(place), person=person, initial={"organisation": place.pk})
    if form.is_valid():
        membership = Membership.created(by=request.user, user=person, **form.cleaned_data)
        _tell(request, membership)
        return redirect("person", pk=place.pk, user=person.pk)
    context = {"form": form, "place": place, "person": person, "heading": "Lägg till roll"}
    return render_form(request, "organisations/membership_form.html", context)


def membership_edit(request: SignedIn, pk: int, row: int) -> HttpResponse:
    place = managed(request, pk)
    membership = get_object_or_404(Membership.objects.within([place.pk]).select_related("user"), pk=row)
    form = MembershipForm(request.POST or None, places=_places(place), membership=membership)
    if form.is_valid() and _changed(membership, form, by=request.user):
        messages.success(request, "Rollen är ändrad.")
        return redirect("person", pk=place.pk, user=membership.user_id)
    context = {"form": form, "place": place, "person": membership.user, "heading": "Ändra roll"}
    return render_form(request, "organisations/membership_form.html", context)


@require_POST
def membership_end(request: SignedIn, pk: int, row: int) -> HttpResponse:
    place = managed(request, pk)
    membership = get_object_or_404(Membership.objects.within([place.pk]).select_related("user"), pk=row)
    try:
        membership.end(by=request.user)
    except LastAdministratorError as error:
        messages.error(request, str(error))
        return redirect("person", pk=place.pk, user=membership.user_id)
    undo = reverse("membership-restore", args=[place.pk, row])
    text = f"{membership.user} är inte längre {membership.get_role_display().lower()} i {membership.organisation}."
    messages.success(request, text, extra_tags=undo)
    return redirect("people", pk=place.pk)


@require_POST
def membership_restore(request: SignedIn, pk: int, row: int) -> HttpResponse:
    place = managed(request, pk)
    ended = get_object_or_404(Membership.last_deletion(row, organisation_id__in=_places(place).values("pk")))
    Membership.bring_back(row, by=request.user)
    messages.success(request, "Ångrat. Rollen gäller igen.")
    return redirect("person", pk=place.pk, user=ended.user_id)


@require_POST
def person_deactivate(request: SignedIn, pk: int, user: int) -> HttpResponse:
    place = managed(request, pk)
    person = get_object_or_404(_people_of(place), pk=user)
    try:
        _require_only_here(person, place)
        person.deactivate(by=request.user)
    except (LastAdministratorError, WorksElsewhereError) as error:
        messages.error(request, str(error))
        return redirect("person", pk=place.pk, user=person.pk)
    undo = reverse("person-reactivate", args=[place.pk, person.pk])
    messages.success(request, f"Kontot är avstängt. {person} kan inte längre logga in.", extra_tags=undo)
    return redirect("person", pk=place.pk, user=person.pk)


@require_POST
def person_reactivate(request: SignedIn, pk: int, user: int) -> HttpResponse:
    place = managed(request, pk)
    person = get_object_or_404(_people_of(place), pk=user)
    try:
        _require_only_here(person, place)
    except WorksElsewhereError as error:
        messages.error(request, str(error))
    else:
        person.reactivate(by=request.user)
        messages.success(request, f"Kontot är öppet. {person} kan logga in igen.")
    return redirect("person", pk=place.pk, user=person.pk)


class WorksElsewhereError(Exception):
    """The account is not one organisation's to open and close; the message is Swedish and shown."""


def _require_only_here(person: User, place: Organisation) -> None:
    if _works_elsewhere(person, place):
        raise WorksElsewhereError(
            f"{person} har roller också i andra organisationer. Avsluta rollerna här, så når personen inget av ert."
        )


def _works_elsewhere(person: User, place: Organisation) -> bool:
    return Membership.objects.filter(user=person).exclude(organisation__in=_places(place).values("pk")).exists()


def _places(place: Organisation) -> QuerySet[Organisation]:
    return Organisation.objects.within([place.pk])


def _people_of(place: Organisation) -> QuerySet[User]:
    # Roles elsewhere are not this organisation's business.
    here = Membership.objects.within([place.pk])
    return User.objects.employed_in(_places(place).values("pk")).prefetch_related(Prefetch("memberships", here))


def _changed(membership: Membership, form: MembershipForm, *, by: User) -> bool:
    try:
        membership.change(**form.cleaned_data, by=by)
    except LastAdministratorError as error:
        form.add_error("role", str(error))
        return False
    return True


def _tell(request: SignedIn, membership: Membership) -> None:
    person = membership.user
    if not send_invitation(membership, by=request.user):
        messages.warning(request, NOT_SENT.format(person.email))
    elif person.has_usable_password():
        messages.success(request, f"{person} har fått rollen och ett mejl om den.")
    else:
        messages.success(request, f"{person} har fått ett mejl med en länk för att välja lösenord.")
