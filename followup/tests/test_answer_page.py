"""Answering on the page: what is kept, what comes back, what stands beside."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from followup.models import Attachment, FollowUpAnswer
from followup.rounds import close_round
from followup.tests import files
from followup.tests.conftest import FINE, opened_round
from followup.tests.files import upload
from organisations.tests.cast import client_of

NO_MEASURES = {"matt-TOTAL_FORMS": "1", "matt-INITIAL_FORMS": "0", "matt-0-name": "", "matt-0-number": ""}


def address(answer):
    return f"/uppfoljning/{answer.follow_up.round_id}/svar/{answer.pk}/"


@pytest.fixture
def send(answer, rut, rut_answers):
    """Sends Rut's answer, with more fields or others; the response."""

    def post(**fields):
        data = {**FINE, **NO_MEASURES, "read_at": timezone.now().isoformat(), **fields}
        return client_of(rut).post(address(answer), {name: value for name, value in data.items() if value is not None})

    return post


def page(user, answer):
    return client_of(user).get(address(answer)).content.decode()


def again(answer):
    return FollowUpAnswer.objects.get(pk=answer.pk)


def test_answer_is_kept_and_leads_to_what_awaits_next(send, answer, rut):
    response = send(reason="Sjukdom", next_step="Nya köp i maj")
    stored = again(answer)
    assert (response.status_code, response.url) == (302, "/")
    assert (stored.status, stored.done, stored.reason, stored.next_step) == (
        "done",
        "Tolv kontrollköp",
        "Sjukdom",
        "Nya köp i maj",
    )
    assert (stored.answered_by, stored.on_behalf) == (rut, False)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (
            "Eleven 811228-9874 fick stöd",
            "Vad som är gjort: 81… är ett personnummer. Ta bort det: uppföljningen går inte att avsluta med det.",
        ),
        (
            "Ring 070-123 45 67",
            "Vad som är gjort: 070… ser ut som ett telefonnummer. Ta bort det om det är en persons."
            " Svaret läses av många.",
        ),
        ("Tolv kontrollköp 2026, dnr KS 2026/117", None),
    ],
)
def test_what_looks_like_personal_data_is_kept_and_warned_about(send, answer, text, warning):
    told = [str(message) for message in get_messages(send(done=text).wsgi_request) if message.level_tag == "warning"]
    assert told == ([warning] if warning else [])
    assert again(answer).done == text


@pytest.mark.parametrize(
    ("name", "warnings"),
    [
        (
            "811228-9874 samtal.pdf",
            [
                "Bilagans namn: 81… är ett personnummer. Ta bort bilagan, döp om filen och bifoga den igen: "
                "uppföljningen går inte att avsluta med det."
            ],
        ),
        ("Protokoll 2027-03-14.pdf", []),
    ],
)
def test_what_a_files_name_tells_is_kept_and_warned_about(send, answer, name, warnings):
    response = send(uploads=[upload(name, files.pdf())])
    told = [str(message) for message in get_messages(response.wsgi_request) if message.level_tag == "warning"]
    assert (told, str(Attachment.objects.get())) == (warnings, name)


def test_samordnare_answers_on_behalf_and_it_is_noted(answer, anna):
    response = client_of(anna).post(address(answer), {**FINE, **NO_MEASURES})
    detail = client_of(anna).get(response.url).content.decode()
    assert again(answer).on_behalf
    assert "Anna Lindqvist i stället för Polisen" in detail


def test_what_was_typed_comes_back_with_an_error(send, answer):
    response = send(status="", done="Lång berättelse", **{"matt-0-name": "Antal köp", "matt-0-number": "många"})
    text = response.content.decode()
    assert (response.status_code, again(answer).is_given) == (422, False)
    assert [
        each for each in ("Lång berättelse", "Antal köp", "många", "Välj hur det har gått.") if each not in text
    ] == []


def test_what_was_typed_comes_back_when_the_round_closed_meanwhile(send, opened, anna, answer):
    close_round(opened, by=anna)
    response = send(done="Lång berättelse")
    text = response.content.decode()
    assert (response.status_code, again(answer).is_given) == (422, False)
    assert "Uppföljningen är avslutad" in text
    assert "Lång berättelse" in text


