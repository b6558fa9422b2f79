"""Charts as SVG, made on the server: the same drawing in the page, as a file and in the PDF.

Strict about what a page may hold: no script, no style, only presentation attributes, which classes of
static/css/dashboard.css replace by the page's own colours. Every status has a pattern beside its hue, so that a chart
reads in greyscale; the words and figures stand in the drawing, and in the table under it.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from andts.lib.document import Picture
from followup.charts.shapes import LETTER, STRONG, Drawing, Text

NARROW = 320
FONT = 14
# On a page the reader's own; a program that draws for paper is told the one that print.css uses.
PAGE_FONTS = "-apple-system, 'Segoe UI', 'Liberation Sans', sans-serif"
PAPER_FONTS = "'Liberation Sans', Arial, sans-serif"
BAR, GAP, LABEL_LINE, TIGHT_LINE = 20, 8, 20, 16


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
        wide = width or self.wide
        name, drawn = f"diagram-{self.name}-{wide}", self._whole(wide)
        context = {"chart": self, "id": name, "drawn": drawn, "written": drawn.svg(name), "font": FONT, "fonts": fonts}
        return render_to_string("followup/chart.svg", context)

    def height(self, width: int) -> float:
        return self._whole(width).height

    def _whole(self, wide: int) -> Drawing:
        # The heading and the source are part of the drawing.
        heading, source = wrap(self.title, int(wide / STRONG)), wrap(f"Källa: {self.source}", int(wide / LETTER))
        top = LABEL_LINE * len(heading) + 24
        drawn = self.draw(wide, top)
        above = [Text(0, 15 + LABEL_LINE * line, words, is_strong=True) for line, words in enumerate(heading)]
        above.append(Text(0, top - 9, self.unit, is_quiet=True))
        below = [Text(0, drawn.height + 18 * line, words, is_quiet=True) for line, words in enumerate(source, start=1)]
        return Drawing(wide, drawn.height + 18 * len(source) + 6, [*drawn.texts, *below], drawn.pieces, above)

    @property
    def wide_svg(self) -> SafeString:
        return self.svg()

    @property
    def narrow_svg(self) -> SafeString:
        # For a telephone.
        return self.svg(NARROW)

    def picture(self, width: int = 0) -> Picture:
        """For a `Document`: what stands for it says its point too, which is part of the drawing."""
        said = f"{self.title}. {self.unit}. {self.alternative}."
        return Picture("image/svg+xml", self.svg(width, PAPER_FONTS).encode(), said)
