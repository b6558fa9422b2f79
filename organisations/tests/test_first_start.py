"""The first start of an empty installation: one page, once, for one of two who try at the same time."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from organisations import first_start, reference
from organisations.models import Organisation, User

FILLED_IN = {
    "organisation": "Norsjö kommun",
    "name": "Nora Norberg",
    "email": "Nora@exempel.se",
    "password": "fyra gula hästar i regn",
    "password_again": "fyra gula hästar i regn",
}


@pytest.fixture
def sweden(db: None) -> None:
    reference.load()


@pytest.mark.parametrize("path", ["/", "/logga-in/", "/planer/", "/installningar/", "/losenord/", "/finns-inte/"])
def test_every_page_of_an_empty_installation_leads_to_the_first(path: str, client: Client, db: None) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (302, "/forsta-start/")


def test_the_sign_of_life_is_given_by_an_empty_installation_too(client: Client, db: None) -> None:
    assert client.get("/halsa/").status_code == 200


def test_the_kommuner_can_be_chosen_even_where_nobody_loaded_them(client: Client, db: None) -> None:
    response = client.get("/forsta-start/")
    assert response.status_code == 200
    assert len(response.context["form"].choices()) == 21 + 290


def test_choices_follow_the_swedish_alphabet(client: Client, sweden: None) -> None:
    choices = client.get("/forsta-start/").context["form"].choices()
    assert (choices[0], choices[-1]) == ("Ale kommun", "Övertorneå kommun")


def test_the_first_user_runs_the_kommun_and_coordinates_its_plans(client: Client, sweden: None) -> None:
    response = client.post("/forsta-start/", FILLED_IN, follow=True)
    user = User.objects.get()
    roles = [(membership.organisation.code, membership.get_role_display()) for membership in user.memberships.all()]
    assert roles == [("2417", "Administratör"), ("2417", "Samordnare")]
    assert (user.email, user.name) == ("nora@exempel.se", "Nora Norberg")
    assert response.context["user"] == user
    assert response.redirect_chain == [("/", 302)]


def test_the_first_user_can_sign_in_again(client: Client, sweden: None) -> None:
    client.post("/forsta-start/", FILLED_IN)
    client.logout()
    response = client.post("/logga-in/", {"login": "nora@exempel.se", "password": FILLED_IN["password"]})
    assert (response.status_code, response.headers["Location"]) == (302, "/")


def test_in_a_county_the_first_user_is_its_coordinator(client: Client, sweden: None) -> None:
    client.post("/forsta-start/", FILLED_IN | {"organisation": "Västerbottens län"})
    roles = [membership.get_role_display() for membership in User.objects.get().memberships.all()]
    assert roles == ["Administratör", "Länssamordnare"]


@pytest.mark.parametrize("written", ["norsjö", "2417", "NORSJÖ KOMMUN", " Norsjö  kommun "])
def test_a_kommun_is_found_by_its_short_name_or_code(written: str, client: Client, sweden: None) -> None:
    client.post("/forsta-start/", FILLED_IN | {"organisation": written})
    assert User.objects.get().scope.home == Organisation.objects.named("2417")


def test_a_region_is_made(client: Client, sweden: None) -> None:
    client.post("/forsta-start/", FILLED_IN | {"organisation": "Region Kronoberg"})
    home = User.objects.get().scope.home
    assert home
    assert (home.name, home.kind, home.slug) == ("Region Kronoberg", "region", "region-kronoberg")


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("organisation", "Ankeborg", "”Ankeborg” finns inte bland kommuner och län. Välj ett namn i listan."),
        ("password_again", "något annat", "Lösenorden är olika. Skriv samma lösenord i båda fälten."),
        ("password", "kort", "Det här lösenordet är för kort. Det måste innehålla minst 12 tecken."),
        ("email", "nora", "Ange en e-postadress, till exempel namn@kommunen.se."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    field: str, value: str, error: str, client: Client, sweden: None
) -> None:
    response = client.post("/forsta-start/", FILLED_IN | {field: value})
    assert response.status_code == 422
    assert error in response.context["form"].errors[field]
    assert not User.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_afterwards_the_page_does_not_exist(method: str, client: Client, sweden: None, anna: User) -> None:
    assert getattr(client, method)("/forsta-start/", FILLED_IN).status_code == 404
    assert User.objects.get() == anna


@pytest.mark.django_db(transaction=True)
def test_one_of_two_at_the_same_time_wins() -> None:
    reference.load()
    with ThreadPoolExecutor(2) as two:
        outcomes = list(two.map(try_to_begin, ["nora@exempel.se", "nils@exempel.se"]))
    assert sorted(outcomes) == ["began", "was late"]
    assert User.objects.count() == 1


def try_to_begin(email: str) -> str:
    organisation: Any = Organisation.objects.named("2417")
    try:
        first_start.begin(organisation, email=email, name="Nils", password="fyra gula hästar i regn")
    except first_start.AlreadyStartedError:
        return "was late"
    finally:
        connection.close()
    return "began"
