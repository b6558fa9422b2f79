"""Who may be reminded of a round: those who act in it stand with the plan's owner, above it and in its units."""

import pytest

from followup.models import FollowUpRound
from followup.recipients import recipients_of
from organisations.models import Organisation
from organisations.tests.cast import employed
from plans.models import Plan


@pytest.fixture
def district(social_services):
    """Below Carl's förvaltning, with a chef of its own."""
    below = Organisation.created(by=None, kind="district", name="Hamnens stadsdel", parent=social_services)
    employed("Dora Dahl", "manager", below)
    return below


def found(owner: Organisation, opened: FollowUpRound) -> list[str]:
    Plan.objects.filter(pk=opened.plan_id).update(organisation=owner)
    return [each.name for each in recipients_of([FollowUpRound.objects.with_owner().get(pk=opened.pk)])]


@pytest.mark.parametrize("owner", ["lindvalla", "social_services", "district"])
def test_those_who_act_in_a_round_are_above_its_owner_and_below(
    opened, district, anna, bo, carl, lena, cecilia, owner, request
):
    assert found(request.getfixturevalue(owner), opened) == ["Anna Lindqvist", "Carl Berg", "Dora Dahl"]


def test_another_unit_of_the_same_kommun_has_no_part(opened, district, lindvalla, anna, carl):
    school = Organisation.created(by=None, kind="administration", name="Skolförvaltningen", parent=lindvalla)
    assert found(school, opened) == ["Anna Lindqvist"]


def test_a_county_has_no_part_in_its_kommun(opened, lena, county, anna):
    assert found(county, opened) == ["Lena Wiik"]
