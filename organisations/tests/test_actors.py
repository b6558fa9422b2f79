"""Actors: one under many names, renamed, merged, removed and brought back; and who stands behind them."""

from datetime import date
from importlib import import_module
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from andts.tests.waiting import PATIENCE
from organisations.models import Actor, ActorHolder, Organisation, User
from organisations.tests.cast import SignIn


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


def names(actor: Actor) -> list[str]:
    actor.refresh_from_db()
    return [alias.name for alias in actor.other_names]


# --- Names


@pytest.mark.parametrize("written", ["Polis", "polisen", "POLIS", " polis ", "Polisen."])
def test_forms_of_a_name_are_one_actor(written: str, police: Actor, lindvalla: Organisation) -> None:
    assert Actor.known_as(written, organisation=lindvalla, by=None) == police


def test_the_same_name_elsewhere_is_another_actor(police: Actor, havsby: Organisation) -> None:
    assert Actor.known_as("Polisen", organisation=havsby, by=None) != police


def test_the_list_is_searched_in_all_names(client: Client, police: Actor, authority: Actor) -> None:
    police.add_aliases(["Ordningsmakten"], by=None)
    assert client.get("/aktorer/", {"sok": "ordningsmakt"}).context["actors"] == [police]
    assert client.get("/aktorer/", {"sok": "polis"}).context["actors"] == [police, authority]


def test_the_list_follows_the_swedish_alphabet(client: Client, lindvalla: Organisation) -> None:
    for name in ("Öppenvården", "Åklagaren", "Zonterna", "Ängsskolan"):
        Actor.known_as(name, organisation=lindvalla, by=None)
    shown = [actor.name for actor in client.get("/aktorer/").context["actors"]]
    assert shown == ["Zonterna", "Åklagaren", "Ängsskolan", "Öppenvården"]


def test_an_actor_is_added_with_its_other_names(
    client: Client, lindvalla: Organisation, social_services: Organisation, anna: User
) -> None:
    form = {"name": "Socialtjänsten", "unit": social_services.pk, "aliases": "IFO\nSoc\n"}
    client.post(f"/aktorer/ny/{lindvalla.pk}/", form)
    made = Actor.objects.get(name="Socialtjänsten")
    assert (made.unit, names(made)) == (social_services, ["IFO", "Soc"])
    assert made.history.latest().history_user == anna


@pytest.mark.parametrize("name", ["Polis", "POLISEN", "polisen"])
def test_a_taken_name_says_whose_it_is(name: str, client: Client, police: Actor, lindvalla: Organisation) -> None:
    response = client.post(f"/aktorer/ny/{lindvalla.pk}/", {"name": name})
    assert response.status_code == 422
    assert response.context["form"].errors["name"] == [
        f"”{name}” är redan ett namn på aktören Polisen. Ange ett annat, eller slå ihop aktörerna om de är samma."
    ]


def test_a_name_without_letters_is_refused(client: Client, lindvalla: Organisation) -> None:
    response = client.post(f"/aktorer/ny/{lindvalla.pk}/", {"name": "–"})
    assert response.context["form"].errors["name"] == ["Ange ett namn med bokstäver eller siffror."]


def test_the_former_name_still_finds_a_renamed_actor(client: Client, police: Actor, lindvalla: Organisation) -> None:
    client.post(f"/aktorer/{police.pk}/andra/", {"name": "Polismyndigheten"})
    police.refresh_from_db()
    assert police.name == "Polismyndigheten"
    assert Actor.objects.called(lindvalla, "polis") == Actor.objects.called(lindvalla, "polismyndighet") == police


def test_another_form_of_its_own_name_is_no_collision(client: Client, police: Actor) -> None:
    client.post(f"/aktorer/{police.pk}/andra/", {"name": "Polis"})
    police.refresh_from_db()
    assert police.name == "Polis"


def test_a_name_is_added_removed_and_brought_back(client: Client, police: Actor) -> None:
    client.post(f"/aktorer/{police.pk}/namn/ny/", {"name": "Ordningsmakten"})
    alias = police.aliases.get(name="Ordningsmakten")
    client.post(f"/aktorer/{police.pk}/namn/{alias.pk}/bort/")
    assert names(police) == []
    client.post(f"/aktorer/{police.pk}/namn/{alias.pk}/ater/")
    assert names(police) == ["Ordningsmakten"]


def test_an_actor_keeps_its_own_name(client: Client, police: Actor) -> None:
    own = police.aliases.get()
    assert client.post(f"/aktorer/{police.pk}/namn/{own.pk}/bort/").status_code == 404


# --- Merging; what moves in plans is tried in activities/tests/test_merging_actors.py


def test_that_it_was_merged_and_by_whom_is_kept(client: Client, police: Actor, authority: Actor, anna: User) -> None:
    client.post(f"/aktorer/{police.pk}/sammanslagning/?med={authority.pk}")
    row = Actor.history.filter(id=police.pk).latest()
    assert (row.history_type, row.history_user) == ("-", anna)
    assert row.history_change_reason == f"Slogs ihop med Polismyndigheten ({authority.pk})"


