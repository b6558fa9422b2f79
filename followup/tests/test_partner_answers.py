"""What a partner without an account sees, answers and gets, and what the samordnare does with it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from andts.tests.pixel import PIXEL
from followup.confirming import NOTHING_TO_ANSWER, confirm_those_who_left, tell_returned
from followup.forms.answers import PREFIX
from followup.models import FollowUpAnswer
from followup.tests.partners import ERIK, IDA, is_inside, path, send_all
from organisations.models import Letter

NO_MEASURES = {f"{PREFIX}-TOTAL_FORMS": "0", f"{PREFIX}-INITIAL_FORMS": "0"}
SAID = {
    "status": "partly_done",
    "done": "Åtta köp",
    "reason": "Sjukdom",
    "next_step": "Fyra till i höst",
    **NO_MEASURES,
}


def answer_path(invitation, answer):
    return path(invitation, f"aktiviteter/{answer.pk}/")


@pytest.fixture
def answered(inside, invitation, answer):
    """Ida has answered about Kontrollköp."""
    assert inside.post(answer_path(invitation, answer), SAID).status_code == 302
    answer.refresh_from_db()
    return answer


def test_a_partner_sees_its_own_activities_only(inside, invitation):
    shown = inside.get(path(invitation)).content.decode()
    assert "Kontrollköp" in shown
    assert "Tillsyn" not in shown
    assert "Nattvandring" not in shown


def test_others_answers_are_not_there(inside, invitation, opened):
    others = FollowUpAnswer.objects.filter(follow_up__round=opened).exclude(actor__name="Polisen")
    assert others.exists()
    for other in others:
        assert inside.get(answer_path(invitation, other)).status_code == 404
        assert inside.post(answer_path(invitation, other), SAID).status_code == 404


def test_a_partner_answers(answered):
    assert (answered.status, answered.done, answered.reason, answered.next_step) == (
        "partly_done",
        "Åtta köp",
        "Sjukdom",
        "Fyra till i höst",
    )
    assert (answered.answered_from, answered.answered_by, answered.on_behalf) == (IDA, None, False)


def test_a_partner_gives_a_figure_and_a_file(inside, invitation, answer):
    figure = {f"{PREFIX}-TOTAL_FORMS": "1", f"{PREFIX}-0-name": "Antal köp", f"{PREFIX}-0-number": "8,5"}
    file = SimpleUploadedFile("protokoll.png", PIXEL)
    inside.post(answer_path(invitation, answer), SAID | figure | {"uploads": file})
    assert [(value.name, str(value.number)) for value in answer.values.all()] == [("Antal köp", "8.500")]
    assert [str(attachment) for attachment in answer.attachments.all()] == ["protokoll.png"]


def test_an_answer_without_status_is_asked_for(inside, invitation, answer):
    response = inside.post(answer_path(invitation, answer), SAID | {"status": ""})
    assert (response.status_code, "Välj hur det har gått." in response.content.decode()) == (422, True)


def test_names_of_users_are_not_shown(inside, invitation, answer, anna):
    answer.give(by=anna, on_behalf=True, status="done")
    read_at = (timezone.now() - timedelta(minutes=5)).isoformat()
    pages = [
        inside.get(path(invitation)),
        inside.get(answer_path(invitation, answer)),
        inside.post(answer_path(invitation, answer), SAID | {"read_at": read_at}),
    ]
    assert pages[2].status_code == 422
    assert "Någon annan svarade medan du skrev." in pages[2].content.decode()
    assert not any("Lindqvist" in page.content.decode() for page in pages)


def test_what_a_partner_wrote_waits_to_be_received(answered, inside, invitation, signed_in, anna, opened):
    assert answered.awaits_acceptance
    assert "Inte godtaget än" in inside.get(path(invitation)).content.decode()
    page = signed_in(anna).get(f"/uppfoljning/{opened.pk}/inbjudningar/").content.decode()
    assert f'<a class="keep" href="/uppfoljning/{opened.pk}/aktiviteter/{answered.follow_up_id}/">Läs och godta' in page


def test_what_is_received_is_told(answered, inside, invitation, anna):
    answered.accept(by=anna)
    assert "Godtaget" in inside.get(path(invitation)).content.decode()


def test_when_all_is_answered_there_is_a_receipt(answered, inside, invitation):
    shown = inside.get(path(invitation, "kvitto/")).content.decode()
    assert "Tack för ditt svar" in shown
    assert "Åtta köp" in shown


def test_who_is_done_gets_the_receipt_by_mail(answered, inside, invitation, mail_server):
    inside.post(path(invitation, "klar/"))
    send_all()
    assert mail_server.subject() == "Kvitto: ditt svar i uppföljningen 2027"
    assert "Kontrollköp\nDelvis genomförd" in mail_server.text()
    assert "Åtta köp" in mail_server.text()


def receipts():
    return Letter.objects.filter(kind="receipt").count()


def test_the_receipt_comes_once(answered, inside, invitation):
    inside.post(path(invitation, "klar/"))
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert confirm_those_who_left() == 0
    assert receipts() == 1


def test_who_answered_nothing_gets_no_receipt(inside, invitation):
    inside.post(path(invitation, "klar/"))
    assert receipts() == 0


def test_who_left_without_a_word_gets_the_receipt(answered):
    assert confirm_those_who_left() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert [confirm_those_who_left(), confirm_those_who_left()] == [1, 0]
    assert receipts() == 1


def test_a_new_answer_gets_a_new_receipt(answered, inside, invitation):
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        inside.post(answer_path(invitation, answered), SAID | {"done": "Tio köp"})
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        inside.post(path(invitation, "klar/"))
    assert receipts() == 1
    letter = Letter.objects.get(kind="receipt")
    assert ("Tio köp" in letter.text, "Åtta köp" in letter.text) == (True, False)


def test_what_is_sent_back_is_mailed_to_the_one_who_wrote_it(answered, signed_in, anna, opened, mail_server):
    address = f"/uppfoljning/{opened.pk}/aktiviteter/{answered.follow_up_id}/atersandning/"
    signed_in(anna).post(address, {"comment": "Hur många butiker?", "read_at": timezone.now().isoformat()})
    send_all()
    assert mail_server.came[-1]["To"] == IDA
    assert "Hur många butiker?" in mail_server.text()


def test_what_has_been_mended_since_is_not_mailed_as_sent_back(answered, anna, mail_server):
    answered.follow_up.send_back("Hur många butiker?", by=anna)
    tell_returned(answered.follow_up, "Hur många butiker?")
    answered.give(by=None, address=IDA, status="done", done="Åtta butiker")
    send_all()
    letter = Letter.objects.get(kind="returned")
    assert (letter.state, letter.failure) == ("needless", NOTHING_TO_ANSWER)


def test_what_is_sent_back_is_to_be_answered_again(answered, inside, invitation, anna):
    answered.follow_up.send_back("Hur många butiker?", by=anna)
    assert "Behöver kompletteras" in inside.get(path(invitation)).content.decode()
    shown = inside.get(answer_path(invitation, answered)).content.decode()
    assert ("Hur många butiker?" in shown, "Anna" in shown) == (True, False)


def test_a_partner_forwards_to_a_colleague(inside, invitation):
    response = inside.post(path(invitation, "vidare/"), {"email": ERIK}, follow=True)
    assert f"Vi mejlar frågan till {ERIK}." in response.content.decode()
    assert Letter.objects.filter(to=ERIK).exists()


def test_a_partner_forwards_to_nobody_else(inside, invitation):
    response = inside.post(path(invitation, "vidare/"), {"email": "erik@evil.example"})
    assert response.status_code == 422
    assert "Ange en adress som slutar på @polisen.example." in response.content.decode()


def test_a_colleague_needs_a_code_of_their_own(inside, invitation):
    inside.post(path(invitation, "vidare/"), {"email": ERIK})
    eriks = invitation.forwarded_to.get()
    assert not is_inside(inside, eriks)
    assert not is_inside(Client(), eriks)


def test_file_after_acceptance_waits_for_acceptance_too(inside, invitation, answered, anna):
    answered.accept(by=anna)
    file = SimpleUploadedFile("bild.png", PIXEL, content_type="image/png")
    assert inside.post(answer_path(invitation, answered), {**NO_MEASURES, "uploads": file}).status_code == 422
    answered.refresh_from_db()
    assert (answered.attachments.count(), answered.awaits_acceptance) == (1, True)
