"""Every page, as those who reach it see it, hold it and print it: no barrier, no complaint, nothing from elsewhere."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from andts.tests.everything import Everything
from andts.tests.test_access import READING, ROLES, address, table
from organisations.models import User
from workspace.tests.browser.on_paper import blemishes, printed
from workspace.tests.browser.reach import out_of_room, small_targets, unseen_focus
from workspace.tests.browser.wcag import faults, faults_everywhere

# Files and pieces of pages, which a browser does not show by themselves; and a page that sends on to another.
NOT_PAGES = {
    "plan-excel",
    "overview-excel",
    "round-excel",
    "plan-version-file",
    "picture-file",
    "plan-source",
    "attachment-file",
    "report-row",
    "report-file",
    "board-package-file",
    "board-package-zip",
    "word-template-file",
    "word-template-example",
    "organisation-colours",
    "organisation-logo",
    "actor-suggestions",
    "search-suggestions",
}
DESK, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=800)
# Open to all; start is another page when signed in.
OPEN = ["start", "about", "help", "accessibility_statement"]
SIGNED_OUT = [*OPEN, "account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
# Between them they reach every page there is. Of Lena's, those that only the län has.
EDITORS = ["anna", "adam", "lena_alone"]

pytestmark = pytest.mark.once


def pages(role: str) -> list[str]:
    """The names, in the table of access, of the pages that the role reaches; "nobody" has not signed in."""
    if role == "nobody":
        return SIGNED_OUT
    if role == "lena_alone":
        return [name for name in pages("lena") if name not in {*pages("anna"), *pages("adam")}]
    readable = [name for name, statuses in table(READING).items() if statuses[role] == 200]
    return [*OPEN, *(name for name in readable if name.partition("@")[0] not in NOT_PAGES)]


@pytest.fixture
def person(request: pytest.FixtureRequest, served: None, sign_in: Callable[[User], None]) -> str:
    """Somebody of the cast, by name, signed in; or nobody."""
    name: str = request.param
    if name != "nobody":
        sign_in(request.getfixturevalue(name.removesuffix("_alone")))
    return name


@pytest.fixture
def look_at_each(
    person: str, visit: Callable[[str], Page], everything: Everything
) -> Callable[[Callable[[Page], list[str]]], dict[str, list[str]]]:
    """Opens the person's pages one by one; what is wrong with each, by whatever is looked for."""

    def walk(find: Callable[[Page], list[str]]) -> dict[str, list[str]]:
        return {name: found for name in pages(person) if (found := find(visit(address(name, everything))))}

    return walk


Walk = Callable[[Callable[[Page], list[str]]], dict[str, list[str]]]
each_role = pytest.mark.parametrize("person", [*ROLES, "nobody"], indirect=True)
each_editor = pytest.mark.parametrize("person", EDITORS, indirect=True)


def test_the_walks_reach_every_page() -> None:
    reached = {name for person in EDITORS for name in pages(person)}
    assert {name for role in ROLES for name in pages(role)} <= reached
    assert len(reached) > 50


@each_role
def test_every_page_holds_against_wcag(
    person: str, look_at_each: Walk, complaints: list[str], spoken_to: list[str], live_server: LiveServer
) -> None:
    """At three widths, light and dark, without a word from the browser or to anybody else."""
    assert look_at_each(faults_everywhere) == {}
    assert complaints == []
    assert [asked for asked in spoken_to if not asked.startswith((live_server.url, "data:"))] == []


@each_editor
def test_every_page_can_be_used_by_hand_and_eye_and_printed(person: str, look_at_each: Walk) -> None:
    """Targets large enough, focus that shows, room at 400 %, clean paper; all of it of one loading, which is what takes
    the time."""
    assert look_at_each(hindrances) == {}


def hindrances(page: Page) -> list[str]:
    page.set_viewport_size(DESK)
    found = {"targets at a desk": small_targets(page), "on paper": blemishes(page)}
    page.set_viewport_size(PHONE)
    found["targets on a phone"] = small_targets(page)
    found["at 400 %"] = out_of_room(page)
    page.set_viewport_size(DESK)
    # Last: what takes focus may open.
    found["focus"] = unseen_focus(page)
    return [f"{where}: {each}" for where, wrong in found.items() for each in wrong]


@pytest.mark.parametrize("person", ["anna"], indirect=True)
def test_a_printed_plan_says_what_the_plan_says(
    person: str, visit: Callable[[str], Page], everything: Everything
) -> None:
    text = printed(visit(everything.draft.get_absolute_url()))
    assert [each for each in (everything.draft.title, everything.activity.title) if each not in text] == []
    assert [each for each in ("Hoppa till", "Sök", "Lägg till", "Ändra", "Granska", "Version") if each in text] == []


@pytest.mark.parametrize("person", ["bo"], indirect=True)
def test_a_page_that_says_no_holds_too(
    person: str, page: Page, live_server: LiveServer, everything: Everything
) -> None:
    for path, status in (("/finns-inte/", 404), (f"/planer/{everything.draft.pk}/", 403)):
        response = page.goto(f"{live_server.url}{path}")
        assert response
        assert (response.status, faults(page)) == (status, [])
