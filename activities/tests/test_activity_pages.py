"""Adding, changing, moving, removing and bringing back an activity."""

import pytest
from django.urls import reverse
from lxml import html

from activities.classification import substances
from activities.models import Activity
from organisations.models import Actor
from plans.models import Node, Plan, PlanColumn


@pytest.fixture
def plan(lindvalla, anna):
    return Plan.created(by=anna, organisation=lindvalla, title="Plan")


@pytest.fixture
def client(signed_in, anna):
    return signed_in(anna)


def change(client, activity, **fields):
    url = reverse("activity-edit", args=[activity.plan_id, activity.pk])
    before = {name: getattr(activity, name) for name in Activity.TEXTS}
    return client.post(url, before | fields)


def test_adding_under_a_heading(client, plan, anna):
    node = Node.created(by=anna, plan=plan, kind="area", heading="Skolan")
    page = client.get(reverse("activity-create", args=[plan.pk]), {"under": node.pk})
    assert page.context["form"]["node"].value() == str(node.pk)
    response = client.post(reverse("activity-create", args=[plan.pk]), {"node": node.pk, "title": "Föräldramöten"})
    activity = Activity.objects.get()
    assert response.url == f"/planer/{plan.pk}/#aktivitet-{activity.pk}"
    assert (activity.node, activity.title, activity.history.get().history_user) == (node, "Föräldramöten", anna)


def test_neither_title_nor_description_is_refused(client, plan):
    response = client.post(reverse("activity-create", args=[plan.pk]), {"schedule": "Löpande"})
    assert (response.status_code, Activity.objects.count()) == (422, 0)
    assert "Ange en aktivitet, eller beskriv den under Vad." in response.content.decode()


def test_form_says_beforehand_that_title_or_description_is_needed(client, plan):
    page = html.fromstring(client.get(reverse("activity-create", args=[plan.pk])).content)
    needed = page.cssselect(".either-or")  # where no field is called optional
    assert [field.cssselect("textarea")[0].name for field in needed] == ["title", "description"]
    helps = [field.cssselect(".field-help")[0].text for field in needed]
    assert helps == ["Fyll i Aktivitet eller Vad, eller båda.", "Behövs om Aktivitet är tomt."]


def test_description_alone_is_enough(client, plan):
    client.post(reverse("activity-create", args=[plan.pk]), {"description": "Mätning av hur många som snusar"})
    assert str(Activity.objects.get()) == "Mätning av hur många som snusar"


def test_texts_have_no_limit_and_keep_their_line_breaks(client, plan):
    long = "Första raden\r\n" + "ord " * 5_000 + "slut"
    client.post(reverse("activity-create", args=[plan.pk]), {"title": "A", "responsible_text": long})
    assert Activity.objects.get().responsible_text == long.replace("\r\n", "\n")


def test_letters_are_stored_composed(client, plan):
    client.post(reverse("activity-create", args=[plan.pk]), {"title": "Fo\u0308rskola"})
    assert Activity.objects.get().title == "Förskola"


def test_actors_and_classification(client, plan, lindvalla, anna):
    police = Actor.known_as("Polisen", organisation=lindvalla, by=anna)
    activity = Activity.add(plan, by=anna, title="Nattvandring")
    change(
        client, activity, responsible=[police.pk], substances=["T", "A"], level="universal", target_group="Föräldrar"
    )
    activity.refresh_from_db()
    assert (activity.responsible.get(), activity.substances, activity.level) == (police, "AT", "universal")
    assert activity.facts == "Målgrupp: Föräldrar. Universell. Alkohol, tobak och nikotin"


def test_a_neighbours_actor_cannot_be_chosen(client, plan, havsby, lindvalla, anna):
    Actor.known_as("Polisen", organisation=lindvalla, by=anna)
    theirs = Actor.known_as("Nattvandrarna", organisation=havsby, by=None)
    activity = Activity.add(plan, by=anna, title="Nattvandring")
    assert change(client, activity, responsible=[theirs.pk]).status_code == 422
    assert activity.responsible.count() == 0


def test_own_column_is_a_field(client, plan, anna):
    column = PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    activity = Activity.add(plan, by=anna, title="Tillsyn")
    change(client, activity, **{f"own_{column.pk}": "Socialnämnden"})
    activity.refresh_from_db()
    assert activity.extra == {str(column.pk): "Socialnämnden"}


def test_two_who_change_different_fields_both_keep_theirs(plan, anna):
    activity = Activity.add(plan, by=anna, title="Tillsyn")
    one, other = Activity.objects.get(pk=activity.pk), Activity.objects.get(pk=activity.pk)
    one.record(by=anna, title="Samordnad tillsyn")
    other.record(by=anna, schedule="Varje höst")
    activity.refresh_from_db()
    assert (activity.title, activity.schedule) == ("Samordnad tillsyn", "Varje höst")


def test_removed_activity_comes_back_by_undo(client, plan, anna):
    activity = Activity.add(plan, by=anna, title="Tillsyn")
    client.post(reverse("activity-delete", args=[plan.pk, activity.pk]))
    assert Activity.objects.present().count() == 0
    client.post(reverse("activity-restore", args=[plan.pk, activity.pk]))
    assert Activity.objects.present().get() == activity
    assert activity.history.count() == 3


def test_moving_down_changes_places_within_the_heading(client, plan, anna):
    node = Node.created(by=anna, plan=plan, kind="area", heading="Skolan")
    first, _, third = (Activity.add(plan, by=anna, title=t, node=n) for t, n in [("1", node), ("2", None), ("3", node)])
    client.post(reverse("activity-down", args=[plan.pk, first.pk]))
    assert list(plan.activities.filter(node=node)) == [third, first]


def test_activity_of_another_plan_is_not_found(client, plan, lindvalla, anna):
    other = Activity.add(Plan.created(by=anna, organisation=lindvalla, title="B"), by=anna, title="X")
    assert client.get(reverse("activity-edit", args=[plan.pk, other.pk])).status_code == 404


def test_all_five_areas_are_said_in_three_words():
    """The words are read back by the import as what they were."""
    assert Activity(substances="ANDTS").substances_text == "Alla ANDTS-områden"
    assert substances("Alla ANDTS-områden") == "ANDTS"
