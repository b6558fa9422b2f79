"""What the script that completes actors is told, in which order, and what it may make."""

import pytest
from django.urls import reverse

from activities.models import Activity
from activities.suggestions import MOST, suggestions
from organisations.models import Actor
from plans.models import Plan

NAMES = [
    "Polisen",
    "Skolan",
    "Elevhälsan",
    "Kultur och fritid",
    "Fritidsgården",
    "Individ- och familjeomsorgen",
    "Förskolan",
    "Räddningstjänsten",
]


@pytest.fixture
def owner(lindvalla, anna):
    for name in NAMES:
        Actor.known_as(name, organisation=lindvalla, by=anna)
    lindvalla.actors.get(name="Individ- och familjeomsorgen").add_aliases(["IFO", "Socialtjänsten"], by=anna)
    return lindvalla


@pytest.fixture
def plan(owner, anna):
    return Plan.created(by=anna, organisation=owner, title="Plan")


@pytest.fixture
def client(signed_in, anna):
    return signed_in(anna)


def names(owner, typed):
    return [suggestion.name for suggestion in suggestions(owner, typed)[0]]


def create(client, plan, name):
    return client.post(reverse("actor-quick", args=[plan.pk]), {"name": name})


# --- What is suggested


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("pol", ["Polisen"]),  # the name begins so
        ("POLIS", ["Polisen"]),  # another form of the name
        ("polis ", ["Polisen"]),
        ("skola", ["Skolan", "Förskolan"]),  # first the form of a name, then a compound
        ("frit", ["Fritidsgården", "Kultur och fritid"]),  # the name before a word in it
        ("familj", ["Individ- och familjeomsorgen"]),
        ("räddningtjänst", ["Räddningstjänsten"]),  # a letter is missing
        ("elevhelsan", ["Elevhälsan"]),
        ("so", ["Individ- och familjeomsorgen"]),  # a word in another name
        ("kyrkan", []),
        ("", []),
        (" ,", []),
    ],
)
def test_suggestions_come_in_order_of_likelihood(owner, typed, found):
    assert names(owner, typed) == found


@pytest.mark.parametrize(("typed", "alias"), [("ifo", "IFO"), ("social", "Socialtjänsten"), ("individ", "")])
def test_alias_that_was_found_is_told(owner, typed, alias):
    (found,), _ = suggestions(owner, typed)
    assert (found.name, found.alias) == ("Individ- och familjeomsorgen", alias)


@pytest.mark.parametrize(
    ("typed", "exact"), [("polis", True), ("Polisen", True), ("IFO", True), ("poli", False), ("x", False)]
)
def test_an_actor_called_just_so_is_told(owner, typed, exact):
    assert suggestions(owner, typed)[1] is exact


def test_own_name_comes_before_another_name(owner, anna):
    owner.actors.get(name="Elevhälsan").add_aliases(["Skolhälsan"], by=anna)
    assert names(owner, "sko") == ["Skolan", "Elevhälsan", "Förskolan"]


def test_equally_likely_come_in_swedish_order(lindvalla, anna):
    for name in ("Skola Öster", "Skola Ängen", "Skola Åsen", "Skola Zinken"):
        Actor.known_as(name, organisation=lindvalla, by=anna)
    assert names(lindvalla, "skola ") == ["Skola Zinken", "Skola Åsen", "Skola Ängen", "Skola Öster"]


def test_no_more_than_ten_are_suggested(lindvalla, anna):
    for number in range(MOST + 2):
        Actor.known_as(f"Skola {number:02}", organisation=lindvalla, by=anna)
    assert names(lindvalla, "skola") == [f"Skola {number:02}" for number in range(MOST)]


def test_a_neighbours_actor_is_not_suggested(owner, havsby):
    Actor.known_as("Polarna", organisation=havsby, by=None)
    assert names(owner, "pol") == ["Polisen"]


def test_answer_has_what_the_list_shows(client, plan):
    answer = client.get(reverse("actor-suggestions", args=[plan.pk]), {"q": "ifo"})
    actor = Actor.objects.get(name="Individ- och familjeomsorgen")
    assert answer.json() == {"actors": [{"id": actor.pk, "name": actor.name, "alias": "IFO"}], "exact": True}


