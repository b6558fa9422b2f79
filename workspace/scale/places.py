"""Invented län and kommuner with codes that SCB does not use, those who work there and the actors of their plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from andts.lib.bulk import create_all
from andts.lib.folding import fold
from organisations.models import Actor, ActorAlias, ActorHolder, Membership, Organisation, User
from organisations.roles import Role
from workspace.scale.wording import ACTORS, BEGINNINGS, ENDINGS, FIRST_NAMES, SURNAMES, UNITS

# SCB's counties end at 25; the demonstration has 99 and the tests' cast 97 and 98, far above what `MOST` comes to.
FIRST_COUNTY = 30
# As many kommuner as Västra Götaland has; the others have about what is usual, 21 län for 290 kommuner.
LARGEST, USUAL = 49, 13
MOST = 500
HELD = ("Socialtjänsten", "Elevhälsan")

Kind = Organisation.Kind


@dataclass(frozen=True)
class Place:
    """A kommun that is to be, the `number`th of its country; its län by the code."""

    number: int
    code: str

    @property
    def name(self) -> str:
        return invented_name(self.number)

    @property
    def county(self) -> str:
        return self.code[:2]


def places(municipalities: int) -> Iterator[Place]:
    for number in range(municipalities):
        # County by county: a larger country begins with the same.
        beyond = max(number - LARGEST, 0)
        county = 0 if number < LARGEST else 1 + beyond // USUAL
        inside = number if number < LARGEST else beyond % USUAL
        yield Place(number, f"{FIRST_COUNTY + county}{inside + 1:02}")


def invented_name(number: int) -> str:
    """Another one for each number up to `MOST` and some more."""
    ending, beginning = divmod(number, len(BEGINNINGS))
    # Shifted, so that the kommuner of a län do not all end alike.
    return f"{BEGINNINGS[beginning]}{ENDINGS[(ending + beginning) % len(ENDINGS)]}"


def create_counties(codes: Sequence[str]) -> dict[str, Organisation]:
    """Those that there are and those that are missing, by code; a new one has its länssamordnare."""
    known = {county.code or "": county for county in Organisation.objects.filter(kind=Kind.COUNTY, code__in=codes)}
    new = [_county(code) for code in codes if code not in known]
    create_all(new, by=None)
    for county in new:
        _employ(county, int(county.code or 0), [("lanssamordnare", Role.COUNTY_COORDINATOR)])
    return known | {county.code or "": county for county in new}


def _county(code: str) -> Organisation:
    name = f"{invented_name(MOST + int(code) - FIRST_COUNTY)}s län"
    return Organisation(kind=Kind.COUNTY, name=name, code=code, slug=slugify(name), is_invented=True)


@dataclass(frozen=True)
class Kommun:
    organisation: Organisation
    coordinator: User
    responsible: User
    actors: dict[str, Actor]


def create_kommun(name: str, code: str, county: Organisation, *, seed: int) -> Kommun:
    """With two förvaltningar, a samordnare, a chef, an ansvarig who holds two of the actors, and partners."""
    organisation = Organisation(
        kind=Kind.MUNICIPALITY,
        name=f"{name} kommun",
        short_name=name,
        code=code,
        slug=slugify(f"{name} kommun"),
        parent=county,
        is_invented=True,
    )
    create_all([organisation], by=None)
    units = {unit: _unit(unit, organisation) for unit in UNITS}
    create_all(list(units.values()), by=None)
    roles = [("samordnare", Role.COORDINATOR), ("chef", Role.MANAGER), ("ansvarig", Role.RESPONSIBLE)]
    coordinator, _, responsible = _employ(organisation, seed, roles)
    actors = _create_actors(organisation, units, responsible)
    return Kommun(organisation, coordinator, responsible, actors)


def _unit(name: str, above: Organisation) -> Organisation:
    slug = slugify(f"{above.slug} {name}")
    return Organisation(kind=Kind.ADMINISTRATION, name=name, slug=slug, parent=above, is_invented=True)


def _employ(place: Organisation, seed: int, roles: Sequence[tuple[str, Role]]) -> list[User]:
    people = [
        User(
            email=f"{title}@{place.slug}.example",
            name=f"{FIRST_NAMES[(seed + number) % len(FIRST_NAMES)]} {SURNAMES[seed % len(SURNAMES)]}",
            # Nobody can sign in as them: they have no password and mail to them leads nowhere.
            password=make_password(None),
        )
        for number, (title, _) in enumerate(roles)
    ]
    create_all(people, by=None)
    given = zip(people, roles, strict=True)
    create_all([Membership(user=user, organisation=place, role=role) for user, (_, role) in given], by=None)
    return people


def _create_actors(place: Organisation, units: dict[str, Organisation], responsible: User) -> dict[str, Actor]:
    homes = {name: units[unit] for unit, names in UNITS.items() for name in names}
    actors = {name: Actor(organisation=place, name=name, unit=homes.get(name)) for name in ACTORS}
    create_all(list(actors.values()), by=None)
    names = [
        ActorAlias(actor=actor, organisation=place, name=name, folded=fold(name)) for name, actor in actors.items()
    ]
    create_all(names, by=None)
    # Those that are not the kommun's own have an address outside the house.
    create_all([_holder(actor, name, place, responsible) for name, actor in actors.items()], by=None)
    return actors


def _holder(actor: Actor, name: str, place: Organisation, responsible: User) -> ActorHolder:
    if name in HELD:
        return ActorHolder(actor=actor, user=responsible)
    return ActorHolder(actor=actor, email=f"{slugify(name)}@{place.slug}.example")
