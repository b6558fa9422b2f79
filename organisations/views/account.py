"""The signed-in user's own account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from andts.lib.forms import render_form
from organisations.access import SignedIn
from organisations.forms.people import AccountForm, ReminderChoiceForm
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
    context = {"form": form, "roles": roles, "choices": choices, "reminders": ReminderChoiceForm.of(request.user)}
    return render_form(request, "organisations/account.html", context)


@require_POST
def reminder_choice(request: SignedIn) -> HttpResponse:
    form = ReminderChoiceForm.of(request.user, request.POST)
    if form.is_valid():
        form.keep(request.user)
        messages.success(request, "Ditt val är sparat.")
    else:
        messages.error(request, "Välj en veckodag i listan.")
    return redirect("account")
