"""Who else is in the plan and where, and what they have changed since one last asked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activities import latest
from activities.models import Activity, Presence
from activities.models.editing import PRESENT_FOR
from activities.together import changed_together
from organisations.tests.cast import employed
from plans.models import Plan, PlanColumn

JSON = {"accept": "application/json"}


@pytest.fixture
def activity(plan):
    return plan.activities.get(title="Tillsyn")


@pytest.fixture
def astrid(lindvalla):
    """A second samordnare at Lindvalla."""
    return employed("Astrid Holm", "coordinator", lindvalla)


@pytest.fixture
def ask(signed_in, plan):
    """What a page of the plan is told; it says nothing of where it is, and has seen nothing, unless told otherwise."""

    def tell_and_hear(who, **sent):
        response = signed_in(who).post(reverse("plan-presence", args=[plan.pk]), sent, headers=JSON)
        assert response.status_code == 200, response.content
        return response.json()

    return tell_and_hear


def silent_for(user, time):
    Presence.objects.filter(user=user).update(at=timezone.now() - time)


# --- Who is here


def test_alone_one_sees_nobody(ask, anna):
    assert ask(anna)["others"] == []


def test_another_is_seen_where_she_is(ask, anna, astrid, activity):
    ask(astrid, activity=activity.pk, field="schedule")
    assert ask(anna)["others"] == [{"name": "Astrid Holm", "activity": activity.pk, "field": "schedule"}]


def test_who_moves_is_in_the_new_place_alone(ask, anna, astrid, activity):
    ask(astrid, activity=activity.pk, field="schedule")
    ask(astrid, activity=activity.pk, field="own-1")
    ask(astrid)
    assert ask(anna)["others"] == [{"name": "Astrid Holm", "activity": None, "field": ""}]


def test_others_are_listed_by_name(ask, anna, astrid, lindvalla):
    for name in ("Örjan Ek", "Åke Dal", "Zeth Ny"):
        ask(employed(name, "coordinator", lindvalla))
    assert [other["name"] for other in ask(anna)["others"]] == ["Zeth Ny", "Åke Dal", "Örjan Ek"]


@pytest.mark.parametrize(("silence", "seen"), [(PRESENT_FOR - timedelta(seconds=5), 1), (PRESENT_FOR, 0)])
def test_who_is_silent_has_left(ask, anna, astrid, silence, seen):
    ask(astrid)
    silent_for(astrid, silence)
    assert len(ask(anna)["others"]) == seen


def test_who_left_long_ago_is_forgotten_when_somebody_comes(ask, anna, astrid):
    ask(astrid)
    silent_for(astrid, timedelta(hours=25))
    ask(anna)
    assert [row.user for row in Presence.objects.all()] == [anna]


def test_other_plans_are_other_places(ask, anna, astrid, lindvalla, signed_in):
    other = Plan.created(by=anna, organisation=lindvalla, title="B")
    signed_in(astrid).post(reverse("plan-presence", args=[other.pk]))
    assert ask(anna)["others"] == []


def test_activity_of_another_plan_is_nowhere(ask, anna, astrid, lindvalla):
    other = Activity.add(Plan.created(by=anna, organisation=lindvalla, title="B"), by=anna, title="X")
    ask(astrid, activity=other.pk, field="title")
    assert ask(anna)["others"] == [{"name": "Astrid Holm", "activity": None, "field": ""}]


@pytest.mark.parametrize("field", ["<script>", "node", "x" * 5000, "\x00"])
def test_field_that_is_none_is_not_told(ask, anna, astrid, activity, field):
    ask(astrid, activity=activity.pk, field=field)
    assert ask(anna)["others"] == [{"name": "Astrid Holm", "activity": activity.pk, "field": ""}]


# --- What they have changed


@pytest.fixture
def since(ask, anna):
    """What Anna has seen when the test begins."""
    return ask(anna)["cursor"]


def test_nothing_new_keeps_the_cursor(ask, anna, since):
    answer = ask(anna, since=since)
    assert (answer["cursor"], answer["changes"], answer["structure"]) == (since, [], False)


def test_another_persons_text_is_told_once(ask, anna, astrid, activity, since):
    activity.record(by=astrid, schedule="Varje höst")
    answer = ask(anna, since=since)
    assert answer["changes"] == [{"activity": activity.pk, "field": "schedule", "text": "Varje höst"}]
    assert ask(anna, since=answer["cursor"])["changes"] == []


def test_ones_own_change_is_no_news(ask, anna, activity, since):
    activity.record(by=anna, schedule="Varje höst")
    answer = ask(anna, since=since)
    assert (answer["changes"], answer["cursor"] > since) == ([], True)


def test_text_is_told_as_it_is_now(ask, anna, astrid, activity, since):
    activity.record(by=astrid, schedule="Varje höst")
    activity.record(by=astrid, schedule="Varje vår", level="selective")
    assert [(change["field"], change["text"]) for change in ask(anna, since=since)["changes"]] == [
        ("schedule", "Varje vår"),
        ("level", "selective"),
    ]


def test_own_columns_are_told_together(ask, anna, astrid, activity, plan, since):
    """The history says that one has another text and not which: the page is given all of them."""
    budget, other = plan.columns.get(), PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    activity.record(by=astrid, extra={str(other.pk): "Socialnämnden"})
    assert [(change["field"], change["text"]) for change in ask(anna, since=since)["changes"]] == [
        (f"own-{budget.pk}", ""),
        (f"own-{other.pk}", "Socialnämnden"),
    ]


def test_change_without_a_cell_is_not_told(ask, anna, astrid, activity, plan, since):
    activity.record(by=astrid, serves=[plan.nodes.first()])
    answer = ask(anna, since=since)
    assert (answer["changes"], answer["structure"]) == ([], False)


@pytest.mark.parametrize(
    "change",
    [
        lambda activity, by: Activity.add(activity.plan, by=by, title="Ny"),
        lambda activity, by: activity.remove(by=by),
        lambda activity, by: activity.move(up=False, by=by),
        lambda activity, by: activity.record(by=by, node=None),
    ],
    ids=["added", "removed", "moved down", "moved to another heading"],
)
def test_rows_that_come_go_or_move_rebuild_the_page(ask, anna, astrid, activity, since, change):
    change(activity, astrid)
    assert ask(anna, since=since)["structure"] is True


def test_row_that_comes_back_rebuilds_the_page(ask, anna, astrid, activity):
    activity.remove(by=astrid)
    since = ask(anna)["cursor"]
    activity.restore(by=astrid)
    assert ask(anna, since=since)["structure"] is True


def test_texts_of_a_removed_row_are_not_told(ask, anna, astrid, activity, since):
    activity.record(by=astrid, schedule="Varje höst")
    activity.remove(by=astrid)
    assert ask(anna, since=since)["changes"] == []


def test_what_is_changed_together_is_told(ask, anna, astrid, plan, since):
    with changed_together(plan, by=astrid) as together:
        for activity in plan.activities.all():
            together.change(activity, status="ongoing")
        together.keep("Satte status på 4 aktiviteter")
    answer = ask(anna, since=since)
    assert {(change["field"], change["text"]) for change in answer["changes"]} == {("status", "ongoing")}
    assert (len(answer["changes"]), answer["structure"]) == (4, False)


def test_changes_in_other_plans_are_not_told(ask, anna, astrid, lindvalla, since):
    other = Activity.add(Plan.created(by=anna, organisation=lindvalla, title="B"), by=astrid, title="X")
    other.record(by=astrid, title="Y")
    answer = ask(anna, since=since)
    assert (answer["cursor"], answer["structure"]) == (since, False)


def test_page_that_slept_through_too_much_is_rebuilt(ask, anna, astrid, activity, since, monkeypatch):
    monkeypatch.setattr(latest, "MOST_CHANGES", 2)
    for schedule in ("Våren", "Sommaren", "Hösten"):
        activity.record(by=astrid, schedule=schedule)
    answer = ask(anna, since=since)
    assert (answer["changes"], answer["structure"], answer["cursor"]) == ([], True, ask(anna)["cursor"])


# --- Who may ask, and what it costs


@pytest.mark.parametrize("forged", ["x", "-1", "1.5", "²", "1 OR 1=1", "9" * 19, "9" * 5000, "\x00"])
@pytest.mark.parametrize("name", ["since", "activity"])
def test_forged_number_is_refused(signed_in, anna, plan, name, forged):
    response = signed_in(anna).post(reverse("plan-presence", args=[plan.pk]), {name: forged}, headers=JSON)
    assert (response.status_code, Presence.objects.count()) == (400, 0)


def test_cursor_of_the_future_hears_nothing(ask, anna, astrid, activity):
    activity.record(by=astrid, schedule="Varje höst")
    assert ask(anna, since="9" * 18)["changes"] == []


@pytest.mark.parametrize(("who", "status"), [("bo", 403), ("carl", 403), ("rut", 403), ("cecilia", 404), ("lena", 404)])
def test_only_those_who_write_are_told_who_is_there(request, signed_in, plan, ask, anna, who, status):
    ask(anna)
    response = signed_in(request.getfixturevalue(who)).post(reverse("plan-presence", args=[plan.pk]), headers=JSON)
    assert (response.status_code, "Anna" in response.content.decode()) == (status, False)


def test_plan_adopted_meanwhile_is_told_in_words(signed_in, anna, adopted):
    response = signed_in(anna).post(reverse("plan-presence", args=[adopted.pk]), headers=JSON)
    assert (response.status_code, response.json()["error"].split(" och ")[0]) == (403, "Planen är fastställd")


@pytest.mark.parametrize("changes", [1, 4])
def test_asking_takes_nine_queries_however_much_has_changed(
    signed_in, ask, anna, astrid, plan, since, changes, django_assert_num_queries
):
    """Session, user, plan, two for what has changed, own columns, two for being here, the others."""
    for activity in plan.activities.all()[:changes]:
        activity.record(by=astrid, schedule="Varje höst", extra={"1": "Ja"})
        ask(employed(f"Person{activity.pk} Ek", "coordinator", plan.organisation))
    client = signed_in(anna)
    with django_assert_num_queries(9):
        client.post(
            reverse("plan-presence", args=[plan.pk]), {"since": since, "activity": activity.pk, "field": "title"}
        )
