"""A dashboard as a workbook: a sheet for each of its tables, with the same figures."""

from __future__ import annotations

from activities.snapshot.header import accent, organisation_name
from andts.lib.document import Document, HeaderField
from followup.dashboards import Dashboard


def dashboard_workbook(dashboard: Dashboard) -> Document:
    organisation = dashboard.rounds[0].plan.organisation
    # The selection stands with what the page shows.
    said = ", ".join(dashboard.narrowed.said) or "Alla aktiviteter"
    return Document(
        title=dashboard.about,
        kind="Uppföljning",
        organisation=organisation_name(organisation),
        accent=accent(organisation),
        header=(HeaderField("I korthet", dashboard.sentence), HeaderField("Urval", said)),
        sheets=tuple(table.as_sheet() for table in dashboard.tables.values()),
    )
