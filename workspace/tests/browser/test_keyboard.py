"""Work without a mouse, and errors that are found without looking for them."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from andts.tests.everything import Everything
from andts.tests.test_access import address
from organisations.models import User

# Forms that do not hold when nothing is filled in, and who sees them.
EMPTY = {
    "plan-create": "anna",
    "plan-import": "anna",
    "activity-create@draft": "anna",
    "part-create@part": "anna",
    "plan-adoption@draft": "anna",
    "decision-create@adopted": "anna",
    "framework-create": "anna",
    "actor-create@actors_of": "anna",
    "alias-create@actor": "anna",
    "holder-create@actor": "anna",
    "invitation-create@organisation": "adam",
    "membership-create@person": "adam",
    "unit-create@organisation": "adam",
}

SignIn = Callable[[User], None]
Visit = Callable[[str], Page]


@pytest.fixture
def at_start(served: None, anna: User, sign_in: Callable[[User], None], visit: Callable[[str], Page]) -> Page:
    sign_in(anna)
    return visit("/")


def reach(page: Page, target: Locator, key: str = "Tab") -> None:
    """Presses the key until the target has focus."""
    for _ in range(200):
        page.keyboard.press(key)
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} cannot be reached with {key}")


def press(page: Page, target: Locator) -> None:
    reach(page, target)
    page.keyboard.press("Enter")


def test_the_first_stop_leads_past_the_menu(at_start: Page) -> None:
    at_start.keyboard.press("Tab")
    skip = at_start.get_by_role("link", name="Hoppa till innehållet")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    at_start.keyboard.press("Enter")
    expect(at_start.locator("main")).to_be_focused()


def test_a_plan_is_made_and_filled_by_keyboard(at_start: Page) -> None:
    page = at_start
    press(page, page.get_by_role("link", name="Planer", exact=True))
    press(page, page.get_by_role("link", name="Ny plan"))
    reach(page, page.get_by_label("Titel"))
    page.keyboard.type("Plan utan mus")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan utan mus")
    press(page, page.locator("summary", has_text="Lägg till"))
    press(page, page.get_by_role("link", name="Aktivitet", exact=True))
    reach(page, page.get_by_label("Aktivitet (valfritt)"))
    page.keyboard.type("Kvällsvandring")
    press(page, page.get_by_role("button", name="Spara"))
    expect(page.get_by_role("row", name="Kvällsvandring")).to_be_visible()


@pytest.fixture
def at_draft(served: None, anna: User, everything: Everything, sign_in: SignIn, visit: Visit) -> Page:
    sign_in(anna)
    return visit(everything.draft.get_absolute_url())


def open_menu(page: Page, menu: str) -> None:
    press(page, page.locator("summary").get_by_text(menu, exact=True))


def test_a_heading_is_added_by_keyboard(at_draft: Page) -> None:
    page = at_draft
    open_menu(page, "Lägg till")
    press(page, page.get_by_role("link", name="Mål eller insatsområde"))
    reach(page, page.get_by_label("Slag", exact=True))
    page.keyboard.type("Insats")
    reach(page, page.get_by_role("textbox", name="Rubrik"))
    page.keyboard.type("Tillsyn")
    press(page, page.get_by_role("button", name="Spara"))
    expect(page.get_by_role("heading", name="Tillsyn")).to_be_visible()


def test_rows_are_pasted_by_keyboard(at_draft: Page) -> None:
    page = at_draft
    open_menu(page, "Lägg till")
    press(page, page.get_by_role("link", name="Rader från Excel eller Word"))
    reach(page, page.get_by_role("main").get_by_role("textbox").first)
    page.keyboard.insert_text("Aktivitet\tNär\nKontrollköp\tI oktober")
    press(page, page.get_by_role("button", name="Visa hur det blir"))
    press(page, page.get_by_role("button", name="Lägg in i planen"))
    expect(page.get_by_role("row", name="Kontrollköp")).to_contain_text("I oktober")
    press(page, page.locator("#messages").get_by_role("button", name="Ångra"))
    expect(page.get_by_role("row", name="Kontrollköp")).to_have_count(0)


def test_a_plan_is_decided_by_keyboard(at_draft: Page) -> None:
    page = at_draft
    press(page, page.get_by_role("link", name="Granska inför beslut"))
    press(page, page.get_by_role("link", name="Gå vidare till fastställande"))
    reach(page, page.get_by_label("Vem har beslutat?").first)
    page.keyboard.type("Kommunstyrelsen")
    reach(page, page.get_by_label("Beslutsdatum").first)
    for _ in ("day", "month", "year"):  # in whatever order this browser asks for them: today's
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowRight")
    for box in page.locator("main form input[type=checkbox]").all():
        reach(page, box)
        page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Fastställ planen"))
    expect(page.locator("#messages")).to_contain_text("Planen är fastställd.")


def test_a_document_is_ordered_by_keyboard(at_draft: Page) -> None:
    open_menu(at_draft, "Mer")
    press(at_draft, at_draft.get_by_role("button", name="Hämta som PDF och Word"))
    expect(at_draft.get_by_role("heading", level=1)).to_have_text("Rapporter")


def test_somebody_is_invited_by_keyboard(served: None, adam: User, sign_in: SignIn, visit: Visit) -> None:
    sign_in(adam)
    page = visit("/installningar/")
    press(page, page.get_by_role("link", name="Personer och roller"))
    press(page, page.get_by_role("link", name="Bjud in person"))
    reach(page, page.get_by_label("E-postadress"))
    page.keyboard.type("ny@exempel.se")
    reach(page, page.get_by_label("Namn"))
    page.keyboard.type("Nya Nilsson")
    reach(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Skicka inbjudan"))
    expect(page.locator("#messages")).to_contain_text("Nya Nilsson har fått ett mejl")


def test_escape_closes_a_menu_and_goes_back_to_its_button(at_start: Page) -> None:
    button = at_start.locator("summary", has_text="Anna Lindqvist")
    press(at_start, button)
    at_start.keyboard.press("Tab")
    expect(at_start.get_by_role("link", name="Mitt konto")).to_be_focused()
    at_start.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(at_start.get_by_role("link", name="Mitt konto")).to_be_hidden()


@pytest.mark.parametrize("name", EMPTY)
def test_each_error_leads_to_its_field(
    name: str,
    served: None,
    request: pytest.FixtureRequest,
    everything: Everything,
    sign_in: Callable[[User], None],
    visit: Callable[[str], Page],
) -> None:
    sign_in(request.getfixturevalue(EMPTY[name]))
    page = visit(address(name, everything))
    page.locator("main .form button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.title().startswith("Fel: ")
    links = page.locator(".error-summary a").all()
    assert links
    for link in links:
        leads_to_its_field(page, link)


def leads_to_its_field(page: Page, link: Locator) -> None:
    """By keyboard: focus is in the field, and the field says the same words."""
    link.focus()
    page.keyboard.press("Enter")
    field = page.locator(".field.has-error", has=page.locator(":focus"))
    expect(field).to_have_count(1)
    expect(field.locator(".field-error")).to_contain_text(link.inner_text())


def test_errors_before_sign_in_are_told_too(page: Page, visit: Callable[[str], Page], anna: User, served: None) -> None:
    visit(reverse("account_login"))
    page.get_by_role("button", name="Logga in").click()
    expect(page.locator(".error-summary")).to_be_focused()
    for link in page.locator(".error-summary a").all():
        leads_to_its_field(page, link)
