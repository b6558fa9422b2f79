"""What happens to a plan's activities when two actors become one, or one is to be removed."""

import pytest
from django.test import Client

from activities.models import Activity
from organisations.models import Actor, ActorHolder, Organisation, User
from organisations.tests.cast import SignIn
from plans.models import Plan


@pytest.fixture
def client(anna: User, signed_in: SignIn) -> Client:
    """Anna's."""
    return signed_in(anna)


@pytest.fixture
def police(lindvalla: Organisation) -> Actor:
    return Actor.known_as("Polisen", organisation=lindvalla, by=None)


@pytest.fixture
def authority(lindvalla: Organisation) -> Actor:
    return Actor.known_as("Polismyndigheten", organisation=lindvalla, by=None)


@pytest.fixture
def activity(lindvalla: Organisation) -> Activity:
    plan = Plan.created(by=None, organisation=lindvalla, title="Genomförandeplan")
    return Activity.add(plan, by=None, title="Tillsyn", responsible_text="Polis")


def test_a_merged_actors_activities_names_and_people_move(
    client: Client, police: Actor, authority: Actor, activity: Activity, bo: User, lindvalla: Organisation
) -> None:
    activity.record(by=None, responsible=[police], partners=[police])
    ActorHolder.created(by=None, actor=police, user=bo)
    client.post(f"/aktorer/{police.pk}/sammanslagning/?med={authority.pk}")
    assert not Actor.objects.filter(pk=police.pk).exists()
    assert [*activity.responsible.all(), *activity.partners.all()] == [authority, authority]
    assert Actor.objects.called(lindvalla, "polis") == authority
    assert [holder.user for holder in authority.holders.all()] == [bo]
    assert activity.responsible_text == "Polis"


def test_an_activity_of_both_has_one_of_them_left(
    client: Client, police: Actor, authority: Actor, activity: Activity
) -> None:
    activity.record(by=None, responsible=[police, authority])
    client.post(f"/aktorer/{police.pk}/sammanslagning/?med={authority.pk}")
    assert list(activity.responsible.all()) == [authority]


def test_first_one_sees_what_moves(client: Client, police: Actor, authority: Actor, activity: Activity) -> None:
    activity.record(by=None, responsible=[police])
    page = client.get(f"/aktorer/{police.pk}/sammanslagning/", {"med": authority.pk})
    assert page.context["uses"] == [("ansvariga aktörer", 1)]
    assert Actor.objects.filter(pk=police.pk).exists()


def test_an_actor_in_a_plan_stays(client: Client, police: Actor, activity: Activity) -> None:
    activity.record(by=None, partners=[police])
    response = client.post(f"/aktorer/{police.pk}/bort/", follow=True)
    assert "Polisen används i en plan eller uppföljning och går inte att ta bort." in response.content.decode()
    assert Actor.objects.filter(pk=police.pk).exists()
