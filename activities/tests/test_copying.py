"""A revision and the plan for the next period: what follows from the plan they are made from."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.copying import continue_plan, revise
from activities.models import Activity
from andts.lib.states import StateError
from organisations.models import Actor, Organisation, User
from plans.models import (
    FrameworkGoal,
    GoalFramework,
    HeaderLine,
    Node,
    Plan,
    PlanColumn,
    PlanPicture,
    PlanText,
    Tip,
)

BOARD = {"body": "Kommunstyrelsen", "date": date(2025, 11, 3)}


@pytest.fixture
def plan(lindvalla: Organisation, anna: User) -> Plan:
    """Goal → area → activity, and one of everything else that a plan can hold."""
    framework = GoalFramework.created(by=None, name="Kommunens mål", first_year=2026)
    framework_goal = FrameworkGoal.objects.create(framework=framework, text="Färre börjar")
    plan = Plan.created(
        by=anna,
        organisation=lindvalla,
        title="Plan 2026",
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 12, 31),
        review_due_at=date(2026, 10, 1),
        frameworks=[framework],
    )
    goal = Node.created(by=anna, plan=plan, kind="goal", heading="Färre unga provar", framework_goals=[framework_goal])
    area = Node.created(by=anna, plan=plan, kind="area", heading="Skolan", parent=goal)
    column = PlanColumn.created(by=anna, plan=plan, name="Budget")
    polisen = Actor.known_as("Polisen", organisation=lindvalla, by=anna)
    Activity.add(
        plan,
        by=anna,
        node=area,
        title="Föräldramöten",
        responsible=[polisen],
        serves=[goal],
        extra={str(column.pk): "10 000 kr"},
    )
    Activity.add(plan, by=anna, title="Utan rubrik").remove(by=anna)
    text = PlanText.created(by=anna, plan=plan, heading="Bakgrund", text="Så är läget.")
    PlanPicture.created(by=anna, plan=plan, text=text, alternative="En karta", file=ContentFile(b"png", "karta.png"))
    HeaderLine.created(by=anna, plan=plan, label="Giltig till", text="2026-12-31", field="valid_until")
    HeaderLine.created(by=anna, plan=plan, label="Klassning", text="Öppen")
    Tip.created(by=anna, plan=plan, node=goal, text="Nattvandra")
    return plan


@pytest.fixture
def adopted(plan: Plan, anna: User) -> Plan:
    plan.adopt(content=lambda held: {}, decisions=[BOARD], by=anna)
    return plan


def test_revision_holds_everything(adopted, anna):
    draft = revise(adopted, by=anna)
    assert (draft.state, draft.revises, draft.title, draft.review_due_at) == (
        "draft",
        adopted,
        "Plan 2026",
        date(2026, 10, 1),
    )
    assert [str(row) for row in draft.header_lines.all()] == ["Giltig till", "Klassning"]
    assert [str(row) for row in draft.nodes.all()] == ["Färre unga provar", "Skolan"]
    assert [str(row) for row in draft.frameworks.all()] == ["Kommunens mål 2026–"]


def test_revision_keeps_the_tree_and_what_stands_in_it(adopted, anna):
    draft = revise(adopted, by=anna)
    goal, area = draft.nodes.order_by("pk")
    activity = draft.activities.get()
    assert (area.parent, activity.node, draft.tips.get().node) == (goal, area, goal)
    assert (list(activity.serves.all()), [str(actor) for actor in activity.responsible.all()]) == ([goal], ["Polisen"])
    assert [str(row) for row in goal.framework_goals.all()] == ["Färre börjar"]


def test_revision_keeps_the_line_of_each_activity(adopted, anna):
    assert revise(adopted, by=anna).activities.get().line == adopted.activities.present().get().line


def test_revision_moves_own_texts_to_its_own_columns(adopted, anna):
    draft = revise(adopted, by=anna)
    assert draft.activities.get().extra == {str(draft.columns.get().pk): "10 000 kr"}
    assert draft.columns.get() != adopted.columns.get()


def test_revision_shows_the_same_pictures(adopted, anna):
    picture = revise(adopted, by=anna).pictures.get()
    assert (picture.text.heading, picture.file.name) == ("Bakgrund", adopted.pictures.get().file.name)
    assert picture.text != adopted.texts.get()


def test_revision_leaves_deleted_activities_behind(adopted, anna):
    assert [str(activity) for activity in revise(adopted, by=anna).activities.all()] == ["Föräldramöten"]


def test_revision_of_an_extended_plan_ends_when_that_does(adopted, anna):
    adopted.decide(action="extend", by=anna, body="KS", date=date(2026, 11, 1), extends_until=date(2027, 6, 30))
    assert revise(adopted, by=anna).valid_until == date(2027, 6, 30)


def test_revision_has_history_of_rows_and_links(adopted, anna):
    activity = revise(adopted, by=anna).activities.get()
    history = Activity.history.get(id=activity.pk)
    assert (history.history_type, history.history_user) == ("+", anna)
    assert [str(link.actor) for link in history.responsible.all()] == ["Polisen"]


def test_revision_leaves_the_adopted_plan_as_it_was(adopted, anna):
    before = [(row.pk, row.node_id, row.extra) for row in adopted.activities.all()]
    draft = revise(adopted, by=anna)
    draft.activities.get().record(by=anna, title="Nytt namn")
    assert [(row.pk, row.node_id, row.extra) for row in adopted.activities.all()] == before
    assert Plan.objects.get(pk=adopted.pk).state == "adopted"


def test_second_revision_is_refused(adopted, anna):
    revise(adopted, by=anna)
    with pytest.raises(StateError, match="revideras redan"):
        revise(adopted, by=anna)


def test_draft_cannot_be_revised(plan, anna):
    with pytest.raises(StateError, match="Planen är utkast"):
        revise(plan, by=anna)


def test_revising_takes_as_many_queries_however_long_the_plan_is(adopted, anna):
    """SQLite takes at most 999 values a statement, so that 30 rows are as many as one statement holds there."""
    few = queries_of_revising(adopted, anna)
    more = Plan.created(by=anna, organisation=adopted.organisation, title="Längre")
    node = Node.created(by=anna, plan=more, kind="area", heading="Skolan")
    column = PlanColumn.created(by=anna, plan=more, name="Budget")
    actor = Actor.objects.get()
    for number in range(30):
        extra = {str(column.pk): "kr"}
        Activity.add(more, by=anna, node=node, title=f"Nr {number}", responsible=[actor], serves=[node], extra=extra)
    more.adopt(content=lambda held: {}, decisions=[BOARD], by=anna)
    assert queries_of_revising(more, anna) <= few


def queries_of_revising(plan: Plan, by: User) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        revise(Plan.objects.with_owner().get(pk=plan.pk), by=by)
    return len(queries)


def test_next_plan_has_the_asked_period_and_no_days_of_the_old(adopted, anna):
    draft = continue_plan(adopted, title="Plan 2027", valid_from=date(2027, 1, 1), valid_until=None, by=anna)
    assert (draft.continues, draft.revises, draft.title) == (adopted, None, "Plan 2027")
    assert (draft.valid_from, draft.valid_until, draft.review_due_at) == (date(2027, 1, 1), None, None)
    assert [str(line) for line in draft.header_lines.all()] == ["Klassning"]


def test_next_plan_leaves_out_the_chosen_activities(plan, anna):
    left_out = Activity.add(plan, by=anna, title="Engångsinsats")
    draft = continue_plan(plan, title="Plan 2027", valid_from=None, valid_until=None, without=[left_out.pk], by=anna)
    assert [activity.title for activity in draft.activities.all()] == ["Föräldramöten"]
    assert draft.activities.get().line == plan.activities.get(title="Föräldramöten").line


def test_next_plan_of_one_that_ends_with_the_calendar_is_asked_for_its_days(signed_in, adopted, anna):
    Plan.objects.filter(pk=adopted.pk).update(valid_until=date.max)
    assert signed_in(anna).get(reverse("plan-next", args=[adopted.pk])).status_code == 200