def test_what_was_typed_comes_back_when_another_answered_meanwhile(send, answer, anna):
    read_at = (timezone.now() - timedelta(minutes=1)).isoformat()
    answer.give(by=anna, on_behalf=True, status="ongoing", done="Annas ord")
    response = send(done="Ruts ord", read_at=read_at)
    text = response.content.decode()
    assert (response.status_code, again(answer).done) == (422, "Annas ord")
    assert "Anna Lindqvist svarade medan du skrev." in text
    assert "Ruts ord" in text


@pytest.mark.parametrize("read_at", ["", "igår", "2027-99-99T00:00", "2027-01-01T00:00:00"])
def test_page_that_does_not_say_when_it_was_made_is_taken_too(send, answer, read_at):
    assert send(read_at=read_at).status_code in (302, 422)


def test_measured_value_is_kept_with_its_comma(send, answer):
    send(**{"matt-0-name": "Andel som sålde", "matt-0-number": "12,5", "matt-0-unit": "procent", "matt-0-target": "0"})
    value = again(answer).values.get()
    assert (value.name, str(value.number), value.unit, str(value.target)) == (
        "Andel som sålde",
        "12.500",
        "procent",
        "0.000",
    )


def test_room_for_another_measure_keeps_what_was_typed(send, answer):
    response = send(status="", done="Halvt svar", more="1")
    text = response.content.decode()
    assert (response.status_code, 'name="matt-1-name"' in text, "Halvt svar" in text) == (200, True, True)
    assert "Välj hur det har gått." not in text


def test_room_for_another_measure_is_asked_for_with_a_number(send):
    assert send(status="", more="1", **{"matt-TOTAL_FORMS": "9" * 5000}).status_code == 200


def test_measure_of_another_spelling_is_the_same_measure(send, answer):
    two = {"matt-TOTAL_FORMS": "2", "matt-0-name": "Antal köp", "matt-0-number": "3"}
    send(**two, **{"matt-1-name": "antal köp", "matt-1-number": "4"})
    send(**{"matt-0-name": "ANTAL KÖP", "matt-0-number": "5"})
    assert [(value.name, value.number) for value in again(answer).values.all()] == [("ANTAL KÖP", 5)]


# --- No longer asked for


@pytest.mark.parametrize("gone", ["answer", "activity"])
def test_answer_that_is_no_longer_asked_for_is_not_taken(send, answer, anna, gone):
    row = answer if gone == "answer" else answer.follow_up
    row.record(by=anna, removed_at=timezone.now())
    response = send(uploads=[upload("a.pdf", files.pdf())])
    assert (again(answer).is_given, Attachment.objects.exists()) == (False, False)
    assert "det här svaret behövs inte längre" in response.content.decode()


# --- Files


def test_files_are_kept_with_the_answer(send, answer):
    send(uploads=[upload("a.pdf", files.pdf()), upload("b.docx", files.word())])
    assert [kept.name for kept in Attachment.objects.filter(answer=answer)] == ["a.pdf", "b.docx"]


def test_good_file_is_kept_though_the_answer_is_not(send, answer):
    response = send(status="", uploads=[upload("a.pdf", files.pdf())])
    assert (response.status_code, Attachment.objects.get().name, again(answer).is_given) == (422, "a.pdf", False)
    assert "a.pdf" in response.content.decode()


def test_bad_file_is_told_by_name_and_nothing_typed_is_lost(send, answer):
    response = send(done="Lång berättelse", uploads=[upload("a.exe", b"MZ")])
    text = response.content.decode()
    assert (response.status_code, again(answer).is_given) == (422, False)
    assert "a.exe är inte sparad" in text
    assert "Lång berättelse" in text


def test_bad_file_costs_no_good_one(send):
    bad, good = upload("a.exe", b"MZ"), upload("b.pdf", files.pdf())
    response = send(uploads=[bad, good])
    assert [kept.name for kept in Attachment.objects.all()] == ["b.pdf"]
    assert "a.exe är inte sparad" in response.content.decode()


def test_file_after_an_approval_is_reviewed_again(send, answer, carl):
    send()
    again(answer).follow_up.approve(by=carl)
    send(status="", uploads=[upload("efter.pdf", files.pdf())])
    assert again(answer).follow_up.review == "submitted"


