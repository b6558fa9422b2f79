"""Every address of ours, found by walking the resolver."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

# Django's own pages, behind their own sign-in: tested by whether they ask for it, not one by one.
NOT_OURS = ("admin",)


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    parameters: frozenset[str]


def addresses() -> list[Address]:
    return list(_walk(get_resolver()))


def _walk(resolver: URLResolver, before: str = "") -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Address(entry.name or route, route, frozenset(entry.pattern.regex.groupindex))
        elif entry.app_name not in NOT_OURS:
            yield from _walk(entry, route)
