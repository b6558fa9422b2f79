"""A plan is asked once whether it is open for all that is changed together, and stays so until that is done."""

import pytest
from django.db import transaction

from andts.lib.states import StateError
from plans.models import Node, Plan, PlanText


@pytest.fixture
def plan(lindvalla, anna):
    return Plan.created(by=anna, organisation=lindvalla, title="Plan")


@pytest.fixture
def text(plan, anna):
    return PlanText.created(by=anna, plan=plan, heading="Bakgrund")


def adopt(plan):
    Plan.objects.filter(pk=plan.pk).update(state="adopted")


def held(text):
    return PlanText.objects.held().get(pk=text.pk)


def test_each_change_asks_for_itself(plan, text, anna):
    adopt(plan)
    with pytest.raises(StateError):
        text.record(by=anna, heading="Ny")


def test_many_changes_ask_once(plan, text, anna, django_assert_num_queries):
    """The savepoint of the test, the question, and two changes with their history."""
    with django_assert_num_queries(7), plan.held_open():
        text.record(by=anna, heading="Ny")
        text.record(by=anna, heading="Nyare")


def test_row_is_fetched_with_its_plan_in_one_query(text, anna, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(3):
        row = held(text)
        with row.plan.held_open(is_locked=True):
            row.record(by=anna, heading="Ny")


def test_row_of_a_plan_that_is_not_open_is_not_changed(plan, text, anna):
    adopt(plan)
    with transaction.atomic(), pytest.raises(StateError), held(text).plan.held_open(is_locked=True):
        pytest.fail("an adopted plan was held open")


def test_afterwards_it_is_asked_again(plan, text, anna):
    with plan.held_open():
        text.record(by=anna, heading="Ny")
    adopt(plan)
    with pytest.raises(StateError):
        text.record(by=anna, heading="Nyare")


def test_after_a_failure_it_is_asked_again(plan, text, anna):
    with pytest.raises(ZeroDivisionError), plan.held_open():
        raise ZeroDivisionError
    adopt(plan)
    with pytest.raises(StateError):
        text.record(by=anna, heading="Ny")


def test_inner_block_leaves_the_outer_one_as_it_is(plan, text, anna, django_assert_num_queries):
    with plan.held_open():
        with plan.held_open():
            text.record(by=anna, heading="Ny")
        with django_assert_num_queries(2):
            text.record(by=anna, heading="Nyare")


def test_failure_undoes_all_that_was_changed_together(plan, text, anna):
    def change_and_fail():
        with plan.held_open():
            text.record(by=anna, heading="Ny")
            raise StateError

    with pytest.raises(StateError):
        change_and_fail()
    text.refresh_from_db()
    assert (text.heading, text.history.count()) == ("Bakgrund", 1)


def test_adopting_within_the_block_closes_it(plan, anna):
    def adopt_and_add():
        with plan.held_open():
            plan.adopt(content=lambda _: {}, decisions=[{"body": "Nämnden", "date": "2026-03-02"}], by=anna)
            Node.created(by=anna, plan=plan, kind="goal", heading="Efteråt")

    with pytest.raises(StateError):
        adopt_and_add()
    assert plan.nodes.count() == 0
