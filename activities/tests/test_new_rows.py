"""New rows: below another one by the plain form, written in the sheet, and copies."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from activities.models import Activity, BulkChange
from activities.new_rows import add_row
from organisations.models import Actor, Organisation, User
from organisations.tests.cast import SignIn
from plans.models import Node, Plan, PlanColumn

NEEDED = "Ange en aktivitet, eller beskriv den under Vad."


@pytest.fixture
def plan(lindvalla: Organisation, anna: User) -> Plan:
    return Plan.created(by=anna, organisation=lindvalla, title="Plan")


@pytest.fixture
def school(plan: Plan, anna: User) -> Node:
    return Node.created(by=anna, plan=plan, kind="area", heading="Skolan")


@pytest.fixture
def three(plan: Plan, school: Node, anna: User) -> list[Activity]:
    return [Activity.add(plan, by=anna, node=school, title=title) for title in "ABC"]


@pytest.fixture
def client(signed_in: SignIn, anna: User) -> Client:
    return signed_in(anna)


def titles(plan: Plan) -> list[str]:
    return list(plan.activities.present().values_list("title", flat=True))


def send(client: Client, plan: Plan, **fields: object) -> tuple[int, dict[str, Any]]:
    response = client.post(reverse("activity-row", args=[plan.pk]), fields)
    return response.status_code, response.json()


# --- By the plain form


def test_form_for_one_below_begins_under_the_same_heading(
    client: Client, plan: Plan, school: Node, three: list[Activity]
) -> None:
    page = client.get(reverse("activity-create", args=[plan.pk]), {"after": three[0].pk})
    assert page.context["form"]["node"].value() == school.pk


def test_one_below_comes_right_there(client: Client, plan: Plan, school: Node, three: list[Activity]) -> None:
    url = f"{reverse('activity-create', args=[plan.pk])}?after={three[0].pk}"
    response = client.post(url, {"node": school.pk, "title": "Ny"})
    assert response.headers["Location"] == f"/planer/{plan.pk}/#aktivitet-{Activity.objects.get(title='Ny').pk}"
    assert titles(plan) == ["A", "Ny", "B", "C"]


def test_one_below_that_gets_another_heading_is_last_there(client: Client, plan: Plan, three: list[Activity]) -> None:
    url = f"{reverse('activity-create', args=[plan.pk])}?after={three[0].pk}"
    client.post(url, {"node": "", "title": "Ny"})
    assert Activity.objects.get(title="Ny").node is None


@pytest.mark.parametrize("after", ["", "0", "99999", "x", "9" * 40])
def test_below_nobody_is_last(client: Client, plan: Plan, three: list[Activity], after: str) -> None:
    client.post(f"{reverse('activity-create', args=[plan.pk])}?after={after}", {"title": "Ny"})
    assert titles(plan) == ["A", "B", "C", "Ny"]


# --- Written in the sheet


def test_row_of_the_sheet_becomes_an_activity(
    client: Client, plan: Plan, school: Node, three: list[Activity], anna: User
) -> None:
    status, answer = send(client, plan, node=school.pk, after=three[0].pk, title="Ny", schedule=" I maj ")
    activity = Activity.objects.get(title="Ny")
    assert (status, answer["id"]) == (200, activity.pk)
    assert (activity.node, activity.schedule, activity.history.get().history_user) == (school, "I maj", anna)
    assert titles(plan) == ["A", "Ny", "B", "C"]


def test_personal_data_in_a_row_of_the_sheet_is_told_by_cell(client: Client, plan: Plan) -> None:
    _, answer = send(client, plan, title="Ring Eva, 070-174 06 05", schedule="I maj")
    assert (len(answer["warnings"]["title"]), answer["warnings"]["schedule"]) == (1, [])


def test_every_kind_of_cell_is_taken(client: Client, plan: Plan, anna: User) -> None:
    column = PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    cells = {"description": "Vad", "level": "universal", "substances": "TA", f"own-{column.pk}": "Socialnämnden"}
    assert send(client, plan, **cells)[0] == 200
    activity = Activity.objects.get()
    assert (activity.title, activity.description, activity.level) == ("", "Vad", "universal")
    assert (activity.substances, activity.extra) == ("AT", {str(column.pk): "Socialnämnden"})


@pytest.mark.parametrize("fields", [{}, {"schedule": "I maj"}, {"title": "  ", "description": "\n"}])
def test_a_row_that_does_not_say_what_it_is_is_refused(client: Client, plan: Plan, fields: dict[str, str]) -> None:
    assert send(client, plan, **fields) == (422, {"error": NEEDED})
    assert Activity.objects.count() == 0


def test_what_a_cell_does_not_take_is_refused(client: Client, plan: Plan) -> None:
    assert send(client, plan, title="Ny", level="hög") == (422, {"error": "Välj ett av alternativen i listan."})


@pytest.mark.parametrize("node", ["99999", "x"])
def test_a_heading_that_has_gone_is_told(client: Client, plan: Plan, node: str) -> None:
    status, answer = send(client, plan, title="Ny", node=node)
    assert (status, str(answer["error"])[:28]) == (422, "Rubriken finns inte längre. ")


def test_heading_and_column_of_another_plan_are_not_ours(client: Client, plan: Plan, lindvalla: Organisation) -> None:
    other = Plan.created(by=None, organisation=lindvalla, title="En annan")
    node = Node.created(by=None, plan=other, kind="area", heading="Deras")
    column = PlanColumn.created(by=None, plan=other, name="Deras")
    assert send(client, plan, title="Ny", node=node.pk)[0] == 422
    assert send(client, plan, title="Ny", **{f"own-{column.pk}": "x"})[0] == 200
    assert Activity.objects.get().extra == {}


def test_the_same_line_sent_again_is_the_same_row(client: Client, plan: Plan) -> None:
    """The answer was lost on the way, and the browser asks again."""
    line = str(uuid4())
    first, again = send(client, plan, title="Ny", line=line), send(client, plan, title="Ny", line=line)
    assert (first, Activity.objects.count(), Activity.objects.get().history.count()) == (again, 1, 1)


@pytest.mark.parametrize("line", ["", "x", "1" * 300])
def test_a_line_that_is_none_is_made_anew(client: Client, plan: Plan, line: str) -> None:
    assert send(client, plan, title="Ny", line=line)[0] == 200


@pytest.mark.django_db(transaction=True)
def test_two_that_come_below_the_same_at_once_both_stand_there(plan: Plan, three: list[Activity], anna: User) -> None:
    def add(title: str) -> None:
        sent = {"title": title, "node": str(three[0].node_id), "after": str(three[0].pk)}
        add_row(Plan.objects.get(pk=plan.pk), sent, by=anna)
        connection.close()

    with ThreadPoolExecutor(2) as two:
        list(two.map(add, ["Ny 1", "Ny 2"]))
    assert sorted(titles(plan)[1:3]) == ["Ny 1", "Ny 2"]
    assert len(set(plan.activities.values_list("order", flat=True))) == 5


# --- Copies


@pytest.fixture
def original(plan: Plan, school: Node, three: list[Activity], anna: User, lindvalla: Organisation) -> Activity:
    police = Actor.known_as("Polisen", organisation=lindvalla, by=anna)
    values = {"number": "1.1", "status": "done", "schedule": "I maj", "substances": "AT", "extra": {"7": "x"}}
    three[0].record(by=anna, responsible=[police], partners=[police], serves=[school], **values)
    return Activity.objects.get(pk=three[0].pk)


def copied(client: Client, original: Activity) -> Activity:
    response = client.post(reverse("activity-copy", args=[original.plan_id, original.pk]))
    copy = Activity.objects.latest("pk")
    assert response.headers["Location"] == f"/planer/{original.plan_id}/#aktivitet-{copy.pk}"
    return copy


def test_copy_stands_directly_below_with_the_same_words(client: Client, plan: Plan, original: Activity) -> None:
    copy = copied(client, original)
    assert titles(plan) == ["A", "A", "B", "C"]
    assert list(plan.activities.present())[1] == copy
    assert (copy.schedule, copy.substances, copy.extra, copy.node) == ("I maj", "AT", {"7": "x"}, original.node)


def test_copy_has_the_actors_and_goals(client: Client, original: Activity) -> None:
    copy = copied(client, original)
    for links in ("responsible", "partners", "serves"):
        assert list(getattr(copy, links).all()) == list(getattr(original, links).all())


def test_copy_is_an_activity_of_its_own(client: Client, original: Activity) -> None:
    copy = copied(client, original)
    assert (copy.number, copy.status, copy.line == original.line) == ("", "", False)


def test_copy_is_undone(client: Client, plan: Plan, original: Activity) -> None:
    copied(client, original)
    change = BulkChange.objects.get()
    client.post(reverse("bulk-undo", args=[plan.pk, change.pk]))
    assert (change.what, titles(plan)) == ("Duplicerade ”A”", ["A", "B", "C"])


def test_removed_activity_is_not_copied(client: Client, plan: Plan, original: Activity, anna: User) -> None:
    original.remove(by=anna)
    assert client.post(reverse("activity-copy", args=[plan.pk, original.pk])).status_code == 404
