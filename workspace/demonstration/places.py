"""The invented län: its organisations, the people who work there and the actors that plans name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password

from activities.imports.actors import KnownActors, suggest_actors
from organisations.models import Actor, ActorHolder, Membership, Organisation, User
from workspace.demonstration import files
from workspace.demonstration.accounts import PASSWORD


@dataclass
class ActorList:
    """The actors of a kommun or län, by name."""

    actors: dict[str, Actor] = field(default_factory=dict)
    known: KnownActors = field(default_factory=lambda: KnownActors.of({}))

    def learn_names(self) -> None:
        self.known = KnownActors.of(
            {name: [alias.name for alias in actor.aliases.all()] for name, actor in self.actors.items()}
        )

    def named_in(self, text: str) -> list[Actor]:
        # Each once.
        names = dict.fromkeys(suggestion.known for suggestion in suggest_actors(text, self.known))
        return [self.actors[name] for name in names if name]


@dataclass
class Places:
    """What plans are written about: organisations by the files' keys, people by login, actors by the owner's id."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    actors: dict[int, ActorList] = field(default_factory=dict)

    def actors_of(self, organisation: Organisation) -> ActorList:
        # Actors are kept at the kommun, region or län.
        return self.actors.setdefault(organisation.authority.pk, ActorList())


def create_places() -> Places:
    places = Places()
    for written in files.read("places")["organisations"]:
        places.organisations[written["key"]] = _organisation(written, places)
    for written in files.read("people")["people"]:
        places.people[written["login"]] = _person(written, places)
    _give_password(places)
    for written in files.read("actors")["actors"]:
        _actor(written, places)
    for listed in places.actors.values():
        listed.learn_names()
    return places


def _organisation(written: dict[str, Any], places: Places) -> Organisation:
    facts = {name: text for name, text in written.items() if name not in ("key", "parent")}
    parent = places.organisations[written["parent"]] if "parent" in written else None
    return Organisation.created(by=None, parent=parent, is_invented=True, **facts)


def _person(written: dict[str, Any], places: Places) -> User:
    user = User.objects.create_user(written["login"], name=written["name"])
    organisation = places.organisations[written["organisation"]]
    Membership.created(by=None, user=user, organisation=organisation, role=written["role"])
    return user


def _give_password(places: Places) -> None:
    people = User.objects.filter(pk__in=[user.pk for user in places.people.values()])
    # Hashed once for all: a hash is slow on purpose, and this password is no secret.
    people.update(password=make_password(PASSWORD))


def _actor(written: dict[str, Any], places: Places) -> None:
    owner = places.organisations[written["organisation"]]
    actor = Actor.known_as(written["name"], organisation=owner, by=None)
    actor.add_aliases(written.get("also", []), by=None)
    if "unit" in written:
        actor.record(by=None, unit=places.organisations[written["unit"]])
    for holder in written.get("holders", []):
        _holder(actor, holder, written, places)
    places.actors_of(owner).actors[actor.name] = actor


def _holder(actor: Actor, address: str, written: dict[str, Any], places: Places) -> None:
    user = places.people.get(address)
    # One without an account has an address outside the house.
    ActorHolder.created(by=None, actor=actor, user=user, email="" if user else address, since=written.get("since"))
