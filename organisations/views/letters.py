"""Declining letters behind the link in one. Public: the link is signed, and opening it changes nothing."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from organisations.declining import decline, has_declined, letter_of, want_again


@login_not_required
@csrf_exempt  # The mail program posts here by itself (RFC 8058), without cookies; the signature is the proof.
def letter_decline(request: HttpRequest, token: str) -> HttpResponse:
    letter = letter_of(token)
    if letter is None:
        raise Http404
    if request.method == "POST":
        (want_again if "igen" in request.POST else decline)(letter.to, letter.kind)
    declined = has_declined(letter.to, letter.kind)
    return render(request, "organisations/letter_decline.html", {"letter": letter, "has_declined": declined})
