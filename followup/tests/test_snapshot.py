"""What the reports of a round say, before they are printed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from activities.models import Activity
from andts.lib.document import BulletList, Document, Paragraph, Table, document_from_json
from followup.models import FollowUpAnswer, FollowUpRound
from followup.rounds import close_round
from followup.snapshot import round_report, round_summary
from followup.snapshot.words import answers_text, moved_text
from followup.statistics import AnswerCount, Moved, moved, to_account_for
from followup.tests.conftest import opened_round
from followup.tests.test_tallies import asked, row
from organisations.models import Actor, Organisation, User
from plans.models import Plan

AnswerOf = Callable[[str], FollowUpAnswer]


def report(round_: FollowUpRound) -> Document:
    return round_report(fresh(round_))


def summary(round_: FollowUpRound) -> Document:
    return round_summary(fresh(round_))


def fresh(round_: FollowUpRound) -> FollowUpRound:
    return FollowUpRound.objects.with_owner().get(pk=round_.pk)


def rows_under(document: Document, heading: str) -> list[tuple[str, ...]]:
    """The rows of the tables of a section, by the beginning of its heading."""
    found = next(each for each in document.sections if each.heading.startswith(heading))
    return [row for block in found.blocks if isinstance(block, Table) for row in block.rows]


def said(document: Document) -> str:
    """All that is written in it."""
    return str(document.as_json())


@pytest.fixture
def answered(opened: FollowUpRound, answer_of: AnswerOf, anna: User) -> FollowUpRound:
    values = [{"name": "Antal köp", "unit": "st", "number": 12, "target": 15}]
    answer_of("Kontrollköp").give(by=anna, status="done", done="Tolv köp", values=values)
    answer_of("Tillsyn").give(by=anna, status="delayed", reason="Sjukdom", next_step="Ny tid i maj")
    return opened


# --- The head


def test_head_says_what_of_which_plan_and_how_far_it_has_come(answered: FollowUpRound) -> None:
    document = report(answered)
    assert (document.kind, document.title) == ("Uppföljningsrapport", "Uppföljning 2027 av ANDTS-arbetet i Lindvalla")
    assert {line.label: line.text for line in document.header}["Har svarat"] == "2 av 4"
    assert document.draft


def test_closed_round_is_no_draft(answered: FollowUpRound, anna: User) -> None:
    close_round(answered, by=anna)
    document = report(answered)
    assert (document.draft, [line.text[:9] for line in document.header if line.label == "Läge"]) == (
        False,
        ["Avslutad "],
    )


# --- Goal by goal


def test_outcome_says_who_what_and_how_much(answered: FollowUpRound) -> None:
    done = next(each for each in rows_under(report(answered), "Färre langare") if "Kontrollköp" in each[0])
    assert done == ("1.2 Kontrollköp", "", "Polisen", "Genomförd", "Tolv köp", "Antal köp: 12 st (mål 15)")


def test_heading_counts_what_lies_below_it(answered: FollowUpRound) -> None:
    found = next(each for each in report(answered).sections if each.heading == "Tillgång")
    assert found.blocks == (Paragraph("1 av 2 aktiviteter är genomförd. Alla har svarat."),)


def test_each_of_several_is_named_with_its_status(answered: FollowUpRound, anna: User) -> None:
    follow_up = answered.follow_ups.get(activity__title="Kontrollköp")
    health = Actor.known_as("Hälsan", organisation=answered.organisation, by=anna)
    FollowUpAnswer.created(by=anna, follow_up=follow_up, actor=health)
    done = next(each for each in rows_under(report(answered), "Färre langare") if "Kontrollköp" in each[0])
    assert done[4] == "Hälsan: inget svar.\nPolisen: genomförd. Tolv köp"


def test_status_that_the_coordinator_set_is_said_to_be(answered: FollowUpRound, anna: User) -> None:
    answered.follow_ups.get(activity__title="Tillsyn").set_status("cancelled", by=anna)
    rows = rows_under(report(answered), "Färre langare")
    assert [each[3] for each in rows if "Tillsyn" in each[0]] == ["Utgår\nSatt av samordnaren"]


def test_what_a_partner_wrote_waits_to_be_accepted(answered: FollowUpRound, answer_of: AnswerOf) -> None:
    answer_of("Nattvandring").give(by=None, address="ida@polisen.example", status="done", done="Hemligt än så länge")
    document = report(answered)
    assert ("Hemligt" in said(document), "inte godtaget än" in said(document)) == (False, True)


def test_no_person_is_named(answered: FollowUpRound, anna: User) -> None:
    document = said(report(answered)) + said(summary(answered))
    assert (str(anna) in document, anna.email in document) == (False, False)


def test_removed_activity_keeps_its_answer_and_is_not_counted(answered: FollowUpRound, anna: User) -> None:
    answered.follow_ups.get(activity__title="Tillsyn").record(by=anna, removed_at=answered.opened_at)
    document = report(answered)
    assert rows_under(document, "Borttagna ur planen") == [("1.1 Tillsyn", "–")]
    assert rows_under(document, "Sammanfattning")[0][0] == "3"


# --- What deviates


def test_deviation_has_its_reason_and_next_step(answered: FollowUpRound) -> None:
    assert rows_under(report(answered), "Försenade: 1") == [
        ("1.1 Tillsyn", "Alkoholhandläggaren", "Sjukdom", "Ny tid i maj")
    ]


def test_unanswered_is_told_plainly(answered: FollowUpRound) -> None:
    rows = rows_under(report(answered), "Väntar på svar: 2")
    assert [(each[0], each[1]) for each in rows] == [
        ("Nattvandring", "Samordnaren"),
        ("Föräldramöten i årskurs 7.", "Samordnaren"),
    ]


def test_summary_asks_nothing_of_the_board_before_the_round_is_closed(answered: FollowUpRound) -> None:
    assert summary(answered).sections[-1].heading == "Kommunstyrelsen behöver veta"


def test_summary_asks_the_board_for_what_is_unfinished(answered: FollowUpRound, anna: User) -> None:
    close_round(answered, by=anna)
    found = summary(answered).sections[-1]
    assert found.blocks == (
        BulletList(
            (
                "ta del av uppföljningen och lägga den till handlingarna",
                "uppmana de ansvariga att redovisa de 3 aktiviteter som är försenade eller saknar svar",
            )
        ),
    )


def test_sheet_of_answers_has_the_day_by_swedish_clocks(
    answered: FollowUpRound, answer_of: AnswerOf, anna: User
) -> None:
    with time_machine.travel("2027-05-03T22:30:00+00:00", tick=False):
        answer_of("Kontrollköp").give(by=anna, status="done")
    sheet = next(each for each in report(answered).sheets if each.name == "Svar")
    assert "2027-05-04" in [row[-1] for row in sheet.rows]


# --- What was frozen


def test_closing_keeps_both_documents_as_they_are(answered: FollowUpRound, anna: User) -> None:
    close_round(answered, by=anna)
    kept = answered.frozen["documents"] if answered.frozen else {}
    assert document_from_json(kept["uppfoljning"]) == report(answered)
    assert document_from_json(kept["sammanfattning"]) == summary(answered)


def test_as_many_queries_for_many_activities(
    answered: FollowUpRound,
    lindvalla: Organisation,
    anna: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    large = Plan.created(by=anna, organisation=lindvalla, title="Stor")
    for number in range(8):
        owner = Actor.known_as(f"Aktör {number}", organisation=lindvalla, by=anna)
        Activity.add(large, by=anna, title=f"Aktivitet {number}", responsible=[owner])
    large.adopt(content=lambda _: {}, decisions=[{"body": "KS", "date": "2026-11-09"}], by=anna)
    for round_ in (fresh(answered), fresh(opened_round(large, anna))):
        with django_assert_num_queries(10):
            round_report(round_)


# --- What has moved, by hand


def test_moved_is_what_has_another_status() -> None:
    statuses = enumerate(("done", "delayed", "", "ongoing"), start=1)
    done, delayed, silent, new = (row(status, pk=pk) for pk, status in statuses)
    before = {done.line: "delayed", delayed.line: "delayed", silent.line: "done"}
    found = moved([done, delayed, silent, new], before, "2026")
    assert ([each.pk for each, _ in found.rows], found.same, found.new, found.gone) == ([done.pk], 1, 1, 0)


def test_what_is_delayed_and_late_is_to_be_accounted_for_once() -> None:
    rows = [row("delayed", is_past=True), row("done"), row("ongoing", asked(), is_past=True)]
    assert to_account_for(rows) == 2


def test_what_was_not_answered_when_the_round_was_closed_is_to_be_accounted_for() -> None:
    """Also when the last day had not gone; where the round is open it is waited for."""
    assert [to_account_for([row("ongoing", asked(), is_over=is_over)]) for is_over in (True, False)] == [1, 0]


@pytest.mark.parametrize(
    ("done", "undone", "new", "gone", "text"),
    [
        (0, 0, 0, 0, "Ingen aktivitet har fått en annan status sedan 2026."),
        (2, 0, 0, 0, "Sedan 2026 har 2 aktiviteter fått en annan status; 2 av dem är nu genomförda."),
        (
            1,
            1,
            1,
            2,
            "Sedan 2026 har 2 aktiviteter fått en annan status; 1 av dem är nu genomförd och 1 som var genomförd är "
            "det inte längre. 1 aktivitet är ny och 2 aktiviteter följs inte längre upp.",
        ),
    ],
)
def test_what_has_moved_is_said_in_a_sentence(done: int, undone: int, new: int, gone: int, text: str) -> None:
    rows = [(row("done"), "delayed")] * done + [(row("delayed"), "done")] * undone
    assert moved_text(Moved("2026", rows, 0, new, gone)) == text


@pytest.mark.parametrize(
    ("number", "answered", "text"),
    [
        (0, 0, ""),
        (1, 1, "Svaret har kommit in."),
        (3, 3, "Alla 3 svar har kommit in."),
        (3, 1, "1 av 3 svar har kommit in."),
    ],
)
def test_answers_are_said_in_a_sentence(number: int, answered: int, text: str) -> None:
    assert answers_text(AnswerCount(number, answered)) == text
