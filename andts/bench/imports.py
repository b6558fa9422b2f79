"""Reading a Word file against merely opening it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
from django.conf import settings

from activities.imports import read_plan, read_plan_safely
from andts.bench.extent import Extent
from andts.bench.results import Result
from andts.bench.timing import interleaved
from andts.bench.word import invented_file

MOST_TIMES_OPENING = 3
SAMPLE = Path(settings.BASE_DIR).parent / "shared/samples/norsjo-genomforandeplan-2017-2018.docx"
BASE = "öppna den med python-docx"


def measure(extent: Extent, _example: object) -> list[Result]:
    # Norsjö's plan where it exists beside the repository, else one of the same shape.
    name, content = ("Norsjös plan", SAMPLE.read_bytes()) if SAMPLE.exists() else ("En plan", invented_file())
    seconds = interleaved(
        extent.import_times,
        {
            "open": lambda: opened(content),
            "read": lambda: read_plan(content, "plan.docx"),
            "safely": lambda: read_plan_safely(content, "plan.docx"),
        },
    )
    return [
        Result(f"{name} i Word: öppna med python-docx", seconds["open"]),
        _result(f"{name} i Word: läsa in", seconds["read"], seconds["open"], MOST_TIMES_OPENING),
        _result(f"{name} i Word: läsa in i egen process", seconds["safely"], seconds["open"], MOST_TIMES_OPENING),
    ]


def _result(what: str, seconds: float, opening: float, aim: float) -> Result:
    return Result(what, seconds, ratio=seconds / opening, base=BASE, aim=aim)


def opened(content: bytes) -> int:
    """The number of letters: every text is asked for once."""
    document = docx.Document(BytesIO(content))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return sum(len(place.text) for places in (document.paragraphs, cells) for place in places)
