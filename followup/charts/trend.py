"""How much was carried out in each of the periods: a column for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from activities.models import Activity
from followup.charts.drawing import Chart
from followup.charts.shapes import LETTER, Drawing, Piece, Text
from followup.grouping import Period
from followup.tallies import percent_text

Status = Activity.Status


@dataclass(frozen=True)
class TrendChart(Chart):
    """A column for each period: what share of its activities was carried out. The latest that there is room for."""

    periods: tuple[Period, ...] = ()
    tall = 120

    def draw(self, width: int, top: float) -> Drawing:
        needed = max(len(_fraction(period)) for period in self.periods) * LETTER + 16
        shown = self.periods[-max(int(width / needed), 1) :]
        step = min(width / len(shown), 130)
        drawn = Drawing(width, top + self.tall + 62)
        for place, period in enumerate(shown):
            middle, share = step * (place + 0.5), float(period.share or 0)
            tall = self.tall * share / 100
            y = top + 18 + self.tall - tall
            about = f"{period.name}: {percent_text(period.share)}, {_fraction(period)}"
            drawn.pieces.append(
                Piece(round(middle - 22, 1), round(y, 1), 44, round(max(tall, 1), 1), Status.DONE, about)
            )
            drawn.texts.extend(
                [
                    Text(middle, y - 5, percent_text(period.share), "middle", is_strong=True),
                    Text(middle, top + self.tall + 36, period.name, "middle"),
                    Text(middle, top + self.tall + 54, _fraction(period), "middle", is_quiet=True),
                ]
            )
        return drawn


def _fraction(period: Period) -> str:
    return f"{period.done} av {period.total}"


def trend_chart(periods: Sequence[Period], source: str, *, is_open: bool) -> TrendChart | None:
    """None before there are two periods to compare. `is_open`: the last is still under way."""
    if len(periods) < 2:
        return None
    words = "; ".join(f"{period.name}: {percent_text(period.share)}, {_fraction(period)}" for period in periods)
    point = _trend_point(periods[-2], periods[-1], is_open=is_open)
    return TrendChart("trend", point, "Procent av aktiviteterna", source, 300, words, periods=tuple(periods))


def _trend_point(before: Period, latest: Period, *, is_open: bool) -> str:
    now, then = percent_text(latest.share), percent_text(before.share)
    if is_open:
        return f"Hittills är {now} genomfört {latest.name}, mot {then} {before.name}"
    if latest.share == before.share:
        return f"Lika mycket genomfört {latest.name} som {before.name}: {now}"
    direction = "Mer" if (latest.share or 0) > (before.share or 0) else "Mindre"
    return f"{direction} genomfört {latest.name} än {before.name}: {now} mot {then}"
