"""What awaits whom, by one query: answers, acceptances, reviews."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from followup.awaiting import awaiting
from followup.models import FollowUpAnswer
from followup.rounds import close_round
from followup.tests.conftest import FINE, opened_round
from organisations.models import Actor, ActorHolder
from organisations.tests.cast import client_of, employed


def told(who):
    return [(item.kind, item.title) for item in awaiting(who)]


def test_one_who_stands_behind_an_actor_is_to_answer(opened, rut, rut_answers):
    assert told(rut) == [("answer", "Kontrollköp")]


def test_item_says_what_it_is_about(opened, rut, rut_answers):
    item = awaiting(rut)[0]
    assert (item.actor, item.plan, item.period, item.last_day, item.verb) == (
        "Polisen",
        "ANDTS-arbetet i Lindvalla",
        "2027",
        date(2028, 1, 31),
        "Svara",
    )


def test_activity_without_a_title_is_named_by_what_it_is(opened, anna):
    assert ("answer", "Föräldramöten i årskurs 7.") in told(anna)


def test_samordnare_answers_what_nobody_is_responsible_for(opened, anna):
    titles = sorted(title for _, title in told(anna))
    assert titles == ["Föräldramöten i årskurs 7.", "Nattvandring", "Tillsyn"]


@pytest.mark.parametrize(("since", "until"), [(1, None), (None, -1)])
def test_one_who_stands_there_another_day_is_not_asked(opened, police, rut, since, until):
    today = timezone.localdate()
    days = {"since": since and today + timedelta(since), "until": until and today + timedelta(until)}
    ActorHolder.created(by=None, actor=police, user=rut, **days)
    assert told(rut) == []


def test_one_who_has_lost_the_role_is_not_asked(opened, rut, rut_answers):
    rut.memberships.all().delete()
    assert told(rut) == []


def test_address_without_an_account_is_asked(opened, police):
    ActorHolder.created(by=None, actor=police, email="polis@exempel.se")
    assert told("Polis@exempel.se") == [("answer", "Kontrollköp")]
    assert told("annan@exempel.se") == []


def test_answered_awaits_nobody(answer, rut, rut_answers):
    answer.give(by=rut, **FINE)
    assert told(rut) == []


def test_what_was_sent_back_comes_first_with_why(answer, answer_of, rut, rut_answers, carl, police):
    for title in ("Nattvandring", "Tillsyn"):
        FollowUpAnswer.objects.filter(pk=answer_of(title).pk).update(actor=police)
    answer.give(by=rut, **FINE)
    answer.follow_up.send_back("Hur många butiker?", by=carl)
    first, *others = awaiting(rut)
    assert (first.title, first.is_returned, first.comment) == ("Kontrollköp", True, "Hur många butiker?")
    assert [(item.is_returned, item.comment) for item in others] == [(False, ""), (False, "")]


def test_earlier_last_day_comes_first(opened, adopted, anna, rut, rut_answers):
    opened_round(adopted, anna, year=2026)
    assert [item.period for item in awaiting(rut)] == ["2026", "2027"]


def test_closed_round_awaits_nobody(opened, anna, rut, rut_answers):
    close_round(opened, by=anna)
    assert (told(rut), told(anna)) == ([], [])


def test_partners_answer_awaits_the_samordnare(answer, anna):
    answer.give(by=None, address="polis@exempel.se", **FINE)
    assert ("accept", "Kontrollköp") in told(anna)


# --- Which chef reviews


@pytest.fixture
def submitted(answer, rut, carl_reviews):
    answer.give(by=rut, **FINE)
    return answer.follow_up


@pytest.fixture
def karin(lindvalla):
    return employed("Karin Chef", "manager", lindvalla)


def test_chef_of_the_unit_reviews(submitted, carl, karin):
    assert (told(carl), told(karin)) == ([("review", "Kontrollköp")], [])


def test_chef_of_the_kommun_reviews_where_the_unit_has_none(submitted, karin):
    assert told(karin) == [("review", "Kontrollköp")]


def test_chef_of_the_kommun_reviews_where_the_units_has_left(submitted, carl, karin):
    carl.record(by=None, is_active=False)
    assert told(karin) == [("review", "Kontrollköp")]


def test_chef_of_the_kommun_reviews_what_no_unit_answers_for(answer, rut, karin):
    answer.give(by=rut, **FINE)
    assert told(karin) == [("review", "Kontrollköp")]


def test_two_answers_of_one_unit_are_one_review(submitted, carl, anna):
    other = Actor.known_as("Fältgruppen", organisation=submitted.round.organisation, by=anna)
    other.record(by=anna, unit=Actor.objects.get(name="Polisen").unit)
    submitted.answers.create(actor=other, status="done", answered_at=timezone.now(), accepted_at=timezone.now())
    assert told(carl) == [("review", "Kontrollköp")]


def test_reviewed_awaits_nobody(submitted, carl):
    submitted.approve(by=carl)
    assert told(carl) == []


# --- One query


@pytest.mark.parametrize("years", [1, 3])
def test_everything_is_asked_at_once(adopted, anna, rut, rut_answers, carl_reviews, django_assert_num_queries, years):
    """Of somebody who answers, accepts and reviews."""
    for year in range(years):
        opened_round(adopted, anna, year=2027 + year)
    employed_too = anna.memberships.create(organisation=anna.memberships.get().organisation, role="manager")
    assert employed_too.user.scope.roles
    with django_assert_num_queries(1):
        assert len(awaiting(anna)) == 3 * years


@pytest.mark.parametrize("years", [1, 3])
def test_start_page_asks_once_for_what_awaits(adopted, anna, rut, rut_answers, django_assert_num_queries, years):
    for year in range(years):
        opened_round(adopted, anna, year=2027 + year)
    client = client_of(rut)
    with django_assert_num_queries(5):  # session, user with roles, what awaits, plans with owners, their decisions
        assert client.get("/").content.decode().count("Svara<") == years


def test_start_page_says_what_happens_next_when_nothing_awaits(rut):
    page = client_of(rut).get("/").content.decode()
    assert "Inget väntar på dig just nu" in page
    assert "När en uppföljning öppnas står dina aktiviteter här." in page


def test_start_page_leads_to_what_awaits(answer, rut, rut_answers):
    assert (
        f'href="/uppfoljning/{answer.follow_up.round_id}/svar/{answer.pk}/"' in client_of(rut).get("/").content.decode()
    )
