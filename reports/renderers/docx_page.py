"""Margins, and what stands at the head and foot of every page in Word."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.section import Section
from docx.shared import Mm

from andts.lib.document import Orientation
from reports.renderers.docx_elements import element
from reports.renderers.widths import TEXT_WIDTH

MARGIN: dict[Orientation, int] = {"portrait": 20, "landscape": 15}
LONG_SIDE, SHORT_SIDE = 297, 210


def set_margins(section: Section, orientation: Orientation) -> None:
    sides = (LONG_SIDE, SHORT_SIDE) if orientation == "landscape" else (SHORT_SIDE, LONG_SIDE)
    section.page_width, section.page_height = (Mm(side) for side in sides)
    margin = Mm(MARGIN[orientation])
    section.left_margin = section.right_margin = section.top_margin = margin
    section.bottom_margin = margin + Mm(3)
    section.header_distance = section.footer_distance = Mm(9)


def number_pages(word: WordDocument, running: str, *, draft: bool) -> None:
    """Title, registry number and "1 (9)" at the foot, UTKAST at the head of a draft. The numbers are Word's fields."""
    for number, section in enumerate(word.sections):
        section.footer.is_linked_to_previous = False
        orientation: Orientation = "landscape" if section.orientation == WD_ORIENT.LANDSCAPE else "portrait"
        _write_footer(section.footer.paragraphs[0], running, Mm(TEXT_WIDTH[orientation]))
        if draft and number == 0:
            _write_draft_mark(section.header.paragraphs[0])


def _write_footer(paragraph: Any, running: str, edge: int) -> None:
    stops = paragraph.paragraph_format.tab_stops
    for inherited in paragraph.style.paragraph_format.tab_stops:
        stops.add_tab_stop(inherited.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{running}\t")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" (")
    _add_field(paragraph, "NUMPAGES")
    paragraph.add_run(")")


def _write_draft_mark(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run("UTKAST").bold = True


def _add_field(paragraph: Any, instruction: str) -> None:
    field = element("w:fldSimple", instr=f" {instruction} ")
    run = element("w:r")
    run.text = "1"
    field.append(run)
    paragraph._p.append(field)
