"""Which charts a dashboard has, on its page and on paper."""

from __future__ import annotations

from followup.charts.drawing import Chart
from followup.charts.status import status_chart
from followup.charts.trend import trend_chart
from followup.dashboards import Dashboard


def charts_of(dashboard: Dashboard) -> dict[str, Chart]:
    trend = trend_chart(dashboard.periods, dashboard.source, is_open=not dashboard.is_over)
    drawn: list[Chart] = [status_chart(dashboard.headings, dashboard.source)] if dashboard.headings else []
    # By the name that stands in addresses; without what there is nothing to draw of.
    return {chart.name: chart for chart in [*drawn, *([trend] if trend else [])]}
