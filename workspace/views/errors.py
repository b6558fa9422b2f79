"""What is said when a request is refused before any page of ours has seen it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own reads what was posted, to find its token, and fails once more when that is what cannot be read."""
    return HttpResponse(render_to_string("400.html"), status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or cookies are off: say so, and how to go on."""
    return render(request, "403_csrf.html", status=403)
