"""WeasyPrint, with nothing to fetch but the document's own pictures, and its tags taken out to be mended."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import weasyprint
from django.contrib.staticfiles import finders
from weasyprint.css import ColorProfile
from weasyprint.urls import URLFetcher, URLFetcherResponse

from andts.lib.document import Picture
from reports.renderers.paper import Html
from reports.renderers.tags import Mark, Page, Tag, joined

POINTS_PER_PIXEL = 0.75
SRGB = "sRGB2014.icc"


@dataclass(frozen=True)
class Bookmark:
    """A place that a heading stands at: page from 0, and the height on it in points from below."""

    text: str
    level: int
    page: int
    top: float


@dataclass(frozen=True)
class Sheets:
    """Laid-out pages as a PDF without structure, and the structure that belongs to it.

    `last_rows` is how many rows of the last table they hold; with `continues_table` the first tag goes on with a table
    from the part before.
    """

    pdf: bytes
    landscape: list[bool]
    tags: list[Tag]
    bookmarks: list[Bookmark]
    last_rows: int
    continues_table: bool

    @property
    def page_count(self) -> int:
        return len(self.landscape)


class OnlyOwnPictures(URLFetcher):
    """Answers for the pictures of the document and refuses every other address, files and data: among them."""

    def __init__(self, pictures: dict[str, Picture]) -> None:
        super().__init__(allowed_protocols=())
        self.pictures = pictures

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        picture = self.pictures.get(url)
        if picture is None:
            raise ValueError(f"Not a picture of this document: {url[:80]}")
        return URLFetcherResponse(url, picture.content, {"Content-Type": picture.media_type})


def lay_out(html: Html, *, archive: bool, continues_table: bool = False, cut_table: bool = False) -> Sheets:
    """With `cut_table` the last table goes on in another part, so a last page that is not full is left to that part."""
    fetcher = OnlyOwnPictures(html.pictures)
    kind: dict[str, Any] = (
        {"pdf_variant": "pdf/a-2a", "output_intent": SRGB} if archive else {"pdf_variant": "pdf/ua-1"}
    )
    rendered = weasyprint.HTML(string=html.text, url_fetcher=fetcher).render(
        stylesheets=[stylesheet()], color_profiles={SRGB: colour_profile()} if archive else {}, **kind
    )
    last_rows = 0
    if cut_table:
        pages, last_rows = _full_pages(rendered.pages)
        rendered = rendered.copy(pages)
    tags: list[Tag] = []

    def take_tags(_rendered: Any, pdf: Any) -> None:
        tags.extend(joined(_TagReader(pdf, rendered.pages).pages(), continues_table=continues_table))
        _Marks(pdf).keep(tags)

    content = rendered.write_pdf(finisher=take_tags, **kind)
    if missing := {character for font in rendered.fonts.values() for character in font.missing}:
        return lay_out(html.without(missing), archive=archive, continues_table=continues_table, cut_table=cut_table)
    landscape = [page.width > page.height for page in rendered.pages]
    return Sheets(content, landscape, tags, list(_bookmarks(rendered.pages)), last_rows, continues_table)


def _full_pages(pages: list[Any]) -> tuple[list[Any], int]:
    """The pages before the last one that begins with a new row, and the number of rows of the last table on them."""
    rows = [_row_numbers(page) for page in pages]
    for last in range(len(pages) - 1, 0, -1):
        if rows[last] and not rows[last] & rows[last - 1] and min(rows[last]) > 1:
            return pages[:last], min(rows[last]) - 1
    return pages, max(rows[-1])


def _row_numbers(page: Any) -> set[int]:
    rows = [name.split("-")[1:] for name in page.anchors if name.startswith("row-")]
    # Those of the last table on the page.
    return {int(row) for table, row in rows if table == rows[-1][0]}


def colour_profile() -> ColorProfile:
    # WeasyPrint's own, which it would open without closing; an instance is for one document only.
    profile = io.BytesIO((files("weasyprint.pdf") / "sRGB2014.icc").read_bytes())
    return ColorProfile(profile, SRGB, "relative-colorimetric", (["r"], ["g"], ["b"]))


@cache
def stylesheet() -> weasyprint.CSS:
    return weasyprint.CSS(filename=finders.find("css/print.css"), url_fetcher=OnlyOwnPictures({}))


def _bookmarks(pages: list[Any]) -> Iterator[Bookmark]:
    for number, page in enumerate(pages):
        for level, text, (_left, top), _state in page.bookmarks:
            yield Bookmark(text, level, number, (page.height - top) * POINTS_PER_PIXEL)


class _TagReader:
    """Reads the structure tree that WeasyPrint is about to write, and empties it as it goes."""

    def __init__(self, pdf: Any, pages: list[Any]) -> None:
        self.objects = pdf.objects
        self.root = self._object(pdf.catalog.pop("StructTreeRoot"))
        self.rendered = pages
        self.numbers = {reference: number for number, reference in enumerate(pdf.page_references)}

    def pages(self) -> list[Page]:
        pages = [Page([], frozenset(page.anchors)) for page in self.rendered]
        for reference in self._object(self.root["K"][0])["K"]:
            element = self._object(reference)
            pages[self.numbers[element["Pg"]]].tags.append(self._tag(element, "Row"))
        return pages

    def _tag(self, element: Any, scope: str) -> Tag:
        page = self.numbers[element["Pg"]]
        tag = Tag(element["S"].removeprefix("/"))
        if tag.name == "THead":
            scope = "Column"
        elif tag.name == "TH":
            tag.scope = scope
        elif tag.name == "Figure":
            tag.alternative = element["Alt"].string if "Alt" in element else ""
            tag.box = self._box(element["A"]["BBox"], self.rendered[page].height)
        for kid in element["K"]:
            tag.kids.append(Mark(page, kid) if isinstance(kid, int) else self._tag(self._object(kid), scope))
        element.clear()
        return tag

    def _object(self, reference: bytes) -> Any:
        return self.objects[int(reference.split()[0])]

    def _box(self, box: list[float], height: float) -> tuple[float, float, float, float]:
        # WeasyPrint gives CSS pixels from the top of the page; a PDF counts points from the bottom.
        left, top, right, bottom = box
        scale = POINTS_PER_PIXEL
        return left * scale, (height - bottom) * scale, right * scale, (height - top) * scale


class _Marks:
    """The numbered pieces of content in the pages' streams."""

    def __init__(self, pdf: Any) -> None:
        pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        self.streams = [pdf.objects[int(page["Contents"].split()[0])].stream for page in pages]

    def keep(self, tags: list[Tag]) -> None:
        kept = {mark for tag in tags for mark in tag.marks()}
        # What no tag holds becomes an artifact: running texts, repeated header rows, decoration.
        for page, stream in enumerate(self.streams):
            for position, item in enumerate(stream):
                if item == b"BDC" and Mark(page, stream[position - 1]["MCID"]) not in kept:
                    stream[position - 2 : position + 1] = [b"/Artifact", b"<</Type /Pagination>>", b"BDC"]
