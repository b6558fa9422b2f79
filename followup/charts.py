"""Charts as SVG, made on the server: the same drawing in the page, as a file and in the PDF.

Strict about what a page may hold: no script, no style, only presentation attributes, which classes of
static/css/follow_up.css replace by the page's own colours. Every status has a pattern beside its hue, so that a chart
reads in greyscale; the words and figures stand in the drawing, and in the table under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from textwrap import wrap

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from activities.models import Activity
from andts.lib.document import Picture
from followup.filters import short
from followup.grouping import Period
from followup.tallies import LABELS, STATUSES, Group, percent_text

Status = Activity.Status

NARROW = 320
# Of the tokens (static/css/tokens.css), five hues and no more: tested to be the same.
PAINTS: dict[str, str] = {
    Status.DONE: "#2a6a3e",
    Status.PARTLY_DONE: "#855a00",
    Status.ONGOING: "#1f5fa8",
    Status.DELAYED: "#b3261e",
    Status.NOT_STARTED: "#60666d",
    Status.CANCELLED: "#60666d",
    "": "#60666d",
}
FONT = 14
# As wide as a letter is on average, and a figure; a little too wide, so that no text meets another.
LETTER, STRONG = 7.6, 8.2
BAR, GAP, LABEL_LINE, TIGHT_LINE = 20, 8, 20, 16


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    words: str
    anchor: str = "start"
    is_strong: bool = False
    is_quiet: bool = False


@dataclass(frozen=True)
class Piece:
    """A part of a bar, or the sample of it in the key. `plate` is what its figure stands on, where it has room."""

    x: float
    y: float
    width: float
    height: float
    status: str
    about: str = ""
    figure: str = ""

    @property
    def paint(self) -> str:
        return PAINTS[self.status]

    @property
    def kind(self) -> str:
        return self.status or "none"

    @property
    def plate(self) -> float:
        """The width of the plate; 0 where the figure has no room."""
        needed = len(self.figure) * LETTER + 8
        return needed if self.figure and needed <= self.width - 2 else 0

    @property
    def is_pale(self) -> bool:
        """Little is painted: its figure stands in ink on paper."""
        return self.status in ("", Status.NOT_STARTED, Status.CANCELLED)

    @property
    def plate_x(self) -> float:
        return round(self.x + (self.width - self.plate) / 2, 1)

    @property
    def inner_y(self) -> float:
        """Within the edge."""
        return self.y + 1

    @property
    def inner_height(self) -> float:
        return self.height - 2

    @property
    def figure_text(self) -> Text:
        return Text(round(self.x + self.width / 2, 1), self.y + 15, self.figure, "middle")


@dataclass(frozen=True)
class Drawing:
    width: int
    height: float
    texts: list[Text] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Chart:
    """`title` says the point, `alternative` all of it in words. Drawn at the width it is asked for."""

    name: str
    title: str
    unit: str
    source: str
    wide: int
    alternative: str

    def draw(self, width: int, top: float) -> Drawing:
        raise NotImplementedError

    def svg(self, width: int = 0) -> SafeString:
        """At its full width unless another is asked for."""
        wide = width or self.wide
        heading = wrap(self.title, int(wide / STRONG))
        top = LABEL_LINE * len(heading) + 24
        drawn = self.draw(wide, top)
        source = wrap(f"Källa: {self.source}", int(wide / LETTER))
        context = {
            "chart": self,
            "id": f"diagram-{self.name}-{wide}",
            "heading": [Text(0, 15 + LABEL_LINE * line, words, is_strong=True) for line, words in enumerate(heading)],
            "unit": Text(0, top - 9, self.unit, is_quiet=True),
            "drawn": drawn,
            "source": [
                Text(0, drawn.height + 18 * (1 + line), words, is_quiet=True) for line, words in enumerate(source)
            ],
            "height": drawn.height + 18 * len(source) + 6,
            "font": FONT,
        }
        return render_to_string("followup/chart.svg", context)

    @property
    def wide_svg(self) -> SafeString:
        return self.svg()

    @property
    def narrow_svg(self) -> SafeString:
        """For a telephone."""
        return self.svg(NARROW)

    def picture(self) -> Picture:
        """For a `Document`."""
        return Picture("image/svg+xml", self.svg().encode(), self.alternative)


@dataclass(frozen=True)
class StatusChart(Chart):
    """A stacked bar for each group, all as long: what share of its activities stands where."""

    groups: tuple[Group, ...] = ()

    def draw(self, width: int, top: float) -> Drawing:
        drawn, y = self._key(width, top)
        is_beside = width > NARROW
        left = round(0.34 * width) if is_beside else 0
        for group in self.groups:
            lines = _lines(group.label, (left - 12 if is_beside else width) / LETTER, 2 if is_beside else 1)
            first = y + 15 if is_beside else y + 13
            y += 0 if is_beside else LABEL_LINE
            drawn.texts.extend(Text(0, first + TIGHT_LINE * line, words) for line, words in enumerate(lines))
            drawn.pieces.extend(_bar(group, left, y, width - left))
            y += (BAR if len(lines) < 2 or not is_beside else 2 * TIGHT_LINE) + GAP
        return replace(drawn, height=y)

    def _key(self, width: int, top: float) -> tuple[Drawing, float]:
        """Each status that occurs, its pattern, its word and how many: a row or as many as it takes."""
        key, x, y = Drawing(width, 0), 0.0, top
        for status in STATUSES:
            number = sum(group.tally.by_status[status] for group in self.groups if group.level == 1)
            if not number:
                continue
            words = f"{LABELS[status]} {number}"
            needed = 22 + len(words) * LETTER + 10
            if x and x + needed > width:
                x, y = 0.0, y + LABEL_LINE
            key.pieces.append(Piece(x, y, 16, 14, status))
            key.texts.append(Text(x + 22, y + 12, words))
            x += needed
        return key, y + LABEL_LINE + 8


def _lines(text: str, letters: float, most: int) -> list[str]:
    """On so many lines, with what has no room cut away."""
    lines = wrap(" ".join(text.split()), int(letters))
    return lines if len(lines) <= most else [*lines[: most - 1], short(" ".join(lines[most - 1 :]), int(letters))]


def _bar(group: Group, left: float, y: float, width: float) -> list[Piece]:
    pieces, x = [], left
    for status in STATUSES:
        number = group.tally.by_status[status]
        if number:
            part = width * number / group.tally.total
            about = f"{group.label}: {LABELS[status].lower()} {number} av {group.tally.total}"
            pieces.append(Piece(round(x, 1), y, round(max(part - 2, 1), 1), BAR, status, about, str(number)))
            x += part
    return pieces


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


def status_chart(groups: Sequence[Group], source: str) -> StatusChart:
    """Of the highest headings; of those under it, where there is only one."""
    shown = _shown(groups)
    words = "; ".join(f"{group.label}: {_statuses(group)}" for group in shown)
    return StatusChart("status", _status_point(shown), "Antal aktiviteter", source, 480, words, groups=tuple(shown))


def _shown(groups: Sequence[Group]) -> list[Group]:
    return [group for group in groups if group.level == 1]


def _status_point(groups: Sequence[Group]) -> str:
    """Which has come furthest, where one has."""
    done, total = sum(group.tally.done for group in groups), sum(group.tally.total for group in groups)
    if not done:
        return "Ingen aktivitet är genomförd än"
    if done == total:
        return "Alla aktiviteter är genomförda"
    ranked = sorted(groups, key=_share, reverse=True)
    if len(ranked) == 1 or _share(ranked[0]) == _share(ranked[1]):
        return f"{done} av {total} aktiviteter är genomförda"
    first = ranked[0]
    return f"Längst har {short(first.label)} kommit: {first.tally.done} av {first.tally.total} genomförda"


def _share(group: Group) -> float:
    return group.tally.done / group.tally.total


def _statuses(group: Group) -> str:
    counted = group.tally.by_status
    return ", ".join(f"{LABELS[status].lower()} {counted[status]}" for status in STATUSES if counted[status])


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
