"""Who reads what, in invented länder: what the queries find, and what the rules of the roles say one thing at a time.

The rules are written once more, from the table of the roles, in plain Python; the queries know nothing of them. Each
number is one and the same world every time; `EXAMPLES=500 make test ARGS="-k who_reads_what"` tries more.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone

from activities.models import Activity
from followup.models import FollowUp, FollowUpAnswer, FollowUpRound
from organisations.models import Actor, ActorHolder, Membership, Organisation, User
from organisations.roles import Role
from plans.models import Plan

UNITS = ["committee", "administration", "district"]
DRAFTS_READ_BY = ["coordinator", "manager", "county_coordinator"]
PLANS_EDITED_BY = ["coordinator", "county_coordinator"]


class World:
    """Two län with kommuner and units of all depths, people with roles in them, plans and what is asked about them."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(number)
        self.organisations: list[Organisation] = []
        self.roles: dict[User, set[tuple[str, Organisation]]] = {}
        self.holding: list[tuple[User, Actor]] = []
        self.shared: dict[Plan, list[Organisation]] = {}
        # Those whom a plan is shared with, or who are responsible in it.
        self.concerned: dict[Plan, list[Actor]] = {}
        for _ in range(2):
            county = self.organisation("county", None)
            self.organisation("region", county)
            self.units_of(county, 1)
            for _ in range(3):
                self.units_of(self.organisation("municipality", county), 3)
        self.users = [self.user(n) for n in range(8)]
        self.actors = [self.actor(n) for n in range(12)]
        self.plans = [self.plan(n) for n in range(12)]
        self.follow_ups = [self.follow_up(self.round(plan, year)) for plan in self.plans for year in (2025, 2026)]
        self.rounds = [each.round for each in self.follow_ups]
        self.answers = [kept(FollowUpAnswer(follow_up=each, actor=self.maybe(self.actors))) for each in self.follow_ups]

    def maybe(self, things: list[Any]) -> Any:
        return self.chance.choice([None, *things])

    def some(self, things: list[Any], most: int) -> list[Any]:
        return self.chance.sample(things, self.chance.randint(0, most))

    def of_kind(self, kind: str) -> list[Organisation]:
        return [each for each in self.organisations if each.kind == kind]

    def organisation(self, kind: str, parent: Organisation | None) -> Organisation:
        name = f"organisation-{len(self.organisations)}"
        self.organisations.append(kept(Organisation(kind=kind, name=name, slug=name, parent=parent)))
        return self.organisations[-1]

    def units_of(self, parent: Organisation, levels: int) -> None:
        for _ in range(self.chance.randint(0, 2) if levels else 0):
            self.units_of(self.organisation(self.chance.choice(UNITS), parent), levels - 1)

    def user(self, number: int) -> User:
        user = kept(User(email=f"{number}@exempel.se", is_active=number != 0))
        given = {(self.chance.choice(Role.values), self.chance.choice(self.organisations)) for _ in range(2)}
        # Half of them at a län too, whose kommuner not every role there reads.
        there = self.chance.choice(["county_coordinator", "politician"]), self.chance.choice(self.of_kind("county"))
        given |= {there} if number % 2 else set()
        for role, organisation in given:
            kept(Membership(user=user, role=role, organisation=organisation))
        # Who is deactivated has none.
        self.roles[user] = given if user.is_active else set()
        return user

    def actor(self, number: int) -> Actor:
        home, unit = self.chance.choice(self.organisations), self.maybe(self.organisations)
        actor = kept(Actor(organisation=home, unit=unit, name=f"Aktör {number}"))
        user, days = self.chance.choice(self.users), self.chance.choice([-2, 7])
        kept(ActorHolder(actor=actor, user=user, until=timezone.localdate() + timedelta(days)))
        self.holding += [(user, actor)] if days > 0 else []
        return actor

    def plan(self, number: int) -> Plan:
        # Half of them a kommun's.
        owner = self.chance.choice(self.of_kind("municipality") if number % 2 else self.organisations)
        state = self.chance.choice(Plan.State.values)
        plan = kept(Plan(organisation=owner, title=f"Plan {number}", state=state))
        self.shared[plan] = self.some(self.organisations, 2)
        for each in self.shared[plan]:
            kept(plan.co_owners.through(plan=plan, organisation=each))
        with_actors, activity = self.some(self.actors, 1), kept(Activity(plan=plan, title="Tillsyn"))
        for actor in with_actors:
            kept(plan.co_owner_actors.through(plan=plan, actor=actor))
        responsible = self.some(self.actors, 2)
        for actor in responsible:
            kept(activity.responsible.through(activity=activity, actor=actor))
        self.concerned[plan] = with_actors + responsible
        return plan

    def round(self, plan: Plan, year: int) -> FollowUpRound:
        closed = {"state": "closed", "closed_at": timezone.now(), "frozen": {}}
        days = {"starts": date(year, 1, 1), "ends": date(year, 12, 31), "last_day": date(year, 12, 31)}
        return kept(FollowUpRound(plan=plan, **days, **(self.maybe([closed]) or {})))

    def follow_up(self, round_: FollowUpRound) -> FollowUp:
        return kept(FollowUp(round=round_, activity=round_.plan.activities.get()))


