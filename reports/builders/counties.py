"""Länsrapport: a län, or several, municipality by municipality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from django.utils import timezone

from activities.snapshot.header import accent
from andts.lib.document import Document
from andts.lib.swedish import sort_key
from followup.county.document import CountyReport, county_document
from followup.county.figures import CountyFigures, FrameworkGoals
from followup.county.reading import (
    day_of,
    frameworks_of,
    goals_of,
    latest_of,
    municipalities_of,
    rounds_of,
    usual_framework,
)
from followup.county.stored import ToldMunicipality, from_json, municipality_part
from organisations.models import Organisation
from reports.models import Report
from reports.parts import Parts


def build_county(report: Report, parts: Parts) -> Document:
    """Each municipality is a part. All figures of the document are counted from the parts, so that they agree whenever
    and by however many workers those were made."""
    counties = sorted(report.over, key=lambda each: sort_key(each.name))
    municipalities = municipalities_of([county.pk for county in counties])
    year = report.year or _latest_year(municipalities)
    framework = goals_of(usual_framework(frameworks_of([county.pk for county in counties]), year))
    told = list(_told(municipalities, year, framework, parts))
    figures = [
        CountyFigures(
            county.name,
            year,
            day_of(year),
            framework,
            tuple(each.figures for each in told if each.figures.county == county.pk),
        )
        for county in counties
    ]
    return county_document(CountyReport(tuple(figures), tuple(told), _made(report)), accent(report.organisation))


def _latest_year(municipalities: Sequence[Organisation]) -> int:
    return latest_of(rounds_of([each.pk for each in municipalities]))


def _told(
    municipalities: Sequence[Organisation], year: int, framework: FrameworkGoals, parts: Parts
) -> Iterator[ToldMunicipality]:
    for number, each in enumerate(municipalities, start=1):
        make = partial(municipality_part, each, year, framework)
        yield from_json(parts.part(f"kommun-{each.pk}", make, number / len(municipalities)))


def _made(report: Report) -> date:
    # The day the work began, the same for each attempt.
    return timezone.localdate(report.ordered_at)
