"""Two who do something to a round at the same moment: each waits for the other, and neither loses anything."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from andts.lib.states import StateError
from followup.models import FollowUpAnswer, FollowUpRound
from followup.rounds import carry_over, close_round, open_round
from followup.tests.conftest import FINE
from plans.models import Plan

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], None]) -> list[str]:
    """What each came to: "done", or why not."""
    start = Barrier(len(acts))

    def run(act: Callable[[], None]) -> str:
        start.wait()
        try:
            act()
        except StateError as error:
            return str(error)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_answer_given_while_the_round_closes_is_in_it_or_refused(transactional_db, answer, opened, anna, rut):
    mine = FollowUpAnswer.objects.select_related("follow_up__round").get(pk=answer.pk)
    outcome = at_once(lambda: mine.give(by=rut, **FINE), lambda: close_round(opened, by=anna))
    stored = FollowUpAnswer.objects.get(pk=answer.pk)
    closed = FollowUpRound.objects.get(pk=opened.pk)
    assert outcome[1] == "done"
    assert stored.is_given == (outcome[0] == "done")
    assert not stored.is_given or stored.answered_at <= closed.closed_at


def test_two_who_open_the_same_period_open_one_round(transactional_db, opened, adopted, anna):
    days = {name: getattr(opened, name) for name in ("length", "starts", "ends", "last_day")}
    later = days | {"starts": days["starts"].replace(year=2030), "ends": days["ends"].replace(year=2030)}
    outcome = at_once(*[lambda: open_round(adopted, by=anna, **later) and None] * 2)
    assert sorted(said == "done" for said in outcome) == [False, True]
    assert FollowUpRound.objects.count() == 2


def test_two_who_answer_for_two_actors_both_count(transactional_db, answer, anna, rut):
    other = answer.follow_up.answers.create(actor=None)
    mine, hers = [FollowUpAnswer.objects.select_related("follow_up__round").get(pk=row.pk) for row in (answer, other)]
    outcome = at_once(lambda: mine.give(by=rut, **FINE), lambda: hers.give(by=anna, status="done"))
    follow_up = FollowUpAnswer.objects.get(pk=answer.pk).follow_up
    assert outcome == ["done", "done"]
    assert (follow_up.status, follow_up.review) == ("done", "submitted")


def test_round_that_closes_while_its_plan_is_replaced_keeps_what_it_froze(transactional_db, opened, adopted, anna):
    """Whoever is first: its plan, its follow-ups and its wording are of the same plan."""
    empty = Plan.created(by=anna, organisation=adopted.organisation, title="Ny", kind=adopted.kind, revises=adopted)
    at_once(lambda: close_round(opened, by=anna), lambda: carry_over(empty, by=anna))
    closed = FollowUpRound.objects.get(pk=opened.pk)
    is_carried = closed.plan_id == empty.pk
    assert closed.follow_ups.counted().exists() == (not is_carried)
    assert closed.frozen["plan"]["id"] == closed.plan_id
