"""Words longer than a phone is wide break, and the page is no wider for them (WCAG 1.4.10)."""

import pytest

from plans.models import Node, PlanText

LONG = "Drogförebyggande" * 5


@pytest.fixture
def long_words(plan, anna):
    PlanText.created(by=anna, plan=plan, heading=LONG, text=LONG)
    area = Node.created(by=anna, plan=plan, kind="area", heading=LONG, number="1.2.3")
    Node.created(by=anna, plan=plan, kind="goal", heading=LONG, text=LONG, parent=area)


def test_headings_of_one_long_word_keep_within_the_page(page, plan, long_words, anna, served, visit, sign_in):
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(anna)
    visit(plan.get_absolute_url())
    assert page.evaluate("document.documentElement.scrollWidth") == 360
