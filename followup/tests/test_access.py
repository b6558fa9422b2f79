"""Who sees which round, and which part of it."""

import pytest
from django.urls import reverse

from followup.models import FollowUp, FollowUpAnswer, FollowUpRound
from followup.rounds import close_round
from followup.tests.conftest import FINE, opened_round
from organisations.models import ActorHolder
from organisations.tests.cast import client_of

ROLES = ["anna", "bo", "carl", "lena", "adam", "rut", "cecilia"]


@pytest.fixture
def seen_by(request):
    """How many follow-ups of all rounds each of the cast sees."""
    return lambda: {
        role: FollowUp.objects.visible_to(request.getfixturevalue(role)).count()
        for role in ROLES
        if FollowUpRound.objects.visible_to(request.getfixturevalue(role)).exists()
    }


def test_open_round_is_seen_whole_by_the_samordnare_alone(opened, seen_by):
    assert seen_by() == {"anna": 4}


def test_one_who_answers_sees_their_own(opened, rut_answers, seen_by):
    assert seen_by() == {"anna": 4, "rut": 1}


def test_chef_of_a_unit_sees_what_the_unit_answers_for(opened, carl_reviews, seen_by):
    assert seen_by() == {"anna": 4, "carl": 1}


def test_closed_round_is_read_by_all_who_read_the_plan(opened, anna, seen_by):
    close_round(opened, by=anna)
    assert seen_by() == {"anna": 4, "bo": 4, "lena": 4, "adam": 4, "rut": 4}


def test_holding_an_actor_elsewhere_gives_nothing(opened, police, cecilia):
    ActorHolder.created(by=None, actor=police, user=cecilia)
    assert not FollowUpRound.objects.visible_to(cecilia).exists()


def test_two_answers_give_a_round_once(opened, police, rut, rut_answers, carl_reviews):
    ActorHolder.created(by=None, actor=police, user=rut)
    assert FollowUpRound.objects.visible_to(rut).count() == 1


def statuses(path, people):
    return {user.name.split()[0]: client_of(user).get(path).status_code for user in people}


def test_answer_page_is_for_who_answers_and_the_samordnare(
    answer, rut_answers, carl_reviews, anna, rut, carl, bo, lena, cecilia
):
    path = f"/uppfoljning/{answer.follow_up.round_id}/svar/{answer.pk}/"
    assert statuses(path, [anna, rut, carl, bo, lena, cecilia]) == {
        "Anna": 200,
        "Rut": 200,
        "Carl": 403,
        "Bo": 403,
        "Lena": 404,
        "Cecilia": 404,
    }


def test_one_answers_nobody_elses(answer_of, rut, rut_answers):
    other = answer_of("Nattvandring")
    path = f"/uppfoljning/{other.follow_up.round_id}/svar/{other.pk}/"
    assert client_of(rut).get(path).status_code == 403
    assert client_of(rut).post(path, FINE).status_code == 403


def test_answer_of_another_round_is_not_found(answer, adopted, anna):
    other = opened_round(adopted, anna, year=2030)
    assert client_of(anna).get(f"/uppfoljning/{other.pk}/svar/{answer.pk}/").status_code == 404


def test_follow_up_of_another_round_is_not_found(answer, adopted, anna):
    other = opened_round(adopted, anna, year=2030)
    path = f"/uppfoljning/{other.pk}/aktiviteter/{answer.follow_up_id}/"
    assert client_of(anna).get(path).status_code == 404


@pytest.mark.parametrize(
    ("who", "part", "status"),
    [
        ("rut", "kommentarer/", 302),
        ("carl", "kommentarer/", 302),
        ("anna", "kommentarer/", 302),
        ("rut", "atersandning/", 403),
        ("carl", "atersandning/", 302),
        ("anna", "atersandning/", 302),
        ("rut", "status/", 403),
        ("carl", "status/", 403),
        ("rut", "godkannande/", 403),
        ("carl", "godkannande/", 302),
        ("anna", "godkannande/", 403),
    ],
)
def test_changing_as_each_who_takes_part(request, answer, rut, rut_answers, carl_reviews, who, part, status):
    answer.give(by=rut, **FINE)
    path = f"/uppfoljning/{answer.follow_up.round_id}/aktiviteter/{answer.follow_up_id}/{part}"
    data = {"text": "Bra", "comment": "Mer", "status": "done"}
    assert client_of(request.getfixturevalue(who)).post(path, data).status_code == status


def test_nobody_comments_on_a_closed_round_that_they_only_read(answer, opened, anna, bo):
    close_round(opened, by=anna)
    path = f"/uppfoljning/{opened.pk}/aktiviteter/{answer.follow_up_id}/kommentarer/"
    assert client_of(bo).post(path, {"text": "Bra"}).status_code == 403


def test_answers_of_an_open_round_do_not_show_beside_a_later_closed_one(adopted, anna, bo):
    open_one, later = opened_round(adopted, anna, year=2026), opened_round(adopted, anna, year=2027)
    own = FollowUpAnswer.objects.filter(follow_up__round=open_one).order_by("pk")[0]
    own.give(by=anna, status="delayed", done="Bara för dem som arbetar med det")
    close_round(later, by=anna)
    address = reverse("follow-up-detail", args=[later.pk, later.follow_ups.get(line=own.follow_up.line).pk])
    pages = [client_of(user).get(address).content.decode() for user in (anna, bo)]
    assert ["Bara för dem" in page for page in pages] == [True, False]