def test_answer_has_the_links_of_an_activity(client, plan, anna):
    police = Actor.objects.get(name="Polisen")
    activity = Activity.add(plan, by=anna, title="Vandring", partners=[police])
    address = reverse("actor-suggestions", args=[plan.pk])
    linked = [
        client.get(address, {"q": "", "activity": activity.pk, "relation": relation}).json()["linked"]
        for relation in ("partners", "responsible")
    ]
    assert linked == [[{"id": police.pk, "name": "Polisen"}], []]


@pytest.mark.parametrize("asked", [{"relation": "serves"}, {"relation": "plan"}, {}])
def test_nothing_but_actors_is_told_of_an_activity(client, plan, anna, asked):
    activity = Activity.add(plan, by=anna, title="Vandring")
    answer = client.get(reverse("actor-suggestions", args=[plan.pk]), {"q": "", "activity": activity.pk} | asked)
    assert "linked" not in answer.json()


@pytest.mark.parametrize("actors", [1, 30])
def test_suggestions_take_as_many_queries_however_many_actors(
    actors, client, plan, lindvalla, anna, django_assert_num_queries
):
    activity = Activity.add(plan, by=anna, title="Vandring", partners=[lindvalla.actors.get(name="Polisen")])
    for number in range(actors):
        Actor.known_as(f"Polisområde {number}", organisation=lindvalla, by=anna)
    asked = {"q": "polis", "activity": activity.pk, "relation": "partners"}
    with django_assert_num_queries(6):  # session, user with roles, plan, names; the activity and its actors
        client.get(reverse("actor-suggestions", args=[plan.pk]), asked)


@pytest.mark.parametrize("row", ["0", "-1", "x", "9" * 30, "9" * 5000, ""])
def test_activity_that_is_not_there_has_no_links(client, plan, row):
    asked = {"q": "pol" * 200, "activity": row, "relation": "partners"}
    answer = client.get(reverse("actor-suggestions", args=[plan.pk]), asked)
    assert (answer.status_code, answer.json().get("linked", [])) == (200, [])


def test_activity_of_another_plan_has_no_links(client, plan, owner, anna):
    other = Plan.created(by=anna, organisation=owner, title="En annan")
    police = Actor.objects.get(name="Polisen")
    activity = Activity.add(other, by=anna, title="Vandring", partners=[police])
    asked = {"q": "", "activity": activity.pk, "relation": "partners"}
    assert client.get(reverse("actor-suggestions", args=[plan.pk]), asked).json()["linked"] == []


def test_suggestions_are_read_only(client, plan):
    assert client.post(reverse("actor-suggestions", args=[plan.pk])).status_code == 405


# --- What is made


def test_new_actor_is_made_by_its_maker(client, plan, owner, anna):
    answer = create(client, plan, "  Nattvandrarna  i Lindvalla ")
    actor = owner.actors.get(name="Nattvandrarna i Lindvalla")
    assert (answer.status_code, answer.json()) == (200, {"id": actor.pk, "name": "Nattvandrarna i Lindvalla"})
    assert actor.history.get().history_user == anna


def test_known_actor_is_found_and_not_made_again(client, plan, owner):
    answer = create(client, plan, "polis")
    assert answer.json() == {"id": Actor.objects.get(name="Polisen").pk, "name": "Polisen"}
    assert owner.actors.count() == len(NAMES)


def test_new_actor_belongs_to_the_kommun_also_for_a_units_plan(social_services, anna, client):
    plan = Plan.created(by=anna, organisation=social_services, title="Förvaltningens plan")
    create(client, plan, "Fältgruppen")
    assert Actor.objects.get().organisation == social_services.parent


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Ange ett namn med bokstäver eller siffror."),
        (" – ", "Ange ett namn med bokstäver eller siffror."),
        ("stina.berg@lindvalla.se", "En aktör är en funktion eller en organisation."),
        ("Stina 811228-9873", "En aktör är en funktion eller en organisation."),
        ("Stina 070-123 45 67", "En aktör är en funktion eller en organisation."),
        ("x" * 301, "Namnet är för långt."),
    ],
)
def test_what_is_no_actors_name_is_refused(client, plan, owner, name, sentence):
    answer = create(client, plan, name)
    assert (answer.status_code, answer.json()["error"].startswith(sentence)) == (422, True)
    assert owner.actors.count() == len(NAMES)


def test_nothing_is_made_for_a_decided_plan(client, plan, owner, anna):
    plan.record(by=anna, state="adopted")
    assert create(client, plan, "Nattvandrarna").status_code == 403
    assert owner.actors.count() == len(NAMES)
