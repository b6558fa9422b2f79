"""What a drawing is made of, and each of it as SVG: texts, and the pieces of bars.

Written out and not in a template: a län's chart has hundreds of pieces, and Django takes many times as long. Words are
what people have typed and are escaped; all else is figures and names of our own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain

from django.utils.html import escape
from django.utils.safestring import SafeString

from activities.models import Activity

Status = Activity.Status

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
PAPER, INK, QUIET = "#ffffff", "#1b1f24", "#545a61"
# As wide as a letter is on average, and a figure; a little too wide, so that no text meets another.
LETTER, STRONG = 7.6, 8.2


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    words: str
    anchor: str = "start"
    is_strong: bool = False
    is_quiet: bool = False
    is_on_plate: bool = False

    @property
    def svg(self) -> str:
        paint, fill = ("ink", INK) if not self.is_quiet else ("quiet", QUIET)
        if self.is_on_plate:
            paint, fill = "on-plate", PAPER
        anchor = "" if self.anchor == "start" else f' text-anchor="{self.anchor}"'
        weight = ' font-weight="600"' if self.is_strong else ""
        place = f'class="paint-{paint}" x="{self.x}" y="{self.y}" fill="{fill}"'
        return f"<text {place}{anchor}{weight}>{escape(self.words)}</text>"


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
        needed = len(self.figure) * LETTER + 8
        # No plate where the figure has no room.
        return needed if self.figure and needed <= self.width - 2 else 0

    @property
    def is_pale(self) -> bool:
        # Little is painted: its figure stands in ink on paper.
        return self.status in ("", Status.NOT_STARTED, Status.CANCELLED)

    def svg(self, patterns: str) -> str:
        """`patterns` is what the names of the drawing's patterns begin with."""
        title = f"<title>{escape(self.about)}</title>" if self.about else ""
        return f"<g>{title}{self._bar(patterns)}{self._figure() if self.plate else ''}</g>"

    def _bar(self, patterns: str) -> str:
        place = f'x="{self.x}" y="{self.y}" width="{self.width}" height="{self.height}"'
        whole = f'<rect class="paint-{self.kind}" {place} fill="{self.paint}"/>'
        if self.status == Status.DONE:
            return whole
        # Over its hue lies its pattern in a frame of the hue; what waits for an answer has the frame alone.
        bare, fill = (" paint-paper", PAPER) if not self.status else ("", f"url(#{patterns}-{self.kind})")
        return f'{whole}<rect class="line-{self.kind}{bare}" {place} fill="{fill}" stroke="{self.paint}"/>'

    def _figure(self) -> str:
        # On a pale piece the plate lies within the frame.
        x, inset = round(self.x + (self.width - self.plate) / 2, 1), int(self.is_pale)
        place = f'x="{x}" y="{self.y + inset}" width="{self.plate}" height="{self.height - 2 * inset}"'
        kind, fill = ("paper", PAPER) if self.is_pale else (self.kind, self.paint)
        middle = round(self.x + self.width / 2, 1)
        text = Text(middle, self.y + 15, self.figure, "middle", is_on_plate=not self.is_pale)
        return f'<rect class="paint-{kind}" {place} fill="{fill}"/>{text.svg}'


@dataclass(frozen=True)
class Drawing:
    """`heading` is read before the pieces, `texts` after them."""

    width: int
    height: float
    texts: list[Text] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    heading: list[Text] = field(default_factory=list)

    def svg(self, patterns: str) -> SafeString:
        """Without what stands around it; `patterns` as for a piece."""
        pieces = (piece.svg(patterns) for piece in self.pieces)
        lines = (text.svg for text in self.heading), pieces, (text.svg for text in self.texts)
        return SafeString("\n".join(chain(*lines)))
