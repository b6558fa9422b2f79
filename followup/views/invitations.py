"""Asking partners by mail: what the samordnare sees before the first goes out, and what became of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from andts.lib.states import StateError
from followup.access import followed_round
from followup.inviting import invite, invite_again, partners_of, preview, unreached
from followup.models import PartnerInvitation
from organisations.access import SignedIn


def round_invitations(request: SignedIn, pk: int) -> HttpResponse:
    round_ = followed_round(request, pk)
    partners = partners_of(round_)
    uninvited = [partner for partner in partners if partner.invitation is None]
    wanted = request.GET.get("visa", "")
    shown = next((partner for partner in partners if partner.email == wanted), None) or next(iter(uninvited), None)
    context = {
        "round": round_,
        "plan": round_.plan,
        "partners": partners,
        "uninvited": uninvited,
        "unreached": unreached(round_),
        "shown": shown,
        "mail": preview(round_, shown, by=request.user) if shown else None,
    }
    return render(request, "followup/invitations.html", context)


@require_POST
def invitations_send(request: SignedIn, pk: int) -> HttpResponse:
    round_ = followed_round(request, pk)
    try:
        invited = invite(round_, request.POST.getlist("email"), by=request.user)
    except StateError as error:
        messages.error(request, str(error))
        return redirect("round-invitations", pk)
    if invited:
        count = "En inbjudan" if len(invited) == 1 else f"{len(invited)} inbjudningar"
        messages.success(request, f"{count} skickas nu.")
    else:
        messages.info(request, "Välj minst en att bjuda in.")
    return redirect("round-invitations", pk)


@require_POST
def invitation_again(request: SignedIn, pk: int, row: int) -> HttpResponse:
    round_ = followed_round(request, pk)
    invitation = get_object_or_404(PartnerInvitation.objects.with_round(), round=round_, pk=row)
    # For a mail that is uncertain or failed, or one that the partner has lost.
    try:
        again = invite_again(invitation, by=request.user)
    except StateError as error:
        messages.error(request, str(error))
        return redirect("round-invitations", pk)
    said = f"Mejlet till {invitation} skickas igen." if again else f"Ett mejl till {invitation} är redan på väg."
    messages.success(request, said)
    return redirect("round-invitations", pk)
