"""Hints and warnings where one writes: folded, remembered, and never in the way."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from activities.models import Activity
from organisations.models import Actor, Organisation, User
from plans.models import Plan
from workspace.tests.browser.sheet import SAVED, Sheet
from workspace.tests.browser.wcag import faults

pytestmark = pytest.mark.once


@pytest.fixture
def activity(plan: Plan, served: None) -> Activity:
    return Activity.objects.get(plan=plan, number="1.1")


@pytest.fixture
def open_form(
    activity: Activity, anna: User, visit: Callable[[str], Page], sign_in: Callable[[User], None]
) -> Callable[[], Page]:
    sign_in(anna)
    return lambda: visit(f"/planer/{activity.plan_id}/aktiviteter/{activity.pk}/")


@pytest.fixture
def sheet(
    page: Page, plan: Plan, served: None, anna: User, visit: Callable[[str], Page], sign_in: Callable[[User], None]
) -> Sheet:
    sign_in(anna)
    visit(plan.get_absolute_url())
    return Sheet(page)


def summary(page: Page, label: str) -> Locator:
    return page.locator("summary", has_text=f"Tips och exempel för {label}")


def toggle(page: Page, label: str) -> None:
    """Opens or folds the hint, and waits until the choice is kept."""
    with page.expect_response("**/konto/val/") as kept:
        summary(page, label).press("Enter")
    assert kept.value.status == 204


# --- In the form


def test_hint_that_is_opened_is_open_next_time_and_no_other(open_form: Callable[[], Page]) -> None:
    toggle(open_form(), "När")
    page = open_form()
    expect(page.locator("details[data-tips][open]")).to_have_count(1)
    expect(page.get_by_text("Två gånger per termin")).to_be_visible()
    toggle(page, "När")
    expect(open_form().locator("details[data-tips][open]")).to_have_count(0)


def test_open_hints_hold_against_wcag(open_form: Callable[[], Page]) -> None:
    page = open_form()
    for details in page.locator("details[data-tips]").all():
        details.evaluate("element => { element.open = true; }")
    assert faults(page) == []


def test_warning_is_told_and_the_text_is_saved(open_form: Callable[[], Page], activity: Activity) -> None:
    page = open_form()
    page.get_by_label("Plats").fill("Ring Stina 070-123 45 67")
    page.get_by_role("button", name="Spara").click()
    expect(page.locator("#messages .notice-warning")).to_contain_text("Plats: 070… ser ut som ett telefonnummer.")
    activity.refresh_from_db()
    assert activity.place == "Ring Stina 070-123 45 67"


# --- In the sheet


def test_mark_in_a_heading_shows_its_hint(sheet: Sheet) -> None:
    mark = sheet.page.get_by_role("button", name="Tips och exempel för När").first
    mark.click()
    box = sheet.page.get_by_role("dialog", name="Tips och exempel för När")
    expect(box).to_be_focused()
    expect(box).to_contain_text("Två gånger per termin")
    expect(mark).to_have_attribute("aria-expanded", "true")
    assert faults(sheet.page) == []
    sheet.press("Escape")
    expect(box).to_have_count(0)
    expect(mark).to_be_focused()


def test_marks_are_no_stops_on_the_keyboards_way(sheet: Sheet) -> None:
    marks = sheet.page.locator(".column-tips")
    assert marks.count() > 6
    assert marks.evaluate_all("marks => marks.every((mark) => mark.tabIndex === -1)")


def test_marks_stand_on_the_line_of_their_headings(sheet: Sheet) -> None:
    heading = sheet.page.locator("table[data-sheet] th[data-field=follow_up]").first
    # A line is 21 px high: the mark's top above or below that of the words.
    top_of_words = "(heading) => { const words = new Range(); words.selectNode(heading.firstChild); return words.getBoundingClientRect().top; }"
    top_of_mark = "(heading) => heading.querySelector('.column-tips').getBoundingClientRect().top"
    assert abs(heading.evaluate(top_of_mark) - heading.evaluate(top_of_words)) < 16


def test_marks_come_back_when_the_sheet_is_shown_anew(sheet: Sheet) -> None:
    sheet.page.locator(".column-tips").first.evaluate("mark => mark.remove()")
    sheet.page.evaluate("document.dispatchEvent(new CustomEvent('sheet:refreshed'))")
    headings = sheet.page.locator("table[data-sheet] th[data-field]:not([data-field^=own])")
    expect(headings.locator(".column-tips")).to_have_count(headings.count())


def test_hints_of_the_columns_are_reached_by_keyboard_and_remembered(sheet: Sheet, plan: Plan) -> None:
    toggle(sheet.page, "kolumnerna")
    sheet.page.reload()
    expect(sheet.page.locator(".sheet-tips dt")).to_have_text(
        ["Aktivitet", "Vad", "När", "Samverkan", "Ansvarig", "Uppföljning"]
    )
    expect(sheet.page.get_by_text("Två gånger per termin")).to_be_visible()


def test_cell_warns_of_what_looks_like_personal_data(sheet: Sheet, activity: Activity) -> None:
    sheet.write(activity, "Ansvarig", "Stina 070-123 45 67")
    sheet.press("Tab")
    expect(sheet.state).to_contain_text(SAVED)
    expect(sheet.cell(activity, "Ansvarig").locator(".cell-warning")).to_contain_text(
        "070… ser ut som ett telefonnummer."
    )
    activity.refresh_from_db()
    assert activity.responsible_text == "Stina 070-123 45 67"


# --- Without script


@pytest.fixture
def page_without_script(
    browser: Browser, context: BrowserContext, anna: User, sign_in: Callable[[User], None]
) -> Iterator[Page]:
    sign_in(anna)
    scriptless = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    yield scriptless.new_page()
    scriptless.close()


def test_without_script_hints_unfold_and_actors_are_chosen(
    page_without_script: Page, live_server: LiveServer, activity: Activity, anna: User, lindvalla: Organisation
) -> None:
    page, school = page_without_script, Actor.known_as("Skolan", organisation=lindvalla, by=anna)
    page.goto(f"{live_server.url}/planer/{activity.plan_id}/aktiviteter/{activity.pk}/")
    summary(page, "När").click()
    expect(page.get_by_text("Två gånger per termin")).to_be_visible()
    page.locator("summary", has_text="Välj bland aktörerna: Samverkande aktörer").click()
    page.get_by_role("group", name="Samverkande aktörer (valfritt)").get_by_label("Skolan").check()
    page.get_by_role("button", name="Spara").click()
    expect(page.locator("#messages")).to_contain_text("Aktiviteten är sparad.")
    assert activity.partners.get() == school
