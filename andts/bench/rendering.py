"""A process that makes one document and says how it went: `render FILE FORMAT`, or `compare FILE TIMES` for PDF."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import django

from andts.bench.timing import interleaved, timed
from andts.lib.document import Document, document_from_json


def main(task: str, file: str, how: str) -> dict[str, float]:
    django.setup()
    document = document_from_json(json.loads(Path(file).read_text()))
    return compare(document, int(how)) if task == "compare" else render(document, how)


def compare(document: Document, times: int) -> dict[str, float]:
    """Our PDF against WeasyPrint's of the same markup and stylesheet, both already read."""
    import weasyprint

    from reports.renderers.layout import OnlyOwnPictures, stylesheet
    from reports.renderers.pdf import html_for, render_pdf

    html, looks = html_for(document), stylesheet()

    def theirs() -> None:
        read = weasyprint.HTML(string=html.text, url_fetcher=OnlyOwnPictures(html.pictures))
        read.write_pdf(stylesheets=[looks], pdf_variant="pdf/ua-1")

    return interleaved(times, {"ours": lambda: render_pdf(document), "weasyprint": theirs})


def render(document: Document, format: str) -> dict[str, float]:
    """Seconds as in a worker that has made a document before, and the most memory that the whole process has had."""
    from reports.models import Format
    from reports.production import render as produce

    produce(replace(document, sections=document.sections[:1], sheets=()), Format(format))
    seconds = timed(lambda: produce(document, Format(format)))
    return {"seconds": seconds, "megabytes": peak_memory()}


def peak_memory() -> float:
    """In MB. Not `ru_maxrss`, which begins with what the process that started this one had."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) / 1024


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
