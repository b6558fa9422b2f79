"""The rounds that a user sees, each with how many answers it waits for of those that the user sees."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef

from andts.lib.finished import ids_of
from followup.access import OWNER
from followup.models import FollowUp, FollowUpAnswer, FollowUpRound
from organisations.models import User
from plans.models import Plan


def listed_plans(user: User) -> list[int]:
    """The ids of the plans whose rounds the user sees, the latest first: to a länssamordnare hundreds. One query."""
    # By way of the plans: what stands after the frozen plan in a round's row SQLite reaches only through all of that.
    seen = FollowUpRound.objects.filter(plan=OuterRef("pk"), pk__in=ids_of(FollowUpRound.objects.visible_to(user)))
    latest = F("valid_from").desc(nulls_last=True)
    return list(Plan.objects.filter(Exists(seen)).order_by(latest, "title", "pk").values_list("pk", flat=True))


@dataclass(frozen=True)
class Listed:
    """A round with how many answers are asked for in it, and how many have come, as on its own page."""

    round: FollowUpRound
    asked: int
    answered: int


def listed_rounds(user: User, plans: Collection[int]) -> list[Listed]:
    """Those of these plans, in the order of `listed_plans`, and of each the latest first. Three queries."""
    place = {pk: number for number, pk in enumerate(plans)}
    visible = FollowUpRound.objects.visible_to(user).filter(plan__in=plans)
    found = visible.select_related(OWNER).prefetch_related("plan__decisions").order_by("-starts", "-pk")
    rounds = sorted(found, key=lambda each: place[each.plan_id])
    numbers = _numbers(user, [each.pk for each in rounds])
    return [Listed(each, *numbers.get(each.pk, (0, 0))) for each in rounds]


def _numbers(user: User, rounds: Collection[int]) -> dict[int, tuple[int, int]]:
    """Answers asked for and given, of what the user sees of these rounds: counted by themselves, since each would drag
    its round's whole row along."""
    seen = FollowUp.objects.visible_to(user).counted().filter(round__in=rounds)
    answers = FollowUpAnswer.objects.present().filter(follow_up__in=ids_of(seen)).order_by()
    counted = answers.values_list("follow_up__round").annotate(Count("pk"), Count("answered_at"))
    return {round_: (asked, answered) for round_, asked, answered in counted}
