"""An invented plan as a kommun's own Word file: a table of facts, a text, an area, a goal column and the six columns."""

from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document

FACTS = [
    ("Dokumenttyp", "Genomförandeplan"),
    ("Dokumentägare", "Folkhälsorådet"),
    ("Upprättad av", "Samordnaren"),
    ("Giltig till", "2027-12-31"),
]
TABLE = [
    ["Mål", "Aktivitet", "Vad", "När", "Samverkan", "Ansvarig", "Uppföljning", "Vilka nås"],
    ["Färre unga dricker", "Kvällsvandring", "Vuxna går i centrum", "", "Föreningarna", "Fritid", "Antal", "Unga"],
    ["", "Föräldramöte", "Tala om gränser", "Höstterminen", "Skolan", "Rektorerna", "Antal", "Föräldrar"],
    ["Ingen säljer till barn", "Kontrollköp", "Prova butikerna", "I maj", "Polisen", "Tillsyn", "Andel", "Butiker"],
]
COMMENT = "Stäm av siffrorna med skolan."


def word_plan(folder: Path) -> Path:
    document = docx.Document()
    add_table(document, FACTS)
    document.add_paragraph("Genomförandeplan för Lindvalla 2026–2027", style="Title")
    document.add_heading("Bakgrund", 1)
    background = document.add_paragraph("Varje barn ska växa upp utan skador av alkohol och narkotika.")
    document.add_comment(background.runs, COMMENT, author="Rut", initials="R")
    document.add_heading("Trygga kvällar", 1)
    add_table(document, TABLE)
    stream = BytesIO()
    document.save(stream)
    path = folder / "Plan 2026.docx"
    path.write_bytes(stream.getvalue())
    return path


def add_table(document: Document, rows: list[tuple[str, str]] | list[list[str]]) -> None:
    table = document.add_table(0, len(rows[0]))
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
