"""A heading that is removed and brought back: what moved up when it went lies under it again, where that still holds."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from activities.models import Activity
from andts.tests.pixel import PIXEL
from plans.models import FrameworkGoal, GoalFramework, Node, Plan, PlanPicture, Tip


@pytest.fixture
def plan(lindvalla, anna):
    return Plan.created(by=anna, organisation=lindvalla, title="Plan")


@pytest.fixture
def above(plan, anna):
    return Node.created(by=anna, plan=plan, kind="area", heading="Unga")


@pytest.fixture
def heading(plan, anna, above):
    return Node.created(by=anna, plan=plan, kind="goal", heading="Rökfritt", parent=above)


@pytest.fixture
def activity(plan, anna, heading):
    return Activity.add(plan, by=anna, title="Tillsyn", node=heading)


def removed(heading, anna):
    pk = heading.pk
    heading.remove(by=anna)
    return pk


def place_of(row):
    return type(row).objects.get(pk=row.pk).node


def test_what_lay_under_moves_up(heading, above, activity, plan, anna):
    tip = Tip.created(by=anna, plan=plan, node=heading, text="Bjud in föreningarna")
    child = Node.created(by=anna, plan=plan, kind="goal", heading="I skolan", parent=heading)
    removed(heading, anna)
    assert (place_of(activity), place_of(tip), Node.objects.get(pk=child.pk).parent) == (above, above, above)


def test_picture_moves_up_and_back(heading, above, plan, anna):
    picture = PlanPicture(plan=plan, node=heading)
    picture.file.save("bild.png", ContentFile(PIXEL), save=False)
    picture.record_new(by=anna)
    pk = removed(heading, anna)
    assert place_of(picture) == above
    Node.bring_back(plan, pk, by=anna)
    assert place_of(picture).pk == pk


def test_everything_lies_under_it_again(heading, activity, plan, anna):
    tip = Tip.created(by=anna, plan=plan, node=heading, text="Bjud in föreningarna")
    child = Node.created(by=anna, plan=plan, kind="goal", heading="I skolan", parent=heading)
    pk = removed(heading, anna)
    Node.bring_back(plan, pk, by=anna)
    assert [place_of(activity).pk, place_of(tip).pk, Node.objects.get(pk=child.pk).parent_id] == [pk] * 3


def test_what_has_been_moved_since_stays(heading, activity, plan, anna, bo):
    other = Node.created(by=anna, plan=plan, kind="area", heading="Föreningsliv")
    pk = removed(heading, anna)
    Activity.objects.get(pk=activity.pk).record(by=bo, node=other)
    Node.bring_back(plan, pk, by=anna)
    assert place_of(activity) == other


def test_what_lay_above_all_along_stays_there(heading, above, plan, anna):
    neighbour = Activity.add(plan, by=anna, title="Annat", node=above)
    pk = removed(heading, anna)
    Node.bring_back(plan, pk, by=anna)
    assert place_of(neighbour) == above


def test_activity_serves_it_again(heading, above, plan, anna):
    activity = Activity.add(plan, by=anna, title="Tillsyn", node=above, serves=[heading])
    pk = removed(heading, anna)
    assert activity.history.first().history_change_reason == "serves"
    Node.bring_back(plan, pk, by=anna)
    assert (activity.serves.get().pk, place_of(activity)) == (pk, above)


def test_removed_activity_moves_along(heading, activity, plan, anna):
    activity.remove(by=anna)
    pk = removed(heading, anna)
    Node.bring_back(plan, pk, by=anna)
    assert place_of(activity).pk == pk


def test_heading_that_lies_too_deep_by_now_stays(heading, above, plan, anna, bo):
    child = Node.created(by=anna, plan=plan, kind="goal", heading="I skolan", parent=heading)
    pk = removed(heading, anna)
    Node.created(by=bo, plan=plan, kind="goal", heading="Klass 7", parent=Node.objects.get(pk=child.pk))
    Node.bring_back(plan, pk, by=anna)
    assert Node.objects.get(pk=child.pk).parent == above


def test_goals_that_it_answers_to_are_back(heading, plan, anna):
    framework = GoalFramework.created(by=anna, name="Nationella strategin", first_year=2022)
    goal = FrameworkGoal.objects.create(framework=framework, number="1", text="Tillgången ska minska")
    heading.record(by=anna, framework_goals=[goal])
    heading.record(by=anna, heading="Helt rökfritt")
    pk = removed(heading, anna)
    Node.bring_back(plan, pk, by=anna)
    assert Node.objects.get(pk=pk).framework_goals.get() == goal


def test_second_removal_is_what_counts(heading, activity, plan, anna):
    pk = removed(heading, anna)
    Node.bring_back(plan, pk, by=anna)
    removed(Node.objects.get(pk=pk), anna)
    Node.bring_back(plan, pk, by=anna)
    assert place_of(activity).pk == pk


def test_moving_up_is_told_with_the_removal(heading, activity, anna):
    pk = removed(heading, anna)
    assert activity.history.first().history_date == Node.history.filter(id=pk).first().history_date
    assert timezone.now() - activity.history.first().history_date < timedelta(minutes=1)
