"""Tables of a länsrapport with one column for each municipality, so many on a page as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from andts.lib.document import Column, Section, Table
from followup.county.figures import CountyFigures, FrameworkGoals, Municipality, serving
from followup.filters import short
from followup.tallies import LABELS, STATUSES, Tally, percent, percent_text, tally

# Across a landscape page, with Swedish names at their full length.
IN_A_TABLE = 7
LABEL_SHARE = 24
# On one line; in full the goals stand in the tables of the whole.
GOAL_LETTERS = 34

Value = Callable[[Municipality], str]


def beside_each_other(county: CountyFigures, heading: str) -> Iterator[Section]:
    # Landscape, in groups of about the same size: each group with all of its tables.
    yield Section(heading, 1, orientation="landscape")
    for group in groups(county.municipalities):
        first, last = group[0].label, group[-1].label
        name = first if len(group) == 1 else f"{first} till {last}"
        yield Section(name, 2, tuple(_tables(group, county.framework)), orientation="landscape")


def groups(municipalities: Sequence[Municipality]) -> list[Sequence[Municipality]]:
    # As few as there can be, none with more than there is room for, and as even as they come.
    number = -(-len(municipalities) // IN_A_TABLE)
    cuts = [round(len(municipalities) * place / number) for place in range(number + 1)] if number else [0]
    return [municipalities[start:end] for start, end in pairwise(cuts)]


def _tables(group: Sequence[Municipality], framework: FrameworkGoals) -> Iterator[Table]:
    yield _table("Planer och uppföljning", "Siffra", group, FACTS)
    for title, value in SHARES:
        rows = [(LABELS[status], _of_status(value, status)) for status in STATUSES]
        yield _table(f"Aktiviteterna efter status, {title}", "Status", group, rows)
    goals = [(short(label, GOAL_LETTERS), goal) for goal, label in framework.labels]
    yield _table(
        "Aktiviteterna efter mål, antal", "Mål", group, [(label, _serving(goal, _number)) for label, goal in goals]
    )
    yield _table(
        "Genomförda efter mål, procent", "Mål", group, [(label, _serving(goal, _done)) for label, goal in goals]
    )


def _table(title: str, first: str, group: Sequence[Municipality], rows: Sequence[tuple[str, Value]]) -> Table:
    share = (100 - LABEL_SHARE) / len(group)
    columns = (Column(first, LABEL_SHARE), *(Column(each.label, share, numeric=True) for each in group))
    return Table(title, columns, tuple((label, *(value(each) for each in group)) for label, value in rows))


FACTS: list[tuple[str, Value]] = [
    ("Gällande planer", lambda each: str(len(each.plans))),
    ("Äldsta planens ålder", lambda each: each.age_text),
    ("Avslutade uppföljningar", lambda each: str(len(each.rounds))),
    ("Aktiviteter", lambda each: str(each.whole.total)),
    ("Andel genomförda", lambda each: percent_text(each.done_share)),
    ("Besvarade", lambda each: str(each.whole.answered)),
    ("Andel besvarade", lambda each: percent_text(each.answered_share)),
]
Share = Callable[[Tally, str], str]
SHARES: list[tuple[str, Share]] = [
    ("antal", lambda whole, status: str(whole.by_status[status])),
    ("procent", lambda whole, status: percent_text(whole.percent(status))),
    ("valid procent", lambda whole, status: percent_text(whole.valid_percent(status))),
]


def _of_status(value: Share, status: str) -> Value:
    return lambda each: value(each.whole, status)


def _serving(goal: str, value: Callable[[Tally], str]) -> Value:
    return lambda each: value(tally(serving(each.activities, goal)))


def _number(whole: Tally) -> str:
    return str(whole.total)


def _done(whole: Tally) -> str:
    return percent_text(percent(whole.done, whole.total))


def counties_beside_each_other(counties: Sequence[CountyFigures]) -> Section:
    # A row for each: there may be many of them, and their figures are few.
    labels = [each.label for each in counties[0].key_figures]
    columns = (Column("Län", 28), *(Column(label, 72 / len(labels), numeric=True) for label in labels))
    rows = tuple((county.name, *(str(each.number) for each in county.key_figures)) for county in counties)
    shares = tuple((county.name, *(percent_text(each.share) for each in county.key_figures)) for county in counties)
    tables = (Table("Länen, antal", columns, rows), Table("Länen, procent", columns, shares))
    return Section("Länen bredvid varandra", 1, tables, orientation="landscape")
