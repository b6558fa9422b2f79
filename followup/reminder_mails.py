"""What a reminder says: all that awaits a person, round by round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from andts.lib.swedish import listed
from followup.awaiting import Awaiting
from followup.models import FollowUpRound, PartnerInvitation, Reminder
from followup.recipients import Recipient
from organisations import letters
from organisations.letters import Draft

TEMPLATE = "reminder"
# A mail names as many things of a round; more than these are told as a number.
NAMED = 10
Why = Reminder.Why


@dataclass(frozen=True)
class Part:
    """What awaits a person in one round, and why they are reminded of it: the day that called for it."""

    round: FollowUpRound
    why: str
    day: date
    things: list[Awaiting]

    @property
    def reason(self) -> str:
        return Reminder(round=self.round, why=self.why, day=self.day).reason


@dataclass(frozen=True)
class _Told:
    """A part as the mail shows it. Partners have one link, those with an account one for each thing."""

    round: FollowUpRound
    when: str
    things: list[tuple[Awaiting, str]]
    more: int
    invitation: PartnerInvitation | None


def preview(recipient: Recipient, round_: FollowUpRound, things: list[Awaiting], today: date) -> Draft:
    """The mail as it would be today of this round alone; the link by which one declines is an example."""
    part = Part(round_, Why.BEFORE, round_.last_day, things)
    return letters.draft(TEMPLATE, context_of(recipient, [part], today))


def context_of(recipient: Recipient, parts: Iterable[Part], today: date) -> dict[str, Any]:
    told = [_told(recipient, part, today) for part in parts]
    return {
        "recipient": recipient,
        "parts": told,
        "count": sum(len(part.things) + part.more for part in told),
        "work_url": settings.SITE_URL + reverse("start") if recipient.user else "",
        "account_url": settings.SITE_URL + reverse("account") if recipient.user else "",
        # Joined here: `join` would give text that is escaped already, which `unlinked` makes text to escape again.
        "owners": listed(sorted({str(part.round.organisation.authority) for part in told})),
    }


def _told(recipient: Recipient, part: Part, today: date) -> _Told:
    named = [(thing, settings.SITE_URL + thing.url) for thing in part.things[:NAMED]]
    more = max(0, len(part.things) - NAMED)
    return _Told(part.round, _when(part.round, today), named, more, recipient.invitations.get(part.round.pk))


def _when(round_: FollowUpRound, today: date) -> str:
    left = (round_.last_day - today).days
    if left < 0:
        return "den har gått"
    return {0: "i dag", 1: "i morgon"}.get(left, f"{left} dagar kvar")
