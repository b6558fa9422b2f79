"""Whole rows of the sheet: added, copied, moved and removed by keyboard, by the row's menu and by dragging."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, Route, expect

from activities.models import Activity
from organisations.models import Actor, User
from plans.models import Node, Plan
from workspace.tests.browser.hearing import announcement
from workspace.tests.browser.sheet import Sheet
from workspace.tests.browser.wcag import faults_everywhere


@pytest.fixture
def sheet(
    page: Page, plan: Plan, anna: User, visit: Callable[[str], Page], sign_in: Callable[[User], None], served: None
) -> Sheet:
    sign_in(anna)
    page.set_viewport_size({"width": 1280, "height": 900})
    visit(plan.get_absolute_url())
    return Sheet(page)


@pytest.fixture
def activity(plan: Plan) -> Activity:
    return plan.activities.get(title="Tillsyn")


@pytest.fixture
def other(plan: Plan) -> Activity:
    """The one below it."""
    return plan.activities.get(title="Kontrollköp")


@pytest.fixture
def goal(plan: Plan) -> Node:
    """The heading of both."""
    return plan.nodes.get(kind="goal")


def titles(node: Node | None) -> list[str]:
    return [str(activity) for activity in Activity.objects.filter(node=node).present()]


def choose(sheet: Sheet, activity: Activity, item: str) -> None:
    """From the menu of the row, with the mouse."""
    sheet.row(activity).get_by_role("button", name=f"Mer om {activity.brief}").click()
    sheet.page.get_by_role("menuitem", name=item).click()


def told(sheet: Sheet, words: str) -> None:
    """Shown among the messages, and said once."""
    expect(sheet.page.locator("#messages")).to_contain_text(words)
    expect(sheet.page.locator("#announcement")).to_contain_text(words)


def undo(sheet: Sheet) -> None:
    sheet.page.get_by_role("button", name="Ångra").click()
    expect(sheet.page.locator("#messages")).to_contain_text("Ångrat")


# --- While the page is shown anew


@pytest.fixture
def late(sheet: Sheet, activity: Activity) -> Callable[[], None]:
    """Tillsyn has been moved down, and the page that shows it is on its way; called, it has come."""
    coming: list[Callable[[], None]] = []

    def hold(route: Route) -> None:
        if coming:
            return route.continue_()
        page = route.fetch()
        return coming.append(lambda: route.fulfill(response=page))

    sheet.page.route(re.compile(r"/planer/\d+/$"), hold)
    sheet.choose(activity, "När")
    sheet.press("Alt+ArrowDown")
    while not coming:
        sheet.page.wait_for_timeout(20)
    return coming[0]


def test_what_is_typed_meanwhile_stays_in_its_open_field(
    sheet: Sheet, activity: Activity, late: Callable[[], None]
) -> None:
    sheet.press("F2")
    sheet.page.keyboard.type(" och jul")
    sheet.press("ArrowLeft", "ArrowLeft", "ArrowLeft")
    late()
    told(sheet, "plats 2 av 2")
    expect(sheet.editor()).to_be_focused()
    sheet.page.keyboard.type("god ")
    sheet.press("Tab")
    expect(sheet.cell(activity, "När")).to_contain_text("Två gånger per år och god jul")
    expect(sheet.state).to_contain_text("Sparat ")
    activity.refresh_from_db()
    assert activity.schedule == "Två gånger per år och god jul"


def test_what_is_saved_meanwhile_stands_in_its_cell(sheet: Sheet, activity: Activity, late: Callable[[], None]) -> None:
    sheet.write(activity, "Uppföljning", "Protokoll")
    with sheet.page.expect_response("**/falt/follow_up/"):
        sheet.press("Tab")
    late()
    told(sheet, "plats 2 av 2")
    expect(sheet.cell(activity, "Uppföljning")).to_contain_text("Protokoll")


def test_row_that_is_begun_meanwhile_stays(sheet: Sheet, activity: Activity, late: Callable[[], None]) -> None:
    sheet.press("Alt+Enter")
    sheet.page.keyboard.type("Nattv")
    late()
    told(sheet, "plats 2 av 2")
    sheet.page.keyboard.type("andring")
    sheet.press("Tab")
    expect(sheet.state).to_contain_text("Sparat ")
    assert Activity.objects.latest("pk").title == "Nattvandring"


def test_every_step_that_is_pressed_is_taken(
    sheet: Sheet, activity: Activity, late: Callable[[], None], goal: Node
) -> None:
    sheet.press("Alt+ArrowUp")
    late()
    told(sheet, "plats 1 av 2")
    assert titles(goal) == ["Tillsyn", "Kontrollköp"]


# --- A new row


def test_row_is_added_below_by_keyboard(sheet: Sheet, activity: Activity, goal: Node) -> None:
    sheet.choose(activity, "När")
    sheet.press("Alt+Enter")
    expect(sheet.editor()).to_be_focused()
    sheet.page.keyboard.type("Ny aktivitet")
    sheet.press("Tab")
    sheet.page.keyboard.type("Det vi gör")
    sheet.press("Tab")
    expect(sheet.state).to_contain_text("Sparat ")
    made = Activity.objects.get(title="Ny aktivitet")
    expect(sheet.cell(made, "När")).to_be_focused()
    assert (made.description, titles(goal)) == ("Det vi gör", ["Tillsyn", "Ny aktivitet", "Kontrollköp"])


def test_what_is_typed_while_the_row_is_made_is_saved_too(sheet: Sheet, activity: Activity) -> None:
    sheet.choose(activity, "När")
    sheet.press("Alt+Enter")
    sheet.page.keyboard.type("Ny", delay=30)
    sheet.page.wait_for_timeout(650)
    sheet.page.keyboard.type(" aktivitet för alla", delay=20)
    sheet.press("Enter")
    expect(sheet.state).to_contain_text("Sparat ")
    assert Activity.objects.latest("pk").title == "Ny aktivitet för alla"


def test_new_row_waits_until_it_says_what_it_is(sheet: Sheet, activity: Activity) -> None:
    choose(sheet, activity, "Lägg till under")
    new = sheet.page.locator("tr.is-new")
    expect(new).to_contain_text("Sparas när du har skrivit vad aktiviteten är")
    sheet.press("Tab", "Tab")
    sheet.page.keyboard.type("I maj")
    sheet.press("Tab")
    expect(sheet.state).to_have_text("Sparas när du har skrivit vad aktiviteten är")
    assert Activity.objects.count() == 4
    sheet.press("Home")
    sheet.page.keyboard.type("Nu sägs det")
    sheet.press("Enter")
    expect(sheet.state).to_contain_text("Sparat ")
    assert Activity.objects.get(title="Nu sägs det").schedule == "I maj"


def test_empty_new_row_goes_when_it_is_left(sheet: Sheet, activity: Activity) -> None:
    choose(sheet, activity, "Lägg till under")
    sheet.press("Escape")
    sheet.choose(activity, "Vad")
    expect(sheet.page.locator("tr.is-new")).to_have_count(0)
    assert Activity.objects.count() == 4


def test_new_row_is_taken_away_by_its_button(sheet: Sheet, activity: Activity) -> None:
    choose(sheet, activity, "Lägg till under")
    sheet.press("Tab", "Tab")
    sheet.page.keyboard.type("I maj")
    sheet.page.get_by_role("button", name="Ta bort den nya raden").click()
    expect(sheet.page.locator("tr.is-new")).to_have_count(0)
    expect(sheet.cell(activity, "Aktivitet")).to_be_focused()


def test_new_row_can_be_done_with_as_any_other(sheet: Sheet, activity: Activity, goal: Node) -> None:
    choose(sheet, activity, "Lägg till under")
    sheet.page.keyboard.type("Ny")
    sheet.press("Enter")
    expect(sheet.state).to_contain_text("Sparat ")
    made = Activity.objects.get(title="Ny")
    choose(sheet, made, "Flytta upp")
    told(sheet, "”Ny” är flyttad till plats 1 av 3 under Färre langare.")
    assert titles(goal) == ["Ny", "Tillsyn", "Kontrollköp"]


def test_link_under_the_table_adds_a_row_there(sheet: Sheet, goal: Node) -> None:
    sheet.page.get_by_role("link", name="Lägg till aktivitet under Färre langare").click()
    sheet.page.keyboard.type("Sist")
    sheet.press("Enter")
    expect(sheet.state).to_contain_text("Sparat ")
    assert titles(goal) == ["Tillsyn", "Kontrollköp", "Sist"]


def test_new_row_survives_a_lost_answer(sheet: Sheet, activity: Activity) -> None:
    """The server has made it, but the answer is lost: it is asked again and there is still one."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    sheet.page.route("**/aktiviteter/rad/", lose, times=1)
    choose(sheet, activity, "Lägg till under")
    sheet.page.keyboard.type("Ny")
    sheet.press("Enter")
    expect(sheet.state).to_contain_text("försöker igen")
    expect(sheet.state).to_contain_text("Sparat ")
    assert Activity.objects.filter(title="Ny").count() == 1


