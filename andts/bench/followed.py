"""A kommun that has been followed up for years, and those who read about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import connection
from django.utils import timezone

from andts.bench.database import session_of
from andts.bench.extent import Extent
from followup.dashboards import periods_of, rounds_in
from followup.models import FollowUpRound
from followup.rounds import open_round
from followup.visits import NAME as VISITS
from organisations.models import Organisation, User
from plans.models import Plan
from workspace.scale.country import LAST_YEAR, create_followed_plan, years_until
from workspace.scale.places import FIRST_COUNTY, Kommun, create_counties, create_kommun
from workspace.scale.plans import adopt, create_plan
from workspace.scale.wording import ACTORS

NEXT_YEAR = LAST_YEAR + 1
NEXT_DAYS = {"starts": date(NEXT_YEAR, 1, 1), "ends": date(NEXT_YEAR, 12, 31), "last_day": date(NEXT_YEAR + 1, 1, 31)}
YEAR_AFTER = {name: day.replace(year=day.year + 1) for name, day in NEXT_DAYS.items()}
# In the middle of the time when the last year was answered: a dashboard tells what has changed since.
LAST_LOOKED = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Followed:
    """Sessions of those who read, and what they read: a round, a län by its code."""

    coordinator: str
    county_coordinator: str
    asked: str
    round: int
    county: str
    plan: Plan


def create_followed(extent: Extent) -> Followed:
    # A län of its own; beside it the one whose kommuner `seed_scale` makes first.
    counties = create_counties([str(FIRST_COUNTY - 1), str(FIRST_COUNTY)])
    own, other = counties.values()
    kommun = create_kommun("Mättorp", f"{own.code}01", own, seed=0)
    years = years_until(LAST_YEAR, extent.years)
    plans = [
        create_followed_plan(kommun, extent.followed_activities, years, title=f"Genomförandeplan {number}")
        for number in range(1, extent.followed_plans + 1)
    ]
    let_look(kommun.coordinator)
    rounds = FollowUpRound.objects.filter(plan=plans[0])
    busy = create_kommun("Mättlunda", f"{own.code}02", own, seed=1)
    plan = long_plan(busy, extent)
    open_round(plan, length="year", by=busy.coordinator, **NEXT_DAYS)
    found = Followed(
        coordinator=session_of(kommun.coordinator),
        county_coordinator=session_of(User.objects.get(memberships__organisation=other)),
        asked=session_of(busy.responsible),
        round=rounds.order_by("-starts").values_list("pk", flat=True)[0],
        county=other.code or "",
        plan=plan,
    )
    connection.cursor().execute("ANALYZE")
    return found


def let_look(user: User) -> None:
    """She has been on all the pages that are measured, and comes back: what has changed is told, which costs more."""
    home: Organisation = Organisation.objects.get(memberships__user=user)
    rounds = rounds_in(user, home)
    latest = periods_of(rounds)[0]
    subjects = [f"{home.pk}-{latest.value}"]
    subjects += [
        f"round-{pk}" for pk in FollowUpRound.objects.filter(plan__organisation=home).values_list("pk", flat=True)
    ]
    # The end of the visit before, and now: nothing more is written down within the minute.
    user.prefer(VISITS, {subject: [LAST_LOOKED.isoformat(), timezone.now().isoformat()] for subject in subjects})


def long_plan(kommun: Kommun, extent: Extent) -> Plan:
    # One actor alone is responsible for all of it.
    mine = dict.fromkeys(ACTORS, kommun.actors["Socialtjänsten"])
    plan = create_plan(kommun.organisation, extent.large, by=kommun.coordinator, actors=mine, valid_until=None)
    adopt(plan, date(LAST_YEAR, 11, 20), by=kommun.coordinator)
    return plan
