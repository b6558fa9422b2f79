"""A document as a tagged PDF: PDF/UA-1, or for the archive PDF/UA-1 and PDF/A-2a in one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from andts.lib.document import Document
from reports.renderers.binding import bind
from reports.renderers.cuts import after, before, find_cut
from reports.renderers.layout import Sheets, lay_out
from reports.renderers.limits import checked
from reports.renderers.outline import headings
from reports.renderers.paper import Html, Part, html_of, page_numbers
from reports.renderers.progress import OnProgress, Progress
from reports.renderers.widths import with_fitting_columns


def render_pdf(document: Document, *, archive: bool = False, on_progress: OnProgress | None = None) -> bytes:
    """The same document gives the same bytes. `on_progress` is told the share that is done, from 0 to 1.

    Raises `DocumentTooLarge` for what no printer should be asked for.
    """
    document = with_fitting_columns(checked(document))
    with Progress(document, on_progress) as progress:
        parts = list(_parts(document, archive, progress))
        numbers = _page_numbers(parts, archive) if len(parts) > 1 else None
        return bind(document, parts, numbers, archive=archive)


def html_for(document: Document) -> Html:
    # As laid out in one go: the benchmarks compare against it.
    document = with_fitting_columns(document)
    return html_of(Part(document, headings(document)))


def _parts(document: Document, archive: bool, progress: Progress) -> Iterator[Sheets]:
    rest = headings(document)
    whole = find_cut(rest) is None
    opening, continues_table = True, False
    while opening or rest:
        cut = find_cut(rest)
        part = Part(document, before(rest, cut) if cut else rest, opening, whole)
        cut_table = cut is not None and cut.rows > 0
        sheets = lay_out(html_of(part), archive=archive, continues_table=continues_table, cut_table=cut_table)
        if cut and cut_table:
            cut = replace(cut, rows=sheets.last_rows)
        rest = after(rest, cut) if cut else ()
        opening, continues_table = False, cut_table
        progress.part_done(rest)
        yield sheets


def _page_numbers(parts: list[Sheets], archive: bool) -> bytes:
    landscape = [turned for part in parts for turned in part.landscape]
    return lay_out(page_numbers(landscape), archive=archive).pdf
