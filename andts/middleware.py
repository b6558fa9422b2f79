"""Two rules for every request: no NUL bytes in, and the headers that no library of ours sets."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def refuse_null_bytes(get_response: Handler) -> Handler:
    """PostgreSQL cannot hold a NUL and nobody types one: a request with one is answered 400."""

    def handle(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL i adressen")
        return get_response(request)

    return handle


def set_policies(get_response: Handler) -> Handler:
    """A signed-in page is nobody else's to keep, and no page needs the browser's sensors."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        user = getattr(request, "user", None)
        if user and user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response

    return handle
