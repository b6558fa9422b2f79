"""The sheet by keyboard alone, as in Excel: what each key does, and where focus is afterwards."""

import pytest
from playwright.sync_api import Page, expect

from activities.models import Activity
from workspace.tests.browser.sheet import SAVED, Sheet


@pytest.fixture
def activity(plan, served) -> Activity:
    return Activity.objects.get(plan=plan, number="1.1")


@pytest.fixture
def sheet(page: Page, plan, anna, visit, sign_in) -> Sheet:
    sign_in(anna)
    visit(plan.get_absolute_url())
    return Sheet(page)


@pytest.mark.parametrize(
    ("keys", "column"),
    [
        (["ArrowRight"], "Samverkan"),
        (["ArrowLeft"], "Vad"),
        (["Tab", "Tab"], "Ansvarig"),
        (["Shift+Tab"], "Vad"),
        (["Home"], "Aktivitet"),
        (["End", "ArrowLeft"], "Uppföljning"),
    ],
)
def test_key_moves_beside(sheet, activity, keys, column):
    sheet.choose(activity, "När")
    sheet.press(*keys)
    assert sheet.here == column


def test_arrows_go_on_in_the_next_table(sheet, activity, plan):
    last, first = plan.activities.get(title="Kontrollköp"), plan.activities.get(title="")
    sheet.choose(last, "Vad")
    sheet.press("ArrowDown")
    expect(sheet.cell(first, "Vad")).to_be_focused()
    sheet.press("ArrowUp")
    expect(sheet.cell(last, "Vad")).to_be_focused()


@pytest.mark.parametrize("key", ["Enter", "F2"])
def test_key_opens_what_stands_there(sheet, activity, key):
    sheet.choose(activity, "När")
    sheet.press(key)
    expect(sheet.editor()).to_be_focused()
    expect(sheet.editor()).to_have_value("Två gånger per år")


def test_typing_replaces(sheet, activity):
    sheet.choose(activity, "När")
    sheet.page.keyboard.type("Varje vår")
    expect(sheet.editor()).to_have_value("Varje vår")


def test_enter_goes_on_below(sheet, activity, plan):
    sheet.write(activity, "När", "Varje vår")
    sheet.press("Enter")
    expect(sheet.editor()).to_have_count(0)
    expect(sheet.cell(plan.activities.get(title="Kontrollköp"), "När")).to_be_focused()


def test_tab_goes_on_beside(sheet, activity):
    sheet.write(activity, "När", "Varje vår")
    sheet.press("Tab")
    assert sheet.here == "Samverkan"


@pytest.mark.parametrize("keys", ["Shift+Enter", "Alt+Enter"])
def test_line_is_broken_within_the_cell(sheet, activity, keys):
    sheet.write(activity, "När", "Vår")
    sheet.press(keys)
    sheet.page.keyboard.type("Höst")
    expect(sheet.editor()).to_have_value("Vår\nHöst")


def test_escape_puts_back_what_stood_there_even_when_it_was_saved(sheet, activity):
    sheet.write(activity, "När", "Fel")
    expect(sheet.cell(activity, "När").locator(".save-state")).to_contain_text(SAVED)
    with sheet.page.expect_response("**/falt/schedule/"):
        sheet.press("Escape")
    expect(sheet.cell(activity, "När")).to_be_focused()
    expect(sheet.cell(activity, "När")).to_contain_text("Två gånger per år")
    activity.refresh_from_db()
    assert activity.schedule == "Två gånger per år"


def test_delete_empties_and_ctrl_z_brings_back(sheet, activity):
    sheet.choose(activity, "När")
    sheet.press("Delete")
    expect(sheet.state).to_contain_text(SAVED)
    activity.refresh_from_db()
    assert activity.schedule == ""
    sheet.press("Control+z")
    expect(sheet.cell(activity, "När")).to_contain_text("Två gånger per år")


def test_escape_leaves_the_table(sheet, activity):
    sheet.choose(activity, "När")
    sheet.press("Escape")
    assert not sheet.page.evaluate("Boolean(document.activeElement.closest('table'))")


def test_table_is_one_stop_for_tab(sheet):
    for table in sheet.page.locator("table[data-sheet]").all():
        assert table.locator("tbody > tr > [tabindex='0']").count() == 1


def test_copying_takes_the_cells_text(sheet, activity, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    sheet.choose(activity, "När")
    sheet.press("Control+c")
    assert sheet.page.evaluate("navigator.clipboard.readText()") == "Två gånger per år"


def test_first_press_chooses_and_the_next_one_writes(sheet, activity, plan):
    """Also where Tab comes first, and in a cell that has been visited."""
    stop = sheet.page.locator("table[data-sheet] tbody > tr > [tabindex='0']").first
    stop.click()
    expect(sheet.editor()).to_have_count(0)
    stop.click()
    expect(sheet.editor()).to_have_count(1)
