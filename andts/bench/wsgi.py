"""The product with two things beside it: a bare view to compare with, and a count of queries for whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import ResolverMatch, path

from andts.wsgi import application as product

BARE = "/_bar"
# A request with this header has the number of its queries in the answer's header of the same name.
COUNT = "X-Queries"


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hej", content_type="text/plain")


urlpatterns = [path(BARE[1:], hello)]


class BareHandler(WSGIHandler):
    """Django as it comes, without any middleware and with one address."""

    def load_middleware(self, is_async: bool = False) -> None:
        with override_settings(MIDDLEWARE=[]):
            super().load_middleware(is_async)

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        request.urlconf = __name__
        return super().resolve_request(request)


bare = BareHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if environ["PATH_INFO"] == BARE:
        return bare(environ, start_response)
    if "HTTP_X_QUERIES" in environ:
        return counted(environ, start_response)
    return product(environ, start_response)


def counted(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    queries: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, (COUNT, str(len(queries)))], *rest)

    with connection.execute_wrapper(count):
        return product(environ, start)
