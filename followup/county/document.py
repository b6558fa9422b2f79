"""The länsrapport: what a län's municipalities have decided and carried out, as a document. Pure; no database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from andts.lib.document import Block, BulletList, Column, Document, Figure, HeaderField, Paragraph, Section, Table
from andts.lib.swedish import day_text, listed
from followup.county.beside import beside_each_other, counties_beside_each_other
from followup.county.figures import CountyFigures, Municipality, goal_groups
from followup.county.page import county_charts
from followup.county.sheets import sheets_of
from followup.county.stored import ToldMunicipality
from followup.county.tables import TITLES, frequency_table, group_table, no_address
from followup.county.words import basis, municipality_sentence, sentence
from followup.filters import short
from followup.tables import status_table
from followup.tallies import percent, percent_text

KIND = "Länsrapport: sammanställning"
GOAL_LETTERS = 70
# In a title; the document's header names them all.
MOST_NAMED = 3
# The share of a table's width that its first column has, where there are few columns and where there are many.
WIDE, NARROW = 46, 34
GOAL_COLUMNS = ("Aktiviteter", "Genomförda", "Andel genomförda", "Besvarade")
NOTES = (
    "Bara fastställda planer och avslutade uppföljningar räknas, aldrig utkast. Det gäller planer som kommunen själv "
    "äger.",
    "En aktivitet räknas en gång, som årets senast avslutade uppföljning lämnade den. Bidrar den till flera mål står "
    "den under vart och ett av dem.",
    "Procent är av alla. Valid procent är av dem som har svarat. Ett streck betyder att det inte finns något att räkna "
    "andelen av.",
    "Planens ålder är hela år från det första beslutet till den dag som siffrorna gäller.",
    "Rapporten är länets egen sammanställning. Den är inte Folkhälsomyndighetens länsrapport, som är en enkät.",
)


@dataclass(frozen=True)
class CountyReport:
    """`counties` in the order they come; `made` is the day the figures were read."""

    counties: tuple[CountyFigures, ...]
    told: tuple[ToldMunicipality, ...]
    made: date

    @cached_property
    def whole(self) -> CountyFigures:
        first = self.counties[0]
        municipalities = tuple(each for county in self.counties for each in county.municipalities)
        return replace(first, name=self.name, municipalities=municipalities)

    @property
    def name(self) -> str:
        if len(self.counties) > MOST_NAMED:
            return f"{len(self.counties)} län"
        return listed([county.name for county in self.counties])

    @property
    def has_several(self) -> bool:
        return len(self.counties) > 1


def county_document(report: CountyReport, accent: str) -> Document:
    whole = report.whole
    return Document(
        title=f"{KIND} för {report.name} {whole.year}",
        kind=KIND,
        organisation=report.name,
        accent=accent,
        dated=report.made,
        header=_header(report),
        sections=tuple(_sections(report)),
        sheets=sheets_of(whole, report.told),
        keywords=("ANDTS", "länsrapport", str(whole.year)),
    )


def _header(report: CountyReport) -> tuple[HeaderField, ...]:
    whole = report.whole
    lines = [
        HeaderField("Avser", str(whole.year)),
        HeaderField("Underlag", basis(whole)),
        HeaderField("Målramverk", whole.framework.name),
        HeaderField("Län", ", ".join(county.name for county in report.counties) if report.has_several else ""),
        HeaderField("Kommuner", str(len(whole.municipalities))),
        HeaderField("Läget", day_text(report.made)),
    ]
    return tuple(line for line in lines if line.text)


def _sections(report: CountyReport) -> Iterator[Section]:
    yield from _summary(report.whole)
    yield from _whole(report.whole)
    if report.has_several:
        yield counties_beside_each_other(report.counties)
    for county in report.counties:
        yield from beside_each_other(county, f"Kommunerna i {county.name} bredvid varandra")
    for county in report.counties:
        yield Section(f"Kommun för kommun, {county.name}" if report.has_several else "Kommun för kommun", 1)
        yield from (municipality_section(each, county) for each in county.municipalities)


def _summary(whole: CountyFigures) -> Iterator[Section]:
    columns = (Column("Siffra", 60), Column("Antal", 20, numeric=True), Column("Procent", 20, numeric=True))
    rows = tuple((each.label, str(each.number), percent_text(each.share)) for each in whole.key_figures)
    figures = Table(f"{whole.name} {whole.year} i siffror", columns, rows)
    drawn = county_charts(whole).get("mal")
    charts = (Figure(drawn.picture()),) if drawn else ()
    yield Section("Sammanfattning", 1, (Paragraph(sentence(whole)), figures, *charts))
    without = tuple(each.label for each in whole.without_plan)
    if without:
        yield Section("Kommuner utan gällande plan", 2, (BulletList(without),))
    yield Section("Så räknas siffrorna", 2, (BulletList(NOTES),))


def _whole(whole: CountyFigures) -> Iterator[Section]:
    tables = (
        status_table(whole.whole, no_address, TITLES["status"]),
        frequency_table("planer", "Kommuner med gällande plan", "Plan", whole.plan_frequencies),
        frequency_table("utfall", "Kommuner efter hur mycket som är genomfört", "Genomfört", whole.outcome_frequencies),
    )
    yield Section("Alla kommuner tillsammans", 1, tuple(table.on_paper(WIDE) for table in tables))
    by_goal = group_table("mal", "Aktiviteterna efter mål och status", "Mål", whole.by_goal, no_address)
    if whole.framework.goals:
        yield Section("Efter mål", 2, (by_goal.on_paper(NARROW),), orientation="landscape")


def municipality_section(each: Municipality, county: CountyFigures) -> Section:
    said = Paragraph(municipality_sentence(each, county.year, day_text(county.day)))
    blocks: list[Block] = [said, *_plans(each)]
    if each.is_followed_up:
        blocks.append(status_table(each.whole, no_address, TITLES["status"]).on_paper(WIDE))
        blocks.append(_goals(each, county))
    return Section(each.name, 2, tuple(blocks))


def _plans(each: Municipality) -> Iterator[Table]:
    columns = (
        *(Column("Plan", 36), Column("Dokumenttyp", 20), Column("Antagen", 16)),
        *(Column("Gäller", 18), Column("Ålder", 10, numeric=True)),
    )
    rows = tuple((plan.title, plan.kind, day_text(plan.adopted), plan.validity, plan.age_text) for plan in each.plans)
    if rows:
        yield Table("Gällande planer", columns, rows)


def _goals(each: Municipality, county: CountyFigures) -> Table:
    # Few, to stand upright; Excel has each status.
    columns = (Column("Mål", 52), *(Column(label, 12, numeric=True) for label in GOAL_COLUMNS))
    rows = tuple(
        (
            short(group.label, GOAL_LETTERS),
            str(group.tally.total),
            str(group.tally.done),
            percent_text(percent(group.tally.done, group.tally.total)),
            str(group.tally.answered),
        )
        for group in goal_groups(each.activities, county.framework)
    )
    return Table("Aktiviteterna efter mål", columns, rows)
