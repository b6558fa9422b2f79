"""Two people on one plan: both see the other, different fields both survive, and of two texts in one field none is lost."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from activities.models import Activity
from organisations.models import Actor, Membership, User
from workspace.tests.browser.sheet import SAVED, Sheet


@pytest.fixture
def activity(plan, served) -> Activity:
    return Activity.objects.get(plan=plan, number="1.1")


@pytest.fixture
def berit(lindvalla) -> User:
    """A second samordnare of Lindvalla."""
    user = User.objects.create_user("berit@exempel.se", name="Berit Holm")
    Membership.created(by=None, user=user, organisation=lindvalla, role="coordinator")
    return user


@pytest.fixture
def hers(page: Page, plan, anna, visit, sign_in) -> Sheet:
    sign_in(anna)
    visit(plan.get_absolute_url())
    return Sheet(page)


@pytest.fixture
def theirs(browser: Browser, browser_context_args, live_server, plan, berit, served) -> Iterator[Sheet]:
    """Berit's own browser."""
    context = browser.new_context(**browser_context_args)
    client = Client()
    client.force_login(berit)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}{plan.get_absolute_url()}")
    yield Sheet(page)
    context.close()


def save(sheet: Sheet, activity: Activity, label: str, text: str) -> None:
    sheet.write(activity, label, text)
    sheet.press("Tab")
    expect(sheet.state).to_contain_text(SAVED)


def test_different_fields_both_survive(hers, theirs, activity):
    save(hers, activity, "När", "Varje vår")
    save(theirs, activity, "Uppföljning", "Antal deltagare")
    activity.refresh_from_db()
    assert (activity.schedule, activity.follow_up) == ("Varje vår", "Antal deltagare")


def test_same_field_shows_mine_and_theirs(hers, theirs, activity):
    save(theirs, activity, "När", "Berits text")
    hers.write(activity, "När", "Annas text")
    expect(hers.conflict()).to_contain_text("Berit Holm ändrade När")
    expect(hers.conflict().locator("[data-theirs]")).to_have_text("Berits text")
    expect(hers.conflict().locator("[data-mine]")).to_have_text("Annas text")


@pytest.mark.parametrize(
    ("button", "kept", "former"),
    [
        ("Behåll min text", "Annas text", {"Berits text"}),
        ("Ta texten från Berit Holm", "Berits text", {"Berits text", "Annas text"}),
    ],
)
def test_either_text_can_be_chosen_and_the_other_is_in_the_history(hers, theirs, activity, button, kept, former):
    save(theirs, activity, "När", "Berits text")
    hers.write(activity, "När", "Annas text")
    hers.page.get_by_role("button", name=button).click()
    expect(hers.conflict()).to_have_count(0)
    expect(hers.cell(activity, "När")).to_contain_text(kept)
    expect(hers.state).to_contain_text(SAVED)
    activity.refresh_from_db()
    assert activity.schedule == kept
    assert former <= set(activity.history.values_list("schedule", flat=True))


def test_texts_can_be_put_together(hers, theirs, activity):
    save(theirs, activity, "När", "Berits text")
    hers.write(activity, "När", "Annas text")
    hers.page.get_by_role("button", name="Lägg ihop texterna").click()
    expect(hers.editor()).to_have_value("Berits text\nAnnas text")
    hers.press("Tab")
    expect(hers.state).to_contain_text(SAVED)
    activity.refresh_from_db()
    assert activity.schedule == "Berits text\nAnnas text"


@pytest.fixture
def with_choices(anna, berit) -> None:
    """Both have the columns where one chooses."""
    for user in (anna, berit):
        user.prefer("plan.columns", {"status": True, "substances": True})


def pick(sheet: Sheet, activity: Activity, status: str) -> None:
    sheet.choose(activity, "Status")
    sheet.press("Enter")
    sheet.editor().select_option(status)
    sheet.press("Tab")


def test_what_the_other_chose_shows_without_reloading(with_choices, hers, theirs, activity):
    pick(theirs, activity, "done")
    expect(theirs.state).to_contain_text(SAVED)
    hers.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(hers.cell(activity, "Status")).to_contain_text("Genomförd")
    pick(hers, activity, "delayed")
    expect(hers.state).to_contain_text(SAVED)
    activity.refresh_from_db()
    assert activity.status == "delayed"


def test_two_who_chose_differently_see_both_choices_in_words(with_choices, hers, theirs, activity):
    pick(theirs, activity, "done")
    expect(theirs.state).to_contain_text(SAVED)
    pick(hers, activity, "delayed")
    expect(hers.conflict().locator("[data-theirs]")).to_have_text("Genomförd")
    expect(hers.conflict().locator("[data-mine]")).to_have_text("Försenad")
    expect(hers.page.get_by_role("button", name="Lägg ihop texterna")).to_have_count(0)


def test_the_choice_that_is_taken_shows_and_holds(with_choices, hers, theirs, activity):
    pick(theirs, activity, "done")
    expect(theirs.state).to_contain_text(SAVED)
    pick(hers, activity, "delayed")
    hers.page.get_by_role("button", name="Ta texten från Berit Holm").click()
    expect(hers.cell(activity, "Status")).to_have_attribute("data-value", "done")
    expect(hers.cell(activity, "Status").locator(".status")).to_have_text("Genomförd")
    expect(hers.state).to_contain_text(SAVED)
    activity.refresh_from_db()
    assert activity.status == "done"


def test_writing_on_while_two_texts_wait_loses_nothing(hers, theirs, activity):
    save(theirs, activity, "När", "Berits text")
    hers.write(activity, "När", "Annas")
    expect(hers.conflict()).to_be_visible()
    hers.editor().press_sequentially(" text")
    expect(hers.conflict().locator("[data-mine]")).to_have_text("Annas text")
    hers.page.get_by_role("button", name="Behåll min text").click()
    expect(hers.state).to_contain_text(SAVED)
    activity.refresh_from_db()
    assert activity.schedule == "Annas text"


