"""The way in: the demonstration's start page, an empty installation's first hour, and a password that is forgotten."""

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from andts.processes import Program
from andts.tests.mail_server import MailServer
from andts.tests.waiting import until
from organisations import reference
from organisations.models import User
from workspace.demonstration.accounts import PASSWORD as DEMO_PASSWORD
from workspace.demonstration.loading import load
from workspace.tests.browser import steps
from workspace.tests.browser.wcag import faults

ROLES = ["Samordnare", "Ansvarig", "Chef", "Förtroendevald", "Länssamordnare", "Administratör"]


def choose_password(page: Page, site: str, link: str) -> None:
    """By the link of a mail."""
    page.goto(link.replace(settings.SITE_URL, site))
    page.get_by_label("Nytt lösenord").fill(steps.PASSWORD)
    page.get_by_label("Samma lösenord en gång till").fill(steps.PASSWORD)
    page.get_by_role("button", name="Spara lösenordet").click()
    expect(page.get_by_role("navigation", name="Huvudmeny")).to_be_visible()


def sign_out(page: Page, name: str) -> None:
    page.locator("summary", has_text=name).click()
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("link", name="Logga in")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_demonstration_tells_its_accounts(width: int, page: Page, live_server: LiveServer, served: None) -> None:
    load()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server.url)
    roles = dict.fromkeys(row.inner_text() for row in page.locator("tbody th").all())
    assert list(roles) == ROLES
    assert faults(page) == []
    page.get_by_role("link", name="Logga in").click()
    page.get_by_label("E-postadress").fill("samordnare@granasa.example")
    page.get_by_label("Lösenord").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("link", name="Genomförandeplan ANDTS 2026–2027").first).to_be_visible()


def test_an_empty_installation_gets_its_kommun_and_people(
    page: Page, browser: Browser, live_server: LiveServer, served: None, mail_server: MailServer
) -> None:
    reference.load()
    begin(page, live_server.url)
    invite(page, "Sven Svensk", "sven@exempel.se")
    colleague = browser.new_page(locale="sv-SE")
    choose_password(colleague, live_server.url, mail_server.link())
    sign_out(colleague, "Sven Svensk")
    steps.sign_in(colleague, live_server.url, "sven@exempel.se")
    colleague.close()


def begin(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_label("Kommun, län eller region").fill("Norsjö kommun")
    page.get_by_label("Ditt namn").fill("Nora Norberg")
    page.get_by_label("Din e-postadress").fill("nora@exempel.se")
    page.get_by_label("Lösenord", exact=True).fill(steps.PASSWORD)
    page.get_by_label("Samma lösenord en gång till").fill(steps.PASSWORD)
    page.get_by_role("button", name="Börja").click()
    expect(page.locator(".frame-owner")).to_contain_text("Norsjö kommun")


def invite(page: Page, name: str, email: str) -> None:
    page.get_by_role("link", name="Inställningar").click()
    page.get_by_role("link", name="Personer och roller").click()
    page.get_by_role("link", name="Bjud in person").click()
    page.get_by_label("E-postadress").fill(email)
    page.get_by_label("Namn").fill(name)
    page.get_by_label("Samordnare", exact=False).first.check()
    page.get_by_role("button", name="Skicka inbjudan").click()
    expect(page.locator("#messages")).to_contain_text(f"{name} har fått ett mejl")


def test_a_forgotten_password_is_chosen_anew(
    page: Page, live_server: LiveServer, served: None, anna: User, mailing_worker: Program, mail_server: MailServer
) -> None:
    anna.set_password("ett gammalt lösenord")
    anna.save(update_fields=["password"])
    page.goto(f"{live_server.url}/logga-in/")
    page.get_by_role("link", name="Glömt lösenordet?").click()
    page.get_by_label("E-postadress").fill(anna.email)
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    until(lambda: mail_server.came)
    choose_password(page, live_server.url, mail_server.link())
    sign_out(page, anna.name)
    steps.sign_in(page, live_server.url, anna.email)
