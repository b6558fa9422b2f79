"""From an empty installation to a colleague who is in: in a browser, with the mail between."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core import mail
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from organisations import reference
from organisations.models import Actor, ActorHolder, Membership, Organisation, User
from organisations.roles import Role

pytestmark = pytest.mark.once

PASSWORD = "fyra gula hästar i regn"


@pytest.fixture
def begun(page: Page, live_server: LiveServer, transactional_db: None) -> Page:
    """The page after the first start, done for Norsjö kommun by its first administratör."""
    reference.load()
    page.goto(live_server.url)
    page.get_by_label("Kommun, län eller region").fill("Norsjö kommun")
    page.get_by_label("Ditt namn").fill("Nora Norberg")
    page.get_by_label("Din e-postadress").fill("nora@exempel.se")
    page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    page.get_by_label("Samma lösenord en gång till").fill(PASSWORD)
    page.get_by_role("button", name="Börja").click()
    return page


def test_the_first_start_suggests_every_kommun(page: Page, live_server: LiveServer, transactional_db: None) -> None:
    reference.load()
    page.goto(live_server.url)
    assert page.locator("datalist option").count() == 311
    assert page.get_by_label("Kommun, län eller region").get_attribute("list") == "organisationer"


def test_after_the_first_start_one_is_in_and_the_page_is_gone(begun: Page, live_server: LiveServer) -> None:
    expect(begun.get_by_text("Klart. Du är administratör och samordnare.")).to_be_visible()
    expect(begun.get_by_role("link", name="Inställningar")).to_be_visible()
    response = begun.goto(f"{live_server.url}/forsta-start/")
    assert response
    assert response.status == 404


def test_a_colleague_is_invited_and_comes_in_through_the_mail(
    begun: Page, live_server: LiveServer, browser: Browser
) -> None:
    begun.get_by_role("link", name="Inställningar").click()
    begun.get_by_role("link", name="Personer och roller").click()
    begun.get_by_role("link", name="Bjud in person").click()
    begun.get_by_label("E-postadress").fill("sven@exempel.se")
    begun.get_by_label("Namn").fill("Sven Svensk")
    begun.get_by_label("Chef").check()
    begun.get_by_role("button", name="Skicka inbjudan").click()
    expect(begun.get_by_text("Sven Svensk har fått ett mejl")).to_be_visible()

    link = re.findall(r"https?://\S+", str(mail.outbox[0].body))[0].replace(settings.SITE_URL, live_server.url)
    colleague = browser.new_page()
    colleague.goto(link)
    colleague.get_by_label("Nytt lösenord").fill(PASSWORD)
    colleague.get_by_label("Samma lösenord en gång till").fill(PASSWORD)
    colleague.get_by_role("button", name="Spara lösenordet").click()
    expect(colleague.locator("summary").get_by_text("Sven Svensk")).to_be_visible()
    colleague.close()


def test_what_is_missing_is_asked_for_by_its_name(page: Page, live_server: LiveServer, transactional_db: None) -> None:
    page.goto(live_server.url)
    page.get_by_role("button", name="Börja").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Ange din e-postadress.").click()
    expect(page.get_by_label("Din e-postadress")).to_be_focused()


def test_a_removed_actor_is_brought_back_by_a_button(
    page: Page, live_server: LiveServer, sign_in: Callable[[User], None], anna: User, lindvalla: Organisation
) -> None:
    sign_in(anna)
    actor = Actor.known_as("Elevhälsan", organisation=lindvalla, by=None)
    page.goto(f"{live_server.url}/aktorer/{actor.pk}/")
    page.get_by_role("button", name="Ta bort").click()
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_role("heading", name="Elevhälsan")).to_be_visible()


@pytest.fixture
def lived_in(
    transactional_db: None, lindvalla: Organisation, social_services: Organisation, adam: User, anna: User
) -> dict[str, str]:
    """The address of each page, where there is something to see on it; Adam is administratör and samordnare."""
    Membership.created(by=None, user=adam, organisation=lindvalla, role=Role.COORDINATOR)
    lindvalla.record(by=None, accent="#7a1f5c")
    actor = Actor.known_as("Polisen", organisation=lindvalla, by=None, unit=social_services)
    other = Actor.known_as("Elevhälsan", organisation=lindvalla, by=None)
    actor.add_aliases(["Ordningsmakten"], by=None)
    ActorHolder.created(by=None, actor=actor, user=anna)
    place, person = f"/installningar/{lindvalla.pk}/", f"/installningar/{lindvalla.pk}/personer/{anna.pk}/"
    return {
        "settings": place,
        "settings form": f"{place}andra/",
        "unit form": f"{place}enheter/ny/",
        "people": f"{place}personer/",
        "invitation": f"{place}personer/bjud-in/",
        "person": person,
        "role": f"{person}roller/ny/",
        "account": "/mitt-konto/",
        "actors": "/aktorer/",
        "actor": f"/aktorer/{actor.pk}/",
        "actor form": f"/aktorer/ny/{lindvalla.pk}/",
        "holder": f"/aktorer/{actor.pk}/personer/ny/",
        "merge": f"/aktorer/{actor.pk}/sammanslagning/",
        "confirm": f"/aktorer/{actor.pk}/sammanslagning/?med={other.pk}",
    }


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_holds_against_wcag(
    width: int,
    page: Page,
    visit: Callable[[str], Page],
    sign_in: Callable[[User], None],
    adam: User,
    lived_in: dict[str, str],
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(adam)
    assert {name: found for name, path in lived_in.items() if (found := violations(visit(path), width))} == {}


@pytest.mark.parametrize("path", ["/forsta-start/", "/losenord/"])
def test_pages_before_sign_in_hold_against_wcag(path: str, visit: Callable[[str], Page], db: None) -> None:
    if path == "/losenord/":
        User.objects.create_user("anna@exempel.se")
    assert violations(visit(path), 1280) == []


def violations(page: Page, width: int) -> list[str]:
    """What axe finds, and whether something stands beside the screen."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    too_wide = page.evaluate("document.documentElement.scrollWidth") > width
    return [violation["id"] for violation in found.response["violations"]] + ["too wide"] * too_wide
