"""The round, follow-up or answer that a page is about, when the user may do with it what the page does."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from followup.models import Attachment, FollowUp, FollowUpAnswer, FollowUpRound
from organisations.access import SignedIn, can, require
from organisations.models import Organisation, User
from organisations.roles import Permission


def visible_round(request: SignedIn, pk: int) -> FollowUpRound:
    """The round with its plan when the user sees it; 404 for strangers, 403 where the user belongs but has no part."""
    found = FollowUpRound.objects.with_owner().visible_to(request.user).filter(pk=pk).first()
    if found is None:
        around = request.user.scope.visible_organisations
        hidden = FollowUpRound.objects.filter(pk=pk, plan__organisation__in=around)
        raise PermissionDenied if hidden.exists() else Http404
    return found


def followed_round(request: SignedIn, pk: int) -> FollowUpRound:
    found = visible_round(request, pk)
    require(request.user, Permission.FOLLOW_UP, found)
    return found


def visible_follow_up(request: SignedIn, round_: FollowUpRound, pk: int) -> FollowUp:
    """One of the round, with its activity; 403 for those who see another part of the round."""
    found = FollowUp.objects.filter(round=round_).visible_to(request.user).select_related("activity").filter(pk=pk)
    follow_up = found.first()
    if follow_up is None:
        raise PermissionDenied if round_.follow_ups.filter(pk=pk).exists() else Http404
    # The round that was fetched knows its plan's owner and those above.
    follow_up.round = round_
    return follow_up


def visible_answer(request: SignedIn, pk: int, answer: int) -> FollowUpAnswer:
    round_ = visible_round(request, pk)
    asked = FollowUpAnswer.objects.filter(follow_up__round=round_).select_related("actor__unit", "answered_by")
    found = get_object_or_404(asked, pk=answer)
    found.follow_up = visible_follow_up(request, round_, found.follow_up_id)
    return found


def answer_to_give(request: SignedIn, pk: int, answer: int) -> FollowUpAnswer:
    found = visible_answer(request, pk, answer)
    # For themselves, or as samordnare for somebody.
    if not (is_asked(request.user, found) or can(request.user, Permission.FOLLOW_UP, found)):
        raise PermissionDenied
    return found


def is_asked(user: User, answer: FollowUpAnswer) -> bool:
    # Otherwise a samordnare answers on somebody's behalf.
    return FollowUpAnswer.objects.filter(pk=answer.pk).asked_of(user).exists()


def reviewed_follow_up(request: SignedIn, pk: int, follow_up: int) -> FollowUp:
    found = visible_follow_up(request, visible_round(request, pk), follow_up)
    if not may_review(request.user, found, present_answers(found)):
        raise PermissionDenied
    return found


def returned_follow_up(request: SignedIn, pk: int, follow_up: int) -> FollowUp:
    found = visible_follow_up(request, visible_round(request, pk), follow_up)
    # Its chef, or who follows the plan up.
    if not (can(request.user, Permission.FOLLOW_UP, found) or may_review(request.user, found, present_answers(found))):
        raise PermissionDenied
    return found


def coordinated_follow_up(request: SignedIn, pk: int, follow_up: int) -> FollowUp:
    return visible_follow_up(request, followed_round(request, pk), follow_up)


def present_answers(follow_up: FollowUp) -> list[FollowUpAnswer]:
    """With whose they are, which chef reviews them and what goes with them; three queries."""
    answers = FollowUpAnswer.objects.filter(follow_up=follow_up).present()
    with_units = answers.select_related("actor__unit__parent__parent__parent", "answered_by")
    files = Prefetch("attachments", Attachment.objects.present())
    return list(with_units.prefetch_related("values", files))


def may_review(user: User, follow_up: FollowUp, answers: Iterable[FollowUpAnswer]) -> bool:
    """The chef of a unit whose actor answers for it, and of what lies above; of the plan's own where no unit does."""
    return any(can(user, Permission.REVIEW, _reviewed_at(answer, follow_up)) for answer in answers)


def _reviewed_at(answer: FollowUpAnswer, follow_up: FollowUp) -> Organisation:
    unit = answer.actor.unit if answer.actor else None
    return unit or follow_up.organisation


def takes_part(user: User, follow_up: FollowUp, answers: list[FollowUpAnswer]) -> bool:
    # Whoever answers, reviews or coordinates talks about it; others read what came of it.
    return bool(
        can(user, Permission.FOLLOW_UP, follow_up) or may_review(user, follow_up, answers) or asked_of(user, follow_up)
    )


def asked_of(user: User, follow_up: FollowUp) -> set[int]:
    """The ids of the answers that are the user's own to give."""
    return set(FollowUpAnswer.objects.filter(follow_up=follow_up).asked_of(user).values_list("pk", flat=True))
