"""The organisation's own goal frameworks, and what corresponds to what."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from plans.models import FrameworkGoal, GoalFramework, Node, Plan
from plans.models.frameworks import numbered
from plans.reference import load


@pytest.fixture
def own(lindvalla, anna):
    framework = GoalFramework.created(by=anna, organisation=lindvalla, name="Kommunens mål", first_year=2026)
    framework.set_goals(["1. Färre provar", "2. Fler får stöd"], by=anna)
    return framework


@pytest.mark.parametrize(
    ("line", "number", "text"),
    [
        ("1. Färre", "1", "Färre"),
        ("1.2 Skolan", "1.2", "Skolan"),
        ("Färre", "", "Färre"),
        ("2026 års mål", "2026", "års mål"),
    ],
)
def test_number_is_read_from_a_goals_line(line, number, text):
    assert numbered(line) == (number, text)


def test_creating_with_goals_a_line_each(signed_in, anna, lindvalla):
    data = {"organisation": lindvalla.pk, "name": "Våra mål", "first_year": "2026", "goals": "1. Färre\n\n2. Fler"}
    signed_in(anna).post(reverse("framework-create"), data)
    assert [(goal.number, goal.text) for goal in FrameworkGoal.objects.all()] == [("1", "Färre"), ("2", "Fler")]


def test_years_in_the_wrong_order_are_refused(signed_in, anna, lindvalla):
    data = {"organisation": lindvalla.pk, "name": "Mål", "first_year": "2026", "last_year": "2025", "goals": "1. Färre"}
    assert signed_in(anna).post(reverse("framework-create"), data).status_code == 422


def test_rewording_a_goal_keeps_the_plans_that_point_at_it(signed_in, anna, own):
    plan = Plan.created(by=anna, organisation=own.organisation, title="Plan")
    node = Node.created(by=anna, plan=plan, kind="goal", heading="Mål", framework_goals=[own.goals.first()])
    data = {
        "organisation": own.organisation.pk,
        "name": own.name,
        "first_year": "2026",
        "goals": "2. Fler\n1. Mycket färre",
    }
    signed_in(anna).post(reverse("framework-edit", args=[own.pk]), data)
    assert node.framework_goals.get().text == "Mycket färre"
    assert [goal.number for goal in own.goals.all()] == ["2", "1"]


def test_national_frameworks_are_read_and_never_changed(signed_in, anna):
    load()
    national = GoalFramework.objects.filter(organisation=None).first()
    client = signed_in(anna)
    assert national.name in client.get(reverse("frameworks")).content.decode()
    assert client.get(reverse("framework-edit", args=[national.pk])).status_code == 403


def test_crosswalk_of_the_national_strategies(db):
    """domain.md §4.1: goals 1–6 of 2016–2020 are 1, 3, 4, 5, 6 and 7 of 2022–2025; its goal 2 had none before it."""
    load()
    later = GoalFramework.objects.get(organisation=None, first_year=2022)
    pairs = {goal.number: [other.number for other in goal.counterparts.all()] for goal in later.goals.all()}
    assert pairs == {"1": ["1"], "2": [], "3": ["2"], "4": ["3"], "5": ["4"], "6": ["5"], "7": ["6"]}


def test_saying_what_a_goal_corresponds_to(signed_in, anna, own):
    load()
    goal = own.goals.first()
    national = FrameworkGoal.objects.filter(framework__first_year=2022).first()
    signed_in(anna).post(reverse("crosswalk-edit", args=[own.pk]), {f"goal_{goal.pk}": [national.pk]})
    assert (goal.counterparts.get(), national.counterparts.filter(framework=own).get()) == (national, goal)


def test_a_neighbours_framework_is_not_seen(signed_in, cecilia, own):
    assert own.name not in signed_in(cecilia).get(reverse("frameworks")).content.decode()


def test_what_a_neighbour_ties_to_a_national_goal_is_not_seen(signed_in, anna, cecilia, own):
    load()
    national = FrameworkGoal.objects.filter(framework__first_year=2022).first()
    own.goals.first().record(by=anna, counterparts=[national])
    shown = [signed_in(user).get(reverse("frameworks")).content.decode() for user in (anna, cecilia)]
    assert ["2026– mål 1" in page for page in shown] == [True, False]


def test_what_a_kommun_ties_to_its_countys_goal_stays(signed_in, anna, lena, county, own):
    above = GoalFramework.created(by=lena, organisation=county, name="Länets mål", first_year=2024)
    above.set_goals(["1. Färre provar"], by=lena)
    goal = above.goals.get()
    own.goals.first().record(by=anna, counterparts=[goal])
    response = signed_in(lena).post(reverse("crosswalk-edit", args=[above.pk]), {"save": "1"})
    assert (response.status_code, goal.counterparts.get().framework) == (302, own)


@pytest.mark.parametrize("goals", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("frameworks", 5), ("crosswalk-edit", 6)])
def test_pages_ask_the_same_however_many_goals(signed_in, anna, own, django_assert_num_queries, page, queries, goals):
    load()
    own.set_goals([f"{number}. Mål" for number in range(goals)], by=anna)
    client, address = signed_in(anna), reverse(page, args=[own.pk] if page == "crosswalk-edit" else [])
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("is_national", [True, False])
def test_two_frameworks_with_one_name_and_year_are_refused(lindvalla, is_national):
    values = {"name": "Strategi", "first_year": 2030, "organisation": None if is_national else lindvalla}
    GoalFramework.created(by=None, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        GoalFramework.created(by=None, **values)
