"""What has been done with a plan's activities, and the way back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from activities.models import BulkChange
from activities.models.editing import Undone
from organisations.access import SignedIn
from plans.access import editable_plan


@require_POST
def bulk_undo(request: SignedIn, pk: int, row: int) -> HttpResponse:
    """Back to the plan, at the first activity that was put back."""
    plan = editable_plan(request, pk)
    change = get_object_or_404(BulkChange.objects.filter(plan=plan), pk=row)
    undone = change.undo(by=request.user)
    messages.success(request, undone_in_words(undone))
    first = f"#aktivitet-{undone.back[0]}" if undone and undone.back else ""
    return redirect(f"{plan.get_absolute_url()}{first}")


def undone_in_words(undone: Undone | None) -> str:
    """ "Ångrat. 5 aktiviteter är som förut. 1 aktivitet har någon ändrat sedan dess, och den är kvar som den är." """
    if undone is None:
        return "Ändringen är redan ångrad."
    words = ["Ångrat."] if undone.back else []
    if undone.back or not undone.left:
        words.append(f"{_activities(len(undone.back))} är som förut.")
    if undone.left:
        it = "den är" if undone.left == 1 else "de är"
        words.append(f"{_activities(undone.left)} har någon ändrat sedan dess, och {it} kvar som {it}.")
    return " ".join(words)


def _activities(count: int) -> str:
    return f"{count} aktivitet" if count == 1 else f"{count} aktiviteter"
