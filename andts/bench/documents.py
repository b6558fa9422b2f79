"""The genomförandeplan in each format, each time in a new process, whose memory is its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

from django.conf import settings

from activities.snapshot import plan_document
from andts.bench.database import Example
from andts.bench.extent import Extent
from andts.bench.results import Result
from plans.models import Plan

MOST_TIMES_WEASYPRINT = 1.25


def measure(extent: Extent, example: Example) -> list[Result]:
    sizes = [extent.usual, *extent.documents, extent.parts]
    files = {size: written(example.plans[size]) for size in dict.fromkeys(sizes)}
    results = [
        compared(f"PDF med {extent.usual} aktiviteter", files[extent.usual], extent.usual, extent.compared_times)
    ]
    for format in ("pdf", "docx", "xlsx"):
        for size in sizes[1:]:
            times = 1 if size == extent.parts else extent.document_times
            name = f"{format.upper()} med {size} aktiviteter"
            results.append(rendered(name, files[size], format, size, times))
    return results


def written(pk: int) -> Path:
    # Whoever makes the files of it needs no database.
    document = plan_document(Plan.objects.with_owner().get(pk=pk))
    path = settings.VAR / f"{pk}.json"
    path.write_text(json.dumps(document.as_json()))
    return Path(path)


def compared(name: str, file: Path, rows: int, times: int) -> Result:
    seconds = ask("compare", str(file), str(times))
    ours, theirs = seconds["ours"], seconds["weasyprint"]
    return Result(
        name,
        ours,
        rows=rows,
        ratio=ours / theirs,
        base="WeasyPrint på samma HTML",
        aim=MOST_TIMES_WEASYPRINT,
    )


def rendered(name: str, file: Path, format: str, rows: int, times: int) -> Result:
    runs = [ask("render", str(file), format) for _ in range(times)]
    seconds, megabytes = (median(run[key] for run in runs) for key in ("seconds", "megabytes"))
    return Result(name, seconds, rows=rows, megabytes=megabytes)


def ask(*order: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "andts.bench.rendering", *order]
    done = subprocess.run(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, check=True)  # noqa: S603 - ours
    return dict(json.loads(done.stdout))
