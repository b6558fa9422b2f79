"""A länsrapport in Excel: the figures, the activities behind them, and a sheet for each municipality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from andts.lib.document import Column, Sheet
from followup.county.figures import CountyFigures, Municipality, goal_groups
from followup.county.stored import ToldMunicipality
from followup.county.tables import (
    frequency_table,
    group_table,
    municipality_table,
    no_address,
    plan_table,
)
from followup.tables import SHARES, plain, status_table
from followup.tallies import LABELS, STATUSES, Tally

Values = tuple[str | int | float | None, ...]


def sheets_of(whole: CountyFigures, told: Sequence[ToldMunicipality]) -> tuple[Sheet, ...]:
    tables = [
        ("Kommunerna", municipality_table(whole, no_address, no_address)),
        ("Status", status_table(whole.whole, no_address)),
        ("Mål", group_table("mal", "Mål", "Mål", whole.by_goal, no_address)),
        ("Gällande plan", frequency_table("planer", "", "Plan", whole.plan_frequencies)),
        ("Genomfört", frequency_table("utfall", "", "Genomfört", whole.outcome_frequencies)),
        ("Planer", plan_table(whole)),
    ]
    found = [table.as_sheet(name) for name, table in tables]
    return (*found, _activities(told), *(_municipality(each, whole) for each in whole.municipalities))


def _activities(told: Sequence[ToldMunicipality]) -> Sheet:
    columns = (
        *(Column("Kommun", 14), Column("Plan", 24), Column("Nummer", 8), Column("Aktivitet", 34)),
        *(Column("Status", 10), Column("Besvarad", 10)),
    )
    return Sheet("Aktiviteter", columns, tuple(row for each in told for row in _activity_rows(each)))


def _activity_rows(told: ToldMunicipality) -> Iterator[Values]:
    for each in told.figures.activities:
        name = told.names[each.pk]
        answered = "ja" if each.is_answered else "nej"
        yield told.figures.label, name.plan, name.number, name.title, LABELS[each.status], answered


def _municipality(each: Municipality, whole: CountyFigures) -> Sheet:
    columns = (
        Column("Mål", 44),
        Column("Status", 20),
        *(Column(label, 12, one_decimal=label != "Antal") for label in SHARES),
    )
    # A row for each goal and status, those of all activities first.
    counted = [("Alla aktiviteter", each.whole)]
    counted += [(group.label, group.tally) for group in goal_groups(each.activities, whole.framework)]
    return Sheet(each.label, columns, tuple(row for label, tally in counted for row in _status_rows(label, tally)))


def _status_rows(label: str, tally: Tally) -> Iterator[Values]:
    for status in STATUSES:
        shares = (plain(tally.percent(status)), plain(tally.valid_percent(status)))
        yield label, LABELS[status], tally.by_status[status], *shares
