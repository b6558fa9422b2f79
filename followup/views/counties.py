"""A län: its municipalities beside each other, the activities behind the figures, and several län together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst

from andts.lib.swedish import day_text
from followup.county.access import read_counties, read_county
from followup.county.country import country_page, country_table
from followup.county.figures import FollowedActivity, Municipality
from followup.county.filters import BY_NAME, RowFilter
from followup.county.page import CountyPage, county_page
from followup.county.reading import ActivityName, names_of
from followup.county.tables import COLUMNS
from followup.tables import Cell, DataTable
from followup.tallies import LABELS
from followup.views.files import as_file, table_file
from organisations.access import SignedIn

ON_A_PAGE = 50
FEW = 12


def county_list(request: SignedIn) -> HttpResponse:
    """As many queries whatever the number of län."""
    counties = read_counties(request)
    page = country_page(counties, request.GET.dict())
    table = country_table(page)
    if request.GET.get("format") == "csv":
        return table_file(table)
    context = {
        "filter": page.narrowed,
        "table": table,
        "rows": list(zip(counties, labelled(table), strict=True)),
        "day": day_text(page.day),
    }
    return render(request, "followup/county_list.html", context)


def labelled(table: DataTable) -> list[list[tuple[str, Cell]]]:
    return [list(zip(table.columns, row, strict=True)) for row in table.rows]


def county_detail(request: SignedIn, key: str) -> HttpResponse:
    """As many queries whatever the number of municipalities; with `format` the figures as a file."""
    page = county_page(read_county(request, key), request.GET.dict())
    if file := as_file(request, page, lambda: page.charts, usual="kommuner"):
        return file
    context = {
        "page": page,
        "county": page.county,
        "figures": page.figures,
        "filter": page.narrowed,
        "columns": [Column(page, *column) for column in COLUMNS],
        "rows": _municipality_rows(page),
        "shows_each": _shows_each(request, page),
        "day": day_text(page.figures.day),
        "is_one_of_several": len(request.user.scope.counties) > 1,
    }
    return render(request, "followup/county_detail.html", context)


Links = list[tuple[str, str, str]]
NumberCells = list[tuple[str, str, str]]


def _municipality_rows(page: CountyPage) -> Iterator[tuple[Municipality, str, Links, Links, NumberCells]]:
    """Each municipality with its address, (address, name, more) of its plans and of its rounds, and (column, text,
    address) of its figures: the template asks for nothing more."""
    table = page.tables["kommuner"]
    for municipality, (first, *cells) in zip(page.figures.municipalities, table.rows, strict=True):
        plans = [
            (reverse("plan", args=[plan.pk]), plan.title, f"{plan.validity}, {plan.age_text} sedan beslutet")
            for plan in municipality.plans
        ]
        rounds = [
            (reverse("round", args=[each.pk]), capfirst(each.period), each.plan_title) for each in municipality.rounds
        ]
        # Of plans and rounds their names stand instead of their number, and the age before the rounds.
        numbers = [(label, each.text, each.href) for label, each in zip(table.columns[4:], cells[3:], strict=True)]
        yield municipality, first.url, plans, rounds, numbers


def _shows_each(request: SignedIn, page: CountyPage) -> bool:
    # A bar for each: of few at once, of many when it is asked for.
    number = len(page.figures.followed_up)
    return 0 < number <= FEW or (number > FEW and request.GET.get("diagram") == "kommuner")


@dataclass(frozen=True)
class Column:
    """A column of the municipalities with the link that orders by it; without a name nothing can be."""

    page: CountyPage
    label: str
    name: str = ""

    @property
    def is_number(self) -> bool:
        return self.name not in ("", BY_NAME)

    @property
    def query(self) -> str:
        return self.page.narrowed.sorting(self.name)[0] if self.name else ""

    @property
    def direction(self) -> str:
        return self.page.narrowed.sorting(self.name)[1] if self.name else ""


@dataclass(frozen=True)
class ShownRow:
    municipality: Municipality
    activity: FollowedActivity
    name: ActivityName

    @property
    def status_label(self) -> str:
        return LABELS[self.activity.status]

    @property
    def answers(self) -> str:
        return "Alla har svarat" if self.activity.is_answered else "Saknas"


def county_rows(request: SignedIn, key: str) -> HttpResponse:
    page = county_page(read_county(request, key), request.GET.dict(), RowFilter)
    # Each with the closed round it stands in.
    found = _rows(page)
    if request.GET.get("format") == "csv":
        return table_file(_row_table(_named(found)))
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("sida"))
    context = {
        "county": page.county,
        "figures": page.figures,
        "filter": page.narrowed,
        "page": shown,
        "rows": _named(list(shown)),
        "back": f"{reverse('county', args=[key])}?ar={page.figures.year}",
    }
    return render(request, "followup/county_rows.html", context)


Found = tuple[Municipality, FollowedActivity]


def _rows(page: CountyPage) -> list[Found]:
    assert isinstance(page.narrowed, RowFilter)
    return [(each, activity) for each in page.figures.municipalities for activity in page.narrowed.rows(each)]


def _named(found: list[Found]) -> list[ShownRow]:
    names = names_of(activity.pk for _, activity in found)
    return [ShownRow(each, activity, names[activity.pk]) for each, activity in found]


def _row_table(rows: list[ShownRow]) -> DataTable:
    columns = ("Kommun", "Plan", "Nummer", "Aktivitet", "Status", "Svar")
    cells = (
        (row.municipality.label, row.name.plan, row.name.number, row.name.title, row.status_label, row.answers)
        for row in rows
    )
    return DataTable("aktiviteter", "Aktiviteter", columns, tuple(tuple(map(Cell, texts)) for texts in cells))
