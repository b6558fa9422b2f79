"""The search as one meets it: from the box on any page to the row that was found."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from activities.models import Activity
from andts.tests.everything import Everything
from organisations.models import User
from workspace.tests.browser.on_paper import blemishes
from workspace.tests.browser.reach import out_of_room, small_targets, unseen_focus
from workspace.tests.browser.wcag import faults_everywhere

pytestmark = pytest.mark.once


@pytest.fixture
def searching(
    served: None, everything: Everything, anna: User, sign_in: Callable[[User], None], visit: Callable[[str], Page]
) -> Callable[[str], Page]:
    """Anna at an address of the search, in a kommun with enough to find."""
    for number in range(23):
        Activity.add(
            everything.draft, by=anna, title=f"Skolbesök {number:02}", description="Kontroll " * 60 + "i skolan"
        )
    sign_in(anna)
    return visit


def test_hit_is_found_from_any_page_by_keyboard(searching: Callable[[str], Page]) -> None:
    page = searching("/planer/")
    page.keyboard.press("/")
    page.keyboard.type("skolbesök 07")
    page.keyboard.press("Enter")
    hit = page.get_by_role("link", name="Skolbesök 07")
    expect(hit.locator("mark")).to_have_text(["Skolbesök", "07"])
    hit.focus()
    page.keyboard.press("Enter")
    activity = Activity.objects.get(title="Skolbesök 07")
    page.wait_for_url(f"**/planer/{activity.plan_id}/#aktivitet-{activity.pk}")
    expect(page.locator(f"#aktivitet-{activity.pk}")).to_be_in_viewport()


def test_kinds_and_pages_keep_what_was_searched_for(searching: Callable[[str], Page]) -> None:
    page = searching("/sok/?q=skola")
    page.get_by_role("link", name="Visa alla 23 aktiviteter").click()
    expect(page.locator(".hit")).to_have_count(20)
    page.get_by_role("link", name="Nästa").click()
    expect(page.locator(".hit")).to_have_count(3)
    expect(page.get_by_label("Sök bland planer, aktiviteter, aktörer och dokument").last).to_have_value("skola")


@pytest.mark.parametrize(
    "query", ["", "?q=skola", "?q=skola&typ=aktiviteter", "?q=xyzzyx", "?q=skolbesok", "?q=lindvalla", "?q=!"]
)
def test_search_holds_against_wcag(searching: Callable[[str], Page], query: str) -> None:
    page = searching(f"/sok/{query}")
    assert faults_everywhere(page) == []
    assert small_targets(page) == []


@pytest.mark.parametrize("path", ["/sok/?q=skola", "/hjalp/tangenter/"])
@pytest.mark.parametrize("look", [faults_everywhere, small_targets, unseen_focus, out_of_room, blemishes])
def test_pages_can_be_used_and_printed(
    searching: Callable[[str], Page], path: str, look: Callable[[Page], list[str]]
) -> None:
    assert look(searching(path)) == []
