"""The report as tables for Excel: its figures, and a row for each activity, each answer and each measured value."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from andts.lib.document import Column, Sheet
from followup.models import FollowUp
from followup.snapshot.activities import NOT_ACCEPTED, Told, who
from followup.snapshot.gathered import Gathered
from followup.tables import plain
from followup.tallies import LABELS

Row = tuple[str | int | float | None, ...]

# The tables of the page; its list of activities is told more fully here.
FIGURES = ("status", "rubriker", "ansvariga", "trend")
_ABOUT = (Column("Under rubrik", 14), Column("Nr", 4), Column("Aktivitet", 18))


def report_sheets(whole: Gathered) -> tuple[Sheet, ...]:
    columns = (Column("Aktiviteter", 50), Column("Antal", 25), Column("Andel av alla i procent", 25, one_decimal=True))
    tables = [whole.dashboard.tables[name].as_sheet() for name in FIGURES]
    rows = (_activities(whole), _answers(whole), _values(whole))
    figures = tuple((each.label, each.number, plain(each.share)) for each in whole.figures)
    return (Sheet("I siffror", columns, figures), *tables, *_moved(whole), *rows)


def _moved(whole: Gathered) -> Iterator[Sheet]:
    if whole.moved and whole.moved.rows:
        columns = (Column("Aktivitet", 50), Column(whole.moved.since, 25), Column(whole.round.period, 25))
        rows = tuple((row.title, LABELS[before], LABELS[row.status]) for row, before in whole.moved.rows)
        yield Sheet(f"Nytt sedan {whole.moved.since}", columns, rows)


def _activities(whole: Gathered) -> Sheet:
    labels = (
        "Vad",
        "Ansvarig",
        "Status",
        "Satt av samordnaren",
        "Svar",
        "Granskning",
        f"Status {whole.since or 'förra gången'}",
    )
    columns = (*_ABOUT, *(Column(label, 10) for label in labels))
    return Sheet("Aktiviteter", columns, tuple(_activity(whole, heading, each) for heading, each in _placed(whole)))


def _activity(whole: Gathered, heading: str, follow_up: FollowUp) -> Row:
    told = Told(follow_up, whole.rows[follow_up.pk])
    assert told.row
    return (
        *_named(heading, follow_up),
        follow_up.activity.description or None,
        told.responsible,
        told.row.status_label,
        "Ja" if follow_up.is_set else None,
        told.row.answer_text,
        str(follow_up.get_review_display()),
        LABELS[whole.before[told.row.line]] if told.row.line in whole.before else None,
    )


def _answers(whole: Gathered) -> Sheet:
    labels = ("Svarar", "Status", "Vad som är gjort", "Varför det inte gick som planerat", "Nästa steg", "Svarade")
    columns = (*_ABOUT, *(Column(label, 12) for label in labels))
    return Sheet("Svar", columns, tuple(_answer_rows(whole)))


def _answer_rows(whole: Gathered) -> Iterator[Row]:
    for heading, follow_up in _placed(whole):
        for answer in follow_up.answers.all():
            said: Row = (answer.done or None, answer.reason or None, answer.next_step or None)
            if answer.awaits_acceptance:
                said = (NOT_ACCEPTED, None, None)
            day = timezone.localdate(answer.answered_at).isoformat() if answer.answered_at else None
            yield (*_named(heading, follow_up), who(answer), LABELS[answer.status], *said, day)


def _values(whole: Gathered) -> Sheet:
    labels = ("Svarar", "Mått", "Värde", "Enhet", "Målvärde")
    columns = (*_ABOUT, *(Column(label, 12) for label in labels))
    return Sheet("Mätvärden", columns, tuple(_value_rows(whole)))


def _value_rows(whole: Gathered) -> Iterator[Row]:
    for heading, follow_up in _placed(whole):
        for answer in follow_up.answers.all():
            for value in [] if answer.awaits_acceptance else answer.values.all():
                measured = (who(answer), value.name, plain(value.number), value.unit or None, plain(value.target))
                yield (*_named(heading, follow_up), *measured)


def _placed(whole: Gathered) -> Iterator[tuple[str, FollowUp]]:
    for section in whole.table.sections:
        for follow_up in section.follow_ups:
            yield str(section.heading) if section.heading else "", follow_up


def _named(heading: str, follow_up: FollowUp) -> Row:
    return heading or None, follow_up.activity.number or None, str(follow_up.activity)
