"""The first page: what this is, or what awaits me; and the sign of life for those who watch over the server."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from followup.awaiting import awaiting
from organisations.models import User
from organisations.roles import Permission
from plans.models import Plan
from workspace.demonstration.accounts import demo_accounts


@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, User):
        plans = Plan.objects.visible_to(request.user).with_owner().prefetch_related("decisions")[:10]
        coordinates = bool(request.user.scope.places(Permission.FOLLOW_UP))
        context = {
            "awaiting": awaiting(request.user),
            "plans": plans,
            # Only a samordnare is led there: for nobody else is it something to do. How many things there are takes
            # longer to count than all the rest of this page.
            "looks_over": coordinates,
        }
        return render(request, "workspace/start.html", context)
    return render(request, "workspace/welcome.html", {"accounts": demo_accounts()})


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """200 while pages can reach the database; nothing else is told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