# --- Copy, remove, move


def test_row_is_copied_and_has_focus(sheet: Sheet, activity: Activity, goal: Node) -> None:
    choose(sheet, activity, "Duplicera")
    told(sheet, "En kopia av ”Tillsyn” står på plats 2 av 3 under Färre langare.")
    copy = Activity.objects.latest("pk")
    expect(sheet.cell(copy, "Aktivitet")).to_be_focused()
    undo(sheet)
    assert titles(goal) == ["Tillsyn", "Kontrollköp"]


def test_row_is_removed_and_brought_back(sheet: Sheet, activity: Activity, other: Activity, goal: Node) -> None:
    choose(sheet, activity, "Ta bort")
    told(sheet, "Aktiviteten ”Tillsyn” är borttagen.")
    expect(sheet.row(activity)).to_have_count(0)
    expect(sheet.cell(other, "Aktivitet")).to_be_focused()
    undo(sheet)
    expect(sheet.cell(activity, "Aktivitet")).to_be_focused()
    assert titles(goal) == ["Tillsyn", "Kontrollköp"]


def test_keys_move_the_row_and_focus_goes_along(sheet: Sheet, activity: Activity, goal: Node) -> None:
    sheet.choose(activity, "När")
    sheet.press("Alt+ArrowDown")
    told(sheet, "”Tillsyn” är flyttad till plats 2 av 2 under Färre langare.")
    expect(sheet.cell(activity, "När")).to_be_focused()
    assert titles(goal) == ["Kontrollköp", "Tillsyn"]
    sheet.press("Alt+ArrowUp")
    told(sheet, "plats 1 av 2")
    undo(sheet)
    assert titles(goal) == ["Kontrollköp", "Tillsyn"]


