"""Dashboards in a browser: on one screen at a desk, below each other on a telephone, and without a barrier."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from followup.models import FollowUpAnswer, FollowUpRound
from followup.rounds import close_round
from followup.tests.conftest import opened_round
from followup.tests.test_dashboards import adopted_plan
from organisations.models import User
from plans.models import Node, Plan
from workspace.tests.browser.on_paper import blemishes, printed
from workspace.tests.browser.reach import small_targets
from workspace.tests.browser.wcag import faults_everywhere

pytestmark = pytest.mark.once

DESK: ViewportSize = {"width": 1366, "height": 768}


@pytest.fixture
def second_year(transactional_db: None, adopted: Plan, anna: User) -> FollowUpRound:
    """A year that has been followed up and one under way, in which one of four has been answered."""
    before = opened_round(adopted, anna, year=2026)
    for answer in FollowUpAnswer.objects.filter(follow_up__round=before):
        answer.give(by=anna, status="done")
    close_round(before, by=anna)
    now = opened_round(adopted, anna)
    FollowUpAnswer.objects.get(follow_up__round=now, actor__name="Polisen").give(by=anna, status="done")
    return now


@pytest.fixture(params=["round", "overview"])
def dashboard(
    request: pytest.FixtureRequest,
    page: Page,
    second_year: FollowUpRound,
    anna: User,
    sign_in: Callable[[User], None],
    visit: Callable[[str], Page],
) -> Page:
    page.set_viewport_size(DESK)
    sign_in(anna)
    return visit(second_year.get_absolute_url() if request.param == "round" else "/uppfoljning/")


def below(box: Locator) -> float:
    """Where it ends, from the top of the screen."""
    found = box.bounding_box()
    assert found
    return found["y"] + found["height"]


def test_essentials_stand_on_one_screen(dashboard: Page) -> None:
    for part in (".page-lead", ".figures-row", ".charts", ".waiting-for"):
        assert below(dashboard.locator(part)) <= DESK["height"]
    assert dashboard.evaluate("scrollY") == 0


def test_both_charts_are_drawn(dashboard: Page) -> None:
    expect(dashboard.get_by_role("img", name="genomfört 2027, mot 100,0")).to_be_visible()
    expect(dashboard.locator(".chart:visible")).to_have_count(2)


def test_no_barrier_at_any_width(dashboard: Page) -> None:
    for fold in dashboard.locator(".dashboard summary").all():
        fold.click()
    assert faults_everywhere(dashboard, [1366, 360]) == []


def test_targets_on_a_telephone_are_large_enough(dashboard: Page) -> None:
    dashboard.set_viewport_size({"width": 360, "height": 800})
    assert small_targets(dashboard) == []


def test_charts_stand_below_each_other_on_a_telephone(dashboard: Page) -> None:
    dashboard.set_viewport_size({"width": 360, "height": 800})
    boxes = [box.bounding_box() for box in dashboard.locator(".charts > *").all()]
    places = [(box["x"], box["y"]) for box in boxes if box]
    assert len({x for x, _ in places}) == 1
    assert places == sorted(places, key=lambda place: place[1])


def test_cells_on_a_telephone_are_as_wide_as_their_list(dashboard: Page) -> None:
    """The columns' widths are a desk's: kept on a telephone they leave a letter's room for a word."""
    dashboard.set_viewport_size({"width": 360, "height": 800})
    narrow = dashboard.eval_on_selector_all(
        ".stacks [data-label]", "all => all.filter(each => each.offsetWidth < each.closest('table').offsetWidth)"
    )
    assert narrow == []


def test_text_in_charts_is_no_smaller_than_elsewhere(dashboard: Page) -> None:
    """A drawing that is scaled down takes its letters with it."""
    for width in (1366, 360):
        dashboard.set_viewport_size({"width": width, "height": 800})
        shrunk = dashboard.eval_on_selector_all(
            ".chart",
            "all => all.filter(each => each.clientWidth && each.clientWidth < each.viewBox.baseVal.width - 24)",
        )
        assert (width, shrunk) == (width, [])


def test_figure_leads_to_its_rows(dashboard: Page) -> None:
    dashboard.locator("[data-figure=vantar]").click()
    expect(dashboard.locator("[data-figure=aktiviteter] strong")).to_have_text("3")
    assert "svar=vantar" in dashboard.url
    expect(dashboard.get_by_role("link", name="Nattvandring")).to_be_visible()
    expect(dashboard.get_by_role("link", name="Kontrollköp")).to_have_count(0)


def test_filter_stands_in_the_address(dashboard: Page) -> None:
    dashboard.get_by_role("search", name="Aktiviteter").get_by_label("Status").select_option("Genomförd")
    dashboard.get_by_role("button", name="Visa", exact=True).click()
    dashboard.wait_for_url("**status=done**")
    expect(dashboard.locator(".dashboard-chosen")).to_contain_text("Status: Genomförd")
    dashboard.get_by_role("link", name="Visa allt").click()
    expect(dashboard.locator("[data-figure=aktiviteter] strong")).to_have_text("4")


def test_table_under_a_chart_has_its_figures(dashboard: Page) -> None:
    dashboard.locator(".chart-box summary").last.click()
    expect(dashboard.locator("[data-table=trend]")).to_contain_text("100,0")


def test_dashboard_prints_clean(dashboard: Page) -> None:
    assert blemishes(dashboard) == []
    assert "1 av 4 aktiviteter är genomförd" in printed(dashboard)


def test_many_goals_have_room_on_one_screen(
    page: Page, transactional_db: None, anna: User, sign_in: Callable[[User], None], visit: Callable[[str], Page]
) -> None:
    """Five of them, whose names take two lines."""
    plan = adopted_plan(anna.memberships.get().organisation, anna, "Planen", *map(str, range(30)))
    goals = [
        Node(plan=plan, kind="area", number=str(number), heading="Ett mål med ett långt namn", order=number)
        for number in range(5)
    ]
    Node.objects.bulk_create(goals)
    for activity in plan.activities.all():
        activity.node = goals[int(activity.title) % 5]
        type(activity).objects.bulk_update([activity], ["node"])
    page.set_viewport_size(DESK)
    sign_in(anna)
    visit(opened_round(plan, anna).get_absolute_url())
    assert below(page.locator(".charts")) <= DESK["height"]
