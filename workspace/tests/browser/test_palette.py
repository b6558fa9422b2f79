"""The command palette, by keyboard alone."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from activities.models import Activity
from andts.tests.everything import SECRET, Everything
from organisations.models import User
from workspace.tests.browser.sheet import Sheet
from workspace.tests.browser.wcag import faults

pytestmark = pytest.mark.once


@pytest.fixture
def at_draft(
    served: None, everything: Everything, anna: User, sign_in: Callable[[User], None], visit: Callable[[str], Page]
) -> Page:
    """Anna at the draft, where it has an activity that is easy to name."""
    Activity.add(everything.draft, by=anna, title="Kontrollköp av folköl")
    sign_in(anna)
    return visit(everything.draft.get_absolute_url())


def options(page: Page) -> list[str]:
    return page.locator("#palette .palette-label").all_inner_texts()


def open_palette(page: Page, typed: str = "") -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.type(typed)


def asked_for(url: str) -> str:
    return parse_qs(urlsplit(url).query).get("q", [""])[0]


def chosen(page: Page) -> str:
    """What the field says is chosen, as a screen reader is told."""
    pointed = page.get_by_role("combobox", name="Hoppa till").get_attribute("aria-activedescendant")
    return page.locator(f"#{pointed}[aria-selected=true] .palette-label").inner_text()


def test_ctrl_k_opens_with_the_plans_commands_and_the_menu(at_draft: Page) -> None:
    open_palette(at_draft)
    expect(at_draft.get_by_role("combobox", name="Hoppa till")).to_be_focused()
    offered = options(at_draft)
    assert {"Lägg till aktivitet", "Granska inför beslut", "Versioner och beslut", "Planer", "Aktörer"} < set(offered)
    assert offered.index("Granska inför beslut") < offered.index("Planer")


def test_commands_are_those_of_the_page(at_draft: Page, visit: Callable[[str], Page]) -> None:
    page = visit("/planer/")
    open_palette(page)
    assert "Granska inför beslut" not in options(page)


def test_reader_is_offered_what_a_reader_may(
    at_draft: Page, bo: User, everything: Everything, sign_in: Callable[[User], None], visit: Callable[[str], Page]
) -> None:
    sign_in(bo)
    page = visit(everything.adopted.get_absolute_url())
    open_palette(page)
    assert not {"Lägg till aktivitet", "Ändra planens uppgifter"} & set(options(page))
    assert "Versioner och beslut" in options(page)


def test_enter_does_the_command(at_draft: Page) -> None:
    open_palette(at_draft, "lägg akt")
    assert chosen(at_draft) == "Lägg till aktivitet"
    at_draft.keyboard.press("Enter")
    expect(at_draft.get_by_role("heading", level=1)).to_have_text("Lägg till aktivitet")


def test_arrows_choose_round_and_round(at_draft: Page) -> None:
    open_palette(at_draft)
    first, *_, last = options(at_draft)
    at_draft.keyboard.press("ArrowUp")
    assert chosen(at_draft) == last
    at_draft.keyboard.press("ArrowDown")
    assert chosen(at_draft) == first


def test_escape_gives_focus_back(at_draft: Page) -> None:
    link = at_draft.get_by_role("link", name="Granska inför beslut")
    link.focus()
    open_palette(at_draft, "pol")
    at_draft.keyboard.press("Escape")
    expect(at_draft.locator("#palette")).to_be_hidden()
    expect(link).to_be_focused()


def test_activity_is_found_as_one_types_and_gone_to(at_draft: Page, visit: Callable[[str], Page]) -> None:
    visit("/planer/")
    open_palette(at_draft, "kontrollkö")
    expect(at_draft.get_by_role("option", name="Kontrollköp av folköl")).to_be_visible()
    at_draft.keyboard.press("Enter")
    activity = Activity.objects.get(title="Kontrollköp av folköl")
    at_draft.wait_for_url(f"**/planer/{activity.plan_id}/#aktivitet-{activity.pk}")


def test_place_on_the_same_page_gets_focus(at_draft: Page) -> None:
    open_palette(at_draft, "kontrollköp")
    expect(at_draft.get_by_role("option", name="Kontrollköp av folköl")).to_be_visible()
    at_draft.keyboard.press("Enter")
    row = at_draft.locator(f"#aktivitet-{Activity.objects.get(title='Kontrollköp av folköl').pk}")
    assert row.evaluate("row => row.contains(document.activeElement)")


def test_what_is_not_named_is_searched_for(at_draft: Page) -> None:
    open_palette(at_draft, "blåsippa")
    assert chosen(at_draft) == "Sök efter ”blåsippa”"
    at_draft.keyboard.press("Enter")
    expect(at_draft.locator(".empty-title")).to_have_text("Inga träffar på ”blåsippa”")


def test_keys_in_a_row_are_one_question(at_draft: Page) -> None:
    asked: list[str] = []
    at_draft.on("request", lambda request: asked.append(asked_for(request.url)))
    open_palette(at_draft)
    typed = "input => { for (const text of ['k', 'ko', 'kontroll']) { input.value = text; input.dispatchEvent(new Event('input')); } }"
    at_draft.locator("#palette-query").evaluate(typed)
    expect(at_draft.get_by_role("option", name="Kontrollköp av folköl")).to_be_visible()
    # Opening it asks too, before or after the keys.
    assert [question for question in asked if question] == ["kontroll"]


def test_only_the_last_question_is_answered(at_draft: Page) -> None:
    """The one before is given up, whenever its answer would have come."""
    given_up: list[str] = []
    at_draft.on("requestfailed", lambda request: given_up.append(asked_for(request.url)))
    at_draft.route("**/sok/forslag/?q=utkast*", lambda route: None)
    open_palette(at_draft)
    with at_draft.expect_request("**/sok/forslag/?q=utkast*"):
        at_draft.keyboard.insert_text("utkast")
    at_draft.locator("#palette-query").fill("kontroll")
    expect(at_draft.get_by_role("option", name="Kontrollköp av folköl")).to_be_visible()
    assert given_up == ["utkast"]
    assert options(at_draft) == ["Kontrollköp av folköl", "Sök efter ”kontroll”"]


def test_palette_holds_when_the_server_is_away(at_draft: Page, context: BrowserContext) -> None:
    open_palette(at_draft)
    context.set_offline(True)
    at_draft.keyboard.type("planer")
    assert chosen(at_draft) == "Planer"
    context.set_offline(False)


def test_unwritten_cell_is_saved_before_one_leaves(at_draft: Page) -> None:
    activity = Activity.objects.get(title="Kontrollköp av folköl")
    Sheet(at_draft).write(activity, "Vad", "Till sist")
    open_palette(at_draft, "rapporter")
    at_draft.keyboard.press("Enter")
    expect(at_draft.get_by_role("heading", level=1)).to_have_text("Rapporter")
    activity.refresh_from_db()
    assert activity.description == "Till sist"


def test_escape_goes_back_to_the_cell_one_wrote_in(at_draft: Page) -> None:
    sheet, activity = Sheet(at_draft), Activity.objects.get(title="Kontrollköp av folköl")
    sheet.write(activity, "Vad", "Till sist")
    open_palette(at_draft)
    at_draft.keyboard.press("Escape")
    assert sheet.here == "Vad"


def test_button_beside_the_search_opens_it(at_draft: Page) -> None:
    at_draft.get_by_role("button", name="Hoppa till").click()
    expect(at_draft.get_by_role("combobox", name="Hoppa till")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 360])
def test_open_palette_holds_against_wcag(at_draft: Page, width: int) -> None:
    at_draft.set_viewport_size({"width": width, "height": 800})
    open_palette(at_draft, "kontroll")
    expect(at_draft.get_by_role("option", name="Kontrollköp av folköl")).to_be_visible()
    assert faults(at_draft) == []


def test_palette_in_the_dark_holds_too(at_draft: Page) -> None:
    at_draft.emulate_media(color_scheme="dark")
    open_palette(at_draft)
    assert faults(at_draft) == []


def test_stranger_is_offered_nothing_of_lindvallas(
    at_draft: Page, cecilia: User, sign_in: Callable[[User], None], visit: Callable[[str], Page]
) -> None:
    sign_in(cecilia)
    page = visit("/planer/")
    with page.expect_response("**/sok/forslag/**"):
        open_palette(page, SECRET[:10])
    assert options(page) == [f"Sök efter ”{SECRET[:10].strip()}”"]


def test_without_script_there_is_no_button_to_nothing(
    at_draft: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    assert context.browser
    scriptless = context.browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = scriptless.new_page()
    page.goto(f"{live_server.url}/planer/")
    expect(page.get_by_role("search").first).to_be_visible()
    expect(page.locator("[data-palette]")).to_be_hidden()
    expect(page.locator("#palette")).to_be_hidden()
    scriptless.close()
