"""Several län beside each other, for those who read more than one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from followup.county.figures import CountyFigures, FrameworkGoals, Municipality
from followup.county.filters import YearFilter
from followup.county.reading import day_of, latest_of, municipalities_of, read, rounds_of, years_of
from followup.tables import Cell, DataTable
from followup.tallies import percent
from organisations.models import Organisation


@dataclass(frozen=True)
class CountryPage:
    """The län that the user reads, beside each other."""

    narrowed: YearFilter
    counties: tuple[CountyFigures, ...]
    organisations: tuple[Organisation, ...]

    @property
    def day(self) -> date:
        return day_of(self.narrowed.year)


def country_page(counties: Sequence[Organisation], asked: Mapping[str, Any]) -> CountryPage:
    """As many queries for all of them as for one."""
    inside = [county.pk for county in counties]
    municipalities = municipalities_of(inside)
    rounds = rounds_of([each.pk for each in municipalities])
    years = years_of(rounds)
    narrowed = YearFilter(asked, years, latest_of(rounds), [])
    goals = FrameworkGoals(None, "", ())
    counted = read(municipalities, rounds, narrowed.year, goals)
    day = day_of(narrowed.year)
    figures = (
        CountyFigures(county.name, narrowed.year, day, goals, _within(counted, county.pk)) for county in counties
    )
    return CountryPage(narrowed, tuple(figures), tuple(counties))


def _within(counted: Sequence[Municipality], county: int) -> tuple[Municipality, ...]:
    return tuple(each for each in counted if each.county == county)


def country_table(page: CountryPage) -> DataTable:
    columns = (
        *("Län", "Kommuner", "Har gällande plan", "Har följt upp", "Aktiviteter", "Genomförda", "Andel genomförda"),
        *("Besvarade", "Andel besvarade"),
    )
    year = page.narrowed.narrower(ar=str(page.narrowed.year))

    def row(figures: CountyFigures, key: str) -> tuple[Cell, ...]:
        whole, here = figures.whole, f"{key}/?{year}"
        rows = f"{key}/aktiviteter/?{year}"
        # Each figure is a link to the län's own page or rows.
        return (
            Cell(figures.name, url=here),
            Cell(len(figures.municipalities), url=f"{here}#kommunerna"),
            Cell(len(figures.with_plan), url=f"{here}&plan=finns#kommunerna"),
            Cell(len(figures.followed_up), url=f"{here}&uppfoljning=finns#kommunerna"),
            Cell(whole.total, url=rows),
            Cell(whole.done, url=f"{rows}&status=done"),
            Cell(percent(whole.done, whole.total)),
            Cell(whole.answered, url=f"{rows}&svar=finns"),
            Cell(percent(whole.answered, whole.total)),
        )

    beside = zip(page.counties, page.organisations, strict=True)
    rows = tuple(row(figures, each.code or each.slug) for figures, each in beside)
    return DataTable("lan", f"Länen {page.narrowed.year}", columns, rows)
