"""Figures as files: the address of a page with `format` is the same as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse, JsonResponse

from followup.charts import Chart
from followup.tables import DataTable


class Figures(Protocol):
    """What a page of figures knows of itself."""

    @property
    def tables(self) -> Mapping[str, DataTable]: ...
    def as_json(self) -> dict[str, Any]: ...


def as_file(
    request: HttpRequest, figures: Figures, charts: Callable[[], Mapping[str, Chart]], usual: str = "aktiviteter"
) -> HttpResponse | None:
    """What `format` asks for, of the `tabell` (`usual` when it names none) or `diagram`; None when it is the page."""
    match request.GET.get("format", ""):
        case "json":
            return JsonResponse(figures.as_json(), json_dumps_params={"ensure_ascii": False})
        case "csv":
            table = figures.tables.get(request.GET.get("tabell", usual))
            return table_file(table) if table else _missing()
        case "svg":
            chart = charts().get(request.GET.get("diagram", "status"))
            return _sent(chart.svg(), f"{chart.name}.svg", "image/svg+xml") if chart else _missing()
        case _:
            return None


def table_file(table: DataTable) -> HttpResponse:
    return _sent(f"\ufeff{table.as_csv()}", f"{table.name}.csv", "text/csv")


def _sent(text: str, name: str, media_type: str) -> HttpResponse:
    # Offered for saving, never shown in our pages' place.
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=f"{media_type}; charset=utf-8", headers=disposition)


def _missing() -> HttpResponse:
    return HttpResponse("Det finns inget sådant här.", status=404, content_type="text/plain; charset=utf-8")
