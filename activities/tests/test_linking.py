"""Actors suggested from what the cells say, chosen by a person."""

import pytest
from django.urls import reverse

from activities.linking import Named, link_actors, named_in
from activities.models import Activity
from organisations.models import Actor
from plans.models import Plan


@pytest.fixture
def plan(lindvalla, anna):
    plan = Plan.created(by=anna, organisation=lindvalla, title="Plan")
    Activity.add(plan, by=anna, title="Nattvandring", responsible_text="Polisen", partners_text="Skolan, Polis och IFO")
    Activity.add(plan, by=anna, title="Tillsyn", responsible_text="Samordnaren", partners_text="POLISEN")
    return plan


def test_names_are_counted_however_they_are_written(plan):
    assert named_in(plan) == [
        Named("Polisen", 3, None),
        Named("Skolan", 1, None),
        Named("IFO", 1, None),
        Named("Samordnaren", 1, None),
    ]


def test_names_without_anything_between_are_told_apart(plan, anna):
    """Nothing but a space in "Polis Samordnaren": both stand by themselves elsewhere, more than once."""
    Activity.add(plan, by=anna, title="Kurs", responsible_text="Polis Samordnaren", partners_text="samordnaren")
    assert [(each.text, each.count) for each in named_in(plan)] == [
        ("Polisen", 4),
        ("Samordnaren", 3),
        ("Skolan", 1),
        ("IFO", 1),
    ]


def test_known_actor_is_told_apart(plan, lindvalla, anna):
    Actor.known_as("Polismyndigheten", organisation=lindvalla, by=anna).add_aliases(["Polisen"], by=anna)
    assert named_in(plan)[-1] == Named("Polisen", 3, "Polismyndigheten")


def test_a_book_pasted_in_a_cell_is_not_read_to_its_end(plan, anna):
    book = "Polisen, " + "kapitel " * 10_000 + ", Brandkåren"
    Activity.add(plan, by=anna, title="Läsning", partners_text=book)
    named = [each.text for each in named_in(plan)]
    assert "Polisen" in named
    assert "Brandkåren" not in named


def test_chosen_names_become_actors_and_tie_their_activities(signed_in, anna, plan):
    signed_in(anna).post(reverse("plan-actors", args=[plan.pk]), {"new": ["Polisen", "Skolan"]})
    walk, check = plan.activities.all()
    assert sorted(actor.name for actor in Actor.objects.all()) == ["Polisen", "Skolan"]
    assert [actor.name for actor in walk.responsible.all()] == ["Polisen"]
    assert sorted(actor.name for actor in walk.partners.all()) == ["Polisen", "Skolan"]
    assert [actor.name for actor in check.partners.all()] == ["Polisen"]
    assert (walk.partners_text, check.partners_text) == ("Skolan, Polis och IFO", "POLISEN")


def test_a_name_that_the_plan_does_not_say_is_not_created(signed_in, anna, plan):
    signed_in(anna).post(reverse("plan-actors", args=[plan.pk]), {"new": ["Bosse på Storgatan"]})
    assert Actor.objects.count() == 0


def test_tying_again_changes_nothing(plan, anna):
    assert link_actors(plan, new=["Polisen"], by=anna) == 2
    assert link_actors(plan, new=[], by=anna) == 0


def test_actor_that_somebody_tied_by_hand_stays(plan, lindvalla, anna):
    chosen = Actor.known_as("Nattvandrarna", organisation=lindvalla, by=anna)
    walk = plan.activities.first()
    walk.record(by=anna, partners=[chosen])
    link_actors(plan, new=["Skolan"], by=anna)
    assert sorted(actor.name for actor in walk.partners.all()) == ["Nattvandrarna", "Skolan"]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_the_same_however_many_names(signed_in, anna, plan, lindvalla, django_assert_num_queries, rows):
    for number in range(rows):
        Actor.known_as(f"Aktör{number}", organisation=lindvalla, by=None)
        Activity.add(plan, by=anna, title="Kurs", responsible_text=f"Aktör{number}", partners_text=f"Okänd{number}")
    client = signed_in(anna)
    with django_assert_num_queries(6):  # session, user with roles, plan, actors, their names, activities
        assert client.get(reverse("plan-actors", args=[plan.pk])).status_code == 200
