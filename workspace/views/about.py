"""What this is, how to use it and for whom it works: open to all, signed in or not."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workspace.parts import parts
from workspace.statement import statement


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    cookies = {"session": settings.SESSION_COOKIE_NAME, "csrf": settings.CSRF_COOKIE_NAME}
    hours = settings.SESSION_COOKIE_AGE // 3600
    return render(
        request,
        "workspace/about.html",
        {"actor": settings.STATEMENT_ACTOR, "cookies": cookies, "hours": hours, "parts": parts()},
    )


@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "workspace/help.html")


@login_not_required
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    return render(request, "workspace/accessibility_statement.html", {"statement": statement()})
