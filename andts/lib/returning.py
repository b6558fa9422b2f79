"""The way back to where the user came from, when an address says so (`?next=`) or the browser does."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def next_page(request: HttpRequest, usual: str) -> str:
    """The page that `?next=` names when it is one of ours, else the usual one."""
    wanted = request.GET.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else usual


def as_shown(request: HttpRequest, page: str) -> str:
    """The page (a path of ours) as it was shown when the request was sent from it: what it is narrowed to stays."""
    # Taken apart by hand: what a browser never sends makes `urlsplit` raise.
    address, _, query = request.headers.get("Referer", "").partition("#")[0].partition("?")
    path = address.partition("://")[2].partition("/")[2]
    return f"{page}?{query}" if query and f"/{path}" == page else page
