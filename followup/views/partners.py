"""The way in for those without an account: from the link in a mail, by a code, to their own activities and out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from andts.lib.forms import render_form
from andts.lib.states import StateError
from followup import partner_sessions
from followup.answering import Answerer, Page, answer_page, was_answered
from followup.confirming import confirm, send_code
from followup.forms.partners import CodeForm, ForwardForm
from followup.inviting import forward
from followup.models import PartnerInvitation
from followup.partner_sessions import inside, public
from organisations.models import TooManyCodesError
from organisations.signin import client_address

WRONG = "Koden stämmer inte. Kontrollera den och försök igen."
USED_UP = "Koden går inte att använda längre. Be om en ny."


@public
@require_safe
def partner(request: HttpRequest, invitation: PartnerInvitation) -> HttpResponse:
    # Opening it changes nothing, however many do: the link names the task, and a code opens it.
    if partner_sessions.is_inside(request, invitation):
        return _shown(request, invitation, "followup/partner/tasks.html")
    return _at_the_door(request, invitation, CodeForm())


@public
@require_POST
def partner_code(request: HttpRequest, invitation: PartnerInvitation) -> HttpResponse:
    if invitation.is_good:
        try:
            # Always to the invited address, whoever has the link.
            partner_sessions.await_code(request, send_code(invitation, address=client_address(request)))
        except TooManyCodesError as error:
            messages.error(request, str(error))
    return redirect("partner", key=invitation.key)


@public
@require_POST
def partner_entry(request: HttpRequest, invitation: PartnerInvitation) -> HttpResponse:
    form, code = CodeForm(request.POST), partner_sessions.awaited_code(request, invitation)
    if code is None or not invitation.is_good:
        messages.error(request, USED_UP)
        return redirect("partner", key=invitation.key)
    if form.is_valid() and code.accepts(form.cleaned_data["code"], purpose=invitation.purpose):
        partner_sessions.enter(request, invitation)
        invitation.open()
        return redirect("partner", key=invitation.key)
    if form.is_valid():
        form.add_error("code", WRONG if code.is_live else USED_UP)
    return _at_the_door(request, invitation, form)


@inside
def partner_answer(request: HttpRequest, invitation: PartnerInvitation, answer: int) -> HttpResponse:
    # As it is today; all others are not there.
    asked = invitation.answers().select_related("actor", "follow_up__activity", "follow_up__round__plan__organisation")
    found = get_object_or_404(asked.defer("follow_up__round__frozen"), pk=answer)
    page = Page.of(request, found, Answerer(None, address=invitation.email))
    if was_answered(request, page):
        is_last = not invitation.answers().awaited().exists()
        messages.success(request, f"Svaret om {page.answer.follow_up.activity.brief} är lämnat.")
        return redirect("partner-receipt" if is_last else "partner", key=invitation.key)
    cancel_url = reverse("partner", args=[invitation.key])
    return answer_page(request, page, "followup/partner/answer.html", invitation=invitation, cancel_url=cancel_url)


@inside
@require_safe
def partner_receipt(request: HttpRequest, invitation: PartnerInvitation) -> HttpResponse:
    return _shown(request, invitation, "followup/partner/receipt.html")


@inside
def partner_forward(request: HttpRequest, invitation: PartnerInvitation) -> HttpResponse:
    form = ForwardForm(request.POST or None, invitation=invitation)
    if form.is_valid():
        try:
            colleague = forward(invitation, form.cleaned_data["email"])
            messages.success(request, f"Vi mejlar frågan till {colleague}. Samordnaren ser det.")
            return redirect("partner", key=invitation.key)
        except StateError as error:
            form.add_error(None, str(error))
    context = {"form": form, "invitation": invitation, "round": invitation.round}
    return render_form(request, "followup/partner/forward.html", context)


@inside
@require_POST
def partner_done(request: HttpRequest, invitation: PartnerInvitation) -> HttpResponse:
    is_confirmed = confirm(invitation)
    partner_sessions.leave(request)
    said = f"Tack. Ett kvitto kommer till {invitation.shown_email}." if is_confirmed else "Du är klar."
    messages.success(request, f"{said} Vill du ändra något, be om en ny kod.")
    return redirect("partner", key=invitation.key)


def _at_the_door(request: HttpRequest, invitation: PartnerInvitation, form: CodeForm) -> HttpResponse:
    code = partner_sessions.awaited_code(request, invitation)
    context = {
        "form": form,
        "invitation": invitation,
        "round": invitation.round,
        "plan": invitation.round.plan,
        "owner": invitation.organisation.authority,
        "code": code,
        "is_good": invitation.is_good,
    }
    return render_form(request, "followup/partner/door.html", context)


def _shown(request: HttpRequest, invitation: PartnerInvitation, template: str) -> HttpResponse:
    answers = invitation.answers().select_related("actor", "follow_up__activity").prefetch_related("values")
    ordered = list(answers.order_by("follow_up__activity__number", "pk"))
    context = {
        "invitation": invitation,
        "round": invitation.round,
        "plan": invitation.round.plan,
        "owner": invitation.organisation.authority,
        "answers": ordered,
        "left": [answer for answer in ordered if not answer.is_given or answer.returned_at],
        "given": [answer for answer in ordered if answer.is_given],
    }
    return render(request, template, context)
