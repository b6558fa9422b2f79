"""What a person chooses for the pages, kept with the account."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from andts.lib.returning import next_page
from organisations.access import SignedIn
from organisations.preferences import PREFERENCES, NotAChoice, chosen


@require_POST
def preferences(request: SignedIn) -> HttpResponse:
    """Keeps the choice `name`, or with `reset` forgets it. A script that asks for JSON gets an empty answer (204)."""
    name = request.POST.get("name", "")
    if "reset" in request.POST and name in PREFERENCES:
        request.user.prefer_nothing(name)
        messages.success(request, "Valet är återställt.")
    else:
        _keep(request, name)
    if request.headers.get("Accept") == "application/json":
        return HttpResponse(status=204)
    return redirect(next_page(request, f"{reverse('account')}#val"))


def _keep(request: SignedIn, name: str) -> None:
    try:
        value = chosen(name, request.POST, request.user.preferences.get(name))
    except NotAChoice as error:
        raise BadRequest("Okänt val") from error
    request.user.prefer(name, value)
