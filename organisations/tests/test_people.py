"""Roles that are changed, ended and brought back; accounts that are closed and opened; the last administratör."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from organisations.models import Membership, Organisation, User
from organisations.models.people import LastAdministratorError
from organisations.roles import Role
from organisations.tests.cast import SignIn, client_of, employed


@pytest.fixture
def client(adam: User, signed_in: SignIn) -> Client:
    """Adam's."""
    return signed_in(adam)


def roles(user: User) -> list[str]:
    """Read anew, as the next request does."""
    return [f"{row.get_role_display()}, {row.organisation}" for row in Membership.objects.filter(user=user)]


def test_the_list_shows_people_and_their_roles(client: Client, anna: User, carl: User, lindvalla: Organisation) -> None:
    page = client.get(f"/installningar/{lindvalla.pk}/personer/")
    assert [str(person) for person in page.context["people"]] == ["Adam Falk", "Anna Lindqvist", "Carl Berg"]
    assert "Chef, Socialförvaltningen" in page.content.decode()


def test_roles_elsewhere_are_not_shown(
    client: Client, anna: User, lindvalla: Organisation, havsby: Organisation
) -> None:
    Membership.created(by=None, user=anna, organisation=havsby, role=Role.MANAGER)
    page = client.get(f"/installningar/{lindvalla.pk}/personer/{anna.pk}/").content.decode()
    assert "Havsby" not in page
    assert "Personen har roller också i andra organisationer." in page


def test_a_role_is_added(client: Client, bo: User, lindvalla: Organisation, social_services: Organisation) -> None:
    address = f"/installningar/{lindvalla.pk}/personer/{bo.pk}/roller/ny/"
    client.post(address, {"organisation": social_services.pk, "role": "responsible"})
    assert roles(bo) == ["Förtroendevald, Lindvalla kommun", "Ansvarig, Socialförvaltningen"]


def test_a_role_is_changed(client: Client, bo: User, lindvalla: Organisation, adam: User) -> None:
    row = bo.memberships.get()
    client.post(f"/installningar/{lindvalla.pk}/roller/{row.pk}/", {"organisation": lindvalla.pk, "role": "manager"})
    assert roles(bo) == ["Chef, Lindvalla kommun"]
    assert Membership.history.latest().history_user == adam


def test_a_role_is_ended_and_brought_back(client: Client, bo: User, lindvalla: Organisation) -> None:
    row = bo.memberships.get()
    response = client.post(f"/installningar/{lindvalla.pk}/roller/{row.pk}/bort/", follow=True)
    assert roles(bo) == []
    undo = f"/installningar/{lindvalla.pk}/roller/{row.pk}/ater/"
    assert f'action="{undo}"' in response.content.decode()
    client.post(undo)
    assert roles(bo) == ["Förtroendevald, Lindvalla kommun"]


def test_bringing_back_twice_gives_the_role_once(client: Client, bo: User, lindvalla: Organisation) -> None:
    row = bo.memberships.get().pk
    Membership.objects.get(pk=row).end(by=None)
    for _ in range(2):
        assert client.post(f"/installningar/{lindvalla.pk}/roller/{row}/ater/").status_code == 302
    assert roles(bo) == ["Förtroendevald, Lindvalla kommun"]


def test_a_role_last_ended_elsewhere_is_not_brought_back_here(
    bo: User, lindvalla: Organisation, social_services: Organisation
) -> None:
    row = Membership.created(by=None, user=bo, organisation=social_services, role="manager").pk
    Membership.objects.get(pk=row).end(by=None)
    Membership.bring_back(row, by=None)
    Membership.objects.get(pk=row).change(organisation=lindvalla, role="manager", by=None)
    Membership.objects.get(pk=row).end(by=None)
    ulla = client_of(employed("Ulla Dahl", Role.ADMINISTRATOR, social_services))
    assert ulla.post(f"/installningar/{social_services.pk}/roller/{row}/ater/").status_code == 404
    assert roles(bo) == ["Förtroendevald, Lindvalla kommun"]


def test_the_last_administrator_stays(client: Client, adam: User, lindvalla: Organisation) -> None:
    row = adam.memberships.get()
    response = client.post(f"/installningar/{lindvalla.pk}/roller/{row.pk}/bort/", follow=True)
    assert "Lindvalla kommun måste ha minst en administratör. Ge någon annan rollen först." in response.content.decode()
    assert roles(adam) == ["Administratör, Lindvalla kommun"]


