"""Pasting in the sheet: one text into a cell, many rows by way of the preview, and one Ångra; with script and without."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from activities.models import Activity, BulkChange
from organisations.models import Actor, User
from plans.models import Plan
from workspace.tests.browser.hearing import announcement
from workspace.tests.browser.sheet import SAVED, Sheet
from workspace.tests.browser.wcag import faults

PASTE = """([text, markup]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  if (markup) data.setData("text/html", markup);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""
HEADINGS = ["Nr", "Aktivitet", "Vad", "När", "Samverkan", "Ansvarig", "Uppföljning", "Målgrupp", "Status", "ANDTS"]
HEADINGS += ["Kostnad", "Kommentar"]


def a_row(number: int) -> list[str]:
    """Twelve cells as somebody might have written them, line breaks, quotes and a tab among them."""
    what = f'"Steg ett, del {number}\nSteg ""två""\toch resten"'
    row = [f"7.{number}", f"Insats nummer {number}", what, "mars 2026", "Skolan, Polisen", "Rektor"]
    return [*row, "Antal deltagare", "Föräldrar", "Pågår", "Alkohol, tobak", f"{number} 000 kr", "Se bilagan"]


ROWS = "\r\n".join("\t".join(cells) for cells in [HEADINGS, *(a_row(number) for number in range(1, 201))])


@pytest.fixture
def activity(plan: Plan, served: None) -> Activity:
    found: Activity = Activity.objects.get(plan=plan, number="1.1")
    return found


@pytest.fixture
def sheet(page: Page, plan: Plan, anna: User, visit: Callable[[str], Page], sign_in: Callable[[User], None]) -> Sheet:
    sign_in(anna)
    visit(plan.get_absolute_url())
    return Sheet(page)


@pytest.fixture
def stand(sheet: Sheet) -> Callable[[Activity, str], None]:
    """Chooses the cell without opening it, as arrows do."""
    focus = "cell => { cell.tabIndex = -1; cell.focus(); }"
    return lambda activity, label: sheet.cell(activity, label).evaluate(focus)


@pytest.fixture
def paste(page: Page) -> Callable[..., None]:
    """What Ctrl+V does with this on the clipboard."""
    return lambda text, markup="": page.evaluate(PASTE, [text, markup])


def present(plan: Plan) -> int:
    return Activity.objects.filter(plan=plan).present().count()


def test_one_text_replaces_what_the_cell_holds(sheet, stand, activity, paste):
    stand(activity, "När")
    paste("Varje vår\r\n")
    expect(sheet.cell(activity, "När")).to_contain_text("Varje vår")
    expect(sheet.state).to_contain_text(SAVED)
    activity.refresh_from_db()
    assert activity.schedule == "Varje vår"


def test_actor_that_is_pasted_over_goes_and_comes_back_with_its_name(sheet, stand, activity, paste, anna, lindvalla):
    activity.record(by=anna, partners=[Actor.known_as("Polisen", organisation=lindvalla, by=anna)])
    stand(activity, "Samverkan")
    paste("Skolan")
    expect(announcement(sheet.page, "Inte längre kopplad: Polisen. Namnet står inte i texten.")).to_have_count(1)
    assert activity.partners.count() == 0
    sheet.press("Control+z")
    expect(sheet.cell(activity, "Samverkan")).to_contain_text("Polisen")
    expect(sheet.state).to_contain_text(SAVED)
    assert [actor.name for actor in activity.partners.all()] == ["Polisen"]


def test_one_cell_of_excel_keeps_its_line_breaks(sheet, stand, activity, paste):
    stand(activity, "Vad")
    paste('"Steg ett\nSteg ""två"""\r\n', '<table><tr><td>Steg ett<br>Steg "två"</table>')
    expect(sheet.state).to_contain_text(SAVED)
    activity.refresh_from_db()
    assert activity.description == 'Steg ett\nSteg "två"'


def test_in_a_cell_that_is_written_in_pasting_is_the_browsers(sheet, stand, activity, page, paste):
    stand(activity, "När")
    sheet.press("Enter")
    paste("Ett\tTvå\nTre\tFyra")
    expect(sheet.editor()).to_be_focused()
    expect(page).to_have_url(page.url)


def test_several_cells_fill_those_of_the_sheet(sheet, stand, activity, paste, page):
    """As Excel does: over what stands there, which is shown beside what comes."""
    stand(activity, "När")
    paste("Hösten 2026\tSkolan\nVåren 2027\tHemmen")
    expect(page.locator(".page-lead")).to_have_text("2 aktiviteter ändras.")
    row = page.get_by_role("row", name="Rad 1")
    expect(row.locator("del").first).to_contain_text("Två gånger per år")
    expect(row.locator("ins").first).to_contain_text("Hösten 2026")
    page.get_by_role("button", name="Lägg in i planen").click()
    expect(sheet.cell(activity, "Samverkan")).to_contain_text("Skolan")
    expect(sheet.cell(Activity.objects.get(number="1.2"), "När")).to_have_text("Våren 2027")


def test_the_same_cells_can_be_new_rows_instead(sheet, stand, activity, paste, page, plan):
    stand(activity, "Aktivitet")
    paste("Lovfotboll\tVarje lov\nSimskola\tVarje sommar")
    page.get_by_label("Som nya rader").check()
    page.get_by_role("button", name="Läs om med mina ändringar").click()
    expect(page.locator(".page-lead")).to_have_text("2 aktiviteter läggs till.")
    page.get_by_role("button", name="Lägg in i planen").click()
    expect(page.locator("#messages")).to_contain_text("Klistrade in 2 aktiviteter.")
    assert Activity.objects.get(title="Simskola").node_id == activity.node_id


def test_a_table_of_word_keeps_the_paragraphs_of_its_cells(sheet, stand, activity, paste, page):
    stand(activity, "Aktivitet")
    markup = "<table style='mso-x:y'><tr><td><p class=MsoNormal>Simskola</p><td><p>Ett</p><p>Två</p></tr><tr><td>B<td>C</table>"
    paste("Simskola\tEtt\nTvå\nB\tC\n", markup)
    page.get_by_role("button", name="Lägg in i planen").click()
    expect(sheet.cell(activity, "Aktivitet")).to_contain_text("Simskola")
    activity.refresh_from_db()
    assert activity.description == "Ett\nTvå"


def test_two_hundred_rows_come_and_go_as_one(sheet, stand, activity, paste, page, plan):
    before = present(plan)
    stand(activity, "Aktivitet")
    paste(ROWS)
    expect(page.locator(".page-lead")).to_have_text("200 aktiviteter läggs till.")
    page.get_by_role("button", name="Lägg in i planen").click()
    expect(page.locator("#messages")).to_contain_text("Klistrade in 200 aktiviteter.")
    assert present(plan) == before + 200
    pasted = Activity.objects.get(number="7.200")
    assert pasted.description == 'Steg ett, del 200\nSteg "två" och resten'
    page.locator("#messages").get_by_role("button", name="Ångra").click()
    expect(page.locator("#messages")).not_to_contain_text("Klistrade in")
    assert present(plan) == before
    assert BulkChange.objects.get().undone_by is not None


def test_nothing_pasted_stays_in_the_browser(sheet, stand, activity, paste, page):
    stand(activity, "Aktivitet")
    paste("Hemlig\tText\nMera\tText")
    expect(page.get_by_role("heading", level=1)).to_have_text("Så här blir det")
    assert "Hemlig" not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")


@pytest.mark.parametrize("width", [1280, 360])
def test_preview_holds_against_wcag(sheet, stand, activity, paste, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    stand(activity, "Aktivitet")
    paste("Mål\tAktivitet\tStatus\tNär\nNytt mål\tTillsyn\tNästan klar\t2026-13\n\tSimskola\tPågår\tv. 12")
    expect(page.get_by_role("heading", name="Det här passar inte")).to_be_visible()
    assert faults(page) == []


def test_without_script(browser: Browser, live_server: LiveServer, plan: Plan, anna: User, served: None) -> None:
    """The same through plain forms: paste in a field, look, change a column, put it in the plan, undo."""
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    client = Client()
    client.force_login(anna)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}{reverse('plan-paste', args=[plan.pk])}")
    page.get_by_label("Klistra in från Excel eller Word").fill("Aktivitet\tNär\tVilka nås\nSimskola\tVåren\tBarn")
    page.get_by_role("button", name="Visa hur det blir").click()
    page.get_by_label("Vad kolumnen Vilka nås är").select_option(label="Målgrupp")
    page.get_by_role("button", name="Lägg in i planen").click()
    assert Activity.objects.get(title="Simskola").target_group == "Barn"
    page.get_by_role("button", name="Ångra").first.click()
    assert Activity.objects.get(title="Simskola").deleted_at is not None
    context.close()
