"""The whole country: kommun by kommun, what is there already left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from followup.models import FollowUp, FollowUpAnswer, FollowUpRound
from organisations.models import Membership, Organisation
from plans import reference
from plans.models import GoalFramework
from workspace.scale.places import Kommun, create_counties, create_kommun, places
from workspace.scale.plans import adopt, create_plan
from workspace.scale.rounds import create_closed_rounds

ACTIVITIES = 60
# The last year that is closed; the same whenever the country is made.
LAST_YEAR = 2025
STRATEGY_YEAR = 2022


@dataclass(frozen=True)
class Made:
    """How many rows came."""

    municipalities: int
    rounds: int
    follow_ups: int
    answers: int


def is_in_use() -> bool:
    return Membership.objects.filter(organisation__is_invented=False).exists()


@transaction.atomic
def create_country(municipalities: int, years: int, *, activities: int = ACTIVITIES) -> Made:
    """All of it or nothing; a second time only what is missing."""
    reference.load()
    before = _counted()
    wanted = list(places(municipalities))
    counties = create_counties(list(dict.fromkeys(place.county for place in wanted)))
    codes = [place.code for place in wanted]
    there = set(Organisation.objects.filter(code__in=codes).values_list("code", flat=True))
    for place in wanted:
        if place.code not in there:
            kommun = create_kommun(place.name, place.code, counties[place.county], seed=place.number)
            create_followed_plan(kommun, activities, years_until(LAST_YEAR, years))
    return Made(*(after - earlier for after, earlier in zip(_counted(), before, strict=True)))


def years_until(last: int, years: int) -> range:
    return range(last - years + 1, last + 1)


def create_followed_plan(kommun: Kommun, activities: int, years: Sequence[int], *, title: str = "") -> int:
    """An adopted plan without end, begun the first of the years, with a closed round for each; its id."""
    by = kommun.coordinator
    plan = create_plan(
        kommun.organisation,
        activities,
        by=by,
        actors=kommun.actors,
        title=title or f"Genomförandeplan ANDTS för {kommun.organisation.short_name}",
        subtitle="",
        valid_from=date(years[0], 1, 1),
        valid_until=None,
        frameworks=list(GoalFramework.objects.filter(organisation=None, first_year=STRATEGY_YEAR)),
    )
    adopt(plan, date(years[0] - 1, 11, 20), by=by)
    create_closed_rounds(plan, years, by=by, answered_by=kommun.responsible)
    return plan.pk


def _counted() -> tuple[int, int, int, int]:
    municipalities = Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY, is_invented=True)
    counted = (municipalities, FollowUpRound.objects, FollowUp.objects, FollowUpAnswer.objects)
    rows = [each.count() for each in counted]
    return rows[0], rows[1], rows[2], rows[3]
