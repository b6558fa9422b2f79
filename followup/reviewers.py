"""Whether there is a chef who may approve, and who can make somebody one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from andts.lib.swedish import listed
from followup.models import FollowUp, FollowUpAnswer, FollowUpRound
from organisations.models import Membership, Organisation, User
from organisations.models.organisations import LEVELS_BELOW
from organisations.roles import Role
from plans.models import Plan

_OWNER = "follow_up__round__plan__organisation"


@dataclass(frozen=True)
class WithoutChef:
    """`place` has no chef who could approve; `administrators` give roles there. `number` of a round's activities."""

    place: Organisation
    administrators: list[User]
    number: int = 0

    @property
    def who(self) -> str:
        # "Adam Ek eller Eva Lo, som är administratör,"
        if not self.administrators:
            return "Den som är administratör"
        named = listed([str(person) for person in self.administrators], last="eller")
        return f"{named}, som är administratör,"


def without_chef_in(round_: FollowUpRound) -> WithoutChef | None:
    """Of an open round whose plan is fetched with its owner and those above; one query, or two when there is one.

    Each answer has its chef as in followup/access.py: at the actor's unit or above it, else at the plan's owner.
    """
    if not round_.is_open:
        return None
    has_chef = _has_chef("actor__unit") | (Q(actor__unit__isnull=True) & _has_chef(_OWNER))
    reviewed = FollowUpAnswer.objects.present().filter(has_chef, follow_up=OuterRef("pk"))
    number = FollowUp.objects.counted().filter(~Exists(reviewed), round=round_).count()
    return WithoutChef(round_.organisation.authority, _administrators(round_.organisation), number) if number else None


def owners_without_chef(plans: Collection[Plan]) -> list[WithoutChef]:
    """Of plans fetched `with_owner`, those of their kommuner where only some unit's chef may approve, or nobody."""
    lacking = Plan.objects.filter(~_has_chef("organisation"), pk__in=[plan.pk for plan in plans])
    owners = set(lacking.order_by().values_list("organisation", flat=True))
    places = {plan.organisation.authority: plan.organisation for plan in plans if plan.organisation_id in owners}
    return [WithoutChef(authority, _administrators(owner)) for authority, owner in places.items()]


def _has_chef(place: str) -> Q:
    found, below = Q(), Q()
    # Where this way leads, or above it up to its kommun.
    for level in range(LEVELS_BELOW + 1):
        here = "__".join([place, *["parent"] * level])
        chefer = Membership.objects.filter(role=Role.MANAGER, user__is_active=True, organisation=OuterRef(here))
        found |= below & Q(Exists(chefer))
        below &= Q(**{f"{here}__kind__in": Organisation.UNITS})
    return found


def _administrators(place: Organisation) -> list[User]:
    lineage = [above.pk for above in place.lineage]
    there = Membership.objects.filter(role=Role.ADMINISTRATOR, organisation__in=lineage)
    return list(User.objects.filter(pk__in=there.values("user"), is_active=True))
