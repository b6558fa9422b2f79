"""The way back to where the user came from, when an address says so (`?next=`)."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def next_page(request: HttpRequest, usual: str) -> str:
    """The page that `?next=` names when it is one of ours, else the usual one."""
    wanted = request.GET.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else usual
