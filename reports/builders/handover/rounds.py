"""The rounds that are open and what they wait for, in the words and numbers of their dashboards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from andts.lib.document import Block, BulletList, Column, Paragraph, Section, Sheet, Table
from andts.lib.swedish import counted, day_text
from followup.models import FollowUp, FollowUpRound
from followup.statistics import sentence
from followup.tallies import Group, Row, by_actor, tally
from reports.builders.handover.gathered import Gathered
from reports.builders.handover.tables import Part

Review = FollowUp.Review
HEADING = "Uppföljningar som pågår"
COLUMNS = (
    Column("Ansvarig", 52),
    Column("Aktiviteter", 16, numeric=True),
    Column("Utan svar", 16, numeric=True),
    Column("Varav sena", 16, numeric=True),
)


def open_rounds(known: Gathered) -> Part:
    if not known.open_rounds:
        nothing = Paragraph("Ingen uppföljning pågår.")
        return Part((Section(HEADING, 1, (nothing,)),))
    # A heading for each, with who is waited for; one sheet for all.
    sections = [Section(HEADING, 1), *(_section(known, round_) for round_ in known.open_rounds)]
    return Part(tuple(sections), tuple(_sheets(known)))


def _section(known: Gathered, round_: FollowUpRound) -> Section:
    rows = known.rows(round_)
    waiting = _waited_for(rows)
    blocks: list[Block] = [Paragraph(sentence(tally(rows), by_actor(rows)))]
    if steps := tuple(_steps(known, round_, rows)):
        blocks.append(BulletList(steps))
    if waiting:
        blocks.append(Table("Svar som väntas", COLUMNS, tuple(map(_row, waiting))))
    return Section(f"{round_}, {round_.plan.title}", 2, tuple(blocks))


def _steps(known: Gathered, round_: FollowUpRound, rows: list[Row]) -> Iterator[str]:
    verb = "gick ut" if round_.is_past(known.today) else "är"
    yield f"Sista dagen att svara {verb} {day_text(round_.last_day)}."
    # What is left to do apart from answering.
    if number := to_accept(known, [round_]):
        yield f"{number} svar från partner ska läsas och godtas."
    if number := sum(row.review == Review.SUBMITTED for row in rows):
        yield f"{counted(number, 'aktivitet', 'aktiviteter')} väntar på chefens granskning."
    if number := sum(row.review == Review.RETURNED for row in rows):
        yield f"{counted(number, 'aktivitet', 'aktiviteter')} har återsänts för att kompletteras."


def to_accept(known: Gathered, rounds: Iterable[FollowUpRound]) -> int:
    within = {round_.pk for round_ in rounds}
    answers = (answer for row in known.follow_ups if row.round_id in within for answer in row.answers.all())
    return sum(answer.awaits_acceptance for answer in answers)


def _waited_for(rows: list[Row]) -> list[Group]:
    return [group for group in by_actor(rows) if group.tally.unanswered]


def _row(group: Group) -> tuple[str, ...]:
    numbers = (group.tally.total, group.tally.unanswered, group.late)
    return group.label, *map(str, numbers)


def _sheets(known: Gathered) -> Iterator[Sheet]:
    rows = [
        (round_.plan.title, round_.period, group.label, group.tally.total, group.tally.unanswered, group.late)
        for round_ in known.open_rounds
        for group in _waited_for(known.rows(round_))
    ]
    if rows:
        yield Sheet("Svar som väntas", (Column("Plan", 30), Column("Period", 12), *COLUMNS), tuple(rows))