def kept(row: Any) -> Any:
    # Without its history, which nobody here reads.
    return type(row)._default_manager.bulk_create([row])[0]


class Reader:
    """What one of the people reads, by the rules of the roles."""

    def __init__(self, user: User, world: World) -> None:
        self.world, self.roles = world, world.roles[user]
        self.holds = [actor for holder, actor in world.holding if holder == user]

    def has(self, organisation: Organisation | None, *roles: str) -> bool:
        places = [place for role, place in self.roles if role in (roles or Role.values)]
        return any(place in above(organisation) for place in places)

    def organisation(self, organisation: Organisation) -> bool:
        return self.has(organisation) or any(organisation in above(place) for _, place in self.roles)

    def actor(self, actor: Actor) -> bool:
        return self.organisation(actor.organisation)

    def held(self, actor: Actor | None) -> bool:
        return actor in self.holds and self.actor(actor)

    def plan(self, plan: Plan) -> bool:
        owner = plan.organisation
        is_of_my_county = owner.kind == "municipality" and ("county_coordinator", owner.parent) in self.roles
        concerned = [owner, *self.world.shared[plan], *(actor.unit for actor in self.world.concerned[plan])]
        return self.draft(plan) or (not plan.is_open and (is_of_my_county or any(map(self.has, concerned))))

    def draft(self, plan: Plan) -> bool:
        shared = any(self.has(each, "coordinator") for each in self.world.shared[plan])
        return shared or self.has(plan.organisation, *DRAFTS_READ_BY)

    def managed(self, plan: Plan) -> bool:
        return self.has(plan.organisation, *PLANS_EDITED_BY)

    def whole_round(self, round_: FollowUpRound) -> bool:
        return self.draft(round_.plan) or (round_.state == "closed" and self.plan(round_.plan))

    def follow_up(self, follow_up: FollowUp) -> bool:
        actors = [answer.actor for answer in self.world.answers if answer.follow_up == follow_up and answer.actor]
        own = any(self.held(actor) or self.has(actor.unit, "manager") for actor in actors)
        return self.whole_round(follow_up.round) or (follow_up.round.state == "open" and own)

    def round(self, round_: FollowUpRound) -> bool:
        return self.whole_round(round_) or any(
            self.follow_up(each) for each in self.world.follow_ups if each.round == round_
        )

    def asked(self, answer: FollowUpAnswer) -> bool:
        return self.held(answer.actor) if answer.actor else self.managed(answer.follow_up.round.plan)


def above(organisation: Organisation | None) -> Iterator[Organisation]:
    """The organisation, and what it is a unit of up to its kommun, region or län."""
    while organisation:
        yield organisation
        organisation = organisation.parent if organisation.kind in UNITS else None


@pytest.mark.parametrize("number", range(int(os.environ.get("EXAMPLES", "3"))))
def test_who_reads_what(number: int, db: None) -> None:
    world = World(number)
    for user in world.users:
        reader = Reader(user, world)
        assert found(Organisation.objects.visible_to(user)) == meant(reader.organisation, world.organisations)
        assert found(Actor.objects.visible_to(user)) == meant(reader.actor, world.actors)
        assert found(Actor.objects.held_by(user)) == meant(reader.held, world.actors)
        assert found(Plan.objects.visible_to(user)) == meant(reader.plan, world.plans)
        assert found(Plan.objects.managed_by(user)) == meant(reader.managed, world.plans)
        assert found(FollowUpRound.objects.visible_to(user)) == meant(reader.round, world.rounds)
        assert found(FollowUpRound.objects.whole_for(user)) == meant(reader.whole_round, world.rounds)
        assert found(FollowUp.objects.visible_to(user)) == meant(reader.follow_up, world.follow_ups)
        assert found(FollowUpAnswer.objects.asked_of(user)) == meant(reader.asked, world.answers)


def found(rows: Any) -> set[Model]:
    return set(rows)


def meant(rule: Any, things: list[Any]) -> set[Model]:
    return {thing for thing in things if rule(thing)}