def test_what_was_just_typed_is_saved_before_the_row_moves(sheet: Sheet, activity: Activity) -> None:
    sheet.write(activity, "När", "Varje vår")
    choose(sheet, activity, "Flytta ner")
    told(sheet, "plats 2 av 2")
    expect(sheet.cell(activity, "När")).to_contain_text("Varje vår")


def test_row_is_moved_to_another_heading_by_the_menu(sheet: Sheet, activity: Activity, plan: Plan) -> None:
    choose(sheet, activity, "Flytta till")
    sheet.page.get_by_label("Ny plats").select_option(label="Efter ”Föräldramöten i årskurs 7.”")
    sheet.page.get_by_role("button", name="Flytta").click()
    expect(sheet.page.locator("#messages")).to_contain_text("”Tillsyn” är flyttad till plats 2 av 2 under Skolan.")
    assert titles(plan.nodes.get(heading="Skolan")) == ["Föräldramöten i årskurs 7.", "Tillsyn"]


# --- The menu by keyboard


@pytest.mark.parametrize("key", ["Shift+F10", "ContextMenu"])
def test_menu_opens_by_key_and_escape_goes_back(sheet: Sheet, activity: Activity, key: str) -> None:
    cell = sheet.choose(activity, "När")
    sheet.press(key)
    expect(sheet.page.get_by_role("menu", name="Mer om Tillsyn")).to_be_visible()
    expect(sheet.page.get_by_role("menuitem", name="Lägg till under")).to_be_focused()
    sheet.press("ArrowUp")
    expect(sheet.page.get_by_role("menuitem", name="Ta bort")).to_be_focused()
    sheet.press("Escape")
    expect(cell).to_be_focused()
    expect(sheet.page.get_by_role("menu")).to_have_count(0)


