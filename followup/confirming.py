"""Mails to those who answer without an account: the code, the receipt, and what was sent back."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from andts.lib.one_by_one import each_by_itself
from followup.models import FollowUp, FollowUpAnswer, PartnerInvitation
from organisations import letters
from organisations.letters import Addressee
from organisations.models import Letter, OneTimeCode
from organisations.models.letters import named

Kind = Letter.Kind
NOTHING_TO_ANSWER = "Det fanns inget kvar att svara på när mejlet skulle gå ut."
# Who leaves without a word has gone when the session has.
GONE_AFTER = timedelta(hours=1)


@transaction.atomic
def send_code(invitation: PartnerInvitation, *, address: str) -> OneTimeCode:
    code = OneTimeCode.asked_for(invitation.purpose, email=invitation.email, address=address)
    # The invited address, whoever asks.
    to = Addressee(
        invitation.email, "Bad om en kod för att svara.", organisation=invitation.organisation, about=invitation
    )
    context = {"invitation": invitation, "owner": invitation.organisation.authority}
    key = f"{named(code)}:code"
    letters.write("code", to, kind=Kind.CODE, key=key, context=context, code=code, expires_at=code.expires_at)
    return code


@transaction.atomic
def confirm(invitation: PartnerInvitation) -> bool:
    """A receipt of what was answered since the last one; whether there was anything."""
    given = invitation.confirm()
    if given:
        to = _partner(invitation, "Har svarat i uppföljningen.")
        context = {"invitation": invitation, "round": invitation.round, "plan": invitation.round.plan, "answers": given}
        key = f"{named(invitation)}:receipt:{invitation.confirmed_at:%Y%m%d%H%M%S%f}"
        letters.write("receipt", to, kind=Kind.RECEIPT, key=key, context=context)
    return bool(given)


def confirm_those_who_left() -> int:
    """Receipts for those who answered and closed the page; how many.

    Raises ExceptionGroup, when all others have been written, of those that could not be.
    """
    answered = FollowUpAnswer.objects.filter(
        follow_up__round=OuterRef("round"),
        answered_from=OuterRef("email"),
        answered_at__gt=Coalesce(OuterRef("confirmed_at"), OuterRef("invited_at")),
        answered_at__lt=timezone.now() - GONE_AFTER,
    )
    waiting = PartnerInvitation.objects.filter(Exists(answered)).with_round()
    return each_by_itself(confirm, waiting, failure="Some receipts could not be written")


def tell_returned(follow_up: FollowUp, comment: str) -> None:
    # Only those who answered by mail.
    returned = follow_up.answers.filter(returned_at__isnull=False).exclude(answered_from="")
    for answer in returned.select_related("actor"):
        emails = PartnerInvitation.objects.filter(round=follow_up.round_id, email=answer.answered_from)
        for invitation in emails.with_round():
            _tell_returned(invitation, answer, follow_up, comment)


def look_over(letter: Letter) -> str:
    """Why an invitation, or that something was sent back, need not be sent any longer: it may have waited for days."""
    if not letter.about:
        return ""
    invitation = PartnerInvitation.objects.filter(pk=letter.about.rpartition(":")[2]).first()
    asked = invitation.answers() if invitation else FollowUpAnswer.objects.none()
    if letter.kind == Kind.RETURNED:
        asked = asked.filter(returned_at__isnull=False)
    return "" if asked.exists() else NOTHING_TO_ANSWER


def _tell_returned(invitation: PartnerInvitation, answer: FollowUpAnswer, follow_up: FollowUp, comment: str) -> None:
    context = {
        "invitation": invitation,
        "activity": follow_up.activity,
        "round": invitation.round,
        "owner": invitation.organisation.authority,
        "comment": comment,
    }
    to = _partner(invitation, "Svaret behöver kompletteras.")
    key = f"{named(answer)}:returned:{answer.returned_at:%Y%m%d%H%M%S%f}"
    letters.write("returned", to, kind=Kind.RETURNED, key=key, context=context)


def _partner(invitation: PartnerInvitation, reason: str) -> Addressee:
    return Addressee(invitation.email, reason, organisation=invitation.organisation, about=invitation)
