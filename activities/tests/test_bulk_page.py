"""Several activities set at once: the count first, what is left empty stays, and one Ångra for all."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from activities.models import Activity, BulkChange
from organisations.models import Actor, Organisation, User
from organisations.tests.cast import SignIn
from plans.models import Node, Plan


@pytest.fixture
def plan(lindvalla: Organisation, anna: User) -> Plan:
    return Plan.created(by=anna, organisation=lindvalla, title="Plan")


@pytest.fixture
def school(plan: Plan, anna: User) -> Node:
    return Node.created(by=anna, plan=plan, kind="area", heading="Skolan")


@pytest.fixture
def five(plan: Plan, school: Node, anna: User) -> list[Activity]:
    return [Activity.add(plan, by=anna, node=school, title=title) for title in "ABCDE"]


@pytest.fixture
def police(lindvalla: Organisation, anna: User) -> Actor:
    return Actor.known_as("Polisen", organisation=lindvalla, by=anna)


@pytest.fixture
def health(lindvalla: Organisation, anna: User) -> Actor:
    return Actor.known_as("Elevhälsan", organisation=lindvalla, by=anna)


@pytest.fixture
def client(signed_in: SignIn, anna: User) -> Client:
    return signed_in(anna)


def address(plan: Plan, *activities: Activity) -> str:
    rows = "&".join(f"row={activity.pk}" for activity in activities)
    return f"{reverse('activities-bulk', args=[plan.pk])}?{rows}"


def send(client: Client, activities: list[Activity], **fields: object) -> Any:
    """The page's form with these fields filled in."""
    url = address(activities[0].plan, *activities)
    form = html.fromstring(client.get(url).content).xpath("//form[contains(@class, 'bulk-form')]")[0]
    sent = dict(form.form_values()) | {"row": [row.value for row in form.xpath(".//input[@name='row']")]}
    return client.post(form.action or url, sent | fields, follow=True)


def change(client: Client, activities: list[Activity], **fields: object) -> str:
    """What the plan's page says when these fields have been set."""
    response = send(client, activities, **fields)
    assert response.redirect_chain, response.context["form"].errors
    return str(next(iter(response.context["messages"])))


def said(field: str) -> list[str]:
    return list(Activity.objects.present().order_by("title").values_list(field, flat=True))


def undo(client: Client) -> None:
    change = BulkChange.objects.get()
    client.post(reverse("bulk-undo", args=[change.plan_id, change.pk]))


# --- What is chosen


def test_count_is_said_first_and_the_rows_are_listed(client: Client, plan: Plan, five: list[Activity]) -> None:
    page = html.fromstring(client.get(address(plan, *five)).content)
    assert page.xpath("string(//h1)") == "Du ändrar 5 aktiviteter"
    assert page.xpath("//details[not(@open)]//ol/li/text()") == list("ABCDE")
    assert [button.text for button in page.xpath("//main//button")] == ["Ändra 5 aktiviteter", "Ta bort 5 aktiviteter"]


def test_one_is_said_as_one(client: Client, plan: Plan, five: list[Activity]) -> None:
    page = html.fromstring(client.get(address(plan, five[0])).content)
    assert page.xpath("string(//h1)") == "Du ändrar 1 aktivitet"


def test_rows_stand_as_on_the_page_whatever_the_order_they_were_chosen_in(
    client: Client, plan: Plan, five: list[Activity]
) -> None:
    assert client.get(address(plan, *five[::-1])).context["activities"] == five


def test_none_chosen_says_what_to_do(client: Client, plan: Plan, five: list[Activity]) -> None:
    assert "Du har inte markerat någon aktivitet" in client.get(address(plan)).content.decode()


@pytest.mark.parametrize("row", ["x", "", "-1", "0", "9" * 40, "²"])
def test_a_row_that_is_none_is_ignored(client: Client, plan: Plan, five: list[Activity], row: str) -> None:
    page = client.get(reverse("activities-bulk", args=[plan.pk]), {"row": [row, str(five[1].pk)]})
    assert page.context["activities"] == [five[1]]


