"""Approving, sending back, and the status that the samordnare sets."""

from datetime import timedelta

import pytest
from django.utils import timezone

from andts.lib.states import StateError
from followup.models import Comment, FollowUp
from followup.rounds import close_round
from followup.tests.conftest import FINE
from organisations.models import Actor
from organisations.tests.cast import client_of, employed


@pytest.fixture
def submitted(answer, rut, rut_answers, carl_reviews):
    answer.give(by=rut, **FINE)
    return answer.follow_up


def again(follow_up):
    return FollowUp.objects.get(pk=follow_up.pk)


def test_approving_is_by_name_and_in_the_thread(submitted, carl):
    submitted.approve(by=carl)
    comment = Comment.objects.get()
    assert (again(submitted).review, comment.kind, comment.author) == ("approved", "approved", carl)


def test_nothing_unanswered_is_approved(answer, carl):
    with pytest.raises(StateError, match="inget inlämnat"):
        answer.follow_up.approve(by=carl)


def test_what_changed_while_it_was_read_is_not_approved(submitted, carl):
    with pytest.raises(StateError, match="ändrades medan du läste"):
        submitted.approve(by=carl, read_at=timezone.now() - timedelta(minutes=1))


def test_sent_back_keeps_the_answer_and_the_comment(submitted, answer, carl):
    submitted.send_back("Hur många butiker?", by=carl)
    answer.refresh_from_db()
    assert (again(submitted).review, answer.done, answer.returned_at is not None) == ("returned", FINE["done"], True)
    assert Comment.objects.get().text == "Hur många butiker?"


def test_nothing_is_sent_back_before_somebody_answered(answer, carl):
    with pytest.raises(StateError, match="Ingen har svarat"):
        answer.follow_up.send_back("Svara", by=carl)


def test_answering_again_submits_anew(submitted, answer, carl, rut):
    submitted.send_back("Hur många butiker?", by=carl)
    answer.give(by=rut, status="done", done="Tolv köp i sex butiker")
    assert (again(submitted).review, answer.returned_at) == ("submitted", None)


def test_two_sent_back_both_answer_before_it_is_submitted(submitted, answer, carl, rut, anna):
    other = submitted.answers.create(actor=None)
    other.give(by=anna, status="done")
    again(submitted).send_back("Skriv mer, båda", by=carl)
    answer.refresh_from_db()
    answer.give(by=rut, **FINE)
    assert again(submitted).review == "returned"
    other.refresh_from_db()
    other.give(by=anna, status="done")
    assert again(submitted).review == "submitted"


def test_status_that_the_samordnare_set_stays_when_somebody_answers(submitted, answer, anna, rut):
    submitted.set_status("delayed", by=anna)
    answer.give(by=rut, status="done")
    assert (again(submitted).status, again(submitted).is_set) == ("delayed", True)


def test_answers_decide_again(submitted, anna):
    submitted.set_status("delayed", by=anna)
    submitted.set_status("", by=anna)
    assert (again(submitted).status, again(submitted).is_set) == ("done", False)


def test_letting_unanswered_decide_again_leaves_no_status(answer, anna):
    answer.follow_up.set_status("delayed", by=anna)
    answer.follow_up.set_status("", by=anna)
    assert (again(answer.follow_up).status, again(answer.follow_up).is_set) == ("", False)


@pytest.mark.parametrize("act", ["approve", "send_back", "set_status", "accept"])
def test_closed_round_is_not_reviewed(submitted, answer, opened, anna, act):
    close_round(opened, by=anna)
    acts = {
        "approve": lambda: submitted.approve(by=anna),
        "send_back": lambda: submitted.send_back("x", by=anna),
        "set_status": lambda: submitted.set_status("done", by=anna),
        "accept": lambda: answer.accept(by=anna),
    }
    with pytest.raises(StateError, match="avslutad"):
        acts[act]()


# --- Pages


def page_of(follow_up, part=""):
    return f"/uppfoljning/{follow_up.round_id}/aktiviteter/{follow_up.pk}/{part}"


def test_chef_approves_from_the_page(submitted, carl):
    client = client_of(carl)
    assert "Godkänn" in client.get(page_of(submitted)).content.decode()
    client.post(page_of(submitted, "godkannande/"))
    assert again(submitted).review == "approved"


def test_chef_of_the_kommun_approves_too(submitted, lindvalla):
    chef = employed("Karin Chef", "manager", lindvalla)
    assert client_of(chef).post(page_of(submitted, "godkannande/")).status_code == 302
    assert again(submitted).review == "approved"


def test_samordnare_approves_nothing(submitted, anna):
    assert client_of(anna).post(page_of(submitted, "godkannande/")).status_code == 403