def test_arrows_lead_to_the_rows_checkbox_and_button(sheet: Sheet, activity: Activity, other: Activity) -> None:
    sheet.choose(activity, "När")
    sheet.press("Home", "ArrowLeft")
    expect(sheet.row(activity).get_by_role("checkbox")).to_be_focused()
    sheet.press("ArrowDown")
    expect(sheet.row(other).get_by_role("checkbox")).to_be_focused()
    sheet.press("ArrowRight", "End", "ArrowRight")
    expect(sheet.row(other).get_by_role("button")).to_be_focused()
    sheet.press("ArrowLeft")
    assert sheet.here == "Budget"


def test_table_has_one_tab_stop(sheet: Sheet) -> None:
    stops = '[data-sheet] tbody :is(a, button, input, [tabindex]):not([tabindex="-1"])'
    shown = sheet.page.locator(stops).evaluate_all("all => all.filter((each) => each.checkVisibility()).length")
    assert shown == sheet.page.locator("[data-sheet]").count()


# --- Dragging


def drag(sheet: Sheet, activity: Activity, target: Locator, *, part: float) -> None:
    """By the handle, to where `part` of the target's height is."""
    row = sheet.row(activity)
    row.scroll_into_view_if_needed()
    row.hover()
    grip, box = row.locator(".row-handle").bounding_box(), target.bounding_box()
    assert grip
    assert box
    sheet.page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    sheet.page.mouse.down()
    sheet.page.mouse.move(box["x"] + 80, box["y"] + box["height"] * part, steps=8)


def test_row_is_dragged_below_another(sheet: Sheet, activity: Activity, other: Activity, goal: Node) -> None:
    drag(sheet, activity, sheet.row(other), part=0.8)
    expect(sheet.page.locator(".drag-line")).to_be_visible()
    sheet.page.mouse.up()
    told(sheet, "”Tillsyn” är flyttad till plats 2 av 2 under Färre langare.")
    assert titles(goal) == ["Kontrollköp", "Tillsyn"]
    undo(sheet)
    assert titles(goal) == ["Tillsyn", "Kontrollköp"]


def test_row_is_dragged_above_one_in_another_table(sheet: Sheet, activity: Activity, plan: Plan) -> None:
    drag(sheet, activity, sheet.row(plan.activities.get(title="")), part=0.2)
    sheet.page.mouse.up()
    told(sheet, "”Tillsyn” är flyttad till plats 1 av 2 under Skolan.")
    assert titles(plan.nodes.get(heading="Skolan")) == ["Tillsyn", "Föräldramöten i årskurs 7."]


def test_row_is_dragged_onto_a_heading_without_any(sheet: Sheet, activity: Activity, plan: Plan) -> None:
    area = plan.nodes.get(heading="Tillgång")
    drag(sheet, activity, sheet.page.locator(f"#rubrik-{area.pk} .sheet-heading"), part=0.5)
    expect(sheet.page.locator(f"#rubrik-{area.pk}")).to_have_class("sheet level-1 is-target")
    sheet.page.mouse.up()
    told(sheet, "”Tillsyn” är flyttad till plats 1 av 1 under Tillgång.")
    assert titles(area) == ["Tillsyn"]


def test_drag_is_broken_off_by_escape(sheet: Sheet, activity: Activity, other: Activity, goal: Node) -> None:
    drag(sheet, activity, sheet.row(other), part=0.8)
    sheet.press("Escape")
    sheet.page.mouse.up()
    expect(announcement(sheet.page, "Flytten är avbruten.")).to_be_attached()
    assert titles(goal) == ["Tillsyn", "Kontrollköp"]


# --- Several at once


