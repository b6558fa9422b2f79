"""A part of a round: what one sees of it who does not read it whole, and what that may be compared with."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from followup.models import FollowUp, FollowUpRound
from followup.models.follow_ups import FollowUpQuerySet
from organisations.models import User
from organisations.roles import Permission


def is_part_for(user: User, rounds: Sequence[FollowUpRound]) -> bool:
    """Of rounds that the user sees, fetched with their plans; no query for whoever reads the plans' drafts."""
    drafts = user.scope.reach(Permission.READ_DRAFTS)
    # A closed one is read whole.
    unsure = [each.pk for each in rounds if each.is_open and each.plan.organisation_id not in drafts]
    return bool(unsure) and FollowUpRound.objects.filter(pk__in=unsure).whole_for(user).count() < len(unsure)


def as_small(follow_ups: FollowUpQuerySet, user: User, rounds: Sequence[FollowUpRound]) -> FollowUpQuerySet:
    """Of `rounds` all, of others what the user would see if they were open: a unit is not compared with its kommun."""
    here = [each.pk for each in rounds]
    return follow_ups.filter(Q(round__in=here) | Q(pk__in=FollowUp.objects.as_if_open_to(user).values("pk")))
