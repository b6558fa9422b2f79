"""Where activities stand: up, down, under another heading, and two who move at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.models import Activity, BulkChange
from activities.placing import After, Place, one_step, place_in_words, place_of, room_at
from activities.together import changed_together
from organisations.models import Organisation, User
from organisations.tests.cast import SignIn
from plans.models import Node, Plan


@pytest.fixture
def plan(lindvalla: Organisation, anna: User) -> Plan:
    return Plan.created(by=anna, organisation=lindvalla, title="Plan")


@pytest.fixture
def school(plan: Plan, anna: User) -> Node:
    return Node.created(by=anna, plan=plan, kind="area", heading="Skolan")


@pytest.fixture
def leisure(plan: Plan, anna: User) -> Node:
    return Node.created(by=anna, plan=plan, kind="area", heading="Fritiden", order=1)


@pytest.fixture
def five(plan: Plan, school: Node, anna: User) -> list[Activity]:
    return [Activity.add(plan, by=anna, node=school, title=title) for title in "ABCDE"]


@pytest.fixture
def client(signed_in: SignIn, anna: User) -> Client:
    return signed_in(anna)


def titles(node: Node | None) -> str:
    return "".join(Activity.objects.filter(node=node).present().values_list("title", flat=True))


def move_to(client: Client, activity: Activity, place: str) -> str:
    """Sends the form; what the next page says of it."""
    response = client.post(
        reverse("activity-place", args=[activity.plan_id, activity.pk]), {"place": place}, follow=True
    )
    assert response.redirect_chain[0] == (f"/planer/{activity.plan_id}/#aktivitet-{activity.pk}", 302)
    return str(next(iter(response.context["messages"])))


# --- The arithmetic


@pytest.mark.parametrize(
    ("after", "expected"),
    [("first", "EABCD"), ("A", "AEBCD"), ("B", "ABECD"), ("D", "ABCDE"), ("last", "ABCDE")],
)
def test_room(plan: Plan, school: Node, five: list[Activity], after: str, expected: str) -> None:
    """E goes where it is told."""
    ends: dict[str, After] = {"first": "first", "last": "last"}
    places = ends | {activity.title: activity.pk for activity in five}
    order = room_at(plan, Place(school, places[after]), moved=five[4])
    Activity.objects.filter(pk=five[4].pk).update(order=order)
    assert titles(school) == expected


def test_moving_one_changes_no_other(client: Client, school: Node, five: list[Activity], anna: User) -> None:
    """After the first move has made room, a neighbour's number stays and its history has only its beginning."""
    for place in ("", five[1].pk, five[0].pk):
        move_to(client, five[4], f"{school.pk}-{place}")
    assert [activity.history.count() for activity in five] == [1, 1, 1, 1, 4]


def test_room_is_found_again_and_again_between_the_same_two(plan: Plan, school: Node, five: list[Activity]) -> None:
    """Each comes right after A, before the one that came last: the numbers are spread anew when they run out."""
    for _ in range(40):
        order = room_at(plan, Place(school, five[0].pk))
        Activity.objects.create(plan=plan, node=school, title="x", order=order)
    orders = list(Activity.objects.filter(node=school).values_list("order", flat=True))
    assert (len(set(orders)), titles(school)) == (45, "A" + "x" * 40 + "BCDE")


def test_what_was_removed_keeps_its_place(plan: Plan, school: Node, five: list[Activity], anna: User) -> None:
    five[2].remove(by=anna)
    room_at(plan, Place(school, five[0].pk))
    Activity.objects.get(pk=five[2].pk).restore(by=anna)
    assert titles(school) == "ABCDE"


def test_after_one_that_has_moved_away_is_last(plan: Plan, school: Node, leisure: Node, five: list[Activity]) -> None:
    Activity.objects.filter(pk=five[1].pk).update(node=leisure)
    order = room_at(plan, Place(school, five[1].pk), moved=five[0])
    assert order > five[4].order


