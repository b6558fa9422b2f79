"""Every page of settings, people and actors, as everyone in the cast; and how much the lists ask the database."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from organisations.models import Actor, ActorHolder, Membership, Organisation, User
from organisations.roles import Role
from organisations.tests.cast import SignIn, client_of, employed

# anna samordnare · bo förtroendevald · carl chef at the förvaltning · lena länssamordnare · adam administratör ·
# rut ansvarig · cecilia samordnare of another kommun
ROLES = ["anna", "bo", "carl", "lena", "adam", "rut", "cecilia"]
MEMBERS_MAY_NOT = "403 403 403 404 {} 403 404"
ANNA_ALONE = "{} 403 403 404 403 403 404"
READING = {
    "account": "200 200 200 200 200 200 200",
    "settings": "403 403 403 403 302 403 403",
    "organisation-settings@place": MEMBERS_MAY_NOT.format(200),
    "organisation-edit@place": MEMBERS_MAY_NOT.format(200),
    "organisation-edit@unit": MEMBERS_MAY_NOT.format(200),
    "unit-create@place": MEMBERS_MAY_NOT.format(200),
    "people@place": MEMBERS_MAY_NOT.format(200),
    "invitation-create@place": MEMBERS_MAY_NOT.format(200),
    "person@person": MEMBERS_MAY_NOT.format(200),
    "membership-create@person": MEMBERS_MAY_NOT.format(200),
    "membership-edit@membership": MEMBERS_MAY_NOT.format(200),
    "organisation-colours@place": "200 200 200 404 200 200 404",
    "organisation-logo@unit": "404 404 404 404 404 404 404",
    "actors": "200 200 200 200 200 200 200",
    "actor@actor": "200 200 200 404 200 200 404",
    "actor-create@owner": ANNA_ALONE.format(200),
    "actor-edit@actor": ANNA_ALONE.format(200),
    "actor-merge@actor": ANNA_ALONE.format(200),
    "alias-create@actor": ANNA_ALONE.format(200),
    "holder-create@actor": ANNA_ALONE.format(200),
    "holder-edit@holder": ANNA_ALONE.format(200),
}
CHANGING = {
    "unit-delete@unit": MEMBERS_MAY_NOT.format(302),
    "unit-restore@gone_unit": MEMBERS_MAY_NOT.format(302),
    "invitation-send@person": MEMBERS_MAY_NOT.format(302),
    "person-deactivate@person": MEMBERS_MAY_NOT.format(302),
    "person-reactivate@person": MEMBERS_MAY_NOT.format(302),
    "membership-end@membership": MEMBERS_MAY_NOT.format(302),
    "membership-restore@gone_membership": MEMBERS_MAY_NOT.format(302),
    "actor-delete@actor": ANNA_ALONE.format(302),
    "actor-restore@gone_actor": ANNA_ALONE.format(302),
    "alias-delete@alias": ANNA_ALONE.format(302),
    "alias-restore@gone_alias": ANNA_ALONE.format(302),
    "holder-delete@holder": ANNA_ALONE.format(302),
    "holder-restore@gone_holder": ANNA_ALONE.format(302),
}


@dataclass(frozen=True)
class Things:
    """The arguments of an address that names one of Lindvalla's things."""

    place: list[int]
    owner: list[int]
    unit: list[int]
    gone_unit: list[int]
    person: list[int]
    membership: list[int]
    gone_membership: list[int]
    actor: list[int]
    gone_actor: list[int]
    alias: list[int]
    gone_alias: list[int]
    holder: list[int]
    gone_holder: list[int]


