"""What is done with whole rows, by plain forms and links in a browser that runs no script."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from activities.models import Activity
from organisations.models import User
from plans.models import Plan


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    refusing = browser.new_context(java_script_enabled=False, locale="sv-SE", viewport={"width": 1280, "height": 900})
    yield refusing
    refusing.close()


@pytest.fixture
def at_plan(
    served: None, plan: Plan, anna: User, sign_in: Callable[[User], None], visit: Callable[[str], Page]
) -> Page:
    sign_in(anna)
    return visit(plan.get_absolute_url())


def told(page: Page, words: str) -> None:
    expect(page.locator("#messages")).to_contain_text(words)


def goal_rows() -> list[str]:
    return [str(activity) for activity in Activity.objects.filter(node__kind="goal").present()]


def open_activity(page: Page, title: str) -> None:
    page.get_by_role("link", name=f"Ändra {title}").click()


def test_row_is_copied_and_the_copy_taken_back(at_plan: Page) -> None:
    open_activity(at_plan, "Tillsyn")
    at_plan.get_by_role("button", name="Duplicera").click()
    told(at_plan, "En kopia av ”Tillsyn” står på plats 2 av 3 under Färre langare.")
    at_plan.get_by_role("button", name="Ångra").click()
    told(at_plan, "Ångrat")
    assert goal_rows() == ["Tillsyn", "Kontrollköp"]


def test_row_is_added_below(at_plan: Page) -> None:
    open_activity(at_plan, "Tillsyn")
    at_plan.get_by_role("link", name="Lägg till under").click()
    at_plan.get_by_label("Aktivitet (valfritt)").fill("Mellan dem")
    at_plan.get_by_role("button", name="Spara").click()
    told(at_plan, "Aktiviteten är tillagd.")
    assert goal_rows() == ["Tillsyn", "Mellan dem", "Kontrollköp"]


def test_row_is_moved_up_down_and_to_another_heading(at_plan: Page) -> None:
    open_activity(at_plan, "Kontrollköp")
    at_plan.get_by_role("button", name="Flytta upp").click()
    told(at_plan, "”Kontrollköp” är flyttad till plats 1 av 2 under Färre langare.")
    open_activity(at_plan, "Tillsyn")
    at_plan.get_by_role("link", name="Flytta till").click()
    at_plan.get_by_label("Ny plats").select_option(label="Först under 2 Skolan")
    at_plan.get_by_role("button", name="Flytta").click()
    told(at_plan, "”Tillsyn” är flyttad till plats 1 av 2 under Skolan.")
    assert goal_rows() == ["Kontrollköp"]


def test_marked_rows_get_their_status_with_the_count_first(at_plan: Page) -> None:
    for title in ("Tillsyn", "Kontrollköp"):
        at_plan.get_by_role("checkbox", name=f"Markera {title}").check()
    at_plan.get_by_role("button", name="Ändra markerade").click()
    expect(at_plan.get_by_role("heading", level=1)).to_have_text("Du ändrar 2 aktiviteter")
    at_plan.get_by_label("Status").select_option("Pågår")
    at_plan.get_by_role("button", name="Ändra 2 aktiviteter").click()
    told(at_plan, "Satte status på 2 aktiviteter.")
    at_plan.get_by_role("button", name="Ångra").click()
    told(at_plan, "Ångrat")
    assert set(Activity.objects.values_list("status", flat=True)) == {""}
