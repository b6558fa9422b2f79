"""The list of plans and a plan's own facts."""

from datetime import date

import pytest
from django.urls import reverse

from organisations.models import Actor
from plans.forms import PlanForm
from plans.models import GoalFramework, Plan


@pytest.fixture
def plan(lindvalla, anna):
    return Plan.created(
        by=anna, organisation=lindvalla, title="Plan för en drogfri uppväxt", valid_from=date(2026, 1, 1)
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_however_long(signed_in, anna, lindvalla, rows, django_assert_num_queries):
    for number in range(rows):
        Plan.created(by=anna, organisation=lindvalla, title=f"Plan {number}")
    client = signed_in(anna)
    with django_assert_num_queries(4):  # session, user with roles, plans with owners, their decisions
        assert client.get(reverse("plans")).content.decode().count("Plan ") >= rows


def test_list_narrows_to_what_is_asked_for(signed_in, anna, plan, lindvalla):
    Plan.created(by=anna, organisation=lindvalla, title="Policy för skolan", kind=Plan.Kind.POLICY)
    page = signed_in(anna).get(reverse("plans"), {"typ": "policy"}).content.decode()
    assert ("Policy för skolan" in page, plan.title in page) == (True, False)


def test_list_with_an_unknown_choice_says_so_and_shows_all(signed_in, anna, plan):
    response = signed_in(anna).get(reverse("plans"), {"typ": "tårta"})
    assert (response.status_code, plan.title in response.content.decode()) == (200, True)


def test_list_that_finds_nothing_says_what_to_do(signed_in, anna, plan):
    page = signed_in(anna).get(reverse("plans"), {"sok": "saknas"}).content.decode()
    assert "Inga planer passar urvalet" in page


def test_creating_a_plan(signed_in, anna, lindvalla):
    facts = {
        "organisation": lindvalla.pk,
        "kind": "action_plan",
        "title": "Handlingsplan 2027",
        "valid_from": "2027-01-01",
    }
    response = signed_in(anna).post(reverse("plan-create"), facts)
    plan = Plan.objects.get()
    assert (response.url, plan.title, plan.state, plan.valid_until) == (
        f"/planer/{plan.pk}/",
        "Handlingsplan 2027",
        "draft",
        None,
    )
    assert plan.history.get().history_user == anna


def test_creating_a_plan_from_a_framework(signed_in, anna, lindvalla):
    framework = GoalFramework.created(by=anna, organisation=lindvalla, name="Våra mål", first_year=2026)
    framework.set_goals(["1. Färre provar narkotika", "Fler vuxna ute på kvällarna"], by=anna)
    facts = {"organisation": lindvalla.pk, "kind": "programme", "title": "Program", "framework": framework.pk}
    signed_in(anna).post(reverse("plan-create"), facts)
    nodes = Plan.objects.get().nodes.prefetch_related("framework_goals")
    assert [(node.kind, node.number, node.heading, node.framework_goals.get().framework) for node in nodes] == [
        ("goal", "1", "Färre provar narkotika", framework),
        ("goal", "", "Fler vuxna ute på kvällarna", framework),
    ]


def test_creating_a_plan_for_somebody_else_is_refused(signed_in, anna, havsby):
    facts = {"organisation": havsby.pk, "kind": "programme", "title": "Intrång"}
    response = signed_in(anna).post(reverse("plan-create"), facts)
    assert (response.status_code, Plan.objects.count()) == (422, 0)


def test_period_that_ends_before_it_begins_is_refused_in_words(signed_in, anna, plan):
    facts = {"kind": plan.kind, "title": plan.title, "valid_from": "2027-01-01", "valid_until": "2026-12-31"}
    response = signed_in(anna).post(reverse("plan-edit", args=[plan.pk]), facts)
    assert response.status_code == 422
    assert "Ange ett slutdatum som är efter startdatumet." in response.content.decode()
    plan.refresh_from_db()
    assert plan.valid_until is None


def test_changing_facts_saves_only_what_differs(signed_in, anna, plan):
    facts = {"kind": plan.kind, "title": plan.title, "valid_from": "2026-01-01", "document_owner": "Förebyggargruppen"}
    signed_in(anna).post(reverse("plan-edit", args=[plan.pk]), facts)
    latest, first = plan.history.all()
    assert latest.diff_against(first).changed_fields == ["document_owner"]
    assert latest.history_user == anna


def test_changing_nothing_leaves_no_history(signed_in, anna, plan):
    facts = {"kind": plan.kind, "title": plan.title, "valid_from": "2026-01-01"}
    signed_in(anna).post(reverse("plan-edit", args=[plan.pk]), facts)
    assert plan.history.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2027, 1, 1), date(2028, 12, 31), "2027–2028"),
        (date(2027, 1, 1), date(2027, 12, 31), "2027"),
        (date(2026, 5, 4), date(2026, 8, 30), "4 maj 2026–30 augusti 2026"),
        (date(2026, 5, 4), None, "från 4 maj 2026, tills vidare"),
        (None, None, "tills vidare"),
        (None, date(2026, 8, 30), "till och med 30 augusti 2026"),
    ],
)
def test_period_is_written_as_people_say_it(lindvalla, first, last, written):
    plan = Plan.created(by=None, organisation=lindvalla, title="Plan", valid_from=first, valid_until=last)
    assert plan.period == written


@pytest.mark.django_db(transaction=True)
def test_facts_are_changed_in_a_transaction_of_their_own(plan, anna):
    """PostgreSQL holds the plan's row only within one; the tests' own would hide that it was missing."""
    assert plan.record(by=anna, subtitle="För alla unga") == ["subtitle"]


@pytest.mark.parametrize(
    ("asked", "found"), [("ÄNGSBRO", True), ("ängsbros", True), ("angsbro", False), ("handlingsplan ängsbro", True)]
)
def test_title_search_folds_swedish_letters(lindvalla, anna, signed_in, asked, found):
    Plan.created(by=anna, organisation=lindvalla, title="Ängsbros handlingsplan")
    page = signed_in(anna).get(reverse("plans"), {"sok": asked})
    assert bool(page.context["plans"]) is found


def test_plans_of_the_same_day_stand_in_swedish_order(lindvalla, anna, signed_in):
    for title in ("Ängen", "Ön", "Ån", "Zebran"):
        Plan.created(by=anna, organisation=lindvalla, title=title)
    page = signed_in(anna).get(reverse("plans"))
    assert [plan.title for plan in page.context["plans"]] == ["Zebran", "Ån", "Ängen", "Ön"]


def test_actors_of_a_form_stand_in_swedish_order(lindvalla, anna):
    for name in ("Ängen", "Ön", "Ån", "Zebran"):
        Actor.known_as(name, organisation=lindvalla, by=anna)
    form = PlanForm(instance=Plan.created(by=anna, organisation=lindvalla, title="Planen"), user=anna)
    assert [str(actor) for actor in form.fields["co_owner_actors"].queryset] == ["Zebran", "Ån", "Ängen", "Ön"]
