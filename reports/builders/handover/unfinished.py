"""What is unfinished: for each plan what there is to look over, as on the page that bears that name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from andts.lib.document import Block, Column, Paragraph, Section, Sheet, Table
from followup.health.findings import Point
from followup.health.points import PlanHealth
from reports.builders.handover.gathered import Gathered
from reports.builders.handover.tables import Part, listed

HEADING = "Det som är oavslutat"
COLUMNS = (Column("Att se över", 24), Column("Antal", 8, numeric=True), Column("Vilka", 40), Column("Så gör du", 28))
SHEET = (Column("Plan", 24), Column("Att se över", 22), Column("Vad", 34), Column("Varför", 40))
# A plan of hundreds has its whole list in the sheet, and on the page.
MOST = 12


def unfinished(known: Gathered) -> Part:
    health = known.health
    with_gaps = [each for each in health.plans if each.own_points]
    sections = [Section(HEADING, 1, (Paragraph(_said(health.count)),))]
    sections += [_section(_name(each), each.own_points) for each in with_gaps]
    if health.actor_points:
        sections.append(_section("De ansvariga", health.actor_points))
    rows = tuple(_rows(with_gaps, health.actor_points))
    return Part(tuple(sections), (Sheet("Att se över", SHEET, rows),) if rows else ())


def _said(number: int) -> str:
    if not number:
        return "Inget i planerna saknas, är bortglömt eller sent flera år i rad."
    if number == 1:
        return "En sak i planerna saknas, är bortglömd eller sen. Sidan ”Att se över” visar den som den är just nu."
    many = f"{number} saker i planerna saknas, är bortglömda eller sena."
    return f"{many} Sidan ”Att se över” visar dem som de är just nu."


def _name(health: PlanHealth) -> str:
    plan = health.examined.plan
    return f"{plan.title} ({plan.state_label.lower()})"


def _section(heading: str, points: Sequence[Point]) -> Section:
    table: Block = Table("", COLUMNS, tuple(map(_row, points)))
    return Section(heading, 2, (table,))


def _row(point: Point) -> tuple[str, ...]:
    names = listed([found.name for found in point.findings], MOST)
    return point.title, str(point.count), names, point.how


def _rows(plans: Iterable[PlanHealth], actors: Iterable[Point]) -> Iterator[tuple[str, ...]]:
    for health in plans:
        yield from _findings(_name(health), health.own_points)
    yield from _findings("", actors)


def _findings(plan: str, points: Iterable[Point]) -> Iterator[tuple[str, ...]]:
    for point in points:
        for found in point.findings:
            yield plan, point.title, found.name, found.said
