"""Asking partners by mail: what the samordnare sees, who is asked, and a colleague asked in turn."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from andts.lib.states import StateError
from followup.confirming import NOTHING_TO_ANSWER
from followup.inviting import forward, invite, invite_again, may_be_forwarded_to, partners_of, preview, unreached
from followup.models import FollowUpAnswer, PartnerInvitation
from followup.rounds import close_round, keep_in_step
from followup.tests.partners import ERIK, IDA, send_all
from organisations.models import Actor, ActorHolder, Letter, User
from organisations.templatetags.letters import BREAK

ENDED = {"since": "2020-01-01", "until": "2020-12-31"}


def page(signed_in, anna, opened, query=""):
    return signed_in(anna).get(f"/uppfoljning/{opened.pk}/inbjudningar/{query}")


def letters():
    return Letter.objects.filter(kind="partner_invitation")


# --- Before the first goes out


def test_an_address_in_capitals_of_any_letters_gets_in(opened, police, anna):
    ActorHolder.created(by=None, actor=police, email="ida@FÖRSVARET.example")
    [asked] = invite(opened, ["ida@försvaret.example"], by=anna)
    assert asked.is_good


def test_the_samordnare_sees_the_mail_before_it_goes(signed_in, anna, opened, ida_holds):
    shown = page(signed_in, anna, opened).content.decode()
    assert "Mejlet till ida@polisen.example" in shown
    assert "Du får mejlet för att du svarar för Polisen i planen ANDTS-arbetet i Lindvalla." in shown
    assert not Letter.objects.exists()


def test_what_is_shown_is_what_is_sent(signed_in, anna, opened, ida_holds, mail_server):
    mail = page(signed_in, anna, opened).context["mail"]
    invite(opened, [IDA], by=anna)
    send_all()
    came = mail_server.text().split("http")
    assert mail.text.split("http")[0] == came[0]
    assert mail.subject == mail_server.subject() == "Hur har det gått? Uppföljning 2027 i Lindvalla kommun"


def test_those_behind_actors_without_an_account_are_asked(opened, ida_holds, rut_answers):
    assert [(partner.email, [str(actor) for actor in partner.actors]) for partner in partners_of(opened)] == [
        (IDA, ["Polisen"])
    ]


def test_one_who_is_behind_two_actors_is_asked_once(opened, ida_holds, anna, lindvalla):
    school = Actor.known_as("Skolan", organisation=lindvalla, by=anna)
    ActorHolder.created(by=None, actor=school, email=IDA)
    opened.plan.activities.filter(title="Nattvandring").get().responsible.set([school])
    keep_in_step(opened, by=anna)
    [partner] = partners_of(opened)
    assert [str(actor) for actor in partner.actors] == ["Polisen", "Skolan"]
    assert [str(answer.follow_up.activity) for answer in partner.answers] == ["Kontrollköp", "Nattvandring"]


def test_one_who_was_behind_the_actor_is_not_asked(opened, ida_holds):
    ida_holds.record(by=None, since="2020-01-01", until="2020-12-31")
    assert partners_of(opened) == []


def test_actors_behind_whom_nobody_stands_are_named(opened, police):
    assert unreached(opened) == [police]


def test_actors_behind_whom_somebody_stands_are_not(opened, ida_holds):
    assert unreached(opened) == []


def test_page_takes_the_same_queries_whatever_the_number(signed_in, anna, opened, ida_holds, django_assert_num_queries):
    client = signed_in(anna)
    address = f"/uppfoljning/{opened.pk}/inbjudningar/"
    with django_assert_num_queries(8):
        client.get(address)
    for number in range(3):
        ActorHolder.created(by=None, actor=ida_holds.actor, email=f"{number}@polisen.example")
    with django_assert_num_queries(8):
        client.get(address)


# --- Sending


@pytest.mark.parametrize("gone", ["round", "holder"])
def test_a_question_that_has_waited_is_not_sent_when_nobody_can_answer(
    invitation, opened, ida_holds, anna, mail_server, gone
):
    close_round(opened, by=anna) if gone == "round" else ida_holds.record_deleted(by=anna)
    send_all()
    assert [(letter.state, letter.failure) for letter in letters()] == [("needless", NOTHING_TO_ANSWER)]
    assert mail_server.came == []


def test_those_marked_are_asked(signed_in, anna, opened, ida_holds):
    ActorHolder.created(by=None, actor=ida_holds.actor, email=ERIK)
    signed_in(anna).post(f"/uppfoljning/{opened.pk}/inbjudningar/skicka/", {"email": [IDA]})
    assert [(letter.to, letter.reply_to, letter.reason) for letter in letters()] == [
        (IDA, "anna@exempel.se", "Står bakom Polisen, som svarar i uppföljningen.")
    ]


def test_one_who_is_behind_many_actors_is_asked(opened, ida_holds, anna, lindvalla):
    """Their names are longer than the line that keeps why; PostgreSQL holds lines to their length."""
    asked = opened.follow_ups.order_by("pk")[0]
    for number in range(12):
        actor = Actor.known_as(f"Polisområde {number} i södra länet", organisation=lindvalla, by=anna)
        ActorHolder.created(by=None, actor=actor, email=IDA)
        FollowUpAnswer.created(by=None, follow_up=asked, actor=actor)
    invite(opened, [IDA], by=anna)
    assert (letters().get().reason[-1], len(letters().get().reason) <= 300) == ("…", True)


def test_an_address_that_stands_behind_nobody_is_not_asked(signed_in, anna, opened, ida_holds):
    signed_in(anna).post(f"/uppfoljning/{opened.pk}/inbjudningar/skicka/", {"email": ["vem@som.helst.se"]})
    assert not letters().exists()


def test_the_mail_tells_the_task_and_where(invitation, mail_server):
    send_all()
    text = mail_server.text()
    assert "- Kontrollköp" in text
    assert "senast 31 januari 2028" in text
    assert mail_server.link() == f"http://127.0.0.1:8000/svar/{invitation.key}/"
    assert mail_server.came[0]["Reply-To"] == "anna@exempel.se"


@pytest.fixture
def polices(lindvalla, opened, police, anna):
    """What Polisen is to answer, about Kontrollköp and now about Nattvandring too."""
    opened.plan.activities.get(title="Nattvandring").responsible.set([police])
    keep_in_step(opened, by=anna)
    return list(FollowUpAnswer.objects.filter(actor=police, removed_at=None).order_by("pk"))


def named_in_mail(opened, anna):
    return [line for line in preview(opened, partners_of(opened)[0], by=anna).text.splitlines() if line[:1] == "-"]


@pytest.mark.parametrize(
    ("answered", "named"),
    [(0, ["- Nattvandring", "- Kontrollköp"]), (1, ["- Nattvandring"]), (2, ["- Nattvandring", "- Kontrollköp"])],
)
def test_the_mail_names_what_is_not_answered(opened, ida_holds, polices, anna, answered, named):
    for answer in polices[:answered]:
        answer.give(by=anna, on_behalf=True, status="done")
    assert named_in_mail(opened, anna) == named


def test_the_mail_names_what_was_sent_back(opened, ida_holds, polices, anna):
    polices[0].give(by=anna, on_behalf=True, status="done")
    polices[0].follow_up.send_back("Hur många?", by=anna)
    assert named_in_mail(opened, anna) == ["- Nattvandring", "- Kontrollköp"]


def test_the_mail_names_an_activity_once_for_one_behind_two(opened, ida_holds, polices, anna, lindvalla, police):
    school = Actor.known_as("Skolan", organisation=lindvalla, by=anna)
    ActorHolder.created(by=None, actor=school, email=IDA)
    opened.plan.activities.get(title="Nattvandring").responsible.set([police, school])
    keep_in_step(opened, by=anna)
    assert named_in_mail(opened, anna) == ["- Nattvandring", "- Kontrollköp"]


def test_asking_twice_asks_once(opened, anna, invitation):
    assert invite(opened, [IDA], by=anna) == []
    assert letters().count() == 1


def test_two_who_ask_at_once_ask_once(transactional_db, opened, ida_holds, anna):
    def ask(_):
        try:
            return len(invite(opened, [IDA], by=anna))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(ask, range(2))) == [0, 1]
    assert letters().count() == 1


def test_a_closed_round_asks_nobody(opened, ida_holds, anna):
    close_round(opened, by=anna)
    with pytest.raises(StateError):
        invite(opened, [IDA], by=anna)


def test_the_same_mail_is_not_sent_again_while_it_waits(invitation, anna):
    assert not invite_again(invitation, by=anna)


def test_a_new_mail_may_be_asked_for(invitation, anna, mail_server):
    send_all()
    assert invite_again(invitation, by=anna)
    send_all()
    assert [came["To"] for came in mail_server.came] == [IDA, IDA]


def test_one_who_is_behind_nobody_any_longer_is_not_asked_again(invitation, anna, ida_holds):
    send_all()
    ida_holds.record_deleted(by=anna)
    with pytest.raises(StateError, match="står inte längre bakom"):
        invite_again(invitation, by=anna)


def test_an_uncertain_mail_is_sent_again_and_no_other(invitation, anna, mail_server):
    letters().update(state="uncertain")
    assert invite_again(invitation, by=anna)
    send_all()
    assert (letters().count(), len(mail_server.came)) == (1, 1)


def test_the_page_tells_what_became_of_the_mail(signed_in, anna, opened, invitation, mail_server):
    mail_server.answers["RCPT"] = "550 Finns inte"
    send_all()
    shown = page(signed_in, anna, opened).content.decode()
    assert "Misslyckades" in shown
    assert "Kontrollera adressen ida@polisen.example. Svaret var: 550 Finns inte" in shown
    assert "Skicka igen" in shown


def test_names_are_nowhere_to_go(opened, ida_holds, anna, mail_server):
    ida_holds.actor.record(by=None, name="<a href=//evil.se>Polisen</a> evil.se")
    invite(opened, [IDA], by=anna)
    send_all()
    assert "evil.se" not in mail_server.html() + mail_server.text()
    assert f"evil.{BREAK}se" in mail_server.text()
    assert mail_server.html().count("<a ") == 1


# --- Forwarding


def test_a_colleague_is_asked_and_stands_behind_the_actor(invitation, police, mail_server):
    forward(invitation, "Erik@polisen.example")
    send_all()
    assert police.holders.get(email=ERIK).since is not None
    assert "ida@polisen.example har skickat den här frågan vidare till dig" in mail_server.text()
    assert [came["To"] for came in mail_server.came] == [IDA, ERIK]


def test_who_brought_the_colleague_is_in_the_history(invitation, police):
    forward(invitation, ERIK)
    added = ActorHolder.history.get(email=ERIK)
    assert added.history_change_reason == "Vidarebefordrat av ida@polisen.example"


def test_the_samordnare_sees_who_brought_the_colleague(signed_in, anna, opened, invitation):
    forward(invitation, ERIK)
    assert "Fick frågan av ida@polisen.example" in page(signed_in, anna, opened).content.decode()


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("erik@annan.example", "Ange en adress som slutar på @polisen.example."),
        ("erik@polisen.example.evil.se", "Ange en adress som slutar på @polisen.example."),
        ("erik@sub.polisen.example", "Ange en adress som slutar på @polisen.example."),
        ("IDA@polisen.example", "Det är din egen adress."),
    ],
)
def test_only_a_colleague_may_be_asked(invitation, email, words):
    assert words in may_be_forwarded_to(invitation, email)
    with pytest.raises(StateError):
        forward(invitation, email)
    assert PartnerInvitation.objects.count() == 1


def test_an_address_at_a_provider_has_no_colleagues(opened, police, anna):
    ActorHolder.created(by=None, actor=police, email="ida.ek@gmail.com")
    invitation = invite(opened, ["ida.ek@gmail.com"], by=anna)[0]
    assert "hör inte till en organisation" in may_be_forwarded_to(invitation, "erik@gmail.com")


def test_there_is_an_end_to_colleagues(invitation):
    for number in range(5):
        forward(invitation, f"{number}@polisen.example")
    assert "redan skickats vidare 5 gånger" in may_be_forwarded_to(invitation, ERIK)


def test_asking_one_colleague_again_and_again_counts(invitation, mail_server):
    for _ in range(5):
        forward(invitation, ERIK)
        send_all()
    assert letters().filter(to=ERIK).count() == 5
    assert "redan skickats vidare 5 gånger" in may_be_forwarded_to(invitation, ERIK)


def test_a_colleague_who_has_been_asked_is_mailed_again(invitation, opened, police, anna):
    ActorHolder.created(by=None, actor=police, email=ERIK)
    invite(opened, [ERIK], by=anna)
    forward(invitation, ERIK)
    assert [letter.reason for letter in letters().filter(to=ERIK).order_by("pk")] == [
        "Står bakom Polisen, som svarar i uppföljningen.",
        "Fick frågan av ida@polisen.example.",
    ]


@pytest.mark.parametrize("end", [lambda row: row.record_deleted(by=None), lambda row: row.record(by=None, **ENDED)])
def test_a_colleague_whom_the_samordnare_has_ended_is_not_asked(invitation, police, end):
    forward(invitation, ERIK)
    end(police.holders.get(email=ERIK))
    with pytest.raises(StateError, match="svarar inte längre här, enligt samordnaren"):
        forward(invitation, ERIK)
    assert not PartnerInvitation.objects.get(email=ERIK).is_good


def test_a_colleague_whom_the_samordnare_has_brought_back_is_asked(invitation, police, anna):
    ActorHolder.created(by=None, actor=police, email=ERIK).record_deleted(by=anna)
    ActorHolder.created(by=anna, actor=police, email=ERIK)
    assert forward(invitation, ERIK).is_good


def test_asking_the_same_colleague_twice_asks_once(invitation, police):
    assert forward(invitation, ERIK) == forward(invitation, ERIK)
    assert (letters().filter(to=ERIK).count(), police.holders.filter(email=ERIK).count()) == (1, 1)


def test_pages_for_the_samordnare_are_for_signed_in(opened, anna):
    assert User.objects.exists()
    assert Client().get(f"/uppfoljning/{opened.pk}/inbjudningar/").status_code == 302
