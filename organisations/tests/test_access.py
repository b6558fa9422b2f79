"""Who reaches what: the roles' table, the tree, and what strangers do not see."""

import pytest

from organisations.access import can
from organisations.models import Membership, Organisation, User
from organisations.roles import RULES, Permission, Role

EVERYONE = {"read_adopted", "report"}
REACH = [
    ("anna", "lindvalla", {*EVERYONE, "read_drafts", "edit_plans", "follow_up", "order_reports"}),
    ("anna", "social_services", {*EVERYONE, "read_drafts", "edit_plans", "follow_up", "order_reports"}),
    ("bo", "lindvalla", EVERYONE),
    ("rut", "lindvalla", EVERYONE),
    ("carl", "social_services", {*EVERYONE, "read_drafts", "review", "order_reports"}),
    ("carl", "lindvalla", set()),
    ("adam", "social_services", {*EVERYONE, "manage_organisation"}),
    ("lena", "county", {*EVERYONE, "read_drafts", "edit_plans", "follow_up", "order_reports", "read_county"}),
    ("lena", "lindvalla", set()),
    ("cecilia", "lindvalla", set()),
]


@pytest.mark.parametrize(("who", "where", "permissions"), REACH)
def test_a_role_reaches_its_organisation_and_the_units_below(
    who: str, where: str, permissions: set[str], request: pytest.FixtureRequest
) -> None:
    user, organisation = request.getfixturevalue(who), request.getfixturevalue(where)
    assert {permission for permission in Permission if can(user, permission, organisation)} == permissions


VISIBLE = [
    ("anna", ["Lindvalla kommun", "Socialförvaltningen"]),
    ("carl", ["Lindvalla kommun", "Socialförvaltningen"]),
    ("cecilia", ["Havsby kommun"]),
    ("lena", ["Ådalarnas län"]),
]


@pytest.mark.parametrize(("who", "names"), VISIBLE)
def test_one_sees_ones_own_the_units_below_and_the_authority_above(
    who: str, names: list[str], social_services: Organisation, havsby: Organisation, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(who)
    assert [found.name for found in Organisation.objects.visible_to(user)] == names


REACHED = [
    ("anna", ["Hamnens stadsdel", "Lindvalla kommun", "Socialförvaltningen"]),
    ("carl", ["Hamnens stadsdel", "Socialförvaltningen"]),
    ("lena", ["Ådalarnas län"]),
]


@pytest.mark.parametrize(("who", "names"), REACHED)
def test_reach_goes_down_to_the_lowest_unit_and_never_from_a_county_to_its_municipalities(
    who: str, names: list[str], social_services: Organisation, havsby: Organisation, request: pytest.FixtureRequest
) -> None:
    kind = Organisation.Kind.DISTRICT
    Organisation.created(by=None, kind=kind, name="Hamnens stadsdel", parent=social_services)
    user: User = request.getfixturevalue(who)
    reached = Organisation.objects.reached_by(user, Permission.READ_DRAFTS)
    assert [found.name for found in reached] == names
    places = user.scope.places(Permission.READ_DRAFTS)
    assert list(Organisation.objects.within(places)) == list(reached)


@pytest.mark.parametrize("kind", Organisation.UNITS)
def test_a_unit_of_any_kind_is_reached(kind: str, lindvalla: Organisation, anna: User) -> None:
    unit = Organisation.created(by=None, kind=kind, name="Enheten", parent=lindvalla)
    assert anna.scope.reach(Permission.READ_DRAFTS) == [lindvalla.pk, unit.pk]


def test_one_who_is_chef_at_a_unit_and_works_for_the_kommun_reaches_each_by_its_role(
    social_services: Organisation, lindvalla: Organisation, carl: User
) -> None:
    Membership.created(by=None, user=carl, organisation=lindvalla, role=Role.RESPONSIBLE)
    assert carl.scope.reach(Permission.REVIEW) == [social_services.pk]
    assert carl.scope.reach(Permission.REPORT) == [lindvalla.pk, social_services.pk]
    assert carl.scope.reach_as(Role.COORDINATOR) == []
    assert carl.scope.reach_of_all == carl.scope.visible_organisations == [lindvalla.pk, social_services.pk]


def test_operations_staff_reach_nothing_by_that(lindvalla: Organisation) -> None:
    operator = User.objects.create_superuser("drift@exempel.se", name="Drift")
    assert not Organisation.objects.visible_to(operator).exists()
    assert not any(can(operator, permission, lindvalla) for permission in Permission)


def test_one_who_is_deactivated_reaches_nothing(anna: User, lindvalla: Organisation) -> None:
    anna.is_active = False
    assert not can(anna, Permission.READ_ADOPTED, lindvalla)


def test_every_role_has_a_rule_with_a_sentence() -> None:
    assert set(RULES) == set(Role)
    assert all(rule.sentence.endswith(".") for rule in RULES.values())


def test_a_slug_is_made_from_the_name_and_the_one_above(social_services: Organisation) -> None:
    assert social_services.slug == "lindvalla-kommun-socialforvaltningen"


def test_a_taken_slug_gets_a_number(lindvalla: Organisation) -> None:
    twin = Organisation.created(by=None, kind=Organisation.Kind.REGION, name="Lindvalla Kommun")
    assert twin.slug == "lindvalla-kommun-2"