def test_one_who_answers_approves_nothing(submitted, rut):
    assert client_of(rut).post(page_of(submitted, "godkannande/")).status_code == 403


def test_chef_reviews_only_what_the_unit_answers_for(submitted, answer_of, carl):
    other = answer_of("Nattvandring").follow_up
    assert client_of(carl).get(page_of(other)).status_code == 403
    assert client_of(carl).post(page_of(other, "godkannande/")).status_code == 403


def test_sending_back_without_a_comment_is_told(submitted, carl):
    response = client_of(carl).post(page_of(submitted, "atersandning/"), {"comment": " "})
    assert (response.status_code, again(submitted).review) == (422, "submitted")
    assert "Skriv vad som behöver kompletteras" in response.content.decode()


def test_page_that_no_longer_holds_is_told(submitted, carl, opened, anna):
    close_round(opened, by=anna)
    response = client_of(carl).post(page_of(submitted, "godkannande/"), follow=True)
    assert "Uppföljningen är avslutad" in response.content.decode()


def test_samordnare_accepts_what_a_partner_wrote(answer, anna):
    answer.give(by=None, address="polis@exempel.se", **FINE)
    before = answer.history.count()
    client_of(anna).post(f"/uppfoljning/{answer.follow_up.round_id}/svar/{answer.pk}/godtagande/")
    answer.refresh_from_db()
    assert (answer.awaits_acceptance, answer.history.count()) == (False, before + 1)


@pytest.fixture
def unaccepted(answer):
    """What a partner wrote of Kontrollköp, which nobody has accepted yet."""
    answer.give(by=None, address="polis@exempel.se", **FINE)
    return answer


def where_it_stands(answer):
    follow_up = FollowUp.objects.get(pk=answer.follow_up_id)
    return follow_up.status, follow_up.review


def test_what_a_partner_wrote_does_not_count_before_it_is_accepted(unaccepted, anna):
    assert where_it_stands(unaccepted) == ("", "unanswered")
    unaccepted.accept(by=anna)
    assert where_it_stands(unaccepted) == ("done", "submitted")


def test_what_a_partner_writes_anew_does_not_count_before_it_is_accepted(unaccepted, anna):
    unaccepted.accept(by=anna)
    unaccepted.give(by=None, address="polis@exempel.se", status="delayed")
    assert where_it_stands(unaccepted) == ("", "unanswered")


def test_a_set_status_that_is_let_go_counts_what_is_accepted(unaccepted, anna):
    for status in ("done", ""):
        unaccepted.follow_up.set_status(status, by=anna)
    assert where_it_stands(unaccepted) == ("", "unanswered")


def test_the_round_says_what_is_not_accepted(unaccepted, opened, anna):
    assert "inte godtaget än" in client_of(anna).get(f"/uppfoljning/{opened.pk}/").content.decode()


def test_closing_says_what_will_not_count(unaccepted, opened, anna):
    page = client_of(anna).get(f"/uppfoljning/{opened.pk}/avslut/").content.decode()
    assert "1 svar från partner är inte godtaget och räknas inte." in page
    unaccepted.accept(by=anna)
    page = client_of(anna).get(f"/uppfoljning/{opened.pk}/avslut/").content.decode()
    assert "från partner" not in page


def test_thread_is_shown_to_those_who_take_part(submitted, carl, rut, opened, anna, bo):
    submitted.send_back("Hur många butiker?", by=carl)
    close_round(opened, by=anna)
    shown = {
        who.name: "Hur många butiker?" in client_of(who).get(page_of(submitted)).content.decode()
        for who in (rut, anna, bo)
    }
    assert shown == {"Rut Hed": True, "Anna Lindqvist": True, "Bo Ekman": False}


def test_what_a_partner_wrote_is_not_everybodys_before_it_is_accepted(answer, opened, anna, bo):
    answer.give(by=None, address="polis@exempel.se", status="done", done="Inte läst än")
    close_round(opened, by=anna)
    assert "Inte läst än" not in client_of(bo).get(page_of(answer.follow_up)).content.decode()
    assert "Inte läst än" in client_of(anna).get(page_of(answer.follow_up)).content.decode()


def test_detail_asks_the_same_however_many_answer(submitted, anna, django_assert_max_num_queries):
    for name in ("A", "B", "C"):
        actor = Actor.known_as(name, organisation=submitted.round.organisation, by=anna)
        submitted.answers.create(actor=actor, status="done", answered_at=timezone.now(), accepted_at=timezone.now())
    client = client_of(anna)
    with django_assert_max_num_queries(14):
        client.get(page_of(submitted))
