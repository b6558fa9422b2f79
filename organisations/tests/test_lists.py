"""How much the lists ask the database, and what operations staff see; who may open what is in andts/tests."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from organisations.models import Actor, Organisation, User
from organisations.roles import Role
from organisations.tests.cast import SignIn, client_of, employed

# --- Queries: session, user with roles, and then


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


# --- Operations staff


@pytest.fixture
def operator(db: None) -> Client:
    """Signed in as one who runs the installation."""
    return client_of(User.objects.create_superuser("drift@exempel.se", name="Drift"))


def test_staff_see_no_settings(operator: Client, lindvalla: Organisation) -> None:
    assert operator.get("/installningar/").status_code == 403
    assert operator.get(reverse("people", args=[lindvalla.pk])).status_code == 404


def test_the_operations_pages_are_for_staff(anna: User, client: Client) -> None:
    there = "/drift/organisations/user/"
    assert client.get(there, follow=True).redirect_chain[-1][0].startswith("/logga-in/")
    assert client_of(anna).get(there, follow=True).status_code == 403


@pytest.mark.parametrize("model", ["organisation", "user", "membership", "actor"])
def test_the_operations_pages_show_and_do_not_add(
    model: str, operator: Client, anna: User, lindvalla: Organisation
) -> None:
    actor = Actor.known_as("Polisen", organisation=lindvalla, by=None)
    row = {"organisation": lindvalla, "user": anna, "membership": anna.memberships.get(), "actor": actor}[model]
    place = f"/drift/organisations/{model}/"
    pages = ["", f"{row.pk}/change/", f"{row.pk}/history/"]
    assert [operator.get(f"{place}{page}").status_code for page in pages] == [200, 200, 200]
    assert operator.get(f"{place}add/").status_code == 403


def test_staff_shut_an_account_and_it_is_kept_who_did(operator: Client, anna: User) -> None:
    operator.post(f"/drift/organisations/user/{anna.pk}/change/", {"email": "tagen@exempel.se"})
    anna.refresh_from_db()
    row = User.history.filter(id=anna.pk).latest()
    assert (anna.is_active, anna.email) == (False, "anna@exempel.se")
    assert str(row.history_user) == "Drift"


def test_a_row_is_not_set_back_past_the_products_rules(operator: Client, lindvalla: Organisation) -> None:
    former = lindvalla.history.get()
    lindvalla.record(by=None, name="Lindvalla stad")
    page = f"/drift/organisations/organisation/{lindvalla.pk}/history/{former.pk}/"
    assert (operator.get(page).status_code, operator.post(page).status_code) == (200, 403)
    lindvalla.refresh_from_db()
    assert lindvalla.name == "Lindvalla stad"