def mark(sheet: Sheet, *activities: Activity) -> None:
    for activity in activities:
        sheet.row(activity).get_by_role("checkbox").check()


@pytest.fixture
def police(plan: Plan) -> Actor:
    return Actor.objects.get(name="Polisen")


def test_five_get_their_ansvarig_with_the_count_first(sheet: Sheet, plan: Plan, police: Actor, anna: User) -> None:
    Activity.add(plan, by=anna, title="Den femte")
    sheet.page.reload()
    for box in sheet.page.get_by_role("checkbox", name="Markera").all():
        box.check()
    expect(sheet.page.locator("#urval")).to_contain_text("5 markerade")
    expect(announcement(sheet.page, "5 markerade")).to_be_attached()
    sheet.page.get_by_role("button", name="Ändra markerade").click()
    expect(sheet.page.get_by_role("heading", level=1)).to_have_text("Du ändrar 5 aktiviteter")
    sheet.page.get_by_role("group", name="Ansvariga aktörer").get_by_label("Polisen").check()
    sheet.page.get_by_role("button", name="Ändra 5 aktiviteter").click()
    expect(sheet.page.locator("#messages")).to_contain_text("Satte ansvarig på 5 aktiviteter.")
    assert police.responsible_for.count() == 5
    expect(sheet.page.locator("#messages .notice")).to_be_in_viewport()
    expect(sheet.page.locator("tr[data-row] > :focus")).to_be_in_viewport()
    undo(sheet)
    assert list(police.responsible_for.values_list("title", flat=True)) == ["Kontrollköp"]


def test_shift_marks_all_between(sheet: Sheet, plan: Plan) -> None:
    boxes = sheet.page.get_by_role("checkbox", name="Markera")
    boxes.nth(0).click()
    boxes.nth(3).click(modifiers=["Shift"])
    expect(sheet.page.locator("#urval")).to_contain_text("4 markerade")
    sheet.page.get_by_role("button", name="Avmarkera").click()
    expect(sheet.page.locator("#urval")).to_be_hidden()
    expect(boxes.nth(0)).to_be_focused()


def test_rows_are_marked_by_keyboard(sheet: Sheet, activity: Activity, other: Activity) -> None:
    sheet.choose(activity, "När")
    sheet.press("Shift+Space", "Shift+ArrowDown")
    expect(sheet.page.locator("#urval")).to_contain_text("2 markerade")
    expect(sheet.cell(other, "När")).to_be_focused()
    expect(sheet.row(other).get_by_role("checkbox")).to_be_checked()


def test_marked_rows_are_removed_and_brought_back(
    sheet: Sheet, activity: Activity, other: Activity, goal: Node
) -> None:
    mark(sheet, activity, other)
    sheet.page.locator("#urval").get_by_role("button", name="Ta bort").click()
    told(sheet, "Tog bort 2 aktiviteter.")
    assert titles(goal) == []
    undo(sheet)
    assert titles(goal) == ["Tillsyn", "Kontrollköp"]


def test_marks_stay_when_a_row_moves(sheet: Sheet, activity: Activity, other: Activity) -> None:
    mark(sheet, other)
    choose(sheet, activity, "Flytta ner")
    told(sheet, "plats 2 av 2")
    expect(sheet.row(other).get_by_role("checkbox")).to_be_checked()
    expect(sheet.page.locator("#urval")).to_contain_text("1 markerad")


# --- For everyone


def test_sheet_holds_against_wcag_whatever_is_open(sheet: Sheet, activity: Activity, other: Activity) -> None:
    """On a phone none of it is there."""
    mark(sheet, other)
    choose(sheet, activity, "Flytta ner")
    told(sheet, "plats 2 av 2")
    sheet.choose(activity, "När")
    sheet.press("Shift+F10")
    assert faults_everywhere(sheet.page, [1280, 768]) == []
    sheet.press("Escape")
    sheet.page.set_viewport_size({"width": 1280, "height": 900})
    sheet.press("Alt+Enter")
    expect(sheet.editor()).to_be_focused()
    assert faults_everywhere(sheet.page, [1280, 768]) == []


