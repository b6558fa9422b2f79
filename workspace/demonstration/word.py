"""A kommun's old plan as a Word file, read in the way that anyone reads one in."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.document import Document as WordDocument

from activities.import_forms import StoreForm
from activities.imports.reading import read_plan
from activities.models import PlanSource
from activities.storing import store_plan
from plans.models import Plan
from workspace.demonstration.places import Places


def create_from_word(written: dict[str, Any], places: Places) -> Plan:
    by = places.people[written["by"]]
    content = word_file(written)
    imported = read_plan(content, written["name"])
    source = PlanSource.keep(
        content, name=written["name"], organisation=places.organisations[written["organisation"]], by=by
    )
    # With what the import found, and with what it found no place for.
    return store_plan(imported, source=source, by=by, **StoreForm.guess(imported, source.name))


def word_file(written: dict[str, Any]) -> bytes:
    """The file's bytes: title, header table, headings, paragraphs and tables as the blocks say."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = written["page_header"]
    for block in written["blocks"]:
        for kind, content in block.items():
            _add(document, kind, content)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _add(document: WordDocument, kind: str, content: Any) -> None:
    match kind:
        case "title":
            document.add_heading(content, level=0)
        case "heading":
            document.add_heading(content, level=1)
        case "paragraph":
            document.add_paragraph(content)
        case _:
            _add_table(document, content)


def _add_table(document: WordDocument, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
