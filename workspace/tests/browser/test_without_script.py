"""Every task with JavaScript off: plain forms and links, one after the other, as in a browser that refuses script.

The way from a Word file to the decided plan without script is in test_from_word_to_decision.py.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from activities.models import Activity
from organisations.models import Organisation, User
from plans.models import Node, Plan


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that runs no script; `page`, `sign_in` and `visit` are then of it."""
    refusing = browser.new_context(java_script_enabled=False, locale="sv-SE", reduced_motion="reduce")
    yield refusing
    refusing.close()


@pytest.fixture
def plan(lindvalla: Organisation, anna: User, adam: User) -> Plan:
    """A draft with two headings, and two activities under the first, which somebody else wrote."""
    draft = Plan.created(by=anna, organisation=lindvalla, title="Planen", valid_from=date(2026, 1, 1))
    school = Node.created(by=anna, plan=draft, kind="area", heading="Skolan")
    Node.created(by=anna, plan=draft, kind="area", heading="Krogen")
    for title in ("Kvällsvandring", "Föräldramöte"):
        Activity.add(draft, by=adam, node=school, title=title, description="Med föräldrar")
    return draft


@pytest.fixture
def at_plan(
    served: None, plan: Plan, anna: User, sign_in: Callable[[User], None], visit: Callable[[str], Page]
) -> Page:
    sign_in(anna)
    return visit(plan.get_absolute_url())


@pytest.fixture
def administrators(served: None, adam: User, sign_in: Callable[[User], None], visit: Callable[[str], Page]) -> Page:
    sign_in(adam)
    return visit("/installningar/")


def told(page: Page, words: str) -> None:
    expect(page.locator("#messages")).to_contain_text(words)


def titles(page: Page) -> list[str]:
    """The activities of the plan from top to bottom."""
    return [row.inner_text() for row in page.locator("tbody tr[data-row] > th").all()]


def open_activity(page: Page, title: str) -> None:
    page.get_by_role("link", name=f"Ändra {title}").click()


def choose_from(page: Page, menu: str, name: str) -> None:
    page.locator("summary", has_text=re.compile(f"^{menu}$")).click()
    page.get_by_role("link", name=name, exact=True).click()


def test_script_is_off(at_plan: Page) -> None:
    expect(at_plan.get_by_role("gridcell")).to_have_count(0)
    expect(at_plan.locator(".row-button")).to_have_count(0)


def test_a_plan_is_made(at_plan: Page) -> None:
    page = at_plan
    page.get_by_role("link", name="Planer", exact=True).first.click()
    page.get_by_role("link", name="Ny plan").click()
    page.get_by_label("Titel").fill("Plan utan skript")
    page.locator("main form").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan utan skript")


def test_a_plans_facts_are_changed(at_plan: Page) -> None:
    choose_from(at_plan, "Mer", "Ändra planens uppgifter")
    at_plan.get_by_label("Titel").fill("Planen, ändrad")
    at_plan.get_by_role("button", name="Spara").click()
    expect(at_plan.get_by_role("heading", level=1)).to_have_text("Planen, ändrad")


def test_a_heading_is_added_below_another(at_plan: Page) -> None:
    at_plan.get_by_role("link", name="Lägg till underrubrik under Krogen").click()
    at_plan.get_by_label("Slag", exact=True).select_option("Insatsområde")
    at_plan.get_by_role("textbox", name="Rubrik").fill("Tillsyn")
    at_plan.get_by_role("button", name="Spara").click()
    expect(at_plan.get_by_role("heading", name="Tillsyn")).to_be_visible()


def test_a_heading_is_removed_and_brought_back(at_plan: Page) -> None:
    at_plan.get_by_role("link", name="Ändra rubriken Krogen").click()
    at_plan.get_by_role("button", name="Ta bort").click()
    expect(at_plan.get_by_role("heading", name="Krogen")).to_have_count(0)
    at_plan.get_by_role("button", name="Ångra").click()
    expect(at_plan.get_by_role("heading", name="Krogen")).to_be_visible()


def test_an_activity_is_added_under_its_heading(at_plan: Page) -> None:
    at_plan.get_by_role("link", name="Lägg till aktivitet under Krogen").click()
    at_plan.get_by_label("Aktivitet (valfritt)", exact=True).fill("Kontrollköp")
    at_plan.get_by_role("button", name="Spara").click()
    expect(at_plan.get_by_role("region", name="Aktiviteter: Krogen")).to_contain_text("Kontrollköp")


