"""Files that go with an answer: what is kept, what is not and why, and how they are handed out."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path, PurePath

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from PIL import Image

from andts.lib.states import StateError
from followup.attaching import MOST_BYTES, attach
from followup.models import Attachment
from followup.rounds import close_round
from followup.tests import files
from followup.tests.files import upload
from organisations.tests.cast import client_of
from plans.models.parts import TooLateError


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Protokoll.pdf", files.pdf()),
        ("Minnesanteckningar.docx", files.word()),
        ("Deltagare.xlsx", files.excel()),
        ("Affisch.png", files.picture()),
        ("Foto.JPEG", files.picture("JPEG")),
    ],
)
def test_ordinary_file_is_kept_under_a_name_that_says_nothing(answer, rut, name, content):
    kept = attach(answer, upload(name, content), by=rut)
    assert kept.name == name
    stem = PurePath(kept.file.name).stem
    assert (len(stem), kept.file.name.startswith("attachments/"), PurePath(name).stem in kept.file.name) == (
        32,
        True,
        False,
    )


HOSTILE = {
    "program.exe": b"MZ\x90\x00",
    "sida.html": b"<script>alert(1)</script>",
    "bild.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "makron.docm": files.word(),
    "ingen-andelse": files.pdf(),
    "sida.pdf": b"<html><script>alert(1)</script></html>",
    "trasig.pdf": b"%PDF-1.7\nnothing more",
    "skript.pdf": files.pdf(script=True),
    "djup.pdf": files.deep_pdf(),
    "formular.pdf": files.form_pdf(),
    "skyddad.pdf": files.pdf(password="hemligt"),
    "sida.docx": b"<html></html>",
    "kalkyl.docx": files.excel(),
    "makron.docx": files.with_part(files.word(), "word/vbaProject.bin", b"macro"),
    "omdopta.docx": files.renamed_macros(),
    "bomb.docx": files.with_part(files.word(), "word/bomb.xml", b"<a/>" * 5_000_000),
    "enheter.xlsx": files.with_part(
        files.excel(), "xl/x.xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a/>"
    ),
    "sida.png": b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
    "pdf.jpg": files.pdf(),
    "tom.pdf": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_by_name(answer, rut, name):
    with pytest.raises(ValidationError) as refused:
        attach(answer, upload(name, HOSTILE[name]), by=rut)
    assert name in refused.value.messages[0]
    assert not Attachment.objects.exists()


def test_too_large_file_is_refused(answer, rut):
    with pytest.raises(ValidationError, match="större än 10 MB"):
        attach(answer, upload("stor.pdf", b"%PDF-" + bytes(MOST_BYTES)), by=rut)


def test_picture_loses_where_it_was_taken_and_what_was_hidden_after_it(answer, rut):
    content = files.picture("JPEG", where="Storgatan 1") + b"<script>alert(1)</script>"
    kept = stored(attach(answer, upload("foto.jpg", content), by=rut))
    assert (b"Storgatan" in kept, b"script" in kept) == (False, False)
    assert Image.open(BytesIO(kept)).format == "JPEG"


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "C:\\Users\\rut\\passwd.pdf", "a/b\npasswd.pdf"])
def test_folders_in_a_name_are_left_out(answer, rut, name):
    sent = upload("x.pdf", files.pdf())
    sent._name = name  # Django's own parser cuts most of it; nothing is taken for granted
    kept = attach(answer, sent, by=rut)
    assert kept.name in ("passwd.pdf", "b passwd.pdf")


def test_there_is_a_limit_to_how_many(answer, rut):
    for _ in range(Attachment.MOST):
        Attachment.keep(answer, b"x", name="x.pdf", format="pdf", by=rut)
    with pytest.raises(StateError, match="högst 10 bilagor"):
        attach(answer, upload("x.pdf", files.pdf()), by=rut)


def test_closed_round_takes_no_file(answer, opened, rut, anna):
    close_round(opened, by=anna)
    with pytest.raises(StateError, match="avslutad"):
        attach(answer, upload("x.pdf", files.pdf()), by=rut)


def test_keeping_removing_and_bringing_back_have_history(answer, rut):
    kept = attach(answer, upload("x.pdf", files.pdf()), by=rut)
    kept.remove(by=rut)
    kept.restore(by=rut)
    assert [(row.history_type, row.history_user) for row in kept.history.all()] == [("~", rut), ("~", rut), ("+", rut)]


# --- Handing out


def stored(attachment):
    with attachment.file.open("rb") as file:
        return file.read()


def fetched(user, attachment):
    """The response and its content; read to the end, which closes the file."""
    answer = attachment.answer
    address = f"/uppfoljning/{answer.follow_up.round_id}/svar/{answer.pk}/bilagor/{attachment.pk}/"
    response = client_of(user).get(address)
    return response, b"".join(response)


def statuses(users, attachment):
    return [fetched(user, attachment)[0].status_code for user in users]


def test_file_is_offered_for_saving_and_never_shown(answer, rut, rut_answers):
    kept = attach(answer, upload("Protokoll å.pdf", files.pdf()), by=rut)
    response, content = fetched(rut, kept)
    assert response["Content-Disposition"].startswith("attachment")
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert content == stored(kept)


def test_file_is_for_those_who_see_the_answer(answer, rut, rut_answers, carl_reviews, carl, anna, bo, cecilia):
    kept = attach(answer, upload("x.pdf", files.pdf()), by=rut)
    assert statuses([rut, carl, anna, bo, cecilia], kept) == [200, 200, 200, 403, 404]


def test_removed_file_is_not_handed_out(answer, rut, rut_answers):
    kept = attach(answer, upload("x.pdf", files.pdf()), by=rut)
    kept.remove(by=rut)
    assert statuses([rut], kept) == [404]


def test_partners_file_is_nobody_elses_before_the_answer_is_accepted(answer, opened, anna, bo):
    kept = attach(answer, upload("x.pdf", files.pdf()), by=None)
    answer.give(by=None, address="polis@exempel.se", status="done")
    close_round(opened, by=anna)
    assert statuses([anna, bo], kept) == [200, 404]


# --- Taken away for good


@pytest.fixture
def removed(answer, rut):
    kept = attach(answer, upload("Protokoll.pdf", files.pdf()), by=rut)
    kept.remove(by=rut)
    return kept


def later(**time):
    return time_machine.travel(timezone.now() + timedelta(**time), tick=False)


def test_removed_file_comes_back_for_thirty_days(removed, rut):
    with later(days=29):
        assert Attachment.objects.forget() == 0
        removed.restore(by=rut)
    assert stored(removed).startswith(b"%PDF-")


def test_file_removed_for_thirty_days_is_deleted(removed, rut, django_capture_on_commit_callbacks):
    path = removed.file.path
    with later(days=30, minutes=1), django_capture_on_commit_callbacks(execute=True):
        assert Attachment.objects.forget() == 1
    assert (Path(path).exists(), Attachment.objects.exists()) == (False, False)
    assert list(Attachment.history.values_list("history_type", "name"))[:1] == [("-", "Protokoll.pdf")]


def test_file_removed_too_long_ago_cannot_be_brought_back(removed, rut):
    with later(days=30, minutes=1), pytest.raises(TooLateError, match="mer än 30 dagar"):
        removed.restore(by=rut)


def test_file_that_is_there_is_never_forgotten(answer, rut):
    attach(answer, upload("Protokoll.pdf", files.pdf()), by=rut)
    with later(days=400):
        assert Attachment.objects.forget() == 0
