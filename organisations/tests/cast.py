"""The fixed cast of every app's tests: an invented kommun in an invented län, those who work there, and two neighbours.

Codes are such that SCB does not use. `signed_in(anna)` is a client that Anna has signed in with.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from organisations.models import Membership, Organisation, User
from organisations.roles import Role

Kind = Organisation.Kind
SignIn = Callable[[User], Client]


@pytest.fixture
def county(db: None) -> Organisation:
    """Lindvalla's län, whose länssamordnare is Lena."""
    return Organisation.created(by=None, kind=Kind.COUNTY, name="Ådalarnas län", code="97", is_invented=True)


@pytest.fixture
def lindvalla(county: Organisation) -> Organisation:
    """The kommun where Anna, Bo, Adam and Rut work."""
    return Organisation.created(
        by=None,
        kind=Kind.MUNICIPALITY,
        name="Lindvalla kommun",
        short_name="Lindvalla",
        code="9701",
        parent=county,
        is_invented=True,
    )


@pytest.fixture
def social_services(lindvalla: Organisation) -> Organisation:
    """The förvaltning of Lindvalla where Carl is chef."""
    return Organisation.created(
        by=None, kind=Kind.ADMINISTRATION, name="Socialförvaltningen", parent=lindvalla, is_invented=True
    )


@pytest.fixture
def havsby(db: None) -> Organisation:
    """Cecilia's kommun, in another län."""
    other = Organisation.created(by=None, kind=Kind.COUNTY, name="Skärgårdens län", code="98", is_invented=True)
    return Organisation.created(
        by=None,
        kind=Kind.MUNICIPALITY,
        name="Havsby kommun",
        short_name="Havsby",
        code="9801",
        parent=other,
        is_invented=True,
    )


@pytest.fixture
def anna(lindvalla: Organisation) -> User:
    """Samordnare at Lindvalla."""
    return employed("Anna Lindqvist", Role.COORDINATOR, lindvalla)


@pytest.fixture
def bo(lindvalla: Organisation) -> User:
    """Förtroendevald at Lindvalla."""
    return employed("Bo Ekman", Role.POLITICIAN, lindvalla)


@pytest.fixture
def cecilia(havsby: Organisation) -> User:
    """Samordnare at Havsby: a stranger to Lindvalla."""
    return employed("Cecilia Strand", Role.COORDINATOR, havsby)


@pytest.fixture
def lena(county: Organisation) -> User:
    """Länssamordnare in Lindvalla's län."""
    return employed("Lena Wiik", Role.COUNTY_COORDINATOR, county)


@pytest.fixture
def carl(social_services: Organisation) -> User:
    """Chef at Lindvalla's socialförvaltning."""
    return employed("Carl Berg", Role.MANAGER, social_services)


@pytest.fixture
def adam(lindvalla: Organisation) -> User:
    """Administratör at Lindvalla."""
    return employed("Adam Falk", Role.ADMINISTRATOR, lindvalla)


@pytest.fixture
def rut(lindvalla: Organisation) -> User:
    """Ansvarig at Lindvalla."""
    return employed("Rut Hed", Role.RESPONSIBLE, lindvalla)


@pytest.fixture
def signed_in() -> SignIn:
    return client_of


def employed(name: str, role: str, organisation: Organisation) -> User:
    """A user without a password (quick to make) who has the role; the address is the first name's."""
    user = User.objects.create_user(f"{name.split()[0].lower()}@exempel.se", name=name)
    Membership.created(by=None, user=user, organisation=organisation, role=role)
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="organisations.signin.Backend")
    return client
