"""Who may be reminded of rounds: those with an account, and partners that have been asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from followup.awaiting import Awaiting, awaiting
from followup.models import FollowUpAnswer, FollowUpRound, PartnerInvitation
from organisations.models import ActorHolder, Membership, Organisation, User
from organisations.roles import Permission, roles_with


@dataclass
class Recipient:
    """One address: somebody's account, partner invitations by their round, or both."""

    email: str
    user: User | None = None
    invitations: dict[int, PartnerInvitation] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.user) if self.user else self.email

    def awaiting(self) -> list[Awaiting]:
        """As in Mitt arbete; of a partner what the address has been asked for."""
        mine = awaiting(self.user) if self.user else []
        asked = awaiting(self.email) if self.invitations else []
        return mine + [item for item in asked if item.round in self.invitations]


def recipients_of(rounds: Collection[FollowUpRound]) -> list[Recipient]:
    """By address, those who are to answer first; six queries. Something need not await each of them.

    The rounds come with their owners.
    """
    awaited = FollowUpAnswer.objects.awaited().filter(follow_up__round__in=rounds)
    holders = ActorHolder.objects.on(timezone.localdate()).filter(actor__in=awaited.values("actor"))
    holding = set(holders.filter(user__isnull=False).values_list("user", flat=True))
    users = User.objects.filter(Q(pk__in=holding) | Q(pk__in=_acting(rounds)), is_active=True)
    found = {user.email.lower(): Recipient(user.email.lower(), user) for user in users.prefetch_related("memberships")}
    for invitation in PartnerInvitation.objects.filter(round__in=rounds).with_round():
        recipient = found.setdefault(invitation.email, Recipient(invitation.email))
        recipient.invitations[invitation.round_id] = invitation
    return sorted(found.values(), key=lambda each: (each.user is not None and each.user.pk not in holding, each.name))


def recipient_at(email: str, rounds: Collection[FollowUpRound]) -> Recipient:
    """Whoever has this address, as they may be reminded of these rounds now; two queries."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    invitations = PartnerInvitation.objects.filter(round__in=rounds, email=email).with_round()
    return Recipient(email, user, {invitation.round_id: invitation for invitation in invitations})


def _acting(rounds: Collection[FollowUpRound]) -> QuerySet[Any, Any]:
    owners = {round_.plan.organisation for round_ in rounds}
    # The owner, above it or in its units: a role there may give something to accept or review.
    above = {each.pk for owner in owners for each in owner.lineage}
    units = Organisation.objects.within([owner.pk for owner in owners]).values("pk")
    roles = {*roles_with(Permission.FOLLOW_UP), *roles_with(Permission.REVIEW)}
    near = Q(organisation__in=above) | Q(organisation__in=units)
    return Membership.objects.filter(near, role__in=roles).values("user")
