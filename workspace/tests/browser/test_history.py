"""Nothing is lost: what was removed or written over comes back, by keyboard alone."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from activities.models import Activity
from activities.together import changed_together
from organisations.models import User
from plans.models import Plan
from workspace.tests.browser.test_keyboard import press


@pytest.fixture
def activity(served: None, plan: Plan, anna: User, bo: User) -> Activity:
    """What Anna wrote and Bo wrote over."""
    activity: Activity = plan.activities.get(title="Tillsyn")
    activity.record(by=bo, description="Besök hos några.")
    return activity


@pytest.fixture
def form(activity: Activity, anna: User, sign_in: Callable[[User], None], visit: Callable[[str], Page]) -> Page:
    sign_in(anna)
    return visit(reverse("activity-edit", args=[activity.plan_id, activity.pk]))


def test_removed_activity_comes_back_by_undo(form: Page, activity: Activity) -> None:
    press(form, form.get_by_role("button", name="Ta bort aktiviteten"))
    expect(form.locator("#messages")).to_contain_text("Aktiviteten ”Tillsyn” är borttagen.")
    expect(form.locator(f"#aktivitet-{activity.pk}")).to_have_count(0)
    press(form, form.locator("#messages").get_by_role("button", name="Ångra"))
    expect(form.locator("#messages")).to_contain_text("Ångrat. Aktiviteten är tillbaka.")
    expect(form.locator(f"#aktivitet-{activity.pk}")).to_be_visible()


def test_removed_activity_comes_back_from_the_list_of_removed(form: Page, activity: Activity) -> None:
    press(form, form.get_by_role("button", name="Ta bort aktiviteten"))
    press(form, form.locator("summary", has_text="Mer"))
    press(form, form.get_by_role("link", name="Borttaget"))
    press(form, form.get_by_role("button", name="Återställ Tillsyn"))
    expect(form.locator(f"#aktivitet-{activity.pk}")).to_be_visible()


def test_earlier_wording_comes_back_and_can_be_undone(form: Page, activity: Activity) -> None:
    press(form, form.get_by_role("link", name="Historik"))
    expect(form.locator(".history > li").first).to_contain_text("Bo Ekman ändrade Vad")
    press(form, form.get_by_role("button", name="Återställ Vad"))
    expect(form.locator("#messages")).to_contain_text("Återställt. ”Vad” är som förut.")
    expect(form.locator(".history > li").first).to_contain_text("Anna Lindqvist återställde Vad")
    activity.refresh_from_db()
    assert activity.description == "Besök hos alla serveringsställen."
    press(form, form.locator("#messages").get_by_role("button", name="Ångra"))
    expect(form.locator("#messages")).to_contain_text("Ångrat. 1 aktivitet är som förut.")
    expect(form.locator(f"#aktivitet-{activity.pk}")).to_contain_text("Besök hos några.")


def test_a_change_of_many_is_undone_from_the_latest_changes(form: Page, activity: Activity, anna: User) -> None:
    with changed_together(activity.plan, by=anna) as together:
        for each in activity.plan.activities.present():
            together.change(each, schedule="Varje vecka")
        together.keep("Satte När på 4 aktiviteter")
    press(form, form.get_by_role("link", name=activity.plan.title))
    press(form, form.locator("summary", has_text="Mer"))
    press(form, form.get_by_role("link", name="Senaste ändringar"))
    press(form, form.get_by_role("button", name="Ångra att Anna Lindqvist satte När på 4 aktiviteter"))
    expect(form.locator("#messages")).to_contain_text("Ångrat. 4 aktiviteter är som förut.")
    expect(form.locator(f"#aktivitet-{activity.pk}")).to_contain_text("Två gånger per år")
