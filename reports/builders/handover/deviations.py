"""What did not go as planned in the last year and what comes next, and what is said and not settled."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from andts.lib.document import Column, Paragraph, Section, Sheet, Table
from andts.lib.swedish import day_text
from followup.forms.answers import DEVIATIONS
from followup.models import Comment, FollowUp, FollowUpAnswer, FollowUpRound
from reports.builders.handover.gathered import Gathered
from reports.builders.handover.tables import Part, tabled

DEVIATED = (
    Column("Aktivitet", 27),
    Column("Ansvarig", 18),
    Column("Status", 13),
    Column("Varför", 21),
    Column("Nästa steg", 21),
)
SAID = (Column("Aktivitet", 30), Column("Dag", 16), Column("Vem", 18), Column("Kommentar", 36))
HEADING = "Avvikelser det senaste året"
BEFORE = "Ur uppföljningar som pågår eller har avslutats det senaste året."
NOTHING = "Ingen har det senaste året svarat att något inte gick som planerat."
MOST = 100
NOT_SAID = "Inte angivet"


def deviations(known: Gathered) -> Part:
    rounds = {follow_up.round_id: follow_up.round for follow_up in known.follow_ups}
    found = [(round_, rows) for round_ in rounds.values() if (rows := tuple(_deviated_in(known, round_)))]
    said = BEFORE if found else NOTHING
    sections = [Section(HEADING, 1, (Paragraph(said),))]
    sections += [Section(f"{round_}, {round_.plan.title}", 2, (Table("", DEVIATED, rows),)) for round_, rows in found]
    rows = tuple((str(round_), round_.plan.title, *row) for round_, rows in found for row in rows)
    sheet = Sheet("Avvikelser", (Column("Uppföljning", 20), Column("Plan", 26), *DEVIATED), rows)
    return Part(tuple(sections), (sheet,) if rows else ())


def _deviated_in(known: Gathered, round_: FollowUpRound) -> Iterator[tuple[str, ...]]:
    for follow_up in (each for each in known.follow_ups if each.round_id == round_.pk):
        for answer in follow_up.answers.all():
            # What a partner wrote and nobody has accepted is nobody's yet.
            if answer.status in DEVIATIONS and not answer.awaits_acceptance:
                yield _deviated(follow_up, answer)


def _deviated(follow_up: FollowUp, answer: FollowUpAnswer) -> tuple[str, ...]:
    who = answer.actor.name if answer.actor else "Samordnaren"
    why, then = answer.reason or NOT_SAID, answer.next_step or NOT_SAID
    return _name(follow_up), who, answer.get_status_display(), why, then


def comments(known: Gathered) -> Part:
    return tabled(
        "Öppna kommentarer",
        SAID,
        list(_said(known)),
        before=["Det som har sagts i uppföljningar som pågår, sedan aktiviteten senast godkändes."],
        otherwise="Inget väntar på svar.",
    )


def _said(known: Gathered) -> Iterator[tuple[str, ...]]:
    """The latest first; one query."""
    by_pk = {follow_up.pk: follow_up for follow_up in known.follow_ups if follow_up.round.is_open}
    said = Comment.objects.filter(follow_up__in=by_pk).select_related("author").order_by("-at", "-pk")
    settled: set[int] = set()
    shown = 0
    for comment in said:
        if comment.kind == Comment.Kind.APPROVED:
            settled.add(comment.follow_up_id)
        elif comment.follow_up_id not in settled and shown < MOST:
            shown += 1
            yield _comment(by_pk[comment.follow_up_id], comment)


def _comment(follow_up: FollowUp, comment: Comment) -> tuple[str, ...]:
    text = f"Återsänd: {comment.text}" if comment.kind == Comment.Kind.RETURNED else comment.text
    return _name(follow_up), day_text(timezone.localdate(comment.at)), str(comment.author or "Partner"), text


def _name(follow_up: FollowUp) -> str:
    return f"{follow_up.activity.number} {follow_up.activity}".strip()
