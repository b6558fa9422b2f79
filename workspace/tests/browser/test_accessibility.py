"""Every page of the product, as those who reach it see it: held against WCAG, alone on its own origin, without complaint."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from andts.tests.everything import Everything
from andts.tests.test_access import READING, ROLES, address, table
from organisations.models import User
from workspace.tests.browser.wcag import faults

# Files and pieces of pages, which a browser does not show by themselves; and a page that sends on to another.
NOT_PAGES = {
    "plan-excel",
    "plan-version-file",
    "picture-file",
    "plan-source",
    "report-row",
    "report-file",
    "organisation-colours",
    "organisation-logo",
    "actor-suggestions",
}
DARK = ["start", "plan@draft", "plan@adopted", "plan-review@draft", "plan-adoption@draft", "plan-comparison@adopted"]
DARK += ["plan-import-preview@waiting", "activity-edit@activity", "reports", "actors", "people@organisation"]


def pages(role: str) -> list[str]:
    """The names, in the table of access, of the pages that the role reaches."""
    readable = [name for name, statuses in table(READING).items() if statuses[role] == 200]
    return ["start", *(name for name in readable if name.partition("@")[0] not in NOT_PAGES)]


@pytest.fixture
def person(request: pytest.FixtureRequest, served: None, sign_in: Callable[[User], None]) -> str:
    """Somebody of the cast, by name, signed in."""
    name: str = request.param
    sign_in(request.getfixturevalue(name))
    return name


@pytest.fixture
def open_each(visit: Callable[[str], Page], everything: Everything) -> Callable[[list[str]], dict[str, list[str]]]:
    """Opens pages one by one; what is wrong with each."""

    def walk(names: list[str]) -> dict[str, list[str]]:
        return {name: found for name in names if (found := faults(visit(address(name, everything))))}

    return walk


def test_the_table_names_the_cast() -> None:
    assert {"anna", "adam"} < set(ROLES)
    assert len(pages("anna")) > 40


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("person", ["anna", "adam"], indirect=True)
def test_every_page_holds_against_wcag(
    person: str,
    width: int,
    page: Page,
    open_each: Callable[[list[str]], dict[str, list[str]]],
    complaints: list[str],
    spoken_to: list[str],
    live_server: LiveServer,
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert open_each(pages(person)) == {}
    assert complaints == []
    assert [asked for asked in spoken_to if not asked.startswith((live_server.url, "data:"))] == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("person", ["anna"], indirect=True)
def test_pages_hold_in_the_dark(
    person: str, width: int, page: Page, open_each: Callable[[list[str]], dict[str, list[str]]]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark")
    assert open_each([name for name in DARK if name in pages(person)]) == {}


@pytest.mark.parametrize("person", ["bo"], indirect=True)
def test_a_page_that_says_no_holds_too(
    person: str, page: Page, live_server: LiveServer, everything: Everything
) -> None:
    for path, status in (("/finns-inte/", 404), (f"/planer/{everything.draft.pk}/", 403)):
        response = page.goto(f"{live_server.url}{path}")
        assert response
        assert (response.status, faults(page)) == (status, [])
