"""A plan decided by a person with a browser, and each page of the way held against WCAG."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from plans.models import Plan
from workspace.tests.deciding import adopted, draft

__all__ = ["adopted", "draft"]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def served(transactional_db):
    """The live server's own threads must see the rows."""


def test_plan_is_reviewed_decided_revised_and_compared(served, draft, anna, sign_in, visit):
    sign_in(anna)
    page = visit(reverse("plan-review", args=[draft.pk]))
    page.get_by_role("link", name="Ändra Vandring").click()
    page.get_by_label("När").fill("Varje vår")
    page.get_by_role("button", name="Spara").click()
    assert "/granska/#aktivitet-" in page.url
    page.get_by_role("link", name="Gå vidare till fastställande").click()
    page.get_by_label("Vem har beslutat?").first.fill("Kommunstyrelsen")
    page.get_by_label("Beslutsdatum").first.fill("2026-11-03")
    page.get_by_role("button", name="Fastställ planen").click()
    assert page.get_by_role("status").inner_text() == "Planen är fastställd. Den går inte längre att ändra."
    page.get_by_role("button", name="Revidera planen").click()
    revision = Plan.objects.get(revises=draft)
    revision.activities.get(title="Vandring").record(by=anna, title="Kvällsvandring")
    page.goto(page.url.replace(f"/planer/{revision.pk}/", reverse("plan-comparison", args=[revision.pk])))
    assert page.get_by_role("heading", name="Ändrad Kvällsvandring").is_visible()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", ["plan-versions", "plan-next", "decision-create", "plan-comparison"])
def test_page_about_an_adopted_plan_is_accessible(name, width, served, adopted, anna, sign_in, visit):
    sign_in(anna)
    hold_against_wcag(visit(reverse(name, args=[adopted.pk])), width)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", ["plan-review", "plan-adoption"])
def test_page_about_a_draft_is_accessible(name, width, served, draft, anna, sign_in, visit):
    draft.record(by=anna, applies_to="Gäller 811228-9874" if name == "plan-review" else "")
    sign_in(anna)
    hold_against_wcag(visit(reverse(name, args=[draft.pk])), width)


@pytest.mark.parametrize("width", [1280, 360])
def test_version_is_accessible(width, served, adopted, anna, sign_in, visit):
    sign_in(anna)
    hold_against_wcag(visit(reverse("plan-version", args=[adopted.pk, 1])), width)


def hold_against_wcag(page, width):
    """No violation, one heading of the first level, and nothing beside the screen."""
    page.set_viewport_size({"width": width, "height": 800})
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert [violation["id"] for violation in found.response["violations"]] == []
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