def test_an_activity_is_changed(at_plan: Page) -> None:
    open_activity(at_plan, "Kvällsvandring")
    at_plan.get_by_label("När (valfritt)", exact=True).fill("Fredagar, v. 20–24")
    at_plan.get_by_role("button", name="Spara").first.click()
    expect(at_plan.get_by_role("row", name="Kvällsvandring")).to_contain_text("Fredagar, v. 20–24")


def test_an_activity_is_moved_down(at_plan: Page) -> None:
    open_activity(at_plan, "Kvällsvandring")
    at_plan.get_by_role("button", name="Flytta ner").click()
    assert titles(at_plan) == ["Föräldramöte", "Kvällsvandring"]


def test_an_activity_is_moved_to_another_heading(at_plan: Page) -> None:
    open_activity(at_plan, "Kvällsvandring")
    at_plan.get_by_role("link", name="Flytta till").click()
    at_plan.get_by_label("Ny plats").select_option(f"{Node.objects.get(heading='Krogen').pk}-")
    at_plan.get_by_role("button", name="Flytta").click()
    expect(at_plan.get_by_role("region", name="Aktiviteter: Krogen")).to_contain_text("Kvällsvandring")


def test_an_activity_is_duplicated(at_plan: Page) -> None:
    open_activity(at_plan, "Kvällsvandring")
    at_plan.get_by_role("button", name="Duplicera").click()
    assert len(titles(at_plan)) == 3


def test_a_removal_is_undone(at_plan: Page) -> None:
    open_activity(at_plan, "Kvällsvandring")
    at_plan.get_by_role("button", name="Ta bort aktiviteten").click()
    assert titles(at_plan) == ["Föräldramöte"]
    at_plan.get_by_role("button", name="Ångra").click()
    assert titles(at_plan) == ["Kvällsvandring", "Föräldramöte"]


def test_what_was_removed_is_found_and_brought_back(at_plan: Page) -> None:
    open_activity(at_plan, "Kvällsvandring")
    at_plan.get_by_role("button", name="Ta bort aktiviteten").click()
    choose_from(at_plan, "Mer", "Borttaget")
    at_plan.get_by_role("button", name="Återställ Kvällsvandring").click()
    choose_plan(at_plan)
    assert titles(at_plan) == ["Kvällsvandring", "Föräldramöte"]


def choose_plan(page: Page) -> None:
    if page.get_by_role("heading", level=1).inner_text() != "Planen":
        page.get_by_role("navigation", name="Du är här").get_by_role("link", name="Planen").click()


def test_an_earlier_wording_is_brought_back(at_plan: Page) -> None:
    open_activity(at_plan, "Kvällsvandring")
    at_plan.get_by_label("Vad (valfritt)", exact=True).fill("Med polisen")
    at_plan.get_by_role("button", name="Spara").first.click()
    open_activity(at_plan, "Kvällsvandring")
    at_plan.get_by_role("main").get_by_role("link", name="Historik").first.click()
    at_plan.get_by_role("button", name="Återställ Vad").click()
    choose_plan(at_plan)
    expect(at_plan.get_by_role("row", name="Kvällsvandring")).to_contain_text("Med föräldrar")


def test_several_activities_are_changed_together(at_plan: Page) -> None:
    for title in ("Kvällsvandring", "Föräldramöte"):
        at_plan.get_by_label(f"Markera {title}").check()
    at_plan.get_by_role("button", name="Ändra markerade").click()
    expect(at_plan.get_by_role("heading", level=1)).to_have_text("Du ändrar 2 aktiviteter")
    at_plan.get_by_label("Ansvarig").fill("Polisen")
    at_plan.get_by_role("button", name="Ändra 2 aktiviteter").click()
    expect(at_plan.get_by_role("row", name="Polisen")).to_have_count(2)
    at_plan.get_by_role("button", name="Ångra").click()
    expect(at_plan.get_by_role("row", name="Polisen")).to_have_count(0)


