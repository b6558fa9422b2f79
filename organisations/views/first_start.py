"""The page that an installation without users begins with; afterwards it does not exist."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters

from andts.lib.forms import render_form
from organisations import first_start
from organisations.forms.first_start import FirstStartForm


@sensitive_post_parameters("password", "password_again")
@login_not_required
def begin(request: HttpRequest) -> HttpResponse:
    if not first_start.is_empty():
        raise Http404
    first_start.require_reference()
    form = FirstStartForm(request.POST or None)
    if not form.is_valid():
        return render_form(request, "organisations/first_start.html", {"form": form})
    data = form.cleaned_data
    try:
        user = first_start.begin(
            data["organisation"], email=data["email"], name=data["name"], password=data["password"]
        )
    except first_start.AlreadyStartedError as error:
        raise Http404 from error
    login(request, user, backend="organisations.signin.Backend")
    messages.success(request, "Klart. Du är administratör och samordnare. Bjud in fler under Inställningar.")
    return redirect("start")
