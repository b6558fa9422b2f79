"""The rounds that a user sees, each with how many answers it waits for."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from followup.access import OWNER
from followup.models import FollowUpAnswer, FollowUpRound
from organisations.models import User


def listed_rounds(user: User) -> QuerySet[FollowUpRound]:
    """Plan by plan, the latest first; `asked` and `answered` are numbers of answers. Two queries."""
    rounds = FollowUpRound.objects.visible_to(user).select_related(OWNER).prefetch_related("plan__decisions")
    counted = rounds.annotate(asked=_answers(), answered=_answers(answered_at__isnull=False))
    return counted.order_by("plan__title", "plan", "-starts", "-pk")


def _answers(**narrowed: Any) -> Coalesce:
    """Counted by themselves: joined and grouped, each answer drags the whole row of its round along."""
    asked = FollowUpAnswer.objects.present().filter(follow_up__round=OuterRef("pk"), follow_up__removed_at=None)
    by_round = asked.filter(**narrowed).order_by().values("follow_up__round")
    return Coalesce(Subquery(by_round.values_list(Count("pk"))), 0)
