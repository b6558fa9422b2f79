"""Rows copied in Excel or Word, pasted into a plan: shown as they would be, then put there as one change."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from activities.models import BulkChange
from activities.paste_form import PasteForm
from activities.paste_preview import Preview
from activities.pasting.answers import Answers
from activities.pasting.applying import apply
from activities.pasting.columns import offered
from activities.pasting.ground import Ground
from activities.pasting.proposing import propose
from activities.together import changed_together
from activities.views.rows import at, tell
from andts.lib.forms import render_form
from organisations.access import SignedIn
from plans.access import editable_plan
from plans.models import Plan

SEEN_OTHERWISE = "Det som skulle skrivas över har ändrats. Så här blir det nu. Titta igenom det och lägg in igen."


def plan_paste(request: SignedIn, pk: int) -> HttpResponse:
    """Asks for the rows; posting them shows what they would do, and posting that with `apply` does it."""
    plan = editable_plan(request, pk)
    form = PasteForm(request.POST or None, plan=plan, initial={"under": request.GET.get("under")})
    if not form.is_valid():
        return render_form(request, "activities/paste_form.html", {"form": form, "plan": plan})
    if "apply" in request.POST and (change := _apply(request, plan, form)):
        tell(request, change, f"{change.what}.")
        return redirect(_first(request, plan, change))
    ground = Ground.of(plan)
    answers = _answers(request, form, ground)
    preview = Preview.of(propose(form.rows, answers, ground), answers, ground)
    context = {"form": form, "plan": plan, "preview": preview, "answers": answers, "proposal": preview.proposal}
    return render(request, "activities/paste_preview.html", context)


def _apply(request: SignedIn, plan: Plan, form: PasteForm) -> BulkChange | None:
    """The change; None where something would be written over that the preview did not show, or nothing changes."""
    with changed_together(plan, by=request.user) as together:
        ground = Ground.of(plan)
        proposal = propose(form.rows, _answers(request, form, ground), ground)
        if proposal.overwritten != request.POST.get("seen"):
            messages.warning(request, SEEN_OTHERWISE)
            return None
        return apply(proposal, together) if proposal.changes_anything else None


def _answers(request: SignedIn, form: PasteForm, ground: Ground) -> Answers:
    under = form.cleaned_data["under"]
    return Answers.of(request.POST.dict(), under=under.pk if under else None, fields=offered(ground.own))


def _first(request: SignedIn, plan: Plan, change: BulkChange) -> str:
    return at(request, plan, min(map(int, change.after))) if change.after else plan.get_absolute_url()
