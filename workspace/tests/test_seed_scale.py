"""The country that benchmarks are made in: what is in it, that it is the same every time, and where it is refused."""

import io
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from followup.models import FollowUp, FollowUpAnswer, FollowUpRound, MeasuredValue
from organisations.models import Membership, Organisation, User
from organisations.roles import Role
from plans.models import Plan
from workspace.scale.country import create_country
from workspace.scale.places import LARGEST, MOST, invented_name, places
from workspace.tests.test_load_demo import rows

# Few, so that a test is quick, and enough for some of each status.
FEW = 16


def seed(municipalities=2, years=2, activities=FEW):
    said = io.StringIO()
    call_command("seed_scale", municipalities=municipalities, years=years, activities=activities, stdout=said)
    return said.getvalue()


@pytest.fixture
def seeded(db):
    return seed()


@pytest.fixture
def seeded_municipalities(seeded):
    return Organisation.objects.filter(is_invented=True, kind="municipality").order_by("code")


# --- What is there


def test_command_says_how_many_rows_came(seeded):
    answers = FollowUpAnswer.objects.count()
    assert seeded == f"2 kommuner, 4 uppföljningar av 64 aktiviteter med {answers} svar.\n"


def test_each_kommun_has_a_plan_and_a_closed_round_a_year(seeded_municipalities):
    for kommun in seeded_municipalities:
        plan = Plan.objects.get(organisation=kommun)
        assert (plan.state, plan.activities.count()) == ("adopted", FEW)
        closed = plan.rounds.closed().order_by("starts")
        assert [round_.period for round_ in closed] == ["2024", "2025"]
        assert [round_.follow_ups.count() for round_ in closed] == [FEW] * 2


def test_round_keeps_the_wording_that_was_adopted(seeded):
    round_ = FollowUpRound.objects.select_related("plan").first()
    assert round_.frozen == round_.plan.versions.get().content
    assert round_.plan.versions.get().is_intact


def test_status_that_counts_is_what_the_answers_give(seeded):
    before = FollowUp.history.count()
    for follow_up in FollowUp.objects.all():
        follow_up.count_answers(by=None)
    # An approved one whose answers all stand waits for its chef anew when it is counted: that alone differs.
    changes = FollowUp.history.order_by("-history_id")[: FollowUp.history.count() - before]
    assert {(row.review, row.prev_record.review if row.prev_record else "") for row in changes} <= {
        ("submitted", "approved"),
        ("submitted", ""),
    }
    assert {follow_up.status for follow_up in FollowUp.objects.all()} >= {"done", "partly_done", "delayed", "ongoing"}


def test_some_answers_are_missing_and_some_are_measured(seeded):
    missing = FollowUpAnswer.objects.filter(answered_at=None).count()
    assert 0 < missing < FollowUpAnswer.objects.count() / 4
    assert MeasuredValue.objects.exists()


def test_history_tells_how_the_last_year_came_about(seeded):
    told = FollowUp.history.values_list("history_type", "round__starts__year")
    assert Counter(told) == {("+", 2025): 2 * FEW, ("~", 2025): 2 * FEW}
    assert set(FollowUp.history.filter(history_type="+").values_list("status", flat=True)) == {""}
    assert FollowUpRound.history.filter(history_type="~", state="closed").count() == 4


def test_samordnare_reads_the_dashboard(seeded_municipalities):
    kommun = seeded_municipalities[0]
    client = Client()
    client.force_login(User.objects.get(memberships__organisation=kommun, memberships__role=Role.COORDINATOR))
    page = client.get("/uppfoljning/").content.decode()
    assert f"Genomförandeplan ANDTS för {kommun.short_name}" in page


def test_nobody_can_sign_in(seeded):
    people = User.objects.filter(memberships__isnull=False)
    assert len(people) == 2 * 3 + 1
    assert not any(person.has_usable_password() for person in people)


# --- Codes and names


def test_codes_and_names_are_nobody_elses(db):
    call_command("load_reference", stdout=io.StringIO())
    real = Organisation.objects.filter(is_invented=False)
    country = list(places(MOST))
    assert len({place.code for place in country}) == len({place.name for place in country}) == MOST
    assert not {place.code for place in country}.intersection(real.values_list("code", flat=True))
    assert not {place.county for place in country}.intersection(real.values_list("code", flat=True))
    assert not {f"{place.name} kommun" for place in country}.intersection(real.values_list("name", flat=True))


def test_country_of_290_kommuner_is_as_large_as_ours():
    """21 län and 290 kommuner; 49 of them in the largest, Västra Götaland."""
    sizes = Counter(place.county for place in places(290))
    assert (sizes["30"], len(sizes), sum(sizes.values())) == (LARGEST, 20, 290)


def test_larger_country_begins_with_the_smaller():
    assert list(places(60))[:50] == list(places(50))


def test_names_do_not_repeat():
    assert len({invented_name(number) for number in range(MOST + 70)}) == MOST + 70


# --- The same every time


def told():
    """What the country says, without its ids."""
    answers = FollowUpAnswer.objects.order_by("follow_up__line", "follow_up__round__starts", "actor__name")
    said = answers.values_list(
        "follow_up__line", "actor__name", "status", "done", "answered_at", "follow_up__status", "follow_up__review"
    )
    return list(said), list(Organisation.objects.order_by("slug").values_list("code", "name", "slug"))


def test_country_is_the_same_in_another_database(db):
    with transaction.atomic():
        create_country(1, 2, activities=FEW)
        first = told()
        transaction.set_rollback(True)
    assert not Plan.objects.exists()
    create_country(1, 2, activities=FEW)
    assert told() == first


def test_command_again_changes_nothing(seeded):
    before = rows()
    assert seed() == "0 kommuner, 0 uppföljningar av 0 aktiviteter med 0 svar.\n"
    assert rows() == before


def test_command_adds_what_is_missing(seeded):
    assert seed(municipalities=3).startswith("1 kommuner, 2 uppföljningar av 32 aktiviteter")


# --- Refusals


def test_command_refuses_where_served(db, settings):
    settings.SERVED = True
    with pytest.raises(CommandError, match="egen databas"):
        seed()
    assert not Organisation.objects.exists()


def test_command_refuses_where_a_real_kommun_works(db, anna):
    call_command("load_reference", stdout=io.StringIO())
    real = Organisation.objects.get(code="2417")
    Membership.created(by=None, user=anna, organisation=real, role=Role.COORDINATOR)
    with pytest.raises(CommandError, match="egen databas"):
        seed()
    assert not Plan.objects.exists()


@pytest.mark.parametrize(("municipalities", "years"), [(0, 1), (MOST + 1, 1), (1, 0), (1, 21)])
def test_command_refuses_what_is_no_country(db, municipalities, years):
    with pytest.raises(CommandError, match="Ange 1 till 500 kommuner"):
        seed(municipalities, years)
    assert not Organisation.objects.exists()