def test_the_last_administrator_gets_no_other_role_instead(client: Client, adam: User, lindvalla: Organisation) -> None:
    row = adam.memberships.get()
    chosen = {"organisation": lindvalla.pk, "role": "manager"}
    response = client.post(f"/installningar/{lindvalla.pk}/roller/{row.pk}/", chosen)
    assert response.status_code == 422
    assert roles(adam) == ["Administratör, Lindvalla kommun"]


def test_the_last_administrator_keeps_the_account(client: Client, adam: User, lindvalla: Organisation) -> None:
    client.post(f"/installningar/{lindvalla.pk}/personer/{adam.pk}/stang/")
    adam.refresh_from_db()
    assert adam.is_active


def test_one_of_two_administrators_may_leave(client: Client, adam: User, lindvalla: Organisation) -> None:
    employed("Disa Dahl", Role.ADMINISTRATOR, lindvalla)
    client.post(f"/installningar/{lindvalla.pk}/roller/{adam.memberships.get().pk}/bort/")
    assert roles(adam) == []


def test_one_who_cannot_sign_in_is_no_administrator_to_rely_on(adam: User, lindvalla: Organisation) -> None:
    employed("Disa Dahl", Role.ADMINISTRATOR, lindvalla).deactivate(by=None)
    with pytest.raises(LastAdministratorError):
        adam.memberships.get().end(by=None)


def test_an_administrator_of_a_unit_may_be_its_last(social_services: Organisation) -> None:
    disa = employed("Disa Dahl", Role.ADMINISTRATOR, social_services)
    disa.memberships.get().end(by=None)
    assert roles(disa) == []


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_leave_at_once_do_not_both(adam: User, lindvalla: Organisation) -> None:
    disa = employed("Disa Dahl", Role.ADMINISTRATOR, lindvalla)
    with ThreadPoolExecutor(2) as two:
        outcomes = list(two.map(try_to_leave, [adam.pk, disa.pk]))
    assert sorted(outcomes) == ["left", "stayed"]
    assert Membership.objects.administrators().count() == 1


def try_to_leave(user: int) -> str:
    try:
        Membership.objects.get(user=user).end(by=None)
    except LastAdministratorError:
        return "stayed"
    finally:
        connection.close()
    return "left"


@pytest.mark.parametrize(("verb", "is_active"), [("stang", False), ("oppna", True)])
def test_an_account_is_closed_and_opened(
    verb: str, is_active: bool, client: Client, bo: User, adam: User, lindvalla: Organisation
) -> None:
    bo.record(by=None, is_active=not is_active)
    client.post(f"/installningar/{lindvalla.pk}/personer/{bo.pk}/{verb}/")
    row = User.history.filter(id=bo.pk).latest()
    assert (row.is_active, row.history_user) == (is_active, adam)
    bo.refresh_from_db()
    assert bo.is_active == is_active


def test_the_account_of_one_who_works_elsewhere_too_is_not_ours_to_close(
    client: Client, bo: User, lindvalla: Organisation, havsby: Organisation
) -> None:
    Membership.created(by=None, user=bo, organisation=havsby, role=Role.MANAGER)
    response = client.post(f"/installningar/{lindvalla.pk}/personer/{bo.pk}/stang/", follow=True)
    assert "Bo Ekman har roller också i andra organisationer." in response.content.decode()
    bo.refresh_from_db()
    assert bo.is_active


def test_an_administrator_of_a_unit_manages_the_unit_alone(
    signed_in: SignIn, lindvalla: Organisation, social_services: Organisation, anna: User, carl: User
) -> None:
    client = signed_in(employed("Disa Dahl", Role.ADMINISTRATOR, social_services))
    assert client.get(f"/installningar/{lindvalla.pk}/personer/").status_code == 403
    assert client.get(f"/installningar/{social_services.pk}/personer/{carl.pk}/").status_code == 200
    assert client.get(f"/installningar/{social_services.pk}/personer/{anna.pk}/").status_code == 404


def test_a_role_of_anothers_organisation_is_not_found(client: Client, cecilia: User, lindvalla: Organisation) -> None:
    row = cecilia.memberships.get()
    assert client.post(f"/installningar/{lindvalla.pk}/roller/{row.pk}/bort/").status_code == 404
    assert roles(cecilia) == ["Samordnare, Havsby kommun"]