def test_page_for_several_holds_against_wcag(sheet: Sheet, activity: Activity, other: Activity) -> None:
    mark(sheet, activity, other)
    sheet.page.get_by_role("button", name="Ändra markerade").click()
    expect(sheet.page.get_by_role("heading", level=1)).to_have_text("Du ändrar 2 aktiviteter")
    assert faults_everywhere(sheet.page) == []


def test_tools_of_a_row_are_large_enough_to_hit(sheet: Sheet, activity: Activity) -> None:
    for tool in (".pick input", ".row-handle", ".row-button"):
        box = sheet.row(activity).locator(tool).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24


def test_tools_are_not_on_a_phone_nor_on_paper(sheet: Sheet, activity: Activity) -> None:
    """There "Ändra" leads to all of it, and paper shows the plan."""
    row = sheet.row(activity)
    sheet.page.set_viewport_size({"width": 360, "height": 800})
    expect(row.get_by_role("link", name="Ändra Tillsyn")).to_be_visible()
    assert [row.locator(tool).is_visible() for tool in (".pick", ".row-button")] == [False, False]
    sheet.page.set_viewport_size({"width": 1280, "height": 900})
    sheet.page.emulate_media(media="print")
    assert [row.locator(tool).is_visible() for tool in (".pick", ".row-button")] == [False, False]


def test_message_with_its_undo_is_in_view_and_can_be_closed(sheet: Sheet, plan: Plan) -> None:
    last = plan.activities.get(title="")
    sheet.choose(last, "När")
    sheet.press("Alt+ArrowDown")
    told(sheet, "står redan på plats 1 av 1 under Skolan.")
    expect(sheet.page.locator("#messages .notice")).to_be_in_viewport()
    sheet.page.get_by_role("button", name="Stäng meddelandet").click()
    expect(sheet.page.locator("#messages .notice")).to_have_count(0)
    expect(sheet.cell(last, "När")).to_be_focused()


# --- The server is away


def test_change_by_one_who_is_signed_out_is_told_in_words(sheet: Sheet, activity: Activity) -> None:
    sheet.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    choose(sheet, activity, "Duplicera")
    expect(sheet.page.locator("#messages .notice-body")).to_contain_text("Du är utloggad. Logga in i en ny flik")


def test_change_by_one_whose_cookies_are_gone_is_told_the_same(sheet: Sheet, activity: Activity) -> None:
    sheet.page.context.clear_cookies()
    choose(sheet, activity, "Duplicera")
    expect(sheet.page.locator("#messages .notice-body")).to_contain_text("Du är utloggad. Logga in i en ny flik")


def test_change_of_a_row_that_is_gone_says_what_to_do(sheet: Sheet, activity: Activity, anna: User) -> None:
    sheet.page.route("**/narvaro/", lambda route: route.abort())
    activity.remove(by=anna)
    choose(sheet, activity, "Duplicera")
    expect(sheet.page.locator("#messages .notice-body")).to_have_text(
        "Det du ville ändra finns inte längre. Någon annan kan ha tagit bort det. Ladda om sidan."
    )


def test_change_that_is_done_but_not_shown_is_not_asked_for_again(sheet: Sheet, activity: Activity) -> None:
    sheet.page.route(re.compile(r"/planer/\d+/$"), lambda route: route.abort())
    choose(sheet, activity, "Duplicera")
    expect(sheet.page.locator("#messages .notice-body")).to_have_text(
        "Ändringen är gjord, men vi kunde inte visa planen på nytt. Ladda om sidan."
    )
    assert Activity.objects.filter(plan=activity.plan, title=activity.title).count() == 2


def test_change_that_does_not_reach_the_server_is_told_in_swedish(sheet: Sheet, activity: Activity) -> None:
    sheet.page.route("**/dubblett/**", lambda route: route.abort())
    choose(sheet, activity, "Duplicera")
    expect(sheet.page.locator("#messages .notice-body")).to_have_text(
        "Vi når inte servern just nu. Det du skrev finns kvar på sidan. Försök igen om en stund."
    )
    assert Activity.objects.filter(plan=activity.plan, title=activity.title).count() == 1
