"""What the page of a län shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from andts.lib.swedish import day_text
from followup.charts import Chart, status_chart
from followup.county.figures import CountyFigures
from followup.county.filters import CountyFilter, RowFilter
from followup.county.reading import (
    day_of,
    frameworks_of,
    goals_of,
    latest_of,
    municipalities_of,
    read,
    rounds_of,
    usual_framework,
    years_of,
)
from followup.county.tables import CountyTables
from followup.county.words import sentence
from followup.statistics import Figure
from organisations.models import Organisation

WIDE = 640


@dataclass(frozen=True)
class CountyPage:
    """`everything` is of all the län's municipalities, `figures` of those that the filter leaves."""

    county: Organisation
    narrowed: CountyFilter
    everything: CountyFigures

    @cached_property
    def figures(self) -> CountyFigures:
        return replace(self.everything, municipalities=self.narrowed.chosen(self.everything.municipalities))

    @property
    def sentence(self) -> str:
        return sentence(self.figures)

    @cached_property
    def tables(self) -> CountyTables:
        return CountyTables(self.figures, self.narrowed)

    @cached_property
    def charts(self) -> dict[str, Chart]:
        # By the name that stands in addresses; without what there is nothing to draw of.
        return county_charts(self.figures)

    @cached_property
    def numbers(self) -> list[Figure]:
        narrowed = self.narrowed

        # The query of a figure is an address here: of this page, or of the rows.
        def among(**more: str) -> str:
            return f"?{narrowed.narrower(**more)}#kommunerna"

        def rows(**more: str) -> str:
            return f"aktiviteter/?{narrowed.narrower(sortera='', **more)}"

        shown_at = {
            "kommuner": among(),
            "med_plan": among(plan="finns"),
            "foljt_upp": among(uppfoljning="finns"),
            "aktiviteter": rows(),
            "genomforda": rows(status="done"),
            "besvarade": rows(svar="finns"),
        }
        return [
            Figure(each.name, each.label, each.number, shown_at[each.name], each.share)
            for each in self.figures.key_figures
        ]

    def as_json(self) -> dict[str, Any]:
        return {
            "om": f"{self.figures.name} {self.figures.year}",
            "urval": self.narrowed.wanted,
            "mening": self.sentence,
            "siffror": {figure.name: figure.number for figure in self.numbers},
            "tabeller": {name: table.as_json() for name, table in self.tables.items()},
        }


def county_page(county: Organisation, asked: Mapping[str, Any], form: type[CountyFilter] = CountyFilter) -> CountyPage:
    """Of its adopted plans and closed rounds; eleven queries, whatever there is to count."""
    municipalities = municipalities_of([county.pk])
    rounds = rounds_of([each.pk for each in municipalities])
    years = years_of(rounds)
    frameworks = frameworks_of([county.pk])
    narrowed = form(asked, years, latest_of(rounds), frameworks, municipalities)
    year = narrowed.year
    goals = goals_of(narrowed.framework or usual_framework(frameworks, year))
    if isinstance(narrowed, RowFilter):
        narrowed.offer_goals(goals)
    counted = read(municipalities, rounds, year, goals)
    return CountyPage(county, narrowed, CountyFigures(county.name, year, day_of(year), goals, counted))


def county_charts(figures: CountyFigures) -> dict[str, Chart]:
    source = f"Avslutade uppföljningar av {figures.year}, {figures.name}, läget {day_text(figures.day)}"
    by_goal = [group for group in figures.by_goal if group.tally.total] if figures.framework.goals else []
    drawn = {
        "mal": status_chart(by_goal, source, figures.whole) if by_goal else None,
        "kommuner": status_chart(figures.by_municipality, source) if figures.by_municipality else None,
    }
    return {name: replace(chart, name=name, wide=WIDE) for name, chart in drawn.items() if chart}
