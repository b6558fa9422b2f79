"""A document as a Word file, with real headings, real tables and the same look as on paper."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.image.exceptions import UnexpectedEndOfFileError, UnrecognizedImageError
from docx.shared import Emu, Mm

from andts.lib.document import Block, BulletList, Document, Figure, Orientation, Paragraph, Picture, Table
from reports.renderers.docx_page import number_pages, set_margins
from reports.renderers.docx_styles import define_styles
from reports.renderers.docx_tables import field_table, row_table
from reports.renderers.outline import Heading, by_orientation, headings
from reports.renderers.packages import day, without_dates
from reports.renderers.paper import colours, running_text
from reports.renderers.raster import raster
from reports.renderers.text import printable
from reports.renderers.widths import TEXT_WIDTH, with_fitting_columns

LOGO_HEIGHT, FIGURE_HEIGHT = 18, 150


def render_docx(document: Document) -> bytes:
    """The same document gives the same bytes."""
    document = with_fitting_columns(document)
    word = docx.Document()
    _set_properties(word, document)
    define_styles(word, colours(document.accent), compact=document.compact)
    _write_opening(word, document)
    orientation: Orientation = "portrait"
    for turned, group in by_orientation(headings(document)):
        if turned != orientation:
            orientation = turned
            _turn_page(word, orientation)
        for heading in group:
            _write_section(word, heading, TEXT_WIDTH[orientation])
    number_pages(word, printable(running_text(document)), draft=document.draft)
    output = io.BytesIO()
    word.save(output)
    return without_dates(output.getvalue())


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title, properties.author = printable(document.title)[:255], printable(document.organisation)[:255]
    properties.last_modified_by = properties.comments = ""
    properties.keywords = printable(", ".join(document.keywords))[:255]
    properties.language = "sv-SE"
    properties.created = properties.modified = day(document)


def _write_opening(word: WordDocument, document: Document) -> None:
    set_margins(word.sections[0], "portrait")
    if document.logo is None or not _write_picture(word, document.logo, "Organisation", Mm(LOGO_HEIGHT), 70):
        _write(word, document.organisation, "Organisation")
    _write(word, document.kind + (" · Utkast" if document.draft else ""), "Dokumentslag")
    _write(word, document.title, "Title")
    if document.subtitle:
        _write(word, document.subtitle, "Subtitle")
    if document.header:
        field_table(word, document.header, TEXT_WIDTH["portrait"])


def _turn_page(word: WordDocument, orientation: Orientation) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if orientation == "landscape" else WD_ORIENT.PORTRAIT
    set_margins(section, orientation)


def _write_section(word: WordDocument, heading: Heading, width: int) -> None:
    if heading.text:
        _write(word, heading.text, f"Heading {heading.level}")
    for block in heading.section.blocks:
        _write_block(word, block, width)


def _write_block(word: WordDocument, block: Block, width: int) -> None:
    match block:
        case Paragraph():
            _write(word, block.text, "Body Text")
        case BulletList():
            for item in block.items:
                _write(word, item, "List Number" if block.numbered else "List Bullet")
        case Figure():
            _write_figure(word, block, width)
        case Table():
            if block.title:
                _write(word, block.title, "Tabellrubrik")
            row_table(word, block, width)


def _write_figure(word: WordDocument, figure: Figure, width: int) -> None:
    if not _write_picture(word, figure.picture, "Bild", Mm(FIGURE_HEIGHT), width):
        _write(word, f"[Bild: {figure.picture.alternative}]", "Body Text")
    if figure.caption:
        _write(word, figure.caption, "Caption")


def _write(word: WordDocument, text: str, style: str) -> Any:
    return word.add_paragraph(printable(text), style)


def _write_picture(word: WordDocument, picture: Picture, style: str, height: Mm, width: int) -> bool:
    """False when the picture is of a kind that neither Word's own library knows nor we can draw."""
    paragraph = word.add_paragraph(style=style)
    try:
        shape = paragraph.add_run().add_picture(io.BytesIO(raster(picture)))
    except (UnrecognizedImageError, UnexpectedEndOfFileError, ValueError):
        paragraph._p.getparent().remove(paragraph._p)
        return False
    scale = min(1, height / shape.height, Mm(width) / shape.width)
    shape.height, shape.width = Emu(shape.height * scale), Emu(shape.width * scale)
    shape._inline.docPr.set("descr", printable(picture.alternative))
    for side in ("distT", "distB", "distL", "distR"):
        # Where nothing is said some programs put an eighth of an inch around the picture, out into the margin.
        shape._inline.set(side, "0")
    return True
