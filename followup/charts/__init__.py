"""The charts of follow-up: drawing.py is what they have in common, shapes.py what they are drawn of."""

from followup.charts.drawing import NARROW, Chart
from followup.charts.of_dashboard import charts_of
from followup.charts.shapes import PAINTS
from followup.charts.status import StatusChart, status_chart
from followup.charts.trend import TrendChart, trend_chart

__all__ = [
    "NARROW",
    "PAINTS",
    "Chart",
    "StatusChart",
    "TrendChart",
    "charts_of",
    "status_chart",
    "trend_chart",
]