@pytest.fixture
def things(lindvalla: Organisation, social_services: Organisation, adam: User) -> Things:
    lindvalla.record(by=None, accent="#0b4f5c")
    place = lindvalla.pk
    person = employed("Eva Ek", Role.MANAGER, lindvalla)
    membership = person.memberships.get()
    gone_membership = Membership.created(by=None, user=person, organisation=social_services, role=Role.RESPONSIBLE)
    gone_unit = Organisation.created(by=None, kind="district", name="Norra stadsdelen", parent=lindvalla)
    actor = Actor.known_as("Polisen", organisation=lindvalla, by=None)
    gone_actor = Actor.known_as("Väktarna", organisation=lindvalla, by=None)
    actor.add_aliases(["Ordningsmakten", "Snuten"], by=None)
    alias, gone_alias = actor.other_names
    holder = ActorHolder.created(by=None, actor=actor, user=person)
    gone_holder = ActorHolder.created(by=None, actor=actor, email="vakt@exempel.se")
    found = Things(
        place=[place],
        owner=[place],
        unit=[social_services.pk],
        gone_unit=[place, gone_unit.pk],
        person=[place, person.pk],
        membership=[place, membership.pk],
        gone_membership=[place, gone_membership.pk],
        actor=[actor.pk],
        gone_actor=[place, gone_actor.pk],
        alias=[actor.pk, alias.pk],
        gone_alias=[actor.pk, gone_alias.pk],
        holder=[actor.pk, holder.pk],
        gone_holder=[actor.pk, gone_holder.pk],
    )
    gone_actor.remove(by=None)
    for gone in (gone_membership, gone_unit, gone_alias, gone_holder):
        gone.record_deleted(by=None)
    return found


Visit = Callable[[str, Client, str], HttpResponseBase]


@pytest.fixture
def visit(things: Things) -> Visit:
    def open_page(name: str, client: Client, method: str) -> HttpResponseBase:
        page, _, thing = name.partition("@")
        return getattr(client, method)(reverse(page, args=getattr(things, thing) if thing else []))

    return open_page


@pytest.fixture
def statuses(visit: Visit, request: pytest.FixtureRequest) -> Callable[[str, str], str]:
    """What each of the cast is answered, none seeing what the one before did."""

    def answer(name: str, role: str, method: str) -> str:
        client = client_of(request.getfixturevalue(role))
        with transaction.atomic():
            status = visit(name, client, method).status_code
            transaction.set_rollback(True)
        return str(status)

    return lambda name, method: " ".join(answer(name, role, method) for role in ROLES)


@pytest.mark.parametrize("name", READING)
def test_reading(name: str, statuses: Callable[[str, str], str]) -> None:
    assert statuses(name, "get") == READING[name]


@pytest.mark.parametrize("name", CHANGING)
def test_changing(name: str, statuses: Callable[[str, str], str]) -> None:
    assert statuses(name, "post") == CHANGING[name]


@pytest.mark.parametrize("name", [*READING, *CHANGING])
def test_without_sign_in_one_is_sent_to_it(name: str, visit: Visit, client: Client) -> None:
    response = visit(name, client, "get")
    assert response.headers["Location"].startswith("/logga-in/?next=")


def test_staff_see_no_settings(visit: Visit, signed_in: SignIn) -> None:
    operator = User.objects.create_superuser("drift@exempel.se", name="Drift")
    assert visit("people@place", signed_in(operator), "get").status_code == 404


# --- How much the lists ask the database: session, user with roles, and then


@pytest.mark.parametrize("rows", [1, 3])
def test_people_take_as_many_queries_however_many_they_are(
    rows: int, adam: User, signed_in: SignIn, lindvalla: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        employed(f"Person{number} Ek", Role.RESPONSIBLE, lindvalla)
    client, address = signed_in(adam), reverse("people", args=[lindvalla.pk])
    with django_assert_num_queries(5):  # organisation, people, their roles
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_actors_take_as_many_queries_however_many_they_are(
    rows: int, anna: User, signed_in: SignIn, lindvalla: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        Actor.known_as(f"Aktör {number}", organisation=lindvalla, by=None)
    client = signed_in(anna)
    with django_assert_num_queries(5):  # actors, their names, where one may add more
        assert client.get("/aktorer/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_units_take_as_many_queries_however_many_they_are(
    rows: int, adam: User, signed_in: SignIn, lindvalla: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        Organisation.created(by=None, kind="committee", name=f"Nämnd {number}", parent=lindvalla)
    client, address = signed_in(adam), reverse("organisation-settings", args=[lindvalla.pk])
    with django_assert_num_queries(4):  # organisation, units
        assert client.get(address).status_code == 200
