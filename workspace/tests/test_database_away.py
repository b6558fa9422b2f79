"""What a person and a page's script are told while the database does not answer. How it really goes away:
andts/tests/test_faults.py."""

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

JSON = {"accept": "application/json"}


@pytest.fixture
def reader(anna):
    client = Client(raise_request_exception=False)
    client.force_login(anna)
    return client


@pytest.fixture(params=[OperationalError, InterfaceError])
def database_away(request, reader):
    """Every statement fails, as the driver says it."""

    def fail(*statement):
        raise request.param("terminating connection due to administrator command")

    with connection.execute_wrapper(fail):
        yield


def test_page_says_what_happened_and_offers_to_try_again(reader, database_away):
    response = reader.get("/planer/?sida=2&q=a")
    page = response.content.decode()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert "<h1>Vi når inte databasen just nu</h1>" in page
    assert '<a class="btn btn-primary" href="/planer/?sida=2&amp;q=a">Försök igen</a>' in page
    assert "no-store" in response.headers["Cache-Control"]


def test_public_page_says_it_too(database_away):
    assert Client(raise_request_exception=False).get("/").status_code == 503


def test_who_sent_something_is_told_that_it_was_not_saved(reader, database_away):
    response = reader.post("/uppfoljning/ny/", {"plan": 1})
    page = response.content.decode()
    assert (response.status_code, "Försök igen" in page) == (503, False)
    assert "Det du skickade är inte sparat." in page


def test_script_is_told_in_its_own_words(reader, database_away):
    response = reader.post("/planer/1/aktiviteter/1/falt/title/", {"value": "x"}, headers=JSON)
    assert response.status_code == 503
    assert response.json() == {"error": "Vi når inte databasen just nu. Försök igen om en stund."}


def test_health_says_that_pages_do_not_work(database_away):
    assert Client(raise_request_exception=False).get("/halsa/").status_code == 503


def test_link_leads_nowhere_else(reader, database_away):
    page = reader.get("//annan.example/").content.decode()
    assert 'href="//' not in page


def test_another_error_is_still_ours(reader):
    """As a fault of our own in the middle of a page."""

    def fail(*statement):
        raise ZeroDivisionError

    with connection.execute_wrapper(fail):
        response = reader.get("/planer/")
    assert (response.status_code, "Något gick fel hos oss" in response.content.decode()) == (500, True)
