"""From the first page to a thing that is mended, on a phone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from organisations.models import User
from plans.models import Plan


def test_thing_to_look_over_is_mended_from_the_first_page(
    plan: Plan, anna: User, page: Page, visit: Callable[[str], Page], sign_in: Callable[[User], None]
) -> None:
    sign_in(anna)
    page.set_viewport_size({"width": 360, "height": 740})
    visit("/")
    page.get_by_role("link", name="Se över vad som saknas eller är sent i planerna").click()
    page.get_by_role("link", name="2 utan ansvarig").click()
    section = page.get_by_role("region", name="Utan ansvarig 2")
    expect(section).to_be_in_viewport()
    section.get_by_role("link", name="Ange ansvarig Nattvandring").click()
    expect(page.get_by_label("Ansvarig (valfritt)", exact=True)).to_be_in_viewport()
    page.get_by_label("Ansvarig (valfritt)", exact=True).fill("Föreningarna")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("region", name="Utan ansvarig 1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
