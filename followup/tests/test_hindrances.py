"""A personnummer in an answer stops the closing, says where it stands, and can be mended."""

import pytest
from django.utils import timezone

from followup.attaching import attach
from followup.forms.reviews import CommentForm, ReturnForm
from followup.forms.rounds import ReopenForm
from followup.hindrances import PersonalNumberError, hindrances_in
from followup.models import FollowUpAnswer, FollowUpRound
from followup.round_table import whole_table
from followup.rounds import close_round
from followup.tests import files
from followup.tests.files import upload
from organisations.tests.cast import client_of

# Skatteverket's own example of a personnummer, and one of a samordningsnummer.
NUMBER, COORDINATION_NUMBER = "811228-9874", "701063-2391"


def sentences(round_):
    return [hindrance.sentence for hindrance in hindrances_in(whole_table(round_).all_follow_ups)]


@pytest.mark.parametrize(
    ("field", "label"),
    [("done", "Vad som är gjort"), ("reason", "Varför det inte gick som planerat"), ("next_step", "Nästa steg")],
)
def test_hindrance_says_activity_actor_and_field(opened, answer, rut, field, label):
    answer.give(by=rut, status="done", **{field: f"Samtal med {NUMBER}"})
    assert sentences(opened) == [f"”Kontrollköp”, Polisen, {label}: personnumret som börjar på 81 måste bort."]


def test_measure_is_read_too(opened, answer, rut):
    value = {"name": f"Samtal {COORDINATION_NUMBER}", "unit": "st", "number": 1, "target": None}
    answer.give(by=rut, status="done", values=[value])
    assert sentences(opened) == ["”Kontrollköp”, Polisen, Vad som mäts: personnumret som börjar på 70 måste bort."]


def test_name_of_a_file_is_read_too(opened, answer, rut):
    answer.give(by=rut, status="done")
    attach(answer, upload(f"{NUMBER} samtal.pdf", files.pdf()), by=rut)
    assert sentences(opened) == ["”Kontrollköp”, Polisen, Bilagans namn: personnumret som börjar på 81 måste bort."]


def test_file_that_was_removed_stops_nothing(opened, answer, rut):
    answer.give(by=rut, status="done")
    attach(answer, upload(f"Samtal_{NUMBER}.pdf", files.pdf()), by=rut).remove(by=rut)
    assert sentences(opened) == []


@pytest.mark.parametrize("text", ["0701740605", "Dnr 2027/811228", "811228-9875"])
def test_what_may_be_something_else_stops_nothing(opened, answer, rut, anna, text):
    answer.give(by=rut, status="done", done=text)
    close_round(opened, by=anna)
    assert not FollowUpRound.objects.get().is_open


def test_round_with_a_personnummer_is_not_closed(opened, answer, rut, anna):
    answer.give(by=rut, status="done", done=NUMBER)
    with pytest.raises(PersonalNumberError):
        close_round(opened, by=anna)
    assert FollowUpRound.objects.get().is_open


def test_answer_that_is_not_accepted_is_kept_too(opened, answer, anna):
    answer.give(by=None, address="ida@polisen.example", status="done", done=NUMBER)
    with pytest.raises(PersonalNumberError):
        close_round(opened, by=anna)


def test_page_says_where_and_leads_there(opened, answer, rut, anna):
    answer.give(by=rut, status="done", done=NUMBER)
    page = client_of(anna).post(f"/uppfoljning/{opened.pk}/avslut/", follow=True).content.decode()
    assert "Uppföljningen är inte avslutad. Ett personnummer måste bort först." in page
    assert f'href="/uppfoljning/{opened.pk}/aktiviteter/{answer.follow_up_id}/#svar-{answer.pk}"' in page
    assert (NUMBER in page, ">Avsluta uppföljningen<" in page) == (False, False)


def test_round_is_closed_when_the_answer_is_put_right(opened, answer, rut, anna):
    answer.give(by=rut, status="done", done=NUMBER)
    client = client_of(anna)
    right = {"status": "done", "done": "Ett samtal", "matt-TOTAL_FORMS": "0", "matt-INITIAL_FORMS": "0"}
    client.post(f"/uppfoljning/{opened.pk}/svar/{answer.pk}/", right)
    client.post(f"/uppfoljning/{opened.pk}/avslut/")
    assert not FollowUpRound.objects.get().is_open


@pytest.mark.parametrize("gone", ["answer", "activity"])
def test_answer_of_what_has_gone_from_the_plan_can_be_put_right(opened, answer, rut, anna, gone):
    answer.give(by=rut, status="done", done=NUMBER)
    (answer if gone == "answer" else answer.follow_up).record(by=anna, removed_at=timezone.now())
    assert len(sentences(opened)) == 1
    FollowUpAnswer.objects.get(pk=answer.pk).give(by=anna, on_behalf=True, status="done", done="Ett samtal")
    assert sentences(opened) == []


@pytest.mark.parametrize("answered", [1, 4])
def test_closing_page_asks_the_same_however_many_answer(opened, anna, answered, django_assert_num_queries):
    for answer in FollowUpAnswer.objects.order_by("pk")[:answered]:
        answer.give(by=anna, status="done", values=[{"name": "Köp", "unit": "st", "number": 1, "target": None}])
    client = client_of(anna)
    # Session, user with roles, round, the five of the table, and what is not accepted.
    with django_assert_num_queries(9):
        client.get(f"/uppfoljning/{opened.pk}/avslut/")


# --- What is said and never taken back


@pytest.mark.parametrize(("form", "field"), [(CommentForm, "text"), (ReturnForm, "comment"), (ReopenForm, "because")])
def test_words_that_stay_hold_no_personnummer(form, field):
    made = form({field: f"Gäller {NUMBER}"})
    assert made.errors[field] == ["Ta bort personnumret. Det som står här går inte att ta bort efteråt."]
