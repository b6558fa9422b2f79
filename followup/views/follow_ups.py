"""One activity's follow-up: what each has answered, where the review stands, and what is said about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from followup.access import asked_of, may_review, present_answers, takes_part, visible_follow_up, visible_round
from followup.earlier import earlier
from followup.forms.reviews import CommentForm, ReturnForm, StatusForm
from followup.models import FollowUp, FollowUpAnswer
from organisations.access import SignedIn, can
from organisations.models import User
from organisations.roles import Permission


def follow_up_detail(request: SignedIn, pk: int, follow_up: int) -> HttpResponse:
    return shown(request, visible_follow_up(request, visible_round(request, pk), follow_up))


@require_POST
def comment_create(request: SignedIn, pk: int, follow_up: int) -> HttpResponse:
    found = visible_follow_up(request, visible_round(request, pk), follow_up)
    if not takes_part(request.user, found, present_answers(found)):
        raise PermissionDenied
    form = CommentForm(request.POST)
    if form.is_valid():
        found.say(form.cleaned_data["text"], by=request.user)
        messages.success(request, "Kommentaren är sparad.")
        return redirect("follow-up-detail", pk, follow_up)
    return shown(request, found, comment_form=form)


def shown(request: SignedIn, follow_up: FollowUp, **sent: BaseForm) -> HttpResponse:
    # What was sent to the page and does not hold is in `sent`.
    answers = present_answers(follow_up)
    part = takes_part(request.user, follow_up, answers)
    context: dict[str, Any] = {
        "round": follow_up.round,
        "plan": follow_up.round.plan,
        "follow_up": follow_up,
        "activity": follow_up.activity,
        # What a partner wrote is everybody's when the samordnare has accepted it.
        "answers": [answer for answer in answers if part or not answer.awaits_acceptance],
        "asked": asked_of(request.user, follow_up),
        "before": earlier(follow_up, request.user),
        "comments": follow_up.thread() if part else None,
        "read_at": timezone.now().isoformat(),
        "comment_form": CommentForm(),
        "return_form": ReturnForm(),
        "status_form": StatusForm(initial={"status": follow_up.status if follow_up.is_set else ""}),
        # What is wrong with the one that was sent comes first on the page.
        "form": next(iter(sent.values()), None),
    }
    context |= _may(request.user, follow_up, answers) | sent
    return render(request, "followup/follow_up_detail.html", context, status=422 if sent else 200)


def _may(user: User, follow_up: FollowUp, answers: list[FollowUpAnswer]) -> dict[str, bool]:
    # A closed round's page offers nothing.
    is_open = follow_up.round.is_open
    coordinates, reviews = can(user, Permission.FOLLOW_UP, follow_up), may_review(user, follow_up, answers)
    return {
        "may_follow_up": is_open and coordinates,
        "may_approve": is_open and reviews and follow_up.is_submitted,
        "may_return": is_open and (coordinates or reviews) and any(answer.is_given for answer in answers),
    }
