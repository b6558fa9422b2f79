"""The first page: for strangers what this is, for those who work here their plans."""

import pytest

from plans.models import Plan


@pytest.mark.parametrize("rows", [1, 3])
def test_start_asks_the_same_however_many_plans(signed_in, anna, lindvalla, django_assert_num_queries, rows):
    for number in range(rows):
        Plan.created(by=anna, organisation=lindvalla, title=f"Plan {number}")
    client = signed_in(anna)
    # Session, user with roles, what awaits, plans with owners, their decisions.
    with django_assert_num_queries(5):
        assert client.get("/").content.decode().count("Plan ") >= rows


def test_start_shows_the_plans_that_the_role_gives(signed_in, anna, lindvalla, havsby):
    for organisation in (lindvalla, havsby):
        Plan.created(by=None, organisation=organisation, title=f"Plan i {organisation}")
    page = signed_in(anna).get("/").content.decode()
    assert ("Plan i Lindvalla kommun" in page, "Plan i Havsby kommun" in page) == (True, False)


def test_start_for_strangers_shows_no_plan(client, anna, lindvalla):
    Plan.created(by=anna, organisation=lindvalla, title="Planen i Lindvalla")
    page = client.get("/").content.decode()
    assert ("Logga in" in page, "Planen i Lindvalla" in page) == (True, False)
