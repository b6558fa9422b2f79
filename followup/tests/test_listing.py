"""The list of rounds: its counts, and that it asks as much of the database for three plans as for one."""

from datetime import date

import pytest
from django.utils import timezone
from lxml import html

from activities.snapshot import frozen_content
from followup.listing import listed_plans, listed_rounds
from followup.models import FollowUp, FollowUpRound, PartnerInvitation
from followup.rounds import close_round, open_round
from followup.tests.conftest import FINE
from followup.tests.counties import municipalities
from plans.models import Plan

DECISION = {"body": "Kommunstyrelsen", "date": date(2026, 11, 20)}


def listed(user):
    return list(listed_rounds(user, listed_plans(user)))


def counts(user):
    return [(round_.answered, round_.asked) for round_ in listed(user)]


def adopted_plan(organisation, by, title, valid_from=None):
    plan = Plan.created(by=by, organisation=organisation, title=title, valid_from=valid_from)
    plan.activities.create(plan=plan, title="Tillsyn")
    plan.adopt(content=frozen_content, decisions=[DECISION], by=by)
    return plan


def open_next(plan, by):
    days = {"starts": date(2027, 1, 1), "ends": date(2027, 12, 31), "last_day": date(2028, 1, 31)}
    return open_round(plan, length="year", by=by, **days)


def test_answers_that_have_come_are_counted(opened, answer, anna):
    [(answered, asked)] = counts(anna)
    assert (answered, asked) == (0, opened.follow_ups.values("answers").count())
    answer.give(by=anna, **FINE)
    assert counts(anna) == [(1, asked)]


def test_answers_for_what_was_taken_out_are_not_counted(opened, answer, anna):
    [(_, asked)] = counts(anna)
    here = answer.follow_up.answers.count()
    answer.follow_up.record(by=anna, removed_at=timezone.now())
    assert counts(anna) == [(0, asked - here)]


def test_one_who_sees_a_part_is_told_of_that_part(
    opened, answer, answer_of, rut_answers, anna, rut, carl, carl_reviews
):
    """Of all the answers one is Polisen's, whom Rut stands behind and whose unit is Carl's."""
    answer_of("Nattvandring").give(by=anna, **FINE)
    assert [counts(rut), counts(carl)] == [[(0, 1)], [(0, 1)]]
    answer.give(by=rut, **FINE)
    assert [counts(rut), counts(carl)] == [[(1, 1)], [(1, 1)]]


def test_stranger_is_shown_no_round(opened, cecilia):
    assert counts(cecilia) == []


def test_the_newest_plan_stands_first(lindvalla, anna):
    plans = [adopted_plan(lindvalla, anna, title, date(year, 1, 1)) for title, year in (("A", 2025), ("B", 2027))]
    older, newer = (open_next(plan, anna) for plan in plans)
    assert [each.round for each in listed(anna)] == [newer, older]


@pytest.mark.parametrize("plans", [1, 3])
def test_list_takes_four_queries_whatever_the_plans(lindvalla, anna, plans, django_assert_num_queries):
    for number in range(plans):
        open_next(adopted_plan(lindvalla, anna, f"Plan {number}"), anna)
    assert anna.scope
    with django_assert_num_queries(4):
        labels = [round_.round.plan.state_label for round_ in listed(anna)]
    assert labels == ["Gällande"] * plans


def test_frozen_wording_is_fetched_by_who_asks_for_it(opened, anna, django_assert_num_queries):
    close_round(opened, by=anna)
    listed = FollowUpRound.objects.get()
    with django_assert_num_queries(1):
        assert listed.frozen == opened.frozen


def test_page_shows_twenty_plans_at_a_time(county, lena, client):
    """As a länssamordnare meets the rounds of 21 kommuner; the plans begin the same day and come by their names."""
    municipalities(county, 21)
    client.force_login(lena)
    pages = [html.fromstring(client.get(f"/uppfoljning/{query}").content) for query in ("", "?plansida=2")]
    titles = [[each.text_content() for each in page.cssselect("main .sections h2")] for page in pages]
    assert [len(each) for each in titles] == [20, 1]
    assert (titles[0][0], titles[1]) == ("Plan för Kommun 01", ["Plan för Kommun 21"])
    (following,) = pages[0].cssselect("nav.pages a")
    assert following.get("href") == "?plansida=2#uppfoljningar"


@pytest.mark.parametrize("rows", [FollowUp.thread, lambda _: PartnerInvitation.objects.with_round()])
def test_frozen_wording_does_not_come_along_with_other_rows(opened, rows):
    assert '"frozen"' not in str(rows(opened.follow_ups.first()).query)
