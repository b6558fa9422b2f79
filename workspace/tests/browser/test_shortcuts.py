"""Single keys, the help that lists them, and turning them off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from andts.tests.everything import Everything
from organisations.models import User
from workspace.tests.browser.sheet import Sheet
from workspace.tests.browser.wcag import faults

pytestmark = pytest.mark.once


@pytest.fixture
def at_start(served: None, anna: User, sign_in: Callable[[User], None], visit: Callable[[str], Page]) -> Page:
    sign_in(anna)
    return visit("/")


@pytest.mark.parametrize(
    ("keys", "heading"), [("gp", "Planer"), ("gr", "Rapporter"), ("ga", "Aktörer"), ("gm", "Mitt arbete")]
)
def test_g_and_a_letter_leads_to_a_page(at_start: Page, visit: Callable[[str], Page], keys: str, heading: str) -> None:
    visit("/hjalp/tangenter/")
    for key in keys:
        at_start.keyboard.press(key)
    expect(at_start.get_by_role("heading", level=1)).to_have_text(heading)


def test_slash_goes_to_the_search_box(at_start: Page) -> None:
    at_start.keyboard.press("/")
    box = at_start.locator("#frame-search")
    expect(box).to_be_focused()
    expect(box).to_have_value("")


def test_keys_in_a_field_are_text(at_start: Page) -> None:
    at_start.keyboard.press("/")
    at_start.keyboard.type("gp/?")
    expect(at_start.locator("#frame-search")).to_have_value("gp/?")
    expect(at_start.locator("dialog[open]")).to_have_count(0)


def test_keys_in_the_sheet_begin_a_text(at_start: Page, everything: Everything, visit: Callable[[str], Page]) -> None:
    page = visit(everything.draft.get_absolute_url())
    activity = everything.draft.activities.get()
    sheet = Sheet(page)
    sheet.write(activity, "Vad", "g/?")
    expect(page.locator("dialog[open]")).to_have_count(0)
    sheet.press("Tab")
    expect(sheet.cell(activity, "Vad")).to_have_text("g/?")
    expect(page.locator("#frame-search")).not_to_be_focused()


def test_letters_with_ctrl_are_the_browsers(at_start: Page) -> None:
    at_start.keyboard.press("g")
    at_start.keyboard.press("Control+p")
    expect(at_start.get_by_role("heading", level=1)).to_have_text("Mitt arbete")


def test_question_mark_lists_the_keys(at_start: Page) -> None:
    at_start.keyboard.press("?")
    dialog = at_start.get_by_role("dialog", name="Tangenter")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("heading")).to_have_text(
        ["Tangenter", "Överallt", "Enstaka tangenter", "I planens tabell"]
    )
    expect(dialog.get_by_role("button", name="Stäng", exact=True)).to_be_focused()


def test_question_mark_lists_the_keys_of_the_table_first(
    at_start: Page, everything: Everything, visit: Callable[[str], Page]
) -> None:
    page = visit(everything.draft.get_absolute_url())
    page.keyboard.press("?")
    headings = page.get_by_role("dialog", name="Tangenter").get_by_role("heading")
    expect(headings).to_have_text(["Tangenter", "I planens tabell", "Överallt", "Enstaka tangenter"])


def test_escape_closes_the_list_and_gives_focus_back(at_start: Page) -> None:
    link = (
        at_start.get_by_role("link", name="Alla planer")
        .or_(at_start.get_by_role("link", name="Planer", exact=True))
        .first
    )
    link.focus()
    at_start.keyboard.press("?")
    expect(at_start.get_by_role("dialog")).to_be_visible()
    at_start.keyboard.press("Escape")
    expect(at_start.get_by_role("dialog")).to_be_hidden()
    expect(link).to_be_focused()


def test_turned_off_no_single_key_does_anything(at_start: Page, visit: Callable[[str], Page], anna: User) -> None:
    visit("/hjalp/tangenter/")
    at_start.get_by_role("button", name="Stäng av enstaka tangenter").click()
    expect(at_start.get_by_text("Enstaka tangenter är avstängda för dig.")).to_be_visible()
    visit("/")
    for key in ("?", "/", "g", "p"):
        at_start.keyboard.press(key)
    expect(at_start.locator("dialog[open]")).to_have_count(0)
    expect(at_start.locator("#frame-search")).not_to_be_focused()
    expect(at_start.get_by_role("heading", level=1)).to_have_text("Mitt arbete")
    at_start.keyboard.press("Control+k")
    expect(at_start.locator("#palette")).to_be_visible()


def test_turned_on_again_they_do(at_start: Page, visit: Callable[[str], Page], anna: User) -> None:
    anna.prefer("shortcuts.off", value=True)
    visit("/hjalp/tangenter/")
    at_start.get_by_role("button", name="Slå på enstaka tangenter").click()
    expect(at_start.get_by_role("button", name="Stäng av enstaka tangenter")).to_be_visible()
    at_start.keyboard.press("/")
    expect(at_start.locator("#frame-search")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 360])
def test_open_list_holds_against_wcag(at_start: Page, width: int) -> None:
    at_start.set_viewport_size({"width": width, "height": 800})
    at_start.keyboard.press("?")
    expect(at_start.get_by_role("dialog")).to_be_visible()
    assert faults(at_start) == []
