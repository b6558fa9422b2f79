"""The figures of a page, read as one reads them."""

from __future__ import annotations

from django.http import HttpResponse
from lxml import html


def figures_on(response: HttpResponse) -> dict[str, int]:
    """The row of figures, by name; but for what has changed, which only some visits are told."""
    page = html.fromstring(response.content)
    return {
        each.get("data-figure", ""): int(each.cssselect("strong")[0].text or "")
        for each in page.cssselect("[data-figure]")
    }


def table_on(response: HttpResponse, name: str) -> list[list[str]]:
    """A table with its columns first, shares and dashes as in a file."""
    table = html.fromstring(response.content).cssselect(f"[data-table={name}]")[0]
    return [[_as_in_a_file(cell.text_content()) for cell in row.cssselect("th, td")] for row in table.cssselect("tr")]


def _as_in_a_file(text: str) -> str:
    return text.strip().removesuffix("\u00a0%").replace("–", "")