# --- The actors that a text is linked to


@pytest.fixture
def actors(lindvalla, anna, activity) -> dict[str, Actor]:
    """Two that can be chosen."""
    return {name: Actor.known_as(name, organisation=lindvalla, by=anna) for name in ("Skolan", "Tullen")}


def link(sheet: Sheet, name: str) -> None:
    """Chooses the actor after what stands in the open field."""
    sheet.page.keyboard.type(f", {name}")
    expect(sheet.page.get_by_role("option", name=name, exact=True)).to_be_visible()
    sheet.press("ArrowDown", "Enter", "Tab")


def linked(activity: Activity) -> list[str]:
    return [actor.name for actor in activity.partners.order_by("name")]


@pytest.mark.parametrize(
    ("button", "text", "chosen"),
    [
        ("Behåll min text", "Polisen, Tullen", ["Tullen"]),
        ("Ta texten från Berit Holm", "Polisen, Skolan", ["Skolan"]),
        ("Lägg ihop texterna", "Polisen, Skolan\nPolisen, Tullen", ["Skolan", "Tullen"]),
    ],
)
def test_actors_go_with_the_text_that_is_chosen(hers, activity, actors, berit, button, text, chosen):
    hers.choose(activity, "Samverkan")
    with hers.page.expect_response("**/aktorsforslag/*"):
        hers.press("F2")
    activity.record(by=berit, partners_text="Polisen, Skolan", partners=[actors["Skolan"]])
    link(hers, "Tullen")
    expect(hers.conflict().locator("[data-theirs]")).to_contain_text("Kopplat till: Skolan")
    expect(hers.conflict().locator("[data-mine]")).to_contain_text("Kopplat till: Tullen")
    hers.page.get_by_role("button", name=button).click()
    hers.press("Tab")
    expect(hers.state).to_contain_text(SAVED)
    activity.refresh_from_db()
    assert (activity.partners_text, linked(activity)) == (text, chosen)


def test_actors_chosen_when_both_texts_stand_there_are_told_with_them(hers, activity, actors, berit):
    hers.choose(activity, "Samverkan")
    hers.press("F2")
    activity.record(by=berit, partners_text="Polisen, Skolan", partners=[actors["Skolan"]])
    hers.page.keyboard.type(", Tul")
    expect(hers.conflict().locator("[data-theirs]")).to_have_text("Polisen, Skolan")
    hers.page.keyboard.type("l")
    hers.page.get_by_role("option", name="Tullen", exact=True).click()
    expect(hers.conflict().locator("[data-theirs]")).to_contain_text("Kopplat till: Skolan")
    expect(hers.conflict().locator("[data-mine]")).to_contain_text("Kopplat till: Tullen")


def hear(sheet: Sheet) -> None:
    """The page asks now what others have done, and shows it."""
    with sheet.page.expect_response("**/narvaro/"):
        sheet.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_undo_leaves_what_the_other_has_written_since(hers, activity, berit):
    save(hers, activity, "När", "Annas text")
    activity.record(by=berit, schedule="Berits text")
    hear(hers)
    expect(hers.cell(activity, "När")).to_contain_text("Berits text")
    hers.press("Control+z")
    expect(hers.page.locator("#messages")).to_contain_text("När har ändrats efter dig, så din ändring är kvar.")
    expect(hers.cell(activity, "När")).to_contain_text("Berits text")


def test_what_the_other_wrote_shows_when_a_field_is_left_as_it_was(hers, activity, berit):
    hers.choose(activity, "När")
    hers.press("F2")
    activity.record(by=berit, schedule="Berits text")
    hear(hers)
    hers.press("Escape")
    expect(hers.cell(activity, "När")).to_contain_text("Berits text")
    hers.page.keyboard.type("Annas text")
    hers.press("Tab")
    expect(hers.state).to_contain_text(SAVED)
    activity.refresh_from_db()
    assert activity.schedule == "Annas text"


def test_where_somebody_else_is_editing_is_shown_by_name(hers, theirs, activity):
    theirs.choose(activity, "När")
    theirs.press("Enter")
    theirs.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    hers.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    hers.page.wait_for_timeout(300)
    hers.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(hers.cell(activity, "När").locator(".elsewhere")).to_have_text("Berit Holm är här")
    expect(hers.page.locator("[data-others]")).to_have_text("Här just nu: Berit Holm")


def test_what_the_other_wrote_shows_without_reloading(hers, theirs, activity):
    save(theirs, activity, "När", "Berits text")
    hers.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(hers.cell(activity, "När")).to_contain_text("Berits text")
    save(hers, activity, "När", "Annas text")
    activity.refresh_from_db()
    assert activity.schedule == "Annas text"


def test_rows_that_came_are_told_and_shown_when_asked_for(hers, theirs, activity, plan, berit):
    added = Activity.add(plan, by=berit, title="Trygghetsvandring")
    hers.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    hers.page.get_by_role("button", name="Visa ändringarna").click()
    expect(hers.row(added)).to_be_visible()


def test_what_changed_before_the_page_first_asked_is_told_too(page, plan, anna, activity, visit, sign_in):
    sign_in(anna)
    page.route("**/narvaro/", lambda route: route.abort())
    visit(plan.get_absolute_url())
    activity.record(by=None, schedule="Medan sidan lästes in")
    page.unroute("**/narvaro/")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(Sheet(page).cell(activity, "När")).to_contain_text("Medan sidan lästes in")
