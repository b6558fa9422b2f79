"""What is inside a PDF, read with pikepdf, for tests to ask about."""

import io
from dataclasses import dataclass, field
from functools import lru_cache

import pikepdf
from pypdf import PdfReader


@dataclass
class Element:
    """A structure element: its tag, its attributes, and below it elements and (page, mark) pairs."""

    tag: str
    parent: "Element | None" = None
    kids: list = field(default_factory=list)
    alternative: str | None = None
    scope: str | None = None

    def walk(self):
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def marks(self):
        return [mark for element in self.walk() for mark in element.kids if not isinstance(mark, Element)]


@lru_cache(4)
def structure(content):
    """The structure tree below its root."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        return _element(pdf.Root.StructTreeRoot.K, None, pages)


def tags(content, tag):
    return [element for element in structure(content).walk() if element.tag == tag]


@lru_cache(4)
def marked_text(content):
    """The text of each marked piece, by page and mark; what is an artifact is not there."""
    reader, found = PdfReader(io.BytesIO(content)), {}
    for number, page in enumerate(reader.pages):
        marks = []

        def enter(operator, operands, _matrix, _text, marks=marks):
            if operator in (b"BDC", b"BMC"):
                marks.append(operands[1].get("/MCID") if operator == b"BDC" else None)
            elif operator == b"EMC":
                marks.pop()

        def collect(text, _matrix, _text, _font, _size, number=number, marks=marks):
            if text and marks and marks[-1] is not None:
                found[number, marks[-1]] = found.get((number, marks[-1]), "") + text

        page.extract_text(visitor_operand_before=enter, visitor_text=collect)
    return found


@lru_cache(4)
def page_texts(content):
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def bookmarks(content):
    """Nested pairs of (title, children)."""
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        return [_bookmark(item) for item in outline.root]


def _bookmark(item):
    return item.title, [_bookmark(child) for child in item.children]


def _element(node, parent, pages):
    attributes = node.get("/A", {})
    element = Element(str(node.S)[1:], parent)
    element.alternative = str(node.Alt) if "/Alt" in node else None
    element.scope = str(attributes["/Scope"])[1:] if "/Scope" in attributes else None
    # A cell without text has none.
    kids = node.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            element.kids.append((pages[node.Pg.objgen], kid))
        elif kid.get("/Type") == "/MCR":
            element.kids.append((pages[kid.Pg.objgen], int(kid.MCID)))
        else:
            element.kids.append(_element(kid, element, pages))
    return element


def tables(content):
    """Each table as rows of cells, header row first, as they are read aloud."""
    texts = marked_text(content)
    return [[_cells(row, texts) for row in table.walk() if row.tag == "TR"] for table in tags(content, "Table")]


def _cells(row, texts):
    cells = [cell for cell in row.kids if isinstance(cell, Element)]
    return [" ".join("".join(texts.get(mark, "") for mark in cell.marks()).split()) for cell in cells]
