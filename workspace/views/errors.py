"""What is said when a request is refused: to a person on a page, to the script of a page as JSON."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults

from andts.lib.answers import refusal, wants_json


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_json(request):
        return refusal("Det som skickades gick inte att läsa. Ladda om sidan och försök igen.", status=400)
    # Django's own reads what was posted, to find its token, and fails once more when that is what cannot be read.
    return HttpResponse(render_to_string("400.html"), status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_json(request):
        return refusal(str(exception) or "Din roll räcker inte för det här. Inget har ändrats.", status=403)
    return defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if wants_json(request):
        return refusal("Det du ville ändra finns inte längre. Ladda om sidan.", status=404)
    return defaults.page_not_found(request, exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if wants_json(request):
        # Who has signed in again since may send it once more, with the token that the browser has got by then.
        words = "Sidan hade blivit för gammal, så inget har sparats. Ladda om den och försök igen."
        return refusal(words, status=403, signed_out=not request.user.is_authenticated)
    # The form was open too long, or cookies are off: the page says so, and how to go on.
    return render(request, "403_csrf.html", status=403)


# Seconds after which a browser, or who watches over the server, may ask again.
SOON = "10"


def server_error(request: HttpRequest) -> HttpResponse:
    # Django calls this while it handles the error, and hands over nothing but the request.
    # Trouble with the database passes: the page says so, and is made without asking it.
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return defaults.server_error(request)
    if wants_json(request):
        response: HttpResponse = refusal("Vi når inte databasen just nu. Försök igen om en stund.", status=503)
    else:
        again = request.get_full_path() if request.method == "GET" else ""
        response = HttpResponse(render_to_string("503.html", {"again": again}), status=503)
    response.headers["Retry-After"] = SOON
    response.headers["Cache-Control"] = "no-store"
    return response
