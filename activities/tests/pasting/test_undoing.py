"""One Ångra takes back a paste whole: its headings and columns too, where nobody has begun to use them."""

import pytest

from activities.models import Activity
from activities.pasting.answers import Answers
from activities.pasting.applying import apply
from activities.pasting.clipboard import read_pasted
from activities.pasting.ground import Ground
from activities.pasting.proposing import propose
from activities.together import changed_together
from organisations.models import Actor
from plans.models import Node

NEW = "Mål\tInsatsområde\tAktivitet\tNytta\nMål 7: Trygga kvällar\tKvällsliv\tNattkafé\tMånga\n"


@pytest.fixture
def put_in(plan, anna):
    """Puts the rows in the plan as they are first read; the change."""

    def done(text=NEW):
        with changed_together(plan, by=anna) as together:
            return apply(propose(read_pasted(text), Answers(), Ground.of(plan)), together)

    return done


@pytest.fixture
def made(plan):
    """The names of the headings and columns that the plan has got since."""
    before = named(plan)
    return lambda: sorted(named(plan) - before)


@pytest.fixture
def cafe(made, put_in):
    """The change, and the activity that it made."""
    change = put_in()
    return change, Activity.objects.get(title="Nattkafé")


def named(plan):
    return {*plan.nodes.values_list("heading", flat=True), *plan.columns.values_list("name", flat=True)}


def partners(activity):
    return [actor.name for actor in activity.partners.order_by("name")]


@pytest.fixture
def watch(plan, lindvalla, anna):
    """An activity that names Polisen and is linked to it, and to an actor that it does not name."""
    linked = [Actor.known_as(name, organisation=lindvalla, by=anna) for name in ("Polisen", "Elevhälsan")]
    return Activity.add(plan, by=anna, title="Vandring", partners_text="Polisen och vuxna", partners=linked)


@pytest.mark.parametrize(
    ("text", "linked"),
    [("Skolan", ["Elevhälsan"]), ("Polis, skola", ["Elevhälsan", "Polisen"])],
)
def test_actors_that_are_pasted_over_are_let_go(watch, put_in, text, linked):
    put_in(f"Aktivitet\tSamverkan\nVandring\t{text}\n")
    watch.refresh_from_db()
    assert (watch.partners_text, partners(watch)) == (text, linked)


def test_links_come_back_with_the_text(watch, put_in, anna):
    put_in("Aktivitet\tSamverkan\nVandring\tSkolan\n").undo(by=anna)
    watch.refresh_from_db()
    assert (watch.partners_text, partners(watch)) == ("Polisen och vuxna", ["Elevhälsan", "Polisen"])


def test_what_is_not_pasted_over_keeps_its_links(watch, put_in):
    put_in("Aktivitet\tNär\nVandring\tVarje höst\n")
    assert partners(watch) == ["Elevhälsan", "Polisen"]


def test_headings_and_columns_go_with_the_rows(made, cafe, anna):
    assert made() == ["Kvällsliv", "Nytta", "Trygga kvällar"]
    cafe[0].undo(by=anna)
    assert made() == []


def test_headings_that_are_used_stay_with_those_above_them(made, cafe, plan, anna):
    Activity.add(plan, by=anna, title="Ny insats", node=Node.objects.get(heading="Kvällsliv"))
    cafe[0].undo(by=anna)
    assert made() == ["Kvällsliv", "Trygga kvällar"]


def test_heading_above_one_that_is_used_goes_alone(made, cafe, plan, anna):
    Activity.add(plan, by=anna, title="Ny insats", node=Node.objects.get(heading="Trygga kvällar"))
    cafe[0].undo(by=anna)
    assert made() == ["Trygga kvällar"]


def test_heading_that_somebody_has_changed_stays(made, cafe, anna):
    Node.objects.get(heading="Kvällsliv").record(by=anna, heading="Uteliv")
    cafe[0].undo(by=anna)
    assert made() == ["Trygga kvällar", "Uteliv"]


def test_heading_of_an_activity_that_is_left_stays_and_its_column(made, cafe, anna):
    change, activity = cafe
    activity.record(by=anna, schedule="Varje fredag")
    change.undo(by=anna)
    assert made() == ["Kvällsliv", "Nytta", "Trygga kvällar"]


def test_column_that_another_activity_has_a_text_in_stays(made, cafe, plan, anna):
    other = plan.activities.get(number="1.1")
    other.record(by=anna, extra={**other.extra, str(plan.columns.get(name="Nytta").pk): "Få"})
    cafe[0].undo(by=anna)
    assert made() == ["Nytta"]


def test_heading_that_was_there_stays(made, put_in, plan, anna):
    put_in("Mål\tAktivitet\nMål 7: Trygga kvällar\tNattkafé\n")
    put_in("Mål\tAktivitet\nMål 7: Trygga kvällar\tNattvandring\n").undo(by=anna)
    assert made() == ["Trygga kvällar"]


def test_activity_that_is_brought_back_has_its_column_again(cafe, plan, anna):
    change, activity = cafe
    change.undo(by=anna)
    activity.refresh_from_db()
    activity.restore(by=anna)
    column = plan.columns.get(name="Nytta")
    assert (activity.node, activity.extra) == (None, {str(column.pk): "Många"})


def test_rows_that_moved_into_a_new_heading_go_back(made, put_in, plan, anna):
    activity = plan.activities.get(number="1.1")
    change = put_in(f"Mål\tNr\tAktivitet\nMål 7: Trygga kvällar\t1.1\t{activity.title}\n")
    assert plan.activities.get(number="1.1").node.heading == "Trygga kvällar"
    change.undo(by=anna)
    assert made() == []
    assert plan.activities.get(number="1.1").node_id == activity.node_id
