"""What the palette is offered while one types."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from activities.models import Activity
from plans.models import Node, Plan
from workspace.search.suggestions import AT_MOST


@pytest.fixture
def draft(lindvalla, anna):
    return Plan.created(by=anna, organisation=lindvalla, title="Blåsippeplanen", valid_from=date(2026, 1, 1))


@pytest.fixture
def offered(signed_in, anna):
    client = signed_in(anna)
    return lambda query: client.get(reverse("search-suggestions"), {"q": query}).json()["suggestions"]


def test_suggestion_says_what_and_where_it_is(draft, anna, offered):
    activity = Activity.add(draft, by=anna, title="Kontrollköp")
    assert offered("kontroll") == [
        {
            "kind": "Aktivitet",
            "label": "Kontrollköp",
            "where": "Blåsippeplanen · Lindvalla · Utkast",
            "url": f"/planer/{draft.pk}/#aktivitet-{activity.pk}",
        }
    ]


def test_plans_come_before_headings_and_activities(draft, anna, offered):
    Node.created(by=anna, plan=draft, kind="area", number="1", heading="Blåsippor")
    Activity.add(draft, by=anna, title="Blåsippan")
    assert [(each["kind"], each["label"]) for each in offered("blås")] == [
        ("Plan", "Blåsippeplanen"),
        ("Rubrik", "1 Blåsippor"),
        ("Aktivitet", "Blåsippan"),
    ]


@pytest.mark.parametrize(
    ("typed", "found"), [("k", 1), ("kö", 0), ("kontro", 1), ("KONTROLLKÖPEN", 1), ("öl kontr", 1), ("", 0), ("!", 0)]
)
def test_name_is_found_while_it_is_typed(draft, anna, offered, typed, found):
    Activity.add(draft, by=anna, title="Kontrollköp av öl")
    assert len(offered(typed)) == found


def test_what_stands_in_the_plan_one_is_in_comes_first(draft, anna, signed_in):
    other = Plan.created(by=anna, organisation=draft.organisation, title="En annan plan", valid_from=date(2020, 1, 1))
    for number in range(6):
        Activity.add(draft, by=anna, title=f"Blåsippa {number}")
    Activity.add(other, by=anna, title="Blåsippa här")
    page = signed_in(anna).get(reverse("search-suggestions"), {"q": "blåsippa", "plan": other.pk})
    assert [each["label"] for each in page.json()["suggestions"]][:3] == [
        "Blåsippeplanen",
        "Blåsippa här",
        "Blåsippa 0",
    ]


@pytest.mark.parametrize("plan", ["", "0", "x", "-1", "9" * 5000, "1;2", "²"])
def test_plan_that_is_none_changes_nothing(draft, anna, signed_in, plan):
    page = signed_in(anna).get(reverse("search-suggestions"), {"q": "blåsipp", "plan": plan})
    assert [each["label"] for each in page.json()["suggestions"]] == ["Blåsippeplanen"]


def test_only_names_are_offered(draft, anna, offered):
    Activity.add(draft, by=anna, title="Tillsyn", description="Kontrollköp")
    assert offered("kontroll") == []


def test_activity_without_a_title_is_called_by_what_it_is_about(draft, anna, offered):
    Activity.add(draft, by=anna, description="Kontrollköp av folköl")
    assert [each["label"] for each in offered("kontroll")] == ["Kontrollköp av folköl"]


def test_removed_activity_is_not_offered(draft, anna, offered):
    Activity.add(draft, by=anna, title="Kontrollköp").remove(by=anna)
    assert offered("kontroll") == []


def test_at_most_ten_are_offered(draft, anna, offered):
    for number in range(8):
        Activity.add(draft, by=anna, title=f"Blåsippa {number}")
        Node.created(by=anna, plan=draft, kind="area", heading=f"Blåsippa {number}")
    Plan.created(by=anna, organisation=draft.organisation, title="Blåsippa")
    assert len(offered("blåsipp")) == AT_MOST


@pytest.mark.parametrize("size", [1, 3])
def test_queries_do_not_grow_with_what_is_offered(draft, anna, signed_in, django_assert_num_queries, size):
    for number in range(size):
        Activity.add(draft, by=anna, title=f"Blåsippa {number}")
        Node.created(by=anna, plan=draft, kind="area", heading=f"Blåsippa {number}")
    client = signed_in(anna)
    # session, user with roles, three to find, eight to show; on PostgreSQL the time limit in a transaction
    with django_assert_num_queries(12 + 3 * (connection.vendor == "postgresql")):
        client.get(reverse("search-suggestions"), {"q": "blåsipp"})


def test_suggestions_that_take_too_long_are_none(draft, offered, monkeypatch):
    Activity.objects.bulk_create(Activity(plan=draft, title="x" * 3000) for _ in range(3000))
    monkeypatch.setattr("workspace.views.search.SECONDS", 0.005)
    assert offered("blåsippa") == []


def test_suggestions_are_only_read(signed_in, anna):
    assert signed_in(anna).post(reverse("search-suggestions")).status_code == 405