def test_rows_are_pasted_into_a_form(at_plan: Page) -> None:
    choose_from(at_plan, "Lägg till", "Rader från Excel eller Word")
    at_plan.get_by_role("textbox").first.fill("Aktivitet\tNär\nKontrollköp\tI oktober\nTillsyn\tVarje vår")
    at_plan.get_by_role("button", name="Visa hur det blir").click()
    at_plan.get_by_role("button", name="Lägg in i planen").click()
    expect(at_plan.get_by_role("row", name="Kontrollköp")).to_contain_text("I oktober")
    at_plan.get_by_role("button", name="Ångra").click()
    expect(at_plan.get_by_role("row", name="Kontrollköp")).to_have_count(0)


def test_the_plan_is_narrowed_to_what_one_looks_for(at_plan: Page) -> None:
    at_plan.get_by_label("Sök i planen").fill("föräldramöte")
    at_plan.get_by_role("button", name="Visa", exact=True).click()
    assert titles(at_plan) == ["Föräldramöte"]


def test_a_column_is_hidden_and_stays_hidden(at_plan: Page) -> None:
    at_plan.get_by_text("Kolumner", exact=True).click()
    at_plan.get_by_label("Samverkan").uncheck()
    at_plan.get_by_role("button", name="Visa valda kolumner").click()
    expect(at_plan.get_by_role("columnheader", name="Samverkan")).to_have_count(0)
    at_plan.reload()
    expect(at_plan.get_by_role("columnheader", name="Samverkan")).to_have_count(0)


def test_the_plan_is_reviewed(at_plan: Page) -> None:
    at_plan.get_by_role("link", name="Granska inför beslut").click()
    expect(at_plan.get_by_role("row", name="Kvällsvandring")).to_contain_text("Inte angivet")


def test_a_document_is_ordered(at_plan: Page) -> None:
    at_plan.locator("summary", has_text=re.compile("^Mer$")).click()
    at_plan.get_by_role("button", name="Hämta som PDF och Word").click()
    expect(at_plan.get_by_role("heading", level=1)).to_have_text("Rapporter")
    expect(at_plan.get_by_role("row", name="Planen")).to_have_count(1)


def test_something_is_searched_for(at_plan: Page) -> None:
    at_plan.get_by_role("searchbox").first.fill("kvällsvandring")
    at_plan.get_by_role("searchbox").first.press("Enter")
    expect(at_plan.get_by_role("main").get_by_role("link", name="Kvällsvandring")).to_be_visible()


def test_an_actor_is_made(at_plan: Page) -> None:
    at_plan.get_by_role("link", name="Aktörer", exact=True).click()
    at_plan.get_by_role("link", name="Lägg till aktör").click()
    at_plan.get_by_role("textbox", name="Namn", exact=True).fill("Fältgruppen")
    at_plan.get_by_role("button", name="Lägg till aktör").click()
    expect(at_plan.get_by_role("heading", level=1)).to_have_text("Fältgruppen")


def test_ones_own_name_is_changed_and_one_signs_out(at_plan: Page) -> None:
    at_plan.locator("summary", has_text="Anna Lindqvist").click()
    at_plan.get_by_role("link", name="Mitt konto").click()
    at_plan.get_by_label("Namn").fill("Anna Lind")
    at_plan.get_by_role("button", name="Spara namnet").click()
    at_plan.locator("summary", has_text="Anna Lind").click()
    at_plan.get_by_role("button", name="Logga ut").click()
    expect(at_plan.get_by_role("link", name="Logga in").first).to_be_visible()


def test_somebody_is_invited(administrators: Page) -> None:
    page = administrators
    page.get_by_role("link", name="Personer och roller").click()
    page.get_by_role("link", name="Bjud in person").click()
    page.get_by_label("E-postadress").fill("ny@exempel.se")
    page.get_by_label("Namn").fill("Nya Nilsson")
    page.get_by_label("Samordnare").first.check()
    page.get_by_role("button", name="Skicka inbjudan").click()
    told(page, "Nya Nilsson har fått ett mejl")


def test_the_organisations_colours_are_chosen(administrators: Page, lindvalla: Organisation) -> None:
    page = administrators
    page.get_by_role("main").get_by_role("link", name=re.compile("^Ändra")).first.click()
    page.get_by_label("Färg").fill("#ffe000")
    page.get_by_role("button", name="Spara").click()
    expect(page.locator(".error-summary")).to_contain_text("Välj en mörkare färg.")
    page.get_by_label("Färg").fill("#0b4f5c")
    page.get_by_role("button", name="Spara").click()
    told(page, "")
    lindvalla.refresh_from_db()
    assert lindvalla.accent == "#0b4f5c"
