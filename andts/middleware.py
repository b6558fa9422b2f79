"""Rules for every request: no NUL bytes and no endless numbers in, headers that no library sets, sign-in, size, and who
wins a collision.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render

from andts.lib.answers import refusal, wants_json

Handler = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger(__name__)


def refuse_null_bytes(get_response: Handler) -> Handler:
    def handle(request: HttpRequest) -> HttpResponse:
        # PostgreSQL cannot hold a NUL and nobody types one.
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL i adressen")
        return get_response(request)

    return handle


class CompressPages(GZipMiddleware):
    """Django's, for pages alone: files are compressed beforehand, documents already are.

    What an eavesdropper could learn of a page by its length (BREACH) is masked twice: the form token is another one in
    each answer, and Django adds up to a hundred random bytes. A proxy that compresses for us would not do the latter.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page else response


def set_policies(get_response: Handler) -> Handler:
    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # No page needs the browser's sensors.
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        user = getattr(request, "user", None)
        # A signed-in page is nobody else's to keep.
        if user and user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response

    return handle


class LoginRequired(LoginRequiredMiddleware):
    """Django's: who has not signed in is led to it. A script is told instead, and keeps what was typed on its page."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if wants_json(request):
            words = "Du har loggats ut. Logga in i en ny flik, så kan det du har skrivit sparas."
            return refusal(words, status=403, signed_out=True)
        return super().handle_no_permission(request, view_func)


def tell_place(get_response: Handler) -> Handler:
    """A script that asks by `X-Place` is told the address that a redirect leads to: {"location"}.

    A browser that follows one keeps the #place on the page to itself, and there the script is to put focus.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 302 and "X-Place" in request.headers:
            return JsonResponse({"location": response.headers["Location"]})
        return response

    return handle


class NumbersInReach:
    """A number that no row can have is nothing we can read (400): PostgreSQL finds nothing by it, SQLite gives up."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, OverflowError) and "SQLite" in str(exception):
            raise BadRequest("Talet är för stort") from exception


class Collisions:
    """What a form found free may be taken when it is saved: the second of two is told, and nothing of hers is saved."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, IntegrityError):
            return None
        logger.error("Two changes collided at %s", request.path, exc_info=exception)
        return render(request, "409.html", status=409)
