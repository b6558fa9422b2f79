"""What a page's script is told when its request is refused: JSON where it asks for that, so that no text is lost."""

import pytest
from django.test import Client
from django.urls import reverse

JSON = {"accept": "application/json"}
CHROMIUM_PAGE = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}


@pytest.fixture
def address(everything):
    return reverse("activity-field", args=[everything.draft.pk, everything.activity.pk, "schedule"])


@pytest.fixture
def browser(anna):
    """Anna's, with the token that her last sign-in gave her."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna, backend="organisations.signin.Backend")
    client.get("/")
    return client


def token(browser):
    return {"x-csrftoken": browser.cookies["csrftoken"].value}


def send(browser, address, **headers):
    return browser.post(address, {"value": "Varje vår", "base": "Varje höst"}, headers=JSON | headers)


def test_signed_in_with_its_token_it_is_saved(browser, address):
    assert send(browser, address, **token(browser)).status_code == 200


def test_script_that_has_been_signed_out_is_told_so(browser, address):
    browser.cookies.pop("session")
    response = send(browser, address, **token(browser))
    assert (response.status_code, response.json()) == (
        403,
        {"error": "Du har loggats ut. Logga in i en ny flik, så kan det du har skrivit sparas.", "signed_out": True},
    )


@pytest.mark.parametrize("headers", [CHROMIUM_PAGE, {"accept": "*/*"}, {}])
def test_person_who_has_been_signed_out_is_led_to_sign_in(db, address, headers):
    response = Client().get(address, headers=headers)
    assert (response.status_code, response.url) == (302, f"{reverse('account_login')}?next={address}")


def test_old_token_is_told_to_a_script_and_works_no_more(browser, address):
    old = token(browser)
    browser.cookies["csrftoken"] = "n" * 32  # signed in again in another tab
    response = send(browser, address, **old)
    assert (response.status_code, response.json()["signed_out"]) == (403, False)
    assert send(browser, address, **token(browser)).status_code == 200


def test_old_token_of_somebody_signed_out_is_told_as_that(browser, address):
    browser.cookies.pop("session")
    assert send(browser, address).json()["signed_out"] is True


@pytest.mark.parametrize(("path", "status"), [("/planer/999999/narvaro/", 404), ("/finns-inte/", 404)])
def test_what_is_not_found_is_said_in_one_sentence(browser, path, status):
    response = browser.post(path, headers=JSON | token(browser))
    assert (response.status_code, response.json()) == (
        status,
        {"error": "Det du ville ändra finns inte längre. Ladda om sidan."},
    )


def test_role_that_does_not_reach_is_said_in_one_sentence(signed_in, bo, address):
    response = signed_in(bo).post(address, headers=JSON)
    assert response.json() == {"error": "Din roll räcker inte för det här. Inget har ändrats."}


def test_what_cannot_be_read_is_said_in_one_sentence(signed_in, anna, address):
    response = signed_in(anna).post(address, headers=JSON)
    assert (response.status_code, list(response.json())) == (400, ["error"])


def test_page_that_is_gone_leads_on_to_the_plans(signed_in, anna):
    page = signed_in(anna).get("/planer/999999/").content.decode()
    assert f'<a href="{reverse("plans")}">Se vilka planer som finns</a>' in page


def test_page_that_is_gone_shows_a_visitor_no_plans(db):
    assert "Se vilka planer som finns" not in Client().get("/halsa/nej/").content.decode()


@pytest.mark.parametrize("status", [403, 404])
def test_person_gets_a_page(signed_in, bo, address, status):
    page = address if status == 403 else "/finns-inte/"
    response = signed_in(bo).post(page, headers=CHROMIUM_PAGE)
    assert (response.status_code, response["Content-Type"]) == (status, "text/html; charset=utf-8")
