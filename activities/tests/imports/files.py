"""Invented plans as files, in the shapes people use. Every word in them is made up."""

import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from activities.imports.conservation import lost_words
from activities.imports.corrections import Corrections
from activities.imports.plan import ImportedActivity, ImportedPlan
from activities.imports.reading import read_source
from activities.imports.recognition.recognise import recognised

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
SIX = ("Aktivitet", "Vad", "När", "Samverkan", "Ansvarig", "Uppföljning")
_PARTS = nsdecls("w")


def read(content: bytes, name: str = "plan.docx", corrections: Corrections | None = None) -> ImportedPlan:
    """The plan, after seeing that no word of the file was lost."""
    source = read_source(content, name)
    plan = recognised(source, name, corrections or Corrections())
    assert lost_words(source, plan) == Counter()
    return plan


def read_lines(text: str, corrections: Corrections | None = None) -> ImportedPlan:
    return read(text.encode(), "plan.txt", corrections)


def word_file(write: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    write(document)
    return saved(document)


def saved(document: Document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_table(document: Document, *rows: Sequence[str]) -> Table:
    table = document.add_table(0, len(rows[0]))
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    return table


def merge(table: Table, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Merges without the empty paragraphs that the library leaves behind."""
    text = table.cell(*first).text
    table.cell(*first).merge(table.cell(*last)).text = text


def add_bold(document: Document, bold: str, rest: str = "") -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(bold).bold = True
    paragraph.add_run(rest)


def add_xml(document: Document, xml: str) -> None:
    """A paragraph or table of raw XML at the end of the document."""
    document.element.body.insert(
        -1, parse_xml(xml.replace("<w:p>", f"<w:p {_PARTS}>", 1) if xml.startswith("<w:p>") else xml)
    )


def with_parts(content: bytes, parts: dict[str, str], relations: dict[str, str]) -> bytes:
    """A .docx with more parts; `relations` maps the id of a relation of the document to "kind target"."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/_rels/document.xml.rels":
                added = "".join(_relation(key, *said.split()) for key, said in relations.items())
                text = text.replace(b"</Relationships>", added.encode() + b"</Relationships>")
            new.writestr(name, text)
        for name, xml in parts.items():
            new.writestr(name, xml)
    return stream.getvalue()


def _relation(key: str, kind: str, target: str) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="{key}" Type="{base}/{kind}" Target="{target}"/>'


def excel_file(write: Callable[[Worksheet], object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    write(sheet)
    return saved_book(book)


def saved_book(book: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def titles(plan: ImportedPlan) -> list[str]:
    return [activity.title for activity in plan.activities]


def outline(plan: ImportedPlan) -> list[str]:
    """Each node as "goal 1 Heading" with its activities counted, indented under its parent."""
    depths: dict[str | None, int] = {None: -1}
    lines = []
    for node in plan.nodes:
        depths[node.key] = depths[node.parent] + 1
        count = sum(1 for activity in plan.activities if activity.node == node.key)
        words = " ".join(word for word in (node.kind, node.number, node.heading) if word)
        lines.append(f"{'  ' * depths[node.key]}{words} ({count})")
    return lines


def node_of(plan: ImportedPlan, activity: ImportedActivity) -> str:
    return next((node.heading for node in plan.nodes if node.key == activity.node), "")


def unplaced(plan: ImportedPlan, kind: str) -> list[str]:
    return [piece.text for piece in plan.unplaced if piece.kind == kind]
