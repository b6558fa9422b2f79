"""Giving an answer: what counts, who said it, and who was first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from andts.lib.states import StateError
from followup.models import AnsweredMeanwhileError, FollowUpAnswer
from followup.rounds import close_round
from followup.tests.conftest import FINE


def test_answer_submits_its_follow_up(answer, rut):
    answer.give(by=rut, **FINE)
    assert (answer.follow_up.status, answer.follow_up.review) == ("done", "submitted")


def test_answer_says_who_and_when(answer, rut):
    answer.give(by=rut, **FINE)
    stored = FollowUpAnswer.objects.get(pk=answer.pk)
    assert (stored.answered_by, stored.on_behalf, timezone.now() - stored.answered_at < timedelta(minutes=1)) == (
        rut,
        False,
        True,
    )


def test_answer_has_history_by_name(answer, rut):
    answer.give(by=rut, **FINE)
    assert answer.history.first().history_user == rut
    assert answer.follow_up.history.first().history_user == rut


def test_answer_of_one_without_account_waits_to_be_accepted(answer):
    answer.give(by=None, address="polis@exempel.se", **FINE)
    assert (answer.awaits_acceptance, answer.author) == (True, "polis@exempel.se")


def test_accepting_makes_it_everybodys(answer, anna):
    answer.give(by=None, address="polis@exempel.se", **FINE)
    answer.accept(by=anna)
    assert not FollowUpAnswer.objects.get(pk=answer.pk).awaits_acceptance


def test_changed_answer_is_reviewed_anew(answer, rut, carl):
    answer.give(by=rut, **FINE)
    answer.follow_up.approve(by=carl)
    answer.give(by=rut, status="delayed")
    assert answer.follow_up.review == "submitted"


def test_answer_written_while_another_answered_is_refused(answer, rut, anna):
    read_at = timezone.now()
    answer.give(by=anna, on_behalf=True, **FINE)
    with pytest.raises(AnsweredMeanwhileError, match="Anna Lindqvist svarade medan du skrev"):
        FollowUpAnswer.objects.get(pk=answer.pk).give(by=rut, read_at=read_at, status="ongoing")


def test_answer_sent_twice_by_the_same_person_is_no_collision(answer, rut):
    read_at = timezone.now()
    answer.give(by=rut, read_at=read_at, **FINE)
    answer.give(by=rut, read_at=read_at, **FINE)
    assert answer.status == "done"


def test_answer_written_while_the_round_closed_is_refused(answer, opened, rut, anna):
    stale = FollowUpAnswer.objects.select_related("follow_up__round").get(pk=answer.pk)
    assert stale.follow_up.round.is_open
    close_round(opened, by=anna)
    with pytest.raises(StateError, match="avslutad"):
        stale.give(by=rut, **FINE)


# --- Measured values


def values(answer):
    return [(value.name, value.number) for value in answer.values.all()]


def measure(name, number):
    return {"name": name, "unit": "st", "number": number, "target": None}


def test_values_are_kept_by_name(answer, rut):
    answer.give(by=rut, values=[measure("Antal köp", 12)], **FINE)
    answer.give(by=rut, values=[measure("Antal köp", 14), measure("Antal butiker", 3)], **FINE)
    assert values(answer) == [("Antal köp", 14), ("Antal butiker", 3)]


def test_value_without_a_number_is_taken_away(answer, rut):
    answer.give(by=rut, values=[measure("Antal köp", 12)], **FINE)
    answer.give(by=rut, values=[measure("Antal köp", None)], **FINE)
    assert values(answer) == []


def test_values_not_mentioned_stay(answer, rut):
    answer.give(by=rut, values=[measure("Antal köp", 12)], **FINE)
    answer.give(by=rut, status="ongoing")
    assert values(answer) == [("Antal köp", 12)]
