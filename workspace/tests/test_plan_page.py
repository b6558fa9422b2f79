"""The plan page: the whole plan, what the reader may do, and that its cost does not grow with it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.models import Activity
from plans.models import HeaderLine, Node, Plan, PlanColumn, PlanText, Tip


@pytest.fixture
def plan(lindvalla, anna):
    plan = Plan.created(by=anna, organisation=lindvalla, title="Plan", document_owner="Förebyggargruppen")
    PlanText.created(by=anna, plan=plan, heading="Bakgrund", text="Så kom planen till.")
    PlanText.created(by=anna, plan=plan, heading="Ordlista", text="Ord.", placement="after")
    return plan


def fill(plan, anna, activities):
    area = Node.created(by=anna, plan=plan, kind="area", heading="Skolan", number="1")
    goal = Node.created(by=anna, plan=plan, kind="goal", heading="Rökfritt", number="1.1", parent=area, order=1)
    rows = [
        Activity(plan=plan, node=goal, order=n, title=f"Aktivitet {n}", schedule="Löpande") for n in range(activities)
    ]
    Activity.objects.bulk_create(rows)
    Tip.created(by=anna, plan=plan, node=goal, text="Bjud in föreningarna")


def queries(client, plan):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(reverse("plan", args=[plan.pk])).status_code == 200
    return len(captured)


@pytest.mark.parametrize("activities", [60, 300])
def test_reading_takes_as_many_queries_whatever_the_size(signed_in, anna, plan, activities):
    fill(plan, anna, activities)
    client = signed_in(anna)
    # session; user with roles; the plan with its owner; texts; nodes; activities; tips
    assert queries(client, plan) == 7


def test_reading_a_plan_with_everything_takes_at_most_ten(signed_in, anna, everything):
    """Own columns, pictures, tips and lines in its header: a draft can have no more."""
    PlanColumn.created(by=anna, plan=everything.draft, name="Nämnd")
    HeaderLine.created(by=anna, plan=everything.draft, label="Informationsklass", text="Öppen")
    assert queries(signed_in(anna), everything.draft) == 10


def test_everything_stands_in_reading_order(signed_in, anna, plan):
    fill(plan, anna, 2)
    page = signed_in(anna).get(reverse("plan", args=[plan.pk])).content.decode()
    order = ["Så kom planen till.", "Skolan</h2>", "Rökfritt", "Aktivitet 0", "Aktivitet 1", "Bjud in", "Ord."]
    body = page[page.index('class="plan-sheet"') :]
    places = [body.find(words.removesuffix("</h2>")) for words in order]
    assert places == sorted(places)
    assert -1 not in places


def test_activity_without_a_heading_is_shown(signed_in, anna, plan):
    Activity.add(plan, by=anna, description="Bara vad, ingen titel")
    page = signed_in(anna).get(reverse("plan", args=[plan.pk])).content.decode()
    assert "Bara vad, ingen titel" in page
    assert "column-title" in page  # those who edit may give it one


def test_own_column_is_shown_with_its_text(signed_in, anna, plan):
    column = PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    Activity.add(plan, by=anna, title="Tillsyn", extra={str(column.pk): "Socialnämnden"})
    page = signed_in(anna).get(reverse("plan", args=[plan.pk])).content.decode()
    assert ('data-kind="text">Nämnd ' in page, "Socialnämnden" in page) == (True, True)


def test_removed_activity_is_not_shown(signed_in, anna, plan):
    Activity.add(plan, by=anna, title="Bortplockad").remove(by=anna)
    assert "Bortplockad" not in signed_in(anna).get(reverse("plan", args=[plan.pk])).content.decode()


def test_empty_plan_says_what_to_do_next(signed_in, anna, plan):
    page = signed_in(anna).get(reverse("plan", args=[plan.pk])).content.decode()
    assert "Börja med kommunens mål och insatsområden" in page


def test_text_is_never_markup(signed_in, anna, plan):
    Activity.add(plan, by=anna, title="<script>alert(1)</script>", description="<b>fet</b>")
    page = signed_in(anna).get(reverse("plan", args=[plan.pk])).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;b&gt;fet&lt;/b&gt;" in page


def test_reader_is_offered_no_editing(signed_in, bo, everything):
    page = signed_in(bo).get(reverse("plan", args=[everything.adopted.pk])).content.decode()
    assert ("edit-link" in page, "Granska inför beslut" in page, "Hämta PDF" in page) == (False, False, True)


def test_source_text_without_a_place_is_told_of(signed_in, anna, everything):
    page = signed_in(anna).get(reverse("plan", args=[everything.draft.pk])).content.decode()
    assert "text från den inlästa filen som inte har fått någon plats." in page


def test_page_tells_its_script_what_it_has_seen(signed_in, plan, anna):
    """From there on the page asks what others have changed (activities/tests/test_presence.py)."""
    activity = Activity.add(plan, by=anna, title="Tillsyn")
    page = signed_in(anna).get(plan.get_absolute_url()).content.decode()
    assert f'data-since="{activity.history.get().pk}"' in page