def test_rows_of_another_plan_and_removed_ones_are_ignored(
    client: Client, plan: Plan, five: list[Activity], lindvalla: Organisation, anna: User
) -> None:
    other = Plan.created(by=anna, organisation=lindvalla, title="En annan")
    theirs = Activity.add(other, by=anna, title="Deras")
    five[0].remove(by=anna)
    assert client.get(address(plan, *five, theirs)).context["activities"] == five[1:]
    url = reverse("activities-bulk", args=[plan.pk])
    assert client.post(url, {"row": [theirs.pk], "status": "done"}).status_code == 422
    assert Activity.objects.get(pk=theirs.pk).status == ""


# --- Ansvarig and samverkan


def test_ansvarig_is_set_on_all_with_actor_and_words(
    client: Client, five: list[Activity], police: Actor, anna: User
) -> None:
    words = change(client, five, responsible=[police.pk])
    assert words == "Satte ansvarig på 5 aktiviteter."
    assert said("responsible_text") == ["Polisen"] * 5
    assert [list(activity.responsible.all()) for activity in five] == [[police]] * 5
    assert {activity.history.latest().history_user for activity in five} == {anna}


def test_added_actor_joins_those_who_are_there(
    client: Client, five: list[Activity], police: Actor, health: Actor, anna: User
) -> None:
    five[0].record(by=anna, responsible=[health], responsible_text="Elevhälsan")
    change(client, five[:1], responsible=[police.pk])
    assert set(five[0].responsible.all()) == {health, police}
    assert said("responsible_text")[0] == "Elevhälsan, Polisen"


def test_actor_that_the_words_name_already_is_not_said_twice(
    client: Client, five: list[Activity], police: Actor, anna: User
) -> None:
    five[0].record(by=anna, responsible_text="Kommunens polis och skolan")
    change(client, five[:1], responsible=[police.pk])
    assert (said("responsible_text")[0], list(five[0].responsible.all())) == ("Kommunens polis och skolan", [police])


def test_replaced_actor_takes_the_place_of_those_who_were_there(
    client: Client, five: list[Activity], police: Actor, health: Actor, anna: User
) -> None:
    five[0].record(by=anna, responsible=[health], responsible_text="Elevhälsan")
    change(client, five[:1], responsible=[police.pk], responsible_how="replace")
    assert (list(five[0].responsible.all()), said("responsible_text")[0]) == ([police], "Polisen")


def test_own_words_go_before_the_actors_names(client: Client, five: list[Activity], police: Actor) -> None:
    change(client, five[:1], responsible=[police.pk], responsible_text="Kommunpolisen", responsible_how="replace")
    assert (list(five[0].responsible.all()), said("responsible_text")[0]) == ([police], "Kommunpolisen")


def test_words_alone_leave_the_actors(client: Client, five: list[Activity], health: Actor, anna: User) -> None:
    five[0].record(by=anna, partners=[health], partners_text="Elevhälsan")
    assert change(client, five[:1], partners_text="Föreningarna") == "Satte samverkan på 1 aktivitet."
    assert (list(five[0].partners.all()), said("partners_text")[0]) == ([health], "Elevhälsan, Föreningarna")


def test_a_neighbours_actor_cannot_be_chosen(client: Client, five: list[Activity], havsby: Organisation) -> None:
    theirs = Actor.known_as("Nattvandrarna", organisation=havsby, by=None)
    Actor.known_as("Polisen", organisation=five[0].organisation, by=None)
    assert send(client, five, responsible=[theirs.pk]).status_code == 422
    assert said("responsible_text") == [""] * 5


def test_without_actors_the_words_can_be_set(client: Client, five: list[Activity]) -> None:
    change(client, five, responsible_text="Rektorn")
    assert said("responsible_text") == ["Rektorn"] * 5


# --- Status, classification, heading


@pytest.mark.parametrize(
    ("field", "value", "stored", "noun"),
    [
        ("status", "ongoing", "ongoing", "status"),
        ("level", "universal", "universal", "preventionsnivå"),
        ("strategy", "demand", "demand", "strategi"),
        ("orientation", "preventive", "preventive", "inriktning"),
        ("substances", ["T", "A"], "AT", "ANDTS-område"),
        ("target_group", "Unga", "Unga", "målgrupp"),
        ("arena", "Skolan", "Skolan", "arena"),
        ("place", "Torget", "Torget", "plats"),
        ("cost", "5 000 kr", "5 000 kr", "kostnad"),
    ],
)
def test_each_classification_is_set_and_undone(
    client: Client, five: list[Activity], field: str, value: object, stored: str, noun: str
) -> None:
    assert change(client, five[:2], **{field: value}) == f"Satte {noun} på 2 aktiviteter."
    assert said(field) == [stored, stored, "", "", ""]
    undo(client)
    assert said(field) == [""] * 5


