"""A document as a tagged PDF: PDF/UA-1, or for the archive PDF/UA-1 and PDF/A-2a in one file."""

from __future__ import annotations

from collections.abc import Callable

from andts.lib.document import Document
from reports.renderers.binding import bind
from reports.renderers.layout import lay_out
from reports.renderers.outline import headings
from reports.renderers.paper import Part, html_of

Progress = Callable[[float], None]


def render_pdf(document: Document, *, archive: bool = False, on_progress: Progress | None = None) -> bytes:
    """The same document gives the same bytes. `on_progress` is told the share that is done, from 0 to 1."""
    part = Part(document, headings(document))
    return bind(document, [lay_out(html_of(part), archive=archive)], archive=archive)


def html_for(document: Document) -> str:
    """What WeasyPrint is given for a document laid out in one go; the benchmarks compare against it."""
    return html_of(Part(document, headings(document))).text
