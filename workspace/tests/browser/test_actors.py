"""Samverkan and Ansvarig complete as one types, in the plain form and in the sheet; the text stays what was typed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from activities.models import Activity
from organisations.models import Actor, Organisation, User
from plans.models import Plan
from workspace.tests.browser.hearing import announcement, heard, listen
from workspace.tests.browser.sheet import SAVED, Sheet
from workspace.tests.browser.wcag import faults

pytestmark = pytest.mark.once

NAMES = ["Skolan", "Elevhälsan", "Kultur och fritid"]


@pytest.fixture
def activity(plan: Plan, served: None, lindvalla: Organisation, anna: User) -> Activity:
    """Tillsyn, with Polisen as its partner; the kommun has four actors."""
    for name in NAMES:
        Actor.known_as(name, organisation=lindvalla, by=anna)
    lindvalla.actors.get(name="Elevhälsan").add_aliases(["Skolhälsan"], by=anna)
    activity = Activity.objects.get(plan=plan, number="1.1")
    activity.record(by=anna, partners=[lindvalla.actors.get(name="Polisen")])
    return activity


@pytest.fixture
def form(
    page: Page, activity: Activity, anna: User, visit: Callable[[str], Page], sign_in: Callable[[User], None]
) -> Page:
    sign_in(anna)
    return visit(f"/planer/{activity.plan_id}/aktiviteter/{activity.pk}/")


@pytest.fixture
def sheet(
    page: Page, activity: Activity, anna: User, visit: Callable[[str], Page], sign_in: Callable[[User], None]
) -> Sheet:
    sign_in(anna)
    visit(f"/planer/{activity.plan_id}/")
    return Sheet(page)


def partners(page: Page) -> Locator:
    """The form's field, with the cursor last in it."""
    field = page.get_by_label("Samverkan (valfritt)", exact=True)
    field.click()
    field.press("Control+End")
    return field


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Förslag på aktörer").get_by_role("option")


def chips(page: Page) -> Locator:
    return page.locator(".field:has(#id_partners_text) .actor-chip, td .actor-chip")


def names(activity: Activity) -> list[str]:
    return [actor.name for actor in activity.partners.order_by("name")]


def save(page: Page) -> None:
    page.get_by_role("button", name="Spara").click()
    expect(page.locator("#messages")).to_contain_text("Aktiviteten är sparad.")


# --- The form


def test_several_actors_are_chosen_one_after_the_other(form: Page, activity: Activity) -> None:
    field = partners(form)
    field.press_sequentially(", sko")
    expect(options(form)).to_have_text(["Skolan", "Elevhälsan kallas också Skolhälsan", "Lägg till aktören ”sko”"])
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Polisen, Skolan")
    field.press_sequentially(" och skolh")
    expect(options(form).first).to_have_text("Elevhälsan kallas också Skolhälsan")
    field.press("ArrowDown")
    field.press("Tab")
    expect(field).to_have_value("Polisen, Skolan och Elevhälsan")
    expect(field).to_be_focused()
    expect(chips(form)).to_have_count(3)
    save(form)
    activity.refresh_from_db()
    assert (activity.partners_text, names(activity)) == (
        "Polisen, Skolan och Elevhälsan",
        ["Elevhälsan", "Polisen", "Skolan"],
    )


def test_new_actor_is_made_in_place(form: Page, activity: Activity, anna: User) -> None:
    field = partners(form)
    field.press_sequentially("; Nattvandrarna")
    expect(options(form)).to_have_text(["Lägg till aktören ”Nattvandrarna”"])
    field.press("ArrowUp")
    field.press("Enter")
    expect(chips(form)).to_contain_text(["Polisen", "Nattvandrarna"])
    save(form)
    assert names(activity) == ["Nattvandrarna", "Polisen"]
    assert Actor.objects.get(name="Nattvandrarna").history.get().history_user == anna


def test_new_actor_can_be_chosen_again_in_the_other_field(form: Page, activity: Activity) -> None:
    partners(form).press_sequentially(", Nattvandrarna")
    options(form).last.click()
    expect(chips(form)).to_have_count(2)
    responsible = form.get_by_label("Ansvarig (valfritt)", exact=True)
    responsible.fill("")
    responsible.press_sequentially("nattv")
    options(form).first.click()
    expect(responsible).to_have_value("Nattvandrarna")
    save(form)
    assert activity.responsible.get().name == "Nattvandrarna"


