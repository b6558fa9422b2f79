"""The keys that do something, and whether single ones do."""

from django.http import HttpResponse
from django.shortcuts import render

from organisations.access import SignedIn
from workspace.keys import EVERYWHERE, SHEET, single_keys
from workspace.navigation import frame


def keyboard_help(request: SignedIn) -> HttpResponse:
    single = single_keys(frame(request)["navigation"])
    return render(request, "workspace/keyboard_help.html", {"single": single, "groups": [EVERYWHERE, SHEET]})