def test_actors_of_two_organisations_are_not_merged(client: Client, police: Actor, havsby: Organisation) -> None:
    other = Actor.known_as("Polisen", organisation=havsby, by=None)
    response = client.post(f"/aktorer/{police.pk}/sammanslagning/?med={other.pk}")
    assert response.status_code == 422
    assert Actor.objects.filter(pk__in=[police.pk, other.pk]).count() == 2


# --- Removing


def test_an_unused_actor_is_removed_and_brought_back(
    client: Client, police: Actor, lindvalla: Organisation, bo: User
) -> None:
    police.add_aliases(["Ordningsmakten"], by=None)
    ActorHolder.created(by=None, actor=police, user=bo)
    client.post(f"/aktorer/{police.pk}/bort/")
    assert Actor.objects.called(lindvalla, "polis") is None
    client.post(f"/aktorer/ater/{lindvalla.pk}/{police.pk}/")
    assert Actor.objects.called(lindvalla, "ordningsmakt") == police
    assert [holder.user for holder in police.holders.all()] == [bo]


def test_what_was_gone_before_does_not_come_back_with_the_actor(police: Actor, bo: User) -> None:
    number = police.pk
    ActorHolder.created(by=None, actor=police, user=bo).record_deleted(by=None)
    police.remove(by=None)
    Actor.bring_back(number, by=None)
    assert not ActorHolder.objects.filter(actor=number).exists()


# --- Who stands behind it


def test_a_user_stands_behind_an_actor_for_a_time(client: Client, police: Actor, bo: User) -> None:
    form = {"user": bo.pk, "since": "2026-01-01", "until": "2026-06-30"}
    client.post(f"/aktorer/{police.pk}/personer/ny/", form)
    holders = ActorHolder.objects.filter(actor=police)
    assert [holder.user for holder in holders.on(date(2026, 6, 30))] == [bo]
    assert not holders.on(date(2026, 7, 1)).exists()


def test_so_does_an_address_outside_the_house(client: Client, police: Actor) -> None:
    client.post(f"/aktorer/{police.pk}/personer/ny/", {"email": "omradespolisen@exempel.se"})
    assert str(police.holders.get()) == "omradespolisen@exempel.se"


def test_an_address_is_kept_as_it_is_compared(police: Actor) -> None:
    ActorHolder.created(by=None, actor=police, email="Ida@FÖRSVARET.example")
    assert police.holders.get().email == "ida@försvaret.example"
    assert Actor.objects.held_from("IDA@Försvaret.example").get() == police


def test_addresses_that_were_kept_in_capitals_are_migrated(police: Actor) -> None:
    ActorHolder.created(by=None, actor=police, email="ida@exempel.se")
    ActorHolder.objects.update(email="Ida@FÖRSVARET.example")
    import_module("organisations.migrations.0004_lowercase_holders").lowercase(apps, None)
    assert police.holders.get().email == "ida@försvaret.example"


@pytest.mark.parametrize(
    ("form", "errors"),
    [
        ({"email": ""}, {"email": ["Välj en person eller ange en e-postadress, inte båda."]}),
        (
            {"email": "a@exempel.se", "since": "2026-06-30", "until": "2026-01-01"},
            {"until": ["Ange ett slutdatum som är efter startdatumet."]},
        ),
        (
            {"email": "a@exempel.se", "since": "2026-02-30"},
            {"since": ["Ange ett datum som finns, till exempel 2026-03-12."]},
        ),
    ],
)
def test_what_cannot_be_is_refused(
    form: dict[str, str], errors: dict[str, list[str]], client: Client, police: Actor
) -> None:
    response = client.post(f"/aktorer/{police.pk}/personer/ny/", form)
    assert response.context["form"].errors == errors


def test_one_who_works_elsewhere_cannot_be_chosen(client: Client, police: Actor, cecilia: User) -> None:
    response = client.post(f"/aktorer/{police.pk}/personer/ny/", {"user": cecilia.pk})
    assert response.context["form"].errors["user"]


def test_a_holder_is_changed_removed_and_brought_back(client: Client, police: Actor, bo: User) -> None:
    holder = ActorHolder.created(by=None, actor=police, user=bo)
    place = f"/aktorer/{police.pk}/personer/{holder.pk}/"
    client.post(place, {"user": bo.pk, "until": "2026-12-31"})
    holder.refresh_from_db()
    assert holder.until == date(2026, 12, 31)
    client.post(f"{place}bort/")
    assert not police.holders.exists()
    client.post(f"{place}ater/")
    assert police.holders.get().until == date(2026, 12, 31)


def test_names_of_people_are_told_to_members(
    client: Client, police: Actor, bo: User, rut: User, signed_in: SignIn
) -> None:
    ActorHolder.created(by=None, actor=police, user=bo)
    assert "Bo Ekman" in signed_in(rut).get(f"/aktorer/{police.pk}/").content.decode()


def test_a_reader_sees_no_buttons(police: Actor, bo: User, signed_in: SignIn) -> None:
    page = signed_in(bo).get(f"/aktorer/{police.pk}/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "<button" not in main
    assert "/andra/" not in main


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_same_name_at_once_add_one_actor(lindvalla: Organisation) -> None:
    start = Barrier(2)

    def add() -> None:
        start.wait()
        Actor.known_as("Nattvandrarna", organisation=lindvalla, by=None)
        connection.close()

    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert [actor.name for actor in Actor.objects.all()] == ["Nattvandrarna"]
