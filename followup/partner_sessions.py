"""The short session of somebody who came in with a code: to one invitation, for an hour, and to nothing else.

It lies beside a sign-in and is none: whoever is also signed in in the browser stays what they were.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control

from followup.models import PartnerInvitation
from organisations.models import OneTimeCode

LASTS = timedelta(hours=1)
_INSIDE, _CODE = "partner", "partner_code"


# What takes a request, an invitation and what else the address names.
View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """A page behind the link in an invitation, for anybody: nobody else's to keep and no search engine's to find."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, key: UUID, **named: Any) -> HttpResponse:
        invitation = PartnerInvitation.objects.with_round().filter(key=key).first()
        if invitation is None:
            raise Http404
        response = view(request, invitation, **named)
        patch_cache_control(response, no_store=True)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return opened


def inside(view: View) -> View:
    """A page for those who came in with a code, asked at each request whether there is still something behind it."""

    @public
    @wraps(view)
    def entered(request: HttpRequest, invitation: PartnerInvitation, **named: Any) -> HttpResponse:
        if not is_inside(request, invitation):
            return redirect("partner", key=invitation.key)
        return view(request, invitation, **named)

    return entered


def is_inside(request: HttpRequest, invitation: PartnerInvitation) -> bool:
    found = request.session.get(_INSIDE)
    if not found or found["invitation"] != invitation.pk:
        return False
    return datetime.fromisoformat(found["until"]) > timezone.now() and invitation.is_good


def await_code(request: HttpRequest, code: OneTimeCode) -> None:
    # This browser, and no other, may use the code.
    request.session[_CODE] = code.pk


def awaited_code(request: HttpRequest, invitation: PartnerInvitation) -> OneTimeCode | None:
    asked = request.session.get(_CODE)
    found = OneTimeCode.objects.live().filter(pk=asked, purpose=invitation.purpose) if asked else None
    return found.first() if found else None


def enter(request: HttpRequest, invitation: PartnerInvitation) -> None:
    request.session.pop(_CODE, None)
    # A session key that nobody knew before.
    request.session.cycle_key()
    until = timezone.now() + LASTS
    request.session[_INSIDE] = {"invitation": invitation.pk, "until": until.isoformat()}


def leave(request: HttpRequest) -> None:
    for key in (_INSIDE, _CODE):
        request.session.pop(key, None)