def test_a_choice_is_emptied(client: Client, five: list[Activity], anna: User) -> None:
    five[0].record(by=anna, status="done")
    change(client, five[:1], status="-")
    assert said("status")[0] == ""


def test_several_are_named_in_one_sentence(client: Client, five: list[Activity]) -> None:
    words = change(client, five, responsible_text="Rektorn", status="done", arena="Skolan")
    assert words == "Satte ansvarig, status och arena på 5 aktiviteter."


def test_what_is_left_empty_stays(client: Client, five: list[Activity], anna: User) -> None:
    five[0].record(by=anna, level="primary", cost="1 kr", responsible_text="Rektorn")
    change(client, five, status="done")
    activity = Activity.objects.get(pk=five[0].pk)
    assert (activity.level, activity.cost, activity.responsible_text) == ("primary", "1 kr", "Rektorn")


def test_one_comes_back_to_the_first_of_them(client: Client, plan: Plan, five: list[Activity]) -> None:
    response = send(client, five[2:], status="done")
    assert response.redirect_chain == [(f"{plan.get_absolute_url()}#aktivitet-{five[2].pk}", 302)]


def test_who_had_it_already_is_told(client: Client, five: list[Activity], anna: User) -> None:
    five[0].record(by=anna, status="done")
    assert change(client, five, status="done") == "Satte status på 5 aktiviteter. 1 av dem hade det redan."


def test_nothing_to_change_is_told(client: Client, five: list[Activity], anna: User) -> None:
    five[0].record(by=anna, status="done")
    words = change(client, five[:1], status="done")
    assert words == "Inget behövde ändras: aktiviteterna hade redan det du valde."


def test_nothing_chosen_to_set_is_refused(client: Client, five: list[Activity]) -> None:
    response = send(client, five)
    assert (response.status_code, BulkChange.objects.count()) == (422, 0)
    assert "Välj något att ändra. Det du lämnar tomt ändras inte." in response.content.decode()


def test_moved_together_they_stand_last_in_their_order(
    client: Client, plan: Plan, five: list[Activity], anna: User
) -> None:
    leisure = Node.created(by=anna, plan=plan, kind="area", heading="Fritiden", order=1)
    there = Activity.add(plan, by=anna, node=leisure, title="X")
    assert change(client, [five[3], five[1], there], node=leisure.pk) == (
        "Satte rubrik på 3 aktiviteter. 1 av dem hade det redan."
    )
    assert list(plan.activities.filter(node=leisure)) == [there, five[1], five[3]]
    undo(client)
    assert list(plan.activities.filter(node=five[0].node)) == five


def test_moved_from_under_every_heading(client: Client, plan: Plan, five: list[Activity]) -> None:
    change(client, five[:2], node="-")
    assert list(plan.activities.filter(node=None)) == five[:2]


# --- Removing


def test_removed_together_and_brought_back(client: Client, plan: Plan, five: list[Activity]) -> None:
    rows = [activity.pk for activity in five[:3]]
    url = reverse("activities-bulk", args=[plan.pk])
    page = client.post(url, {"row": rows, "remove": "1"}, follow=True).content.decode()
    assert ("Tog bort 3 aktiviteter." in page, said("title")) == (True, ["D", "E"])
    undo(client)
    assert said("title") == list("ABCDE")


def test_changing_takes_as_many_queries_whatever_the_number(client: Client, plan: Plan, five: list[Activity]) -> None:
    counts = set()
    for rows, status in ((five[:2], "done"), (five, "ongoing")):
        with CaptureQueriesContext(connection) as captured:
            client.post(
                reverse("activities-bulk", args=[plan.pk]),
                {"row": [row.pk for row in rows], "status": status, "responsible_how": "add", "partners_how": "add"},
            )
        counts.add(len(captured))
    assert len(counts) == 1


def test_personal_data_is_set_with_a_warning(client: Client, five: list[Activity]) -> None:
    response = send(client, five[:2], place="Hos Eva, 070-174 06 05")
    words = [str(message) for message in response.context["messages"]]
    assert words[0] == "Satte plats på 2 aktiviteter."
    assert words[1].startswith("Plats: 070… ser ut som ett telefonnummer.")