def test_name_that_is_no_actors_is_refused_in_words(form: Page, lindvalla: Organisation) -> None:
    field = partners(form)
    field.press_sequentially(", stina@gmail.com")
    options(form).last.click()
    refused = form.locator(".actor-chips .field-error:visible")
    expect(refused).to_have_text(
        "En aktör är en funktion eller en organisation. Ange dess namn, utan adress och nummer."
    )
    expect(field).to_have_value("Polisen, stina@gmail.com")
    assert lindvalla.actors.count() == 1 + len(NAMES)


def test_name_with_och_in_it_is_completed_as_one(form: Page) -> None:
    field = partners(form)
    field.press_sequentially(", Kultur och fri")
    expect(options(form).first).to_have_text("Kultur och fritid")
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Polisen, Kultur och fritid")


def test_what_is_typed_without_choosing_stays_as_typed(form: Page, activity: Activity) -> None:
    field = partners(form)
    field.press_sequentially(", sko")
    expect(options(form)).to_have_count(3)
    field.press("Enter")
    field.press_sequentially("grannar")
    expect(field).to_have_value("Polisen, sko\ngrannar")
    save(form)
    assert names(activity) == ["Polisen"]


def test_link_is_taken_away_and_the_text_stays(form: Page, activity: Activity) -> None:
    form.get_by_role("button", name="Ta bort kopplingen till Polisen").click()
    field = form.get_by_label("Samverkan (valfritt)", exact=True)
    expect(field).to_be_focused()
    expect(chips(form)).to_have_count(0)
    save(form)
    activity.refresh_from_db()
    assert (activity.partners_text, names(activity)) == ("Polisen", [])


def test_link_is_taken_away_by_keyboard_from_the_list(form: Page) -> None:
    field = partners(form)
    field.press("Alt+ArrowDown")
    expect(options(form)).to_have_text(["Polisen", "Ta bort kopplingen till Polisen"])
    field.press("ArrowUp")
    field.press("Enter")
    expect(chips(form)).to_have_count(0)


