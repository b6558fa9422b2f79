"""Deciding about an activity's follow-up: approved, sent back, the status that counts, a partner's answer accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from andts.lib.moments import moment_in
from andts.lib.states import StateError
from followup.access import coordinated_follow_up, returned_follow_up, reviewed_follow_up, visible_answer
from followup.confirming import tell_returned
from followup.forms.reviews import ReturnForm, StatusForm
from followup.views.follow_ups import shown
from organisations.access import SignedIn, require
from organisations.roles import Permission

View = Callable[[SignedIn, int, int], HttpResponse]


def told_when_state_differs(view: View) -> View:
    """What was pressed on a page that no longer holds: the page as it is now, with the reason."""

    @wraps(view)
    def wrapped(request: SignedIn, pk: int, follow_up: int) -> HttpResponse:
        try:
            return view(request, pk, follow_up)
        except StateError as error:
            messages.error(request, str(error))
            return redirect("follow-up-detail", pk, follow_up)

    return wrapped


@require_POST
@told_when_state_differs
def approval_create(request: SignedIn, pk: int, follow_up: int) -> HttpResponse:
    found = reviewed_follow_up(request, pk, follow_up)
    found.approve(by=request.user, read_at=_read_at(request))
    messages.success(request, f"Du har godkänt uppföljningen av {found.activity.brief}.")
    return redirect("start")


@require_POST
@told_when_state_differs
def return_create(request: SignedIn, pk: int, follow_up: int) -> HttpResponse:
    # By the chef who reviews it, or by the samordnare.
    found = returned_follow_up(request, pk, follow_up)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return shown(request, found, return_form=form)
    with transaction.atomic():
        found.send_back(form.cleaned_data["comment"], by=request.user, read_at=_read_at(request))
        tell_returned(found, form.cleaned_data["comment"])
    messages.success(request, "Uppföljningen är återsänd och väntar på den som svarade.")
    return redirect("follow-up-detail", pk, follow_up)


@require_POST
@told_when_state_differs
def status_set(request: SignedIn, pk: int, follow_up: int) -> HttpResponse:
    found = coordinated_follow_up(request, pk, follow_up)
    form = StatusForm(request.POST)
    if not form.is_valid():
        return shown(request, found, status_form=form)
    found.set_status(form.cleaned_data["status"], by=request.user)
    said = f"Statusen är satt till {found.get_status_display().lower()}." if found.is_set else "Svaren avgör statusen."
    messages.success(request, said)
    return redirect("follow-up-detail", pk, follow_up)


@require_POST
def acceptance_create(request: SignedIn, pk: int, answer: int) -> HttpResponse:
    found = visible_answer(request, pk, answer)
    require(request.user, Permission.FOLLOW_UP, found)
    try:
        found.accept(by=request.user)
        messages.success(request, f"Svaret från {found} är godtaget.")
    except StateError as error:
        messages.error(request, str(error))
    return redirect("follow-up-detail", pk, found.follow_up_id)


def _read_at(request: SignedIn) -> datetime | None:
    return moment_in(request.POST.get("read_at", ""))
