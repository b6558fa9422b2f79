"""A dashboard as a workbook: a sheet for each of its tables, with the same figures."""

from __future__ import annotations

from decimal import Decimal

from activities.snapshot.header import accent, organisation_name
from andts.lib.document import Column, Document, HeaderField, Sheet
from followup.dashboards import Dashboard
from followup.tables import Cell, DataTable


def dashboard_workbook(dashboard: Dashboard) -> Document:
    """What the page shows, and of what: the selection stands with it."""
    organisation = dashboard.rounds[0].plan.organisation
    said = ", ".join(dashboard.narrowed.said) or "Alla aktiviteter"
    return Document(
        title=dashboard.about,
        kind="Uppföljning",
        organisation=organisation_name(organisation),
        accent=accent(organisation),
        header=(HeaderField("I korthet", dashboard.sentence), HeaderField("Urval", said)),
        sheets=tuple(map(table_sheet, dashboard.tables.values())),
    )


def table_sheet(table: DataTable, name: str = "") -> Sheet:
    """Under the table's own title unless another name is given."""
    first, *others = table.columns
    shares = {place for row in table.rows for place, cell in enumerate(row) if isinstance(cell.value, Decimal)}
    columns = [Column(label, 60 / len(others), one_decimal=place in shares) for place, label in enumerate(others, 1)]
    rows = tuple(tuple(map(_value, row)) for row in table.rows)
    return Sheet(name or table.title, (Column(first, 40), *columns), rows)


def _value(cell: Cell) -> str | int | float | None:
    return float(cell.value) if isinstance(cell.value, Decimal) else cell.value
