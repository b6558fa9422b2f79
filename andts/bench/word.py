"""A Word file of the shape of Norsjö's plan: a header table, then areas, each with its goal and its activities."""

from __future__ import annotations

from io import BytesIO
from random import Random

import docx
from docx.document import Document as WordDocument

from workspace.scale import wording as invented

COLUMNS = ("Aktivitet", "Vad", "När", "Samverkan", "Ansvarig", "Uppföljning")
# Activities of each table.
TABLES = (12, 9, 37)


def invented_file() -> bytes:
    word = docx.Document()
    word.add_heading("Genomförandeplan för det drogförebyggande arbetet", 0)
    _add_table(word, [list(line) for line in invented.HEADER])
    word.add_heading("Bakgrund", 1)
    word.add_paragraph(invented.BACKGROUND)
    for number, length in enumerate(TABLES, start=1):
        word.add_heading(f"Insatsområde {number}: trygga uppväxtvillkor", 1)
        word.add_paragraph("Mål: andelen unga som debuterar tidigt ska minska för varje år")
        _add_table(word, [list(COLUMNS), *(_row(row) for row in range(length))])
    output = BytesIO()
    word.save(output)
    return output.getvalue()


def _row(number: int) -> list[str]:
    chance = Random(number)  # noqa: S311 - the same texts every time, no secret
    partners, responsible = (", ".join(chance.sample(invented.ACTORS, count)) for count in (3, 2))
    texts = (invented.TITLES, invented.DESCRIPTIONS, invented.SCHEDULES, invented.FOLLOW_UPS)
    title, description, schedule, follow_up = (chance.choice(choices) for choices in texts)
    return [title, description, schedule, partners, responsible, follow_up]


def _add_table(word: WordDocument, rows: list[list[str]]) -> None:
    table = word.add_table(rows=0, cols=len(rows[0]))
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
