"""A round from its opening to its closing, and what happens to it when the plan is revised meanwhile."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.copying import revise
from activities.models import Activity
from activities.snapshot import frozen_content
from andts.lib.states import StateError
from followup.models import FollowUp, FollowUpAnswer, FollowUpRound
from followup.rounds import carry_over, close_round
from followup.tests.conftest import opened_round
from organisations.models import Actor
from workspace.scale.plans import create_plan


def waiting(opened: FollowUpRound) -> list[tuple[str, str]]:
    answers = FollowUpAnswer.objects.filter(follow_up__round=opened, removed_at=None).select_related("actor")
    return sorted((str(answer.follow_up.activity), str(answer.actor or "")) for answer in answers)


def test_each_activity_gets_a_follow_up_and_each_responsible_an_answer(opened):
    assert waiting(opened) == [
        ("Föräldramöten i årskurs 7.", ""),
        ("Kontrollköp", "Polisen"),
        ("Nattvandring", ""),
        ("Tillsyn", ""),
    ]


def test_draft_is_not_followed_up(plan, anna):
    with pytest.raises(StateError, match="fastställd"):
        opened_round(plan, anna)


def test_closed_round_takes_no_answer(opened, anna):
    close_round(opened, by=anna)
    answer = FollowUpAnswer.objects.filter(follow_up__round=opened).first()
    with pytest.raises(StateError, match="avslutad"):
        answer.give(by=anna, status="done")


def test_closed_round_keeps_the_wording(opened, anna):
    close_round(opened, by=anna)
    opened.refresh_from_db()
    assert "Kontrollköp" in str(opened.frozen)


def test_reopening_keeps_who_and_why(opened, anna):
    close_round(opened, by=anna)
    opened.reopen("Polisens svar saknades", by=anna)
    latest = opened.history.first()
    assert (latest.state, latest.reopened_because, latest.history_user) == ("open", "Polisens svar saknades", anna)


def test_opening_many_takes_few_statements(adopted, anna, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        opened_round(adopted, anna)


@pytest.fixture
def revision(adopted, opened, anna):
    """The plan revised: Nattvandring taken out, Drogtester put in, Polisen replaced by Skolan."""
    revised = revise(adopted, by=anna)
    revised.activities.get(title="Nattvandring").remove(by=anna)
    Activity.add(revised, by=anna, title="Drogtester")
    school = Actor.known_as("Skolan", organisation=revised.organisation, by=anna)
    revised.activities.get(title="Kontrollköp").record(by=anna, responsible=[school])
    revised.adopt(content=frozen_content, decisions=[{"body": "KS", "date": date(2027, 5, 1)}], by=anna)
    return revised


def test_open_round_goes_on_with_the_revision(opened, revision, anna):
    carry_over(revision, by=anna)
    opened.refresh_from_db()
    assert opened.plan == revision
    assert ("Drogtester", "") in waiting(opened)
    assert ("Kontrollköp", "Skolan") in waiting(opened)


def test_answer_of_an_activity_that_has_gone_is_kept(opened, revision, anna):
    gone = FollowUpAnswer.objects.get(follow_up__round=opened, follow_up__activity__title="Nattvandring")
    gone.give(by=anna, status="done", done="Tre kvällar")
    carry_over(revision, by=anna)
    gone.refresh_from_db()
    assert (gone.done, gone.follow_up.removed_at is not None) == ("Tre kvällar", True)


def test_same_period_twice_is_refused(opened, adopted, anna):
    with pytest.raises(StateError, match="Planen har redan en uppföljning av 2027, och den pågår"):
        opened_round(adopted, anna)


def test_period_of_the_plan_that_a_revision_replaced_is_refused_too(opened, revision, anna):
    close_round(opened, by=anna)
    with pytest.raises(StateError, match="avslutad"):
        opened_round(revision, anna)


def test_next_year_is_another_round(opened, adopted, anna):
    assert opened_round(adopted, anna, year=2028).period == "2028"


def test_round_carried_over_while_its_closing_page_was_open_is_frozen_with_the_new_wording(opened, revision, anna):
    stale = FollowUpRound.objects.get(pk=opened.pk)
    carry_over(revision, by=anna)
    close_round(stale, by=anna)
    stale.refresh_from_db()
    assert "Drogtester" in str(stale.frozen)


def test_carrying_over_counts_again_where_somebody_came(opened, revision, anna, answer_of):
    answer_of("Kontrollköp").give(by=anna, status="done")
    carry_over(revision, by=anna)
    assert answer_of("Kontrollköp").follow_up.status == "partly_done"  # Skolan has come and has not answered


def test_plan_that_revises_nothing_carries_nothing_over(opened, adopted, anna):
    carry_over(adopted, by=anna)
    assert opened.history.count() == 1


@pytest.fixture
def long_revision(lindvalla, anna):
    """A plan that is being followed up, of as many activities as asked for, and what has replaced it."""

    def revised(activities):
        plan = create_plan(lindvalla, activities, by=anna, title=f"Plan {activities}")
        plan.adopt(content=frozen_content, decisions=[{"body": "KS", "date": date(2027, 1, 1)}], by=anna)
        followed = opened_round(plan, anna)
        revision = revise(plan, by=anna)
        revision.adopt(content=frozen_content, decisions=[{"body": "KS", "date": date(2027, 5, 1)}], by=anna)
        return followed, revision

    return revised


def test_carrying_over_takes_as_many_statements_for_many_activities(long_revision, anna):
    taken = {}
    for activities in (1, 40):
        followed, revision = long_revision(activities)
        with CaptureQueriesContext(connection) as statements:
            carry_over(revision, by=anna)
        taken[activities] = len(statements)
        assert set(followed.follow_ups.values_list("activity__plan", flat=True)) == {revision.pk}
        told = FollowUp.history.filter(round=followed, history_type="~", history_user=anna)
        assert set(told.values_list("activity__plan", flat=True)) == {revision.pk}
        assert told.count() == activities
    assert taken[1] == taken[40]


def test_opening_takes_as_many_statements_for_many_activities(lindvalla, anna):
    taken = set()
    for activities in (1, 40):
        plan = create_plan(lindvalla, activities, by=anna, title=f"Plan {activities}")
        plan.adopt(content=frozen_content, decisions=[{"body": "KS", "date": date(2027, 1, 1)}], by=anna)
        with CaptureQueriesContext(connection) as statements:
            assert opened_round(plan, anna).follow_ups.count() == activities
        taken.add(len(statements))
    assert len(taken) == 1
