"""The rounds that a user sees, each with how many answers it waits for of those that the user sees."""

from __future__ import annotations

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from andts.lib.finished import ids_of
from followup.access import OWNER
from followup.models import FollowUp, FollowUpAnswer, FollowUpRound
from followup.models.answers import FollowUpAnswerQuerySet
from organisations.models import User


def listed_rounds(user: User) -> QuerySet[FollowUpRound]:
    """Plan by plan, the latest first, and so its rounds; `asked` and `answered` are numbers of answers, as on the
    round's page. Two queries."""
    rounds = FollowUpRound.objects.visible_to(user).select_related(OWNER).prefetch_related("plan__decisions")
    seen = FollowUpAnswer.objects.filter(follow_up__in=ids_of(FollowUp.objects.visible_to(user).counted()))
    counted = rounds.annotate(asked=_number(seen), answered=_number(seen.given()))
    return counted.order_by(F("plan__valid_from").desc(nulls_last=True), "plan__title", "plan", "-starts", "-pk")


def _number(answers: FollowUpAnswerQuerySet) -> Coalesce:
    """Counted by themselves: joined and grouped, each answer drags the whole row of its round along."""
    by_round = answers.present().filter(follow_up__round=OuterRef("pk")).order_by().values("follow_up__round")
    return Coalesce(Subquery(by_round.values_list(Count("pk"))), 0)
