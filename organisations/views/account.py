"""The signed-in user's own account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from andts.lib.forms import render_form
from organisations.access import SignedIn
from organisations.forms.people import AccountForm
from organisations.models import Membership
from organisations.preferences import PREFERENCES
from organisations.roles import RULES


def account(request: SignedIn) -> HttpResponse:
    form = AccountForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.record(by=request.user)
        messages.success(request, "Ditt namn är sparat.")
        return redirect("account")
    roles = [(membership, RULES[membership.role]) for membership in Membership.objects.filter(user=request.user)]
    choices = [(name, each.label) for name, each in PREFERENCES.items() if name in request.user.preferences]
    return render_form(request, "organisations/account.html", {"form": form, "roles": roles, "choices": choices})
