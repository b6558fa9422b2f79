"""The sheet by keyboard alone, as in Excel: what each key does, and where focus is afterwards."""

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from activities.models import Activity
from organisations.models import Actor
from workspace.tests.browser.sheet import SAVED, Sheet


@pytest.fixture
def activity(plan, served) -> Activity:
    return Activity.objects.get(plan=plan, number="1.1")


@pytest.fixture
def sheet(page: Page, plan, anna, visit, sign_in) -> Sheet:
    sign_in(anna)
    visit(plan.get_absolute_url())
    return Sheet(page)


def test_keys_move_beside(sheet, activity):
    sheet.choose(activity, "När")
    keys = ["ArrowRight", "ArrowLeft", "Tab", "Tab", "Shift+Tab", "Home", "End"]
    columns = []
    for key in keys:
        sheet.press(key)
        columns.append(sheet.here)
    assert columns == ["Samverkan", "När", "Samverkan", "Ansvarig", "Samverkan", "Aktivitet", "Budget"]


def test_arrows_go_on_in_the_next_table(sheet, activity, plan):
    last, first = plan.activities.get(title="Kontrollköp"), plan.activities.get(title="")
    sheet.choose(last, "Vad")
    sheet.press("ArrowDown")
    expect(sheet.cell(first, "Vad")).to_be_focused()
    sheet.press("ArrowUp")
    expect(sheet.cell(last, "Vad")).to_be_focused()


def test_keys_open_what_stands_there(sheet, activity):
    sheet.choose(activity, "När")
    for key in ("Enter", "F2"):
        sheet.press(key)
        expect(sheet.editor()).to_be_focused()
        expect(sheet.editor()).to_have_value("Två gånger per år")
        sheet.press("Escape")


def test_typing_replaces(sheet, activity):
    sheet.choose(activity, "När")
    sheet.page.keyboard.type("Varje vår")
    expect(sheet.editor()).to_have_value("Varje vår")


def test_arrow_goes_on_while_one_writes(sheet, activity):
    sheet.choose(activity, "När")
    sheet.page.keyboard.type("Maj")
    sheet.press("ArrowRight")
    assert sheet.here == "Samverkan"
    expect(sheet.cell(activity, "När")).to_contain_text("Maj")


def test_arrow_stays_in_the_text_that_one_changes(sheet, activity):
    sheet.choose(activity, "När")
    sheet.page.keyboard.type("ma")
    sheet.press("F2", "ArrowLeft", "ArrowLeft")
    sheet.page.keyboard.type("Om")
    expect(sheet.editor()).to_have_value("Omma")


def test_accent_replaces_with_its_letter_or_nothing(sheet, activity):
    sheet.choose(activity, "När").dispatch_event("keydown", {"key": "Dead", "bubbles": True, "cancelable": True})
    sheet.page.keyboard.insert_text("é")
    expect(sheet.editor()).to_have_value("é")
    sheet.press("Escape")
    sheet.cell(activity, "När").dispatch_event("keydown", {"key": "Dead", "bubbles": True, "cancelable": True})
    sheet.press("Tab")
    expect(sheet.cell(activity, "När")).to_contain_text("Två gånger per år")


def test_enter_goes_on_below(sheet, activity, plan):
    sheet.write(activity, "När", "Varje vår")
    sheet.press("Enter")
    expect(sheet.editor()).to_have_count(0)
    expect(sheet.cell(plan.activities.get(title="Kontrollköp"), "När")).to_be_focused()


def test_tab_goes_on_beside(sheet, activity):
    sheet.write(activity, "När", "Varje vår")
    sheet.press("Tab")
    assert sheet.here == "Samverkan"


def test_lines_are_broken_within_the_cell(sheet, activity):
    sheet.write(activity, "När", "Vår")
    sheet.press("Shift+Enter")
    sheet.page.keyboard.type("Höst")
    sheet.press("Alt+Enter")
    sheet.page.keyboard.type("Jul")
    expect(sheet.editor()).to_have_value("Vår\nHöst\nJul")


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
    sheet.press("Control+y")
    expect(sheet.cell(activity, "När")).not_to_contain_text("Två gånger")


def test_emptied_ansvarig_links_nobody_until_it_is_brought_back(sheet, activity, anna, lindvalla):
    activity.record(by=anna, partners=[Actor.known_as("Polisen", organisation=lindvalla, by=anna)])
    sheet.choose(activity, "Samverkan")
    with sheet.page.expect_response("**/falt/partners_text/"):
        sheet.press("Delete")
    expect(sheet.state).to_contain_text(SAVED)
    assert activity.partners.count() == 0
    with sheet.page.expect_response("**/falt/partners_text/"):
        sheet.press("Control+z")
    assert [actor.name for actor in activity.partners.all()] == ["Polisen"]


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
    sheet.press("Tab", "Control+x")
    assert sheet.page.evaluate("navigator.clipboard.readText()") == "Polisen"
    expect(sheet.cell(activity, "Samverkan")).not_to_contain_text("Polisen")


def test_copied_cell_is_one_cell_for_excel(sheet, activity, anna, context):
    activity.record(by=anna, schedule="Vår <& höst>\nJul")
    sheet.page.reload()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    sheet.choose(activity, "När")
    sheet.press("Control+c")
    markup = sheet.page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((blob) => blob.text())"
    )
    [cell] = html.fromstring(markup).cssselect("td")
    assert (list(cell.itertext()), len(cell.cssselect("br"))) == (["Vår <& höst>", "Jul"], 1)


def test_copied_choice_is_its_words_alone(sheet, activity, anna, context):
    anna.prefer("plan.columns", {"status": True})
    activity.record(by=anna, status="ongoing")
    sheet.page.reload()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    cell = sheet.choose(activity, "Status")
    cell.evaluate("cell => cell.append(Object.assign(document.createElement('span'), {textContent: 'Sparat 14:32'}))")
    sheet.press("Control+c")
    assert sheet.page.evaluate("navigator.clipboard.readText()") == "Pågår"


def test_first_press_chooses_and_the_next_one_writes(sheet, activity, plan):
    """Also where Tab comes first, and in a cell that has been visited."""
    stop = sheet.page.locator("table[data-sheet] tbody > tr > [tabindex='0']").first
    stop.click()
    expect(sheet.editor()).to_have_count(0)
    stop.click()
    expect(sheet.editor()).to_have_count(1)
