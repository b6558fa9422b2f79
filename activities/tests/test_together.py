"""Many activities changed as one change, and the one Ångra that takes it back."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity, BulkChange
from activities.models.editing import Undone
from activities.together import changed_together
from andts.lib.states import StateError
from organisations.models import Actor
from plans.models import Node, Plan, PlanColumn
from plans.models.parts import TooLateError


@pytest.fixture
def plan(lindvalla, anna):
    return Plan.created(by=anna, organisation=lindvalla, title="Plan")


@pytest.fixture
def police(lindvalla, anna):
    return Actor.known_as("Polisen", organisation=lindvalla, by=anna)


@pytest.fixture
def school(lindvalla, anna):
    return Actor.known_as("Skolan", organisation=lindvalla, by=anna)


@pytest.fixture
def area(plan, anna):
    return Node.created(by=anna, plan=plan, kind="area", heading="Skolan")


def activities(plan, anna, count):
    return [Activity.add(plan, by=anna, title=f"Aktivitet {number}") for number in range(count)]


def changed(plan, by, rows, **values):
    with changed_together(plan, by=by) as together:
        for row in rows:
            together.change(row, **values)
        return together.keep("Ändrade flera")


def added(plan, by, *rows):
    with changed_together(plan, by=by) as together:
        made = [together.add(**fields) for fields in rows]
        return together.keep("Klistrade in"), made


def now(activity):
    return Activity.objects.get(pk=activity.pk)


# --- Changing


def test_change_is_written_to_each(plan, anna):
    rows = activities(plan, anna, 3)
    changed(plan, anna, rows[:2], status="done", schedule="Varje höst")
    assert [(row.status, row.schedule) for row in plan.activities.all()] == [("done", "Varje höst")] * 2 + [("", "")]


def test_nothing_is_written_before_it_is_kept(plan, anna):
    (row,) = activities(plan, anna, 1)
    with changed_together(plan, by=anna) as together:
        together.change(row, status="done")
    assert (now(row).status, BulkChange.objects.count()) == ("", 0)


def test_change_tells_what_was_and_what_became(plan, anna, area, police):
    column = PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    (row,) = activities(plan, anna, 1)
    extra = {str(column.pk): "Socialnämnden"}
    change = changed(plan, anna, [row], node=area, responsible=[police], extra=extra, title="Aktivitet 0")
    own = f"own-{column.pk}"
    assert change.before == {str(row.pk): {"node": None, "responsible": [], own: ""}}
    assert change.after == {str(row.pk): {"node": area.pk, "responsible": [police.pk], own: "Socialnämnden"}}
    assert (change.what, change.by, change.count) == ("Ändrade flera", anna, 1)


def test_own_text_of_another_column_is_left(plan, anna):
    one, other = (PlanColumn.created(by=anna, plan=plan, name=name) for name in ("Nämnd", "Budget"))
    row = Activity.add(plan, by=anna, title="A", extra={str(one.pk): "Socialnämnden"})
    stale = Activity(pk=row.pk)
    changed(plan, anna, [stale], extra={str(other.pk): "40 000 kr"})
    assert now(row).extra == {str(one.pk): "Socialnämnden", str(other.pk): "40 000 kr"}


def test_text_is_stored_as_one_by_one(plan, anna):
    (row,) = activities(plan, anna, 1)
    change = changed(plan, anna, [row], schedule="Fo\u0308rst\r\nsedan", number=" 1 \n 2 ")
    assert (now(row).schedule, now(row).number) == ("Först\nsedan", "1 2")
    assert change.after[str(row.pk)]["schedule"] == "Först\nsedan"


def test_what_another_wrote_meanwhile_is_what_was(plan, anna, bo):
    (row,) = activities(plan, anna, 1)
    now(row).record(by=bo, schedule="Varje vår")
    change = changed(plan, anna, [row], schedule="Varje höst")
    assert change.before == {str(row.pk): {"schedule": "Varje vår"}}


def test_each_has_a_history_row_that_names_what_changed(plan, anna):
    rows = activities(plan, anna, 2)
    change = changed(plan, anna, rows, status="done", schedule="Varje höst")
    latest = [row.history.first() for row in rows]
    assert [(last.history_user, last.history_change_reason) for last in latest] == [(anna, "status schedule")] * 2
    assert [last.history_date for last in latest] == [change.at] * 2
    assert latest[0].status == "done"


def test_history_remembers_the_links(plan, anna, police, school, area):
    row = Activity.add(plan, by=anna, title="A", responsible=[police], serves=[area])
    changed(plan, anna, [row], responsible=[school])
    last = row.history.first()
    assert [link.actor for link in last.responsible.all()] == [school]
    assert [link.node for link in last.serves.all()] == [area]


def test_history_repeats_no_links_where_text_changed(plan, anna, police):
    row = Activity.add(plan, by=anna, title="A", responsible=[police])
    changed(plan, anna, [row], schedule="Varje höst")
    assert row.history.first().responsible.count() == 0


def test_what_differs_nowhere_leaves_no_history(plan, anna):
    (row,) = activities(plan, anna, 1)
    change = changed(plan, anna, [row], title="Aktivitet 0")
    assert (change.count, row.history.count()) == (0, 1)


def test_activity_of_another_plan_is_refused(plan, lindvalla, anna):
    other = Activity.add(Plan.created(by=anna, organisation=lindvalla, title="B"), by=anna, title="X")
    with pytest.raises(KeyError):
        changed(plan, anna, [other], status="done")


def test_adopted_plan_is_refused(adopted, anna):
    with pytest.raises(StateError):
        changed(adopted, anna, [adopted.activities.first()], status="done")


def test_failing_midway_changes_nothing(plan, anna):
    rows = activities(plan, anna, 2)
    with pytest.raises(KeyError), changed_together(plan, by=anna) as together:  # noqa: PT012 - the block is what fails
        together.change(rows[0], status="done")
        together.keep("Ändrade")
        together.change(Activity(pk=0), status="done")
        together.keep("Ändrade en som inte finns")
    assert (now(rows[0]).status, BulkChange.objects.count()) == ("", 0)


# --- Adding and removing


def test_added_come_last_in_their_order(plan, anna, area):
    activities(plan, anna, 1)
    _, made = added(plan, anna, {"title": "Ny", "node": area}, {"description": "Nyare"})
    assert [(row.order, str(row)) for row in plan.activities.all()] == [(0, "Aktivitet 0"), (1, "Ny"), (2, "Nyare")]
    assert [row.pk for row in plan.activities.all()[1:]] == [row.pk for row in made]


def test_added_have_their_links_and_history(plan, anna, police, area):
    change, (row,) = added(plan, anna, {"title": "Ny", "responsible": [police], "serves": [area]})
    assert (row.responsible.get(), row.serves.get()) == (police, area)
    first = row.history.get()
    assert (first.history_type, first.history_user, first.history_date) == ("+", anna, change.at)
    assert first.responsible.get().actor == police


def test_added_tells_what_it_said(plan, anna, police):
    change, (row,) = added(plan, anna, {"title": "Ny", "responsible": [police], "extra": {"7": "X"}})
    assert change.before == {str(row.pk): None}
    assert change.after == {str(row.pk): {"title": "Ny", "responsible": [police.pk], "own-7": "X"}}


def test_removed_is_out_of_the_plan(plan, anna):
    rows = activities(plan, anna, 2)
    with changed_together(plan, by=anna) as together:
        together.remove(rows[0])
        change = together.keep("Tog bort en")
    assert list(plan.activities.present()) == [rows[1]]
    assert (change.before, change.after) == ({str(rows[0].pk): {"deleted_at": None}}, {str(rows[0].pk): None})


def test_removed_by_somebody_else_is_not_removed_again(plan, anna, bo):
    (row,) = activities(plan, anna, 1)
    now(row).remove(by=bo)
    with changed_together(plan, by=anna) as together:
        together.remove(row)
        assert together.keep("Tog bort").count == 0
    assert row.history.first().history_user == bo


# --- Undoing


def test_undo_puts_everything_back(plan, anna, police, school, area):
    other = Node.created(by=anna, plan=plan, kind="goal", heading="Mål")
    row = Activity.add(plan, by=anna, title="A", responsible=[police], node=other, extra={"7": "X"})
    values = {"title": "B", "responsible": [school], "node": area, "serves": [other], "extra": {}, "order": 9}
    change = changed(plan, anna, [row], **values)
    undone = change.undo(by=anna)
    back = now(row)
    assert (undone.back, undone.left) == ((row.pk,), 0)
    assert (back.title, back.node, back.extra, back.order) == ("A", other, {"7": "X"}, 0)
    assert (list(back.responsible.all()), list(back.serves.all())) == ([police], [])


def test_undo_is_told_in_the_history(plan, anna, bo):
    (row,) = activities(plan, anna, 1)
    change = changed(plan, anna, [row], status="done")
    change.undo(by=bo)
    last = row.history.first()
    assert (last.history_user, last.history_change_reason, last.history_date) == (bo, "status", change.undone_at)
    assert BulkChange.objects.get().undone_by == bo


def test_undo_leaves_what_somebody_changed_since(plan, anna, bo):
    rows = activities(plan, anna, 3)
    change = changed(plan, anna, rows, status="done", schedule="Varje höst")
    now(rows[1]).record(by=bo, schedule="I maj")
    undone = change.undo(by=anna)
    assert (undone.back, undone.left) == ((rows[0].pk, rows[2].pk), 1)
    assert [(row.status, row.schedule) for row in plan.activities.all()] == [("", ""), ("done", "I maj"), ("", "")]


def test_undo_keeps_what_somebody_wrote_in_another_field(plan, anna, bo):
    (row,) = activities(plan, anna, 1)
    change = changed(plan, anna, [row], status="done")
    now(row).record(by=bo, schedule="I maj")
    assert change.undo(by=anna).left == 0
    assert (now(row).status, now(row).schedule) == ("", "I maj")


def test_undo_keeps_what_somebody_wrote_in_another_own_column(plan, anna, bo):
    (row,) = activities(plan, anna, 1)
    change = changed(plan, anna, [row], extra={"7": "X"})
    now(row).record(by=bo, extra={"7": "X", "8": "Y"})
    assert change.undo(by=anna).left == 0
    assert now(row).extra == {"8": "Y"}


def test_undo_leaves_links_that_somebody_changed(plan, anna, bo, police, school):
    (row,) = activities(plan, anna, 1)
    change = changed(plan, anna, [row], responsible=[police])
    now(row).record(by=bo, responsible=[police, school])
    assert change.undo(by=anna).left == 1
    assert set(now(row).responsible.all()) == {police, school}


def test_undo_twice_does_nothing_more(plan, anna, bo):
    (row,) = activities(plan, anna, 1)
    change = changed(plan, anna, [row], status="done")
    change.undo(by=anna)
    now(row).record(by=bo, status="done")
    assert BulkChange.objects.get().undo(by=anna) is None
    assert now(row).status == "done"


def test_two_who_undo_at_the_same_time_undo_once(plan, anna):
    (row,) = activities(plan, anna, 1)
    change = changed(plan, anna, [row], status="done")
    stale = BulkChange.objects.get()
    change.undo(by=anna)
    assert stale.undo(by=anna) is None


def test_undo_of_added_takes_them_away(plan, anna):
    change, made = added(plan, anna, {"title": "Ny"}, {"title": "Nyare"})
    assert change.undo(by=anna).back == tuple(row.pk for row in made)
    assert plan.activities.present().count() == 0


def test_undo_of_added_leaves_what_somebody_has_written_in(plan, anna, bo):
    change, (one, other) = added(plan, anna, {"title": "Ny"}, {"title": "Nyare"})
    now(other).record(by=bo, schedule="Varje höst")
    assert change.undo(by=anna) == Undone(back=(one.pk,), left=1)
    assert list(plan.activities.present()) == [other]


def test_undo_of_added_bothers_not_about_those_already_gone(plan, anna, bo):
    change, (row,) = added(plan, anna, {"title": "Ny"})
    now(row).remove(by=bo)
    undone = change.undo(by=anna)
    assert (undone.back, undone.left) == ((), 0)


def test_undo_of_removed_brings_back(plan, anna):
    (row,) = activities(plan, anna, 1)
    with changed_together(plan, by=anna) as together:
        together.remove(row)
        change = together.keep("Tog bort")
    assert change.undo(by=anna).back == (row.pk,)
    assert list(plan.activities.present()) == [row]


def test_undo_of_a_move_does_not_mind_that_others_pushed_it(plan, anna, bo, area):
    (row,) = activities(plan, anna, 1)
    change = changed(plan, anna, [row], node=area, order=5)
    now(row).record(by=bo, order=6)
    assert change.undo(by=anna).left == 0
    assert (now(row).node, now(row).order) == (None, 0)


def test_undo_of_an_order_leaves_what_somebody_moved(plan, anna, bo):
    (row,) = activities(plan, anna, 1)
    change = changed(plan, anna, [row], order=5)
    now(row).record(by=bo, order=6)
    assert change.undo(by=anna).left == 1


def test_undo_lets_go_of_a_heading_that_is_gone(plan, anna, area):
    other = Node.created(by=anna, plan=plan, kind="area", heading="Tillsyn")
    row = Activity.add(plan, by=anna, title="A", node=area, serves=[area])
    change = changed(plan, anna, [row], node=other, serves=[])
    area.remove(by=anna)
    assert change.undo(by=anna).left == 0
    assert (now(row).node, now(row).serves.count()) == (None, 0)


def test_undo_lets_go_of_an_actor_that_is_gone(plan, anna, police, school):
    row = Activity.add(plan, by=anna, title="A", responsible=[police, school])
    change = changed(plan, anna, [row], responsible=[])
    police.record_deleted(by=anna)
    change.undo(by=anna)
    assert list(row.responsible.all()) == [school]


def test_undo_leaves_what_would_say_nothing(plan, anna, bo):
    row = Activity.add(plan, by=anna, description="Föräldramöten")
    change = changed(plan, anna, [row], title="Möten")
    now(row).record(by=bo, description="")
    assert change.undo(by=anna).left == 1
    assert now(row).title == "Möten"


def test_undo_in_an_adopted_plan_is_refused(plan, anna):
    (row,) = activities(plan, anna, 1)
    change = changed(plan, anna, [row], status="done")
    Plan.objects.filter(pk=plan.pk).update(state="adopted")
    with pytest.raises(StateError):
        change.undo(by=anna)


def test_undo_is_refused_after_thirty_days(plan, anna):
    (row,) = activities(plan, anna, 1)
    change = changed(plan, anna, [row], status="done")
    later = timezone.now() + timedelta(days=30, minutes=1)
    with time_machine.travel(later, tick=False), pytest.raises(TooLateError, match="mer än 30 dagar"):
        change.undo(by=anna)
    assert now(row).status == "done"


# --- How many statements


@pytest.fixture
def statements(django_assert_num_queries):
    """Asks for the same number whatever the rows, and for a few more where SQLite takes no statement for 200 rows."""

    def expect(count, number, more_in_sqlite):
        more = more_in_sqlite if count == 200 and connection.vendor == "sqlite" else 0
        return django_assert_num_queries(number + more)

    return expect


@pytest.mark.parametrize("count", [1, 3, 200])
def test_changing_takes_as_many_statements_for_any_number(plan, anna, police, area, count, statements):
    rows = activities(plan, anna, count)
    values = {"status": "done", "node": area, "responsible": [police], "partners": [police]}
    with statements(count, 18, more_in_sqlite=5):
        changed(plan, anna, rows, **values)


@pytest.mark.parametrize("count", [1, 3, 200])
def test_undoing_takes_as_many_statements_for_any_number(plan, anna, police, count, statements):
    change = changed(plan, anna, activities(plan, anna, count), status="done", responsible=[police])
    with statements(count, 14, more_in_sqlite=5):
        change.undo(by=anna)


@pytest.mark.parametrize("count", [1, 3, 200])
def test_adding_takes_as_many_statements_for_any_number(plan, anna, police, count, statements):
    rows = [{"title": f"Ny {number}", "responsible": [police]} for number in range(count)]
    with statements(count, 9, more_in_sqlite=9):
        added(plan, anna, *rows)


# --- The address


@pytest.fixture
def undo(signed_in, anna):
    def post(change):
        url = reverse("bulk-undo", args=[change.plan_id, change.pk])
        response = signed_in(anna).post(url, follow=True)
        return response.redirect_chain[0][0], [str(message) for message in response.context["messages"]]

    return post


def test_address_undoes_and_tells_how_many(plan, anna, bo, undo):
    rows = activities(plan, anna, 3)
    change = changed(plan, anna, rows, status="done")
    now(rows[0]).record(by=bo, status="ongoing")
    where, said = undo(change)
    assert where == f"/planer/{plan.pk}/#aktivitet-{rows[1].pk}"
    assert said == [
        "Ångrat. 2 aktiviteter är som förut. 1 aktivitet har någon ändrat sedan dess, och den är kvar som den är."
    ]


def test_address_says_when_it_is_undone_already(plan, anna, undo):
    change = changed(plan, anna, activities(plan, anna, 1), status="done")
    undo(change)
    assert undo(change) == (f"/planer/{plan.pk}/", ["Ändringen är redan ångrad."])


def test_address_says_when_all_was_left(plan, anna, bo, undo):
    rows = activities(plan, anna, 2)
    change = changed(plan, anna, rows, status="done")
    for row in rows:
        now(row).record(by=bo, status="ongoing")
    assert undo(change)[1] == ["2 aktiviteter har någon ändrat sedan dess, och de är kvar som de är."]


def test_change_of_another_plan_is_not_found(plan, lindvalla, anna, signed_in):
    change = changed(plan, anna, activities(plan, anna, 1), status="done")
    other = Plan.created(by=anna, organisation=lindvalla, title="B")
    assert signed_in(anna).post(reverse("bulk-undo", args=[other.pk, change.pk])).status_code == 404