@pytest.mark.parametrize(
    ("here", "up", "expected"), [(0, True, 0), (1, True, 0), (2, True, 1), (2, False, 3), (4, False, 4)]
)
def test_one_step(school: Node, five: list[Activity], anna: User, here: int, up: bool, expected: int) -> None:
    activity = five[here]
    place = one_step(activity, up=up)
    Activity.objects.filter(pk=activity.pk).update(order=room_at(activity.plan, place, moved=activity))
    assert titles(school).index(activity.title) == expected


def test_place_of_the_first_and_of_another(school: Node, five: list[Activity]) -> None:
    assert place_of(five[0]) == Place(school, "first")
    assert place_of(five[3]) == Place(school, five[2].pk)


def test_place_is_told_in_words(plan: Plan, five: list[Activity], anna: User) -> None:
    alone = Activity.add(plan, by=anna, title="Ensam")
    assert place_in_words(five[2]) == "plats 3 av 5 under Skolan"
    assert place_in_words(alone) == "plats 1 av 1"


# --- The pages


def test_form_offers_every_heading_and_place(client: Client, school: Node, leisure: Node, five: list[Activity]) -> None:
    page = client.get(reverse("activity-place", args=[five[0].plan_id, five[0].pk]))
    choices = page.context["form"].fields["place"].choices
    assert [heading for heading, _ in choices] == ["Utan rubrik", "Skolan", "Fritiden"]
    assert [words for _, words in choices[1][1]] == [
        "Först under Skolan",
        "Efter ”B”",
        "Efter ”C”",
        "Efter ”D”",
        "Efter ”E”",
    ]
    assert choices[2][1] == [(f"{leisure.pk}-", "Först under Fritiden")]


def test_form_begins_where_the_activity_stands(client: Client, school: Node, five: list[Activity]) -> None:
    page = client.get(reverse("activity-place", args=[five[2].plan_id, five[2].pk]))
    assert page.context["form"]["place"].value() == f"{school.pk}-{five[1].pk}"


def test_moving_to_another_heading(client: Client, school: Node, leisure: Node, five: list[Activity]) -> None:
    assert move_to(client, five[1], f"{leisure.pk}-") == "”B” är flyttad till plats 1 av 1 under Fritiden."
    assert (titles(school), titles(leisure)) == ("ACDE", "B")


def test_moving_from_under_every_heading(client: Client, school: Node, five: list[Activity]) -> None:
    assert move_to(client, five[1], "-") == "”B” är flyttad till plats 1 av 1."
    assert (titles(school), titles(None)) == ("ACDE", "B")


def test_moving_first_and_in_between(client: Client, school: Node, five: list[Activity]) -> None:
    move_to(client, five[4], f"{school.pk}-")
    move_to(client, five[3], f"{school.pk}-{five[4].pk}")
    assert titles(school) == "EDABC"


def test_moving_to_where_it_stands_changes_nothing(client: Client, school: Node, five: list[Activity]) -> None:
    words = move_to(client, five[1], f"{school.pk}-{five[0].pk}")
    assert words == "”B” står redan på plats 2 av 5 under Skolan."
    assert (five[1].history.count(), BulkChange.objects.count()) == (1, 0)


@pytest.mark.parametrize("place", ["", "99999-", "x-", "-x", "7"])
def test_a_place_that_is_none_is_refused(client: Client, school: Node, five: list[Activity], place: str) -> None:
    response = client.post(reverse("activity-place", args=[five[0].plan_id, five[0].pk]), {"place": place})
    assert (response.status_code, titles(school)) == (422, "ABCDE")


def test_heading_of_another_plan_is_refused(client: Client, lindvalla: Organisation, five: list[Activity]) -> None:
    other = Plan.created(by=None, organisation=lindvalla, title="En annan")
    theirs = Node.created(by=None, plan=other, kind="area", heading="Deras")
    response = client.post(reverse("activity-place", args=[five[0].plan_id, five[0].pk]), {"place": f"{theirs.pk}-"})
    assert "Rubriken finns inte längre" in response.content.decode()


