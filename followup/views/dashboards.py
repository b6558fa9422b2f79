"""The dashboards, and their figures as files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse

from followup.access import visible_round
from followup.charts import charts_of
from followup.dashboards import Choice, Dashboard, organisation_dashboard, periods_of, round_dashboard, rounds_in
from followup.round_table import round_table
from followup.views import files
from followup.visits import note_visit
from organisations.access import SignedIn
from organisations.models import Organisation

ON_A_PAGE = 50


def as_file(request: SignedIn, dashboard: Dashboard) -> HttpResponse | None:
    return files.as_file(request, dashboard, lambda: charts_of(dashboard))


def shown(request: SignedIn, dashboard: Dashboard) -> dict[str, Any]:
    """What templates/followup/_round_figures.html needs; the visit is noted when the figures have been told."""
    context = {
        "dashboard": dashboard,
        "filter": dashboard.narrowed,
        "charts": charts_of(dashboard),
        "excel_url": f"{request.path}excel/?{dashboard.narrowed.query}",
    }
    note_visit(request.user, dashboard.subject)
    return context


def visible_dashboard(request: SignedIn, pk: int) -> Dashboard:
    round_ = visible_round(request, pk)
    return round_dashboard(request.user, round_, round_table(round_, request.user).follow_ups, request.GET)


@dataclass(frozen=True)
class Overview:
    """A kommun's dashboard of one of its periods; `name` is the kommun's or that of the unit chosen."""

    name: str
    periods: list[Choice]
    period: Choice
    dashboard: Dashboard


def overview(request: SignedIn) -> Overview | None:
    """Of the user's kommun, or of the unit that the user works at; None before anything has been followed up."""
    home = request.user.scope.home
    seen = rounds_in(request.user, home.authority) if home else []
    if not (home and seen):
        return None
    asked = request.GET.dict()
    if not home.is_authority:
        # A chef at a förvaltning begins with what is its own; an empty choice shows the whole.
        asked.setdefault("enhet", str(home.pk))
    periods = periods_of(seen)
    period = _chosen(periods, request.GET.get("period", ""))
    dashboard = organisation_dashboard(request.user, home.authority, seen, period, asked)
    return Overview(_named(dashboard, home), periods, period, dashboard)


def overview_shown(request: SignedIn, found: Overview) -> dict[str, Any]:
    rows = Paginator(found.dashboard.narrowed.rows, ON_A_PAGE).get_page(request.GET.get("sida"))
    return shown(request, found.dashboard) | {"overview": found, "page": rows}


def _chosen(periods: list[Choice], asked: str) -> Choice:
    return next((period for period in periods if period.value == asked), periods[0])


def _named(dashboard: Dashboard, home: Organisation) -> str:
    unit = dashboard.narrowed.units.get(dashboard.narrowed.wanted.get("enhet", ""))
    return unit.label if unit else home.authority.name
