"""Asking those outside the house: who is to be asked in a round, the mail they get, and a colleague asked in turn."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from andts.lib.personal_data import is_private
from andts.lib.states import StateError
from andts.lib.swedish import listed
from followup.models import FollowUpAnswer, FollowUpRound, PartnerInvitation, Reminder
from organisations import letters
from organisations.letters import Addressee, Draft
from organisations.models import Actor, ActorHolder, Letter, User
from organisations.models.letters import named

TEMPLATE = "partner_invitation"
# A mail names as many activities; more than these are told as a number.
NAMED = 5
MOST_FORWARDED = 5
Kind = Letter.Kind


@dataclass
class Partner:
    """An address that stands behind actors of the round, and how far it has come."""

    email: str
    actors: list[Actor] = field(default_factory=list)
    answers: list[FollowUpAnswer] = field(default_factory=list)
    invitation: PartnerInvitation | None = None
    letters: list[Letter] = field(default_factory=list)
    # The latest letter that reminded of the round.
    reminder: Letter | None = None

    @property
    def answered(self) -> int:
        return sum(answer.is_given for answer in self.answers)

    @property
    def unaccepted(self) -> list[FollowUpAnswer]:
        return [answer for answer in self.answers if answer.awaits_acceptance]

    @property
    def letter(self) -> Letter | None:
        # The latest in which it was asked.
        return next((letter for letter in self.letters if letter.kind == Kind.PARTNER_INVITATION), None)


# --- Who


def partners_of(round_: FollowUpRound) -> list[Partner]:
    """By address; five queries."""
    answers = FollowUpAnswer.objects.filter(follow_up__round=round_, removed_at=None, follow_up__removed_at=None)
    asked = list(answers.select_related("actor", "follow_up__activity").order_by("follow_up__activity__number", "pk"))
    holders = ActorHolder.objects.on(timezone.localdate()).filter(user=None, actor__in={row.actor_id for row in asked})
    found: dict[str, Partner] = {}
    for holder in holders.select_related("actor"):
        partner = found.setdefault(holder.email, Partner(holder.email))
        if holder.actor not in partner.actors:
            partner.actors.append(holder.actor)
            partner.answers += [answer for answer in asked if answer.actor_id == holder.actor_id]
    _tell_progress(found, round_)
    return sorted(found.values(), key=lambda partner: (partner.actors[0].name, partner.email))


def _tell_progress(found: dict[str, Partner], round_: FollowUpRound) -> None:
    invitations = list(PartnerInvitation.objects.filter(round=round_).select_related("forwarded_from"))
    about = Letter.objects.filter(about__in=[named(invitation) for invitation in invitations])
    for invitation in invitations:
        if partner := found.get(invitation.email):
            partner.invitation = invitation
    sent: dict[str, list[Letter]] = {}
    for letter in about.defer("text", "html").order_by("-pk"):
        sent.setdefault(letter.about, []).append(letter)
    reminders = Reminder.objects.filter(round=round_).select_related("letter").order_by("pk")
    reminded = {reminder.email: reminder.letter for reminder in reminders.defer("letter__text", "letter__html")}
    for partner in found.values():
        partner.reminder = reminded.get(partner.email)
        partner.letters = sent.get(named(partner.invitation), []) if partner.invitation else []


def unreached(round_: FollowUpRound) -> list[Actor]:
    asked = FollowUpAnswer.objects.filter(follow_up__round=round_, removed_at=None, follow_up__removed_at=None)
    # Behind whom nobody stands: no mail and no user.
    held = ActorHolder.objects.on(timezone.localdate()).values("actor")
    return list(Actor.objects.filter(pk__in=asked.values("actor")).exclude(pk__in=held))


# --- The mail


def preview(round_: FollowUpRound, partner: Partner, *, by: User) -> Draft:
    invitation = partner.invitation or PartnerInvitation(round=round_, email=partner.email)
    return letters.draft(TEMPLATE, _context(invitation, partner.actors, partner.answers, by=by))


@transaction.atomic
def invite(round_: FollowUpRound, emails: Collection[str], *, by: User) -> list[PartnerInvitation]:
    round_.hold_open()
    chosen = [each for each in partners_of(round_) if each.email in emails and each.invitation is None]
    return [_invite(round_, partner, by=by) for partner in chosen]


def _invite(round_: FollowUpRound, partner: Partner, *, by: User) -> PartnerInvitation:
    invitation = PartnerInvitation.of(round_, partner.email, by=by)
    _write(invitation, partner.actors, partner.answers, by=by)
    return invitation


@transaction.atomic
def invite_again(invitation: PartnerInvitation, *, by: User) -> bool:
    """What is stuck is sent as it was written; otherwise a new mail. False when one is already on its way.

    Raises StateError when there is nothing to answer behind it any longer.
    """
    invitation.round.hold_open()
    if not invitation.is_good:
        raise StateError(f"{invitation} står inte längre bakom någon aktör som svarar.")
    latest = Letter.objects.concerning(invitation).filter(kind=Kind.PARTNER_INVITATION).order_by("-pk").first()
    if latest and latest.is_under_way:
        return False
    if latest and latest.is_stuck:
        return letters.send_again(latest, by=by)
    answers = list(invitation.answers().select_related("follow_up__activity"))
    _write(invitation, list(invitation.actors()), answers, by=by)
    return True


def _write(
    invitation: PartnerInvitation, actors: Iterable[Actor], answers: Iterable[FollowUpAnswer], *, by: User
) -> None:
    before = Letter.objects.concerning(invitation).filter(kind=Kind.PARTNER_INVITATION).count()
    to = Addressee(
        invitation.email,
        f"Står bakom {listed([actor.name for actor in actors])}, som svarar i uppföljningen.",
        organisation=invitation.organisation,
        about=invitation,
        reply_to=by.email,
    )
    context = _context(invitation, actors, answers, by=by)
    # Two who press at the same moment write the same letter.
    key = f"{named(invitation)}:asked:{before + 1}"
    letters.write(TEMPLATE, to, kind=Kind.PARTNER_INVITATION, key=key, context=context)


def _context(
    invitation: PartnerInvitation,
    actors: Iterable[Actor],
    answers: Iterable[FollowUpAnswer],
    *,
    by: User | None,
) -> dict[str, Any]:
    asked = list(answers)
    # What one has answered already one is not asked once more, unless that is all there is to ask about.
    awaited = [answer for answer in asked if not answer.is_given or answer.returned_at] or asked
    # Somebody may stand behind two who answer for the same.
    activities = list(dict.fromkeys(answer.follow_up.activity for answer in awaited))
    return {
        "invitation": invitation,
        "round": invitation.round,
        "plan": invitation.round.plan,
        "owner": invitation.organisation.authority,
        "actors": listed([actor.name for actor in actors]),
        "activities": activities[:NAMED],
        "more": max(0, len(activities) - NAMED),
        "count": len(activities),
        "by": by,
    }


# --- A colleague


def may_be_forwarded_to(invitation: PartnerInvitation, email: str) -> str:
    """Why not, in words for the partner; nothing when it may."""
    own, other = (address.rpartition("@")[2].lower() for address in (invitation.email, email))
    if is_private(invitation.email):
        return "Din adress hör inte till en organisation, så vi kan inte se vem som är en kollega. Be samordnaren."
    if own != other:
        return f"Ange en adress som slutar på @{own}. Ska någon annan svara, be samordnaren."
    if email.lower() == invitation.email:
        return "Det är din egen adress. Ange en kollegas."
    if _forwarded(invitation).count() >= MOST_FORWARDED:
        return f"Frågan har redan skickats vidare {MOST_FORWARDED} gånger. Be samordnaren om hjälp."
    if ActorHolder.has_ended(invitation.actors(), email):
        return f"{email} svarar inte längre här, enligt samordnaren. Ange en annan kollega."
    return ""


def _forwarded(invitation: PartnerInvitation) -> QuerySet[Letter]:
    # The mails to colleagues.
    return Letter.objects.filter(key__startswith=_forwarding(invitation))


def _forwarding(invitation: PartnerInvitation) -> str:
    # The keys of mails to colleagues begin so; a number ends them.
    return f"{named(invitation)}:forwarded:"


@transaction.atomic
def forward(invitation: PartnerInvitation, email: str) -> PartnerInvitation:
    """The colleague stands behind the same actors from today, and is asked. Raises StateError when that may not be."""
    invitation.round.hold_open()
    if refusal := may_be_forwarded_to(invitation, email):
        raise StateError(refusal)
    latest = _forwarded(invitation).filter(to=email.lower()).order_by("-pk").first()
    colleague = _joined(invitation, email)
    # One who presses twice asks once.
    if latest is None or not latest.is_under_way:
        _write_to_colleague(invitation, colleague)
    return colleague


def _joined(invitation: PartnerInvitation, email: str) -> PartnerInvitation:
    for actor in invitation.actors():
        ActorHolder.joined(actor, email.lower(), because=f"Vidarebefordrat av {invitation.email}")
    return PartnerInvitation.of(invitation.round, email, by=None, forwarded_from=invitation)


def _write_to_colleague(invitation: PartnerInvitation, colleague: PartnerInvitation) -> None:
    answers = list(colleague.answers().select_related("follow_up__activity"))
    context = _context(colleague, invitation.actors(), answers, by=None)
    to = Addressee(
        colleague.email,
        f"Fick frågan av {invitation.email}.",
        organisation=invitation.organisation,
        about=colleague,
        reply_to=invitation.email,
    )
    # Not as the first that the colleague is asked: somebody who has had a mail is asked once more.
    key = f"{_forwarding(invitation)}{_forwarded(invitation).count() + 1}"
    letters.write(TEMPLATE, to, kind=Kind.PARTNER_INVITATION, key=key, context=context)
