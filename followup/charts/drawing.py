"""Charts as SVG, made on the server: the same drawing in the page, as a file and in the PDF.

Strict about what a page may hold: no script, no style, only presentation attributes, which classes of
static/css/follow_up.css replace by the page's own colours. Every status has a pattern beside its hue, so that a chart
reads in greyscale; the words and figures stand in the drawing, and in the table under it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from activities.models import Activity
from andts.lib.document import Picture

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
# On a page the reader's own; a program that draws for paper is told the one that print.css uses.
PAGE_FONTS = "-apple-system, 'Segoe UI', 'Liberation Sans', sans-serif"
PAPER_FONTS = "'Liberation Sans', Arial, sans-serif"
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

    def svg(self, width: int = 0, fonts: str = PAGE_FONTS) -> SafeString:
        """At its full width unless another is asked for."""
        return render_to_string("followup/chart.svg", self._laid_out(width) | {"font": FONT, "fonts": fonts})

    def height(self, width: int) -> float:
        """Of the whole drawing at this width, in its own pixels."""
        return float(self._laid_out(width)["height"])

    def _laid_out(self, width: int) -> dict[str, Any]:
        wide = width or self.wide
        heading = wrap(self.title, int(wide / STRONG))
        top = LABEL_LINE * len(heading) + 24
        drawn = self.draw(wide, top)
        source = wrap(f"Källa: {self.source}", int(wide / LETTER))
        return {
            "chart": self,
            "id": f"diagram-{self.name}-{wide}",
            "heading": [Text(0, 15 + LABEL_LINE * line, words, is_strong=True) for line, words in enumerate(heading)],
            "unit": Text(0, top - 9, self.unit, is_quiet=True),
            "drawn": drawn,
            "source": [
                Text(0, drawn.height + 18 * (1 + line), words, is_quiet=True) for line, words in enumerate(source)
            ],
            "height": drawn.height + 18 * len(source) + 6,
        }

    @property
    def wide_svg(self) -> SafeString:
        return self.svg()

    @property
    def narrow_svg(self) -> SafeString:
        """For a telephone."""
        return self.svg(NARROW)

    def picture(self, width: int = 0) -> Picture:
        """For a `Document`: what stands for it says its point too, which is part of the drawing."""
        said = f"{self.title}. {self.unit}. {self.alternative}."
        return Picture("image/svg+xml", self.svg(width, PAPER_FONTS).encode(), said)
