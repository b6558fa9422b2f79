"""The year's rhythm: what is due next, and when it has been done before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from andts.lib.document import Block, Column, Paragraph, Section, Sheet, Table
from andts.lib.swedish import day_text, sort_key
from followup.models import FollowUpRound
from followup.periods import Length, period_around, period_name
from plans.models import Plan
from reports.builders.handover.gathered import Gathered
from reports.builders.handover.tables import Part

HEADING = "Årets rytm"
OFTEN = {Length.YEAR: "en gång om året", Length.TERM: "varje termin", Length.QUARTER: "varje kvartal"}
AHEAD = (Column("Dag", 20), Column("Vad", 40), Column("Plan", 40))
BEFORE = (
    Column("Uppföljning", 36),
    Column("Öppnades", 22),
    Column("Sista dag att svara", 22),
    Column("Avslutades", 20),
)
LATEST = 8

Due = tuple[date, str, Plan]


def calendar(known: Gathered) -> Part:
    ahead = [(day_text(day), what, plan.title) for day, what, plan in coming(known)]
    before = [_done(round_) for round_ in known.rounds[:LATEST]]
    blocks: list[Block] = [Paragraph(text) for text in _rhythm(known)]
    if ahead:
        blocks.append(Table("Det som händer härnäst", AHEAD, tuple(ahead)))
    if before:
        blocks.append(Table("Så har det gått till", BEFORE, tuple(before)))
    sheets = (Sheet("Kommande datum", AHEAD, tuple(ahead)),) if ahead else ()
    return Part((Section(HEADING, 1, tuple(blocks) or (Paragraph("Inga datum är bestämda."),)),), sheets)


def _rhythm(known: Gathered) -> Iterator[str]:
    for plan in known.current:
        rounds = known.line_of_rounds(plan)
        if rounds:
            yield f"{plan.title} följs upp {OFTEN[Length(rounds[0].length)]}, senast av {rounds[0].period}."
        else:
            yield f"{plan.title} har inte följts upp än."


def coming(known: Gathered) -> list[Due]:
    found = [due for due in _due(known) if due[0] >= known.today]
    return sorted(found, key=lambda due: (due[0], sort_key(due[1]), due[2].pk))


def _due(known: Gathered) -> Iterator[Due]:
    for round_ in known.open_rounds:
        yield round_.last_day, f"Sista dagen att svara på {str(round_).lower()}", round_.plan
    # The days of a draft are not decided yet.
    for plan in (plan for plan in known.living if plan.is_decided):
        if plan.valid_from:
            yield plan.valid_from, "Planen börjar gälla", plan
        if plan.review_due_at:
            yield plan.review_due_at, "Planen ska ha aktualitetsprövats", plan
        if last := plan.last_day():
            yield last, "Planen slutar gälla: före dess behövs beslut om förlängning eller en ny plan", plan
        if due := next_round(known, plan):
            yield due


def next_round(known: Gathered, plan: Plan) -> Due | None:
    """The end of the next period to follow up, if the plan holds then; the day to open its round."""
    rounds = known.line_of_rounds(plan)
    length = rounds[0].length if rounds else Length.YEAR
    first = rounds[0].ends + timedelta(days=1) if rounds else plan.valid_from or known.today
    starts, ends = period_around(length, first)
    last = plan.last_day()
    if last and starts > last:
        return None
    day = max(ends, known.today)
    return day, f"Dags att öppna uppföljningen av {period_name(length, starts)}", plan


def _done(round_: FollowUpRound) -> tuple[str, ...]:
    closed = day_text(timezone.localdate(round_.closed_at)) if round_.closed_at else "Pågår"
    opened = day_text(timezone.localdate(round_.opened_at))
    return f"{round_}, {round_.plan.title}", opened, day_text(round_.last_day), closed
