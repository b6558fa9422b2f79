"""What did not go as planned in the last year and what comes next, and what is said and not settled."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from andts.lib.document import Column
from andts.lib.swedish import day_text
from followup.forms.answers import DEVIATIONS
from followup.models import Comment, FollowUp, FollowUpAnswer
from reports.builders.handover.gathered import Gathered
from reports.builders.handover.tables import Part, tabled

DEVIATED = (
    Column("Aktivitet", 26),
    Column("Ansvarig", 16),
    Column("Status", 14),
    Column("Varför", 22),
    Column("Nästa steg", 22),
)
SAID = (Column("Aktivitet", 30), Column("Dag", 16), Column("Vem", 18), Column("Kommentar", 36))
MOST = 100
NOT_SAID = "Inte angivet"


def deviations(known: Gathered) -> Part:
    return tabled(
        "Avvikelser det senaste året",
        DEVIATED,
        [_deviated(follow_up, answer) for follow_up in known.follow_ups for answer in _deviating(follow_up)],
        before=["Ur uppföljningar som pågår eller har avslutats det senaste året."],
        otherwise="Ingen har svarat att något inte gick som planerat.",
        orientation="landscape",
    )


def _deviating(follow_up: FollowUp) -> Iterator[FollowUpAnswer]:
    """What a partner wrote and nobody has accepted is nobody's yet."""
    for answer in follow_up.answers.all():
        if answer.status in DEVIATIONS and not answer.awaits_acceptance:
            yield answer


def _deviated(follow_up: FollowUp, answer: FollowUpAnswer) -> tuple[str, ...]:
    name = f"{_name(follow_up)}\n{follow_up.round}, {follow_up.round.plan.title}"
    who = answer.actor.name if answer.actor else "Samordnaren"
    return name, who, answer.get_status_display(), answer.reason or NOT_SAID, answer.next_step or NOT_SAID


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