def test_up_and_down_tell_where_it_stands(client: Client, school: Node, five: list[Activity]) -> None:
    response = client.post(reverse("activity-up", args=[five[2].plan_id, five[2].pk]), follow=True)
    assert "”C” är flyttad till plats 2 av 5 under Skolan." in response.content.decode()
    client.post(reverse("activity-down", args=[five[0].plan_id, five[0].pk]))
    assert titles(school) == "CABDE"


def test_first_stays_first(client: Client, school: Node, five: list[Activity]) -> None:
    response = client.post(reverse("activity-up", args=[five[0].plan_id, five[0].pk]), follow=True)
    assert "”A” står redan på plats 1 av 5 under Skolan." in response.content.decode()
    assert BulkChange.objects.count() == 0


def test_a_move_is_undone(client: Client, school: Node, leisure: Node, five: list[Activity]) -> None:
    """Back among the same neighbours, though another has moved there meanwhile."""
    move_to(client, five[1], f"{leisure.pk}-")
    move_to(client, five[4], f"{school.pk}-")
    change = BulkChange.objects.earliest("pk")
    client.post(reverse("bulk-undo", args=[change.plan_id, change.pk]))
    assert (titles(school), titles(leisure)) == ("EABCD", "")


def test_a_step_is_undone(client: Client, school: Node, five: list[Activity]) -> None:
    client.post(reverse("activity-down", args=[five[0].plan_id, five[0].pk]))
    change = BulkChange.objects.get()
    client.post(reverse("bulk-undo", args=[change.plan_id, change.pk]))
    assert titles(school) == "ABCDE"


def test_history_names_who_moved(client: Client, leisure: Node, five: list[Activity], anna: User) -> None:
    move_to(client, five[1], f"{leisure.pk}-")
    latest = five[1].history.latest()
    assert (latest.history_user, latest.node_id) == (anna, leisure.pk)


def test_moving_takes_as_many_queries_whatever_the_size(client: Client, plan: Plan, school: Node) -> None:
    """From the last place to the first, among 3 and among 60 who stood without room between them."""
    counts = set()
    for size in (3, 60):
        rows = [Activity(plan=plan, node=school, title=str(number), order=number) for number in range(size)]
        last = Activity.objects.bulk_create(rows)[-1]
        with CaptureQueriesContext(connection) as captured:
            client.post(reverse("activity-place", args=[plan.pk, last.pk]), {"place": f"{school.pk}-"})
        counts.add(len(captured))
    assert len(counts) == 1


# --- Several at the same time


@pytest.mark.django_db(transaction=True)
def test_all_who_move_at_the_same_time_get_their_way(
    plan: Plan, school: Node, five: list[Activity], anna: User
) -> None:
    """Each puts its own first: all five stand there in some order, none twice and none between two numbers."""
    in_threads([partial(put_first, activity, school, anna) for activity in five])
    orders = list(Activity.objects.filter(node=school).values_list("order", flat=True))
    assert (sorted(titles(school)), len(set(orders))) == (list("ABCDE"), 5)


@pytest.mark.django_db(transaction=True)
def test_one_moved_by_two_at_once_stands_in_one_place(
    plan: Plan, school: Node, leisure: Node, five: list[Activity], anna: User
) -> None:
    in_threads([lambda: put_first(five[2], leisure, anna), lambda: put_first(five[2], school, anna)])
    assert sorted(titles(school) + titles(leisure)) == list("ABCDE")
    assert (titles(school), titles(leisure)) in [("ABDE", "C"), ("CABDE", "")]


def put_first(activity: Activity, node: Node, by: User) -> None:
    plan = Plan.objects.get(pk=activity.plan_id)
    with changed_together(plan, by=by) as together:
        held = plan.activities.get(pk=activity.pk)
        together.change(held, node=node, order=room_at(plan, Place(node, "first"), moved=held))
        together.keep("Flyttade")


def in_threads(works: list[Callable[[], None]]) -> None:
    """All at once; what goes wrong in one of them goes wrong in the test."""
    start = Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        start.wait()
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as together:
        list(together.map(run, works))