def test_escape_closes_the_list_and_keeps_the_text(form: Page) -> None:
    field = partners(form)
    field.press_sequentially(", sko")
    expect(form.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(form.get_by_role("listbox")).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value("Polisen, sko")


def test_list_of_boxes_is_out_of_sight_and_still_what_is_sent(form: Page) -> None:
    boxes = form.locator("details[data-actors=id_partners_text]")
    expect(boxes).to_be_hidden()
    partners(form).press_sequentially(", sko")
    options(form).first.click()
    expect(boxes.locator("input:checked")).to_have_count(2)


# --- What a screen reader is told


def test_field_tells_of_its_list_and_of_the_option_that_is_at_hand(form: Page) -> None:
    field = partners(form)
    field.press_sequentially(", sko")
    listbox = form.get_by_role("listbox", name="Förslag på aktörer")
    expect(field).to_have_attribute("aria-autocomplete", "list")
    expect(field).to_have_attribute("aria-controls", listbox.get_attribute("id") or "none")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    field.press("ArrowDown")
    at_hand = form.locator(f"#{field.get_attribute('aria-activedescendant')}")
    expect(at_hand).to_contain_text("Elevhälsan")
    expect(at_hand).to_have_attribute("aria-selected", "true")
    expect(options(form).and_(form.locator("[aria-selected=true]"))).to_have_count(1)
    field.press("Escape")
    assert field.get_attribute("aria-controls") is None


def test_number_of_suggestions_is_said_once(form: Page) -> None:
    field = partners(form)
    listen(form)
    field.press_sequentially(", skol", delay=60)
    expect(announcement(form, "2 förslag. Gå till listan med nedåtpilen.")).to_be_attached()
    field.press("ArrowDown")
    field.press("Backspace")
    form.wait_for_timeout(1200)
    assert heard(form) == ["2 förslag. Gå till listan med nedåtpilen."]


def test_field_is_described_by_the_actors_it_is_linked_to(form: Page) -> None:
    field = form.get_by_label("Samverkan (valfritt)", exact=True)
    described = (field.get_attribute("aria-describedby") or "").split()
    assert [form.locator(f"#{each}").get_attribute("aria-label") for each in described] == ["Kopplade aktörer"]


@pytest.mark.parametrize("width", [1280, 360])
def test_open_list_holds_against_wcag(form: Page, width: int) -> None:
    form.set_viewport_size({"width": width, "height": 800})
    partners(form).press_sequentially(", sko")
    expect(options(form)).to_have_count(3)
    assert faults(form) == []
    form.keyboard.press("ArrowDown")
    assert faults(form) == []


@pytest.mark.parametrize("width", [1280, 360])
def test_list_is_within_the_window(form: Page, width: int) -> None:
    form.set_viewport_size({"width": width, "height": 500})
    partners(form).press_sequentially(", sko")
    expect(options(form).last).to_be_in_viewport(ratio=1)


# --- The sheet


def test_cell_completes_and_saves_text_and_link(sheet: Sheet, activity: Activity) -> None:
    sheet.choose(activity, "Samverkan")
    sheet.press("Enter")
    expect(chips(sheet.page)).to_have_text(["Polisen×"])
    sheet.page.keyboard.type(", sko")
    expect(options(sheet.page)).to_have_count(3)
    sheet.press("ArrowDown", "Enter")
    expect(sheet.editor()).to_have_value("Polisen, Skolan")
    expect(chips(sheet.page)).to_have_count(2)
    sheet.press("Enter")
    expect(sheet.editor()).to_have_count(0)
    expect(sheet.state).to_contain_text(SAVED)
    activity.refresh_from_db()
    assert (activity.partners_text, names(activity)) == ("Polisen, Skolan", ["Polisen", "Skolan"])


def test_escape_closes_the_list_first_and_then_the_cell(sheet: Sheet, activity: Activity) -> None:
    sheet.choose(activity, "Samverkan")
    sheet.press("Enter")
    sheet.page.keyboard.type(", sko")
    expect(sheet.page.get_by_role("listbox")).to_be_visible()
    sheet.press("Escape")
    expect(sheet.page.get_by_role("listbox")).to_be_hidden()
    expect(sheet.editor()).to_be_focused()
    sheet.press("Escape")
    expect(sheet.editor()).to_have_count(0)
    expect(sheet.cell(activity, "Samverkan")).to_have_text("Polisen")


def test_escape_puts_back_the_links_of_the_cell(sheet: Sheet, activity: Activity) -> None:
    sheet.choose(activity, "Samverkan")
    sheet.press("Enter")
    sheet.page.keyboard.type(", sko")
    expect(options(sheet.page)).to_have_count(3)
    sheet.press("ArrowDown", "Enter")
    expect(chips(sheet.page)).to_have_count(2)
    sheet.press("Escape")
    expect(sheet.state).to_contain_text(SAVED)
    sheet.page.wait_for_timeout(300)
    activity.refresh_from_db()
    assert (activity.partners_text, names(activity)) == ("Polisen", ["Polisen"])


@pytest.mark.parametrize(("text", "linked"), [("Skolorna", []), ("Polis och skola", ["Polisen"])])
def test_actor_that_is_written_away_is_linked_no_longer(
    sheet: Sheet, activity: Activity, text: str, linked: list[str]
) -> None:
    sheet.choose(activity, "Samverkan")
    sheet.press("F2")
    expect(chips(sheet.page)).to_have_count(1)
    sheet.editor().fill(text)
    sheet.press("Tab")
    expect(sheet.editor()).to_have_count(0)
    expect(sheet.state).to_contain_text(SAVED)
    expect(sheet.cell(activity, "Samverkan")).to_have_text(text)
    activity.refresh_from_db()
    assert (activity.partners_text, names(activity)) == (text, linked)


def test_link_of_a_cell_is_taken_away_by_press(sheet: Sheet, activity: Activity) -> None:
    sheet.choose(activity, "Samverkan")
    sheet.press("Enter")
    sheet.page.get_by_role("button", name="Ta bort kopplingen till Polisen").click()
    expect(sheet.editor()).to_be_focused()
    sheet.press("Enter")
    expect(sheet.state).to_contain_text(SAVED)
    activity.refresh_from_db()
    assert (activity.partners_text, names(activity)) == ("Polisen", [])


def test_cell_with_its_list_open_holds_against_wcag(sheet: Sheet, activity: Activity) -> None:
    sheet.choose(activity, "Samverkan")
    sheet.press("Enter")
    sheet.page.keyboard.type(", sko")
    expect(options(sheet.page)).to_have_count(3)
    assert faults(sheet.page) == []


# --- Where a text is split


PIECES = {
    "Pol": "Pol",
    "Polisen, sko": "sko",
    "Polisen; sko": "sko",
    "Polisen\nsko": "sko",
    "Polisen och sko": "sko",
    "Polisen och\nsko": "sko",
    "Polisen, ": "",
    "Individ- och fam": "Individ- och fam",
    "Ochagruppen": "Ochagruppen",
    "Polisen,  sko  ": "sko",
}


def test_piece_at_the_end_is_what_is_completed(
    page: Page, live_server: LiveServer, visit: Callable[[str], Page], served: None
) -> None:
    visit("/logga-in/")
    ask = "async (text) => (await import('/static/js/actors/pieces.js')).pieceAt(text, text.length).query"
    assert {text: page.evaluate(ask, text) for text in PIECES} == PIECES