def test_file_brought_back_counts_among_the_ten(send, answer, rut):
    kept = [Attachment.keep(answer, b"x", name=f"{n}.pdf", format="pdf", by=rut) for n in range(10)]
    kept[0].remove(by=rut)
    Attachment.keep(answer, b"x", name="11.pdf", format="pdf", by=rut)
    assert "högst 10 bilagor" in send(restore=str(kept[0].pk)).content.decode()
    assert Attachment.objects.present().count() == 10


def test_file_is_removed_and_brought_back_without_losing_what_was_typed(send, answer, rut):
    kept = Attachment.keep(answer, files.pdf(), name="a.pdf", format="pdf", by=rut)
    removed = send(done="Halvt svar", status="", remove=str(kept.pk)).content.decode()
    assert (Attachment.objects.present().count(), "Halvt svar" in removed, "Ångra" in removed) == (0, True, True)
    send(done="Halvt svar", restore=str(kept.pk))
    assert Attachment.objects.present().count() == 1
    assert not again(answer).is_given


def test_nobody_removes_a_file_of_another_answer(send, answer_of, anna):
    other = Attachment.keep(answer_of("Nattvandring"), files.pdf(), name="a.pdf", format="pdf", by=anna)
    send(remove=str(other.pk))
    assert Attachment.objects.present().count() == 1


@pytest.mark.parametrize("typed", ["-1", "x", "9" * 30, "²"])
def test_file_that_is_none_is_not_removed(send, typed):
    assert send(remove=typed).status_code == 200


# --- Beside


@pytest.fixture
def last_year(adopted, police, anna):
    before = opened_round(adopted, anna, year=2026)
    given = FollowUpAnswer.objects.get(follow_up__round=before, actor=police)
    value = {"name": "Antal köp", "unit": "st", "number": 9, "target": 15}
    given.give(by=anna, status="partly_done", done="Nio köp i fjol", values=[value])
    return given


def test_last_years_answer_stands_beside(last_year, answer, rut, rut_answers):
    shown = page(rut, answer)
    assert [
        each
        for each in ("Nio köp i fjol", "Delvis genomförd", "2026: 9 st, mål 15")
        if each not in " ".join(shown.split())
    ] == []


def test_last_years_measure_is_offered_without_its_number(last_year, answer, rut, rut_answers):
    shown = page(rut, answer)
    assert 'value="Antal köp"' in shown
    assert 'name="matt-0-number" value=' not in shown


def test_other_actors_answer_stands_not_beside(last_year, answer_of, anna):
    assert "Nio köp i fjol" not in page(anna, answer_of("Nattvandring"))


def test_answer_of_the_plan_before_a_revision_stands_beside(last_year, answer, adopted, rut, rut_answers):
    """The line is what ties them, not the row."""
    assert last_year.follow_up.line == answer.follow_up.line
    assert "Nio köp i fjol" in page(rut, answer)


def test_partners_words_not_accepted_stand_not_beside(last_year, answer, rut, rut_answers):
    last_year.give(by=None, address="polis@exempel.se", status="done", done="Ej godtaget")
    assert "Ej godtaget" not in page(rut, answer)


def test_closed_round_leads_to_what_was_answered(answer, opened, anna, rut, rut_answers):
    close_round(opened, by=anna)
    response = client_of(anna).get(address(answer))
    assert (response.status_code, response.url) == (302, f"/uppfoljning/{opened.pk}/aktiviteter/{answer.follow_up_id}/")


def test_at_most_three_fields_at_first_sight(answer, rut, rut_answers):
    """Status and what was done; the rest is folded or asked where it did not go as planned."""
    shown = page(rut, answer)
    before_folds = shown[: shown.index('class="form-section deviation"')]
    assert before_folds.count('class="field ') + before_folds.count('class="field"') == 2


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_however_many_files_and_values(answer, rut, rut_answers, count, django_assert_num_queries):
    for number in range(count):
        Attachment.keep(answer, b"x", name=f"{number}.pdf", format="pdf", by=rut)
        answer.values.create(name=f"Mått {number}", number=number)
    client = client_of(rut)
    with django_assert_num_queries(10):
        assert client.get(address(answer)).content.decode().count("Mått ") >= count
