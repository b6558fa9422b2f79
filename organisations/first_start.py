"""An installation without a single user: every page leads to the one where the first administratör is made."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from organisations import reference
from organisations.models import Membership, Organisation, User
from organisations.roles import Role

Handler = Callable[[HttpRequest], HttpResponse]


class AlreadyStartedError(Exception):
    """Somebody was first."""


def redirect_when_empty(get_response: Handler) -> Handler:
    def handle(request: HttpRequest) -> HttpResponse:
        open_to_all = [reverse(name) for name in ("first-start", "health", "about", "help", "accessibility_statement")]
        # One small query on pages that are not signed in, and none on the others.
        if not request.user.is_authenticated and request.path not in open_to_all and is_empty():
            return redirect("first-start")
        return get_response(request)

    return handle


def is_empty() -> bool:
    return not User.objects.exists()


@transaction.atomic
def begin(organisation: Organisation, *, email: str, name: str, password: str) -> User:
    """The first user, who runs the organisation and coordinates its plans. Raises AlreadyStartedError."""
    # Two at once take turns here; a row that always exists, since the form was filled in from it.
    Organisation.objects.select_for_update().order_by("pk").first()
    if not is_empty():
        raise AlreadyStartedError
    user = User(email=email.lower(), name=name)
    user.set_password(password)
    user.record_new(by=None)
    if organisation._state.adding:
        organisation.record_new(by=user)
    in_county = organisation.kind == Organisation.Kind.COUNTY
    for role in (Role.ADMINISTRATOR, Role.COUNTY_COORDINATOR if in_county else Role.COORDINATOR):
        Membership.created(by=user, user=user, organisation=organisation, role=role)
    return user


def require_reference() -> None:
    # Without them, where `load_reference` has not been run, there are no kommuner to choose among.
    if not Organisation.objects.filter(code__isnull=False).exists():
        reference.load()
