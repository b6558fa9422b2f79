"""Laid-out parts bound into one PDF file: pages, structure tree, bookmarks, metadata."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from andts.lib.document import BulletList, Document
from reports.renderers.layout import Bookmark, Sheets
from reports.renderers.metadata import information, xmp
from reports.renderers.tags import Mark, Tag, absorb


def bind(document: Document, parts: list[Sheets], numbers: bytes | None, *, archive: bool) -> bytes:
    """`numbers` is a PDF with as many pages as the parts have together, laid over them."""
    pdf = Pdf.open(io.BytesIO(parts[0].pdf))
    for part in parts[1:]:
        pdf.pages.extend(Pdf.open(io.BytesIO(part.pdf)).pages)
    if numbers:
        _lay_over(pdf, Pdf.open(io.BytesIO(numbers)))
    flow = _flow(parts)
    _number_lists(flow, document)
    _TreeWriter(pdf).write(flow)
    _write_bookmarks(pdf, parts)
    _write_metadata(pdf, document, archive=archive)
    output = io.BytesIO()
    pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue()


def _lay_over(pdf: Pdf, numbers: Pdf) -> None:
    # Not pikepdf's add_overlay: it names what it lays over by chance, and the same document gives the same bytes.
    for position, (page, number) in enumerate(zip(pdf.pages, numbers.pages, strict=True), start=1):
        name = Name(f"/Number{position}")
        page.add_resource(pdf.copy_foreign(number.as_form_xobject()), Name.XObject, name)
        page.contents_add(b"q", prepend=True)
        page.contents_add(f"Q q {name} Do Q".encode())


def _flow(parts: list[Sheets]) -> list[Tag]:
    flow: list[Tag] = []
    first = 0
    for part in parts:
        tags = [tag.on_pages_from(first) for tag in part.tags] if first else list(part.tags)
        if part.continues_table:
            absorb(flow[-1], tags.pop(0), {"table"})
        flow.extend(tags)
        first += part.page_count
    return flow


def _number_lists(flow: list[Tag], document: Document) -> None:
    # WeasyPrint does not say which lists are numbered. They stand in the document's order, an empty one nowhere.
    lists = (block for section in document.sections for block in section.blocks if isinstance(block, BulletList))
    tags = (tag for tag in flow if tag.name == "L")
    for tag, block in zip(tags, (block for block in lists if block.items), strict=False):
        tag.is_numbered = block.numbered


class _TreeWriter:
    """Writes the structure tree, and for each page the table from its marks to their elements."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.owners: list[dict[int, Any]] = [{} for _ in self.pages]

    def write(self, tags: list[Tag]) -> None:
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = self._element(Tag("Document", list(tags)), root)
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self._parent_tree())))
        root.ParentTreeNextKey = len(self.pages)
        self.pdf.Root.StructTreeRoot = root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, tag: Tag, parent: Any) -> Any:
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + tag.name), P=parent))
        page = next((kid.page for kid in tag.kids if isinstance(kid, Mark)), None)
        if page is not None:
            element.Pg = self.pages[page]
        if tag.kids:
            element.K = Array([self._kid(kid, element, page) for kid in tag.kids])
        if tag.alternative:
            element.Alt = String(tag.alternative)
        if attributes := _attributes(tag):
            element.A = attributes
        return element

    def _kid(self, kid: Tag | Mark, element: Any, page: int | None) -> Any:
        if isinstance(kid, Tag):
            return self._element(kid, element)
        self.owners[kid.page][kid.number] = element
        if kid.page == page:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=self.pages[kid.page], MCID=kid.number)

    def _parent_tree(self) -> list[Any]:
        numbers: list[Any] = []
        for key, (page, owners) in enumerate(zip(self.pages, self.owners, strict=True)):
            page.StructParents = key
            page.Tabs = Name.S
            length = max(owners, default=-1) + 1
            numbers += [key, self.pdf.make_indirect(Array([owners.get(number) for number in range(length)]))]
        return numbers


def _attributes(tag: Tag) -> Any:
    if tag.scope:
        return Dictionary(O=Name.Table, Scope=Name("/" + tag.scope))
    if tag.box:
        return Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array([round(side, 2) for side in tag.box]))
    if tag.name == "L":
        return Dictionary(O=Name.List, ListNumbering=Name.Decimal if tag.is_numbered else Name.Disc)
    return None


def _write_bookmarks(pdf: Pdf, parts: list[Sheets]) -> None:
    with pdf.open_outline() as outline:
        outline.root.clear()
        open_items: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for bookmark in _bookmarks(parts):
            # Nested as the headings are.
            while open_items[-1][0] >= bookmark.level:
                open_items.pop()
            item = OutlineItem(bookmark.text, bookmark.page, "XYZ", left=0, top=bookmark.top, zoom=0)
            open_items[-1][1].append(item)
            open_items.append((bookmark.level, item.children))


def _bookmarks(parts: list[Sheets]) -> Iterator[Bookmark]:
    first = 0
    for part in parts:
        for bookmark in part.bookmarks:
            yield replace(bookmark, page=bookmark.page + first)
        first += part.page_count


def _write_metadata(pdf: Pdf, document: Document, *, archive: bool) -> None:
    pdf.Root.Lang = String("sv")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    stream = pdf.make_stream(xmp(document, archive=archive), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = stream
    for key, value in information(document).items():
        pdf.docinfo[key] = value
