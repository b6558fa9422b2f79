"""The rounds that a user sees, each with how many answers it waits for of those that the user sees."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db.models import Count, F

from andts.lib.finished import ids_of
from followup.models import FollowUp, FollowUpAnswer, FollowUpRound
from organisations.models import User
from plans.models import Plan


def listed_plans(user: User) -> list[list[int]]:
    """The ids of the rounds that the user sees, those of a plan together, the latest plan first; one query.

    Fit to be paged: to a länssamordnare they are hundreds of plans.
    """
    # By way of the plans: what stands after the frozen plan in a round's row SQLite reaches only through all of that.
    found = Plan.objects.filter(rounds__in=ids_of(FollowUpRound.objects.visible_to(user)))
    ordered = found.order_by(F("valid_from").desc(nulls_last=True), "title", "pk").values_list("pk", "rounds")
    return [[round_ for _, round_ in rows] for _, rows in groupby(ordered, key=itemgetter(0))]


@dataclass(frozen=True)
class Listed:
    """A round with how many answers are asked for in it, and how many have come, as on its own page."""

    round: FollowUpRound
    asked: int
    answered: int


def listed_rounds(user: User, plans: Iterable[Collection[int]]) -> list[Listed]:
    """Some of `listed_plans`, in their order, and of each plan the latest first. Three queries."""
    place = {pk: number for number, rounds in enumerate(plans) for pk in rounds}
    found = FollowUpRound.objects.filter(pk__in=place).with_owner().prefetch_related("plan__decisions")
    numbers = _numbers(user, place)
    rounds = sorted(found.order_by("-starts", "-pk"), key=lambda each: place[each.pk])
    return [Listed(each, *numbers.get(each.pk, (0, 0))) for each in rounds]


def _numbers(user: User, rounds: Collection[int]) -> dict[int, tuple[int, int]]:
    # Counted by themselves, since each would drag its round's whole row along.
    seen = FollowUp.objects.visible_to(user).counted().filter(round__in=list(rounds))
    # The rounds once more: without them PostgreSQL looks through the follow-ups of the whole country.
    answers = FollowUpAnswer.objects.present().filter(follow_up__in=ids_of(seen), follow_up__round__in=list(rounds))
    counted = answers.order_by().values_list("follow_up__round").annotate(Count("pk"), Count("answered_at"))
    return {round_: (asked, answered) for round_, asked, answered in counted}
