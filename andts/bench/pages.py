"""Pages as multiples of a bare view in the same worker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.conf import settings

from andts.bench import server
from andts.bench.database import Example
from andts.bench.extent import Extent
from andts.bench.results import Result
from andts.bench.timing import interleaved
from andts.bench.wsgi import BARE

MOST_TIMES_A_PAGE = 50
MOST_TIMES_EXCEL = 150
MOST_QUERIES = 10


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    aim: float | None = None
    most_queries: int | None = None


def measure(extent: Extent, example: Example) -> list[Result]:
    pages = list(measured_pages(extent, example))
    with server.started(f"{settings.SESSION_COOKIE_NAME}={example.session}") as running:
        paths = [BARE, *(page.path for page in pages)]
        seconds = interleaved(extent.page_times, {path: partial(running.get, path) for path in paths})
        queries = {page.path: running.queries(page.path) for page in pages}
    bare = seconds[BARE]
    results = [
        Result(
            page.name,
            seconds[page.path],
            queries=queries[page.path],
            ratio=seconds[page.path] / bare,
            base="en tom vy",
            aim=page.aim,
            most_queries=page.most_queries,
        )
        for page in pages
    ]
    return [Result("En tom vy", bare), *results[:2], growth(extent, *results[:2]), *results[2:]]


def measured_pages(extent: Extent, example: Example) -> Iterator[Page]:
    small, large, usual = (f"/planer/{example.plans[size]}/" for size in (extent.small, extent.large, extent.usual))
    yield Page(f"Läsa en plan med {extent.small} aktiviteter", small, MOST_TIMES_A_PAGE, MOST_QUERIES)
    yield Page(f"Läsa en plan med {extent.large} aktiviteter", large, None, MOST_QUERIES)
    yield Page(f"Excel med {extent.usual} aktiviteter", f"{usual}excel/", MOST_TIMES_EXCEL, MOST_QUERIES)
    yield Page(f"Granska en plan med {extent.small} aktiviteter", f"{small}granska/")
    yield Page(f"Lista med {extent.plans_in_list} planer", "/planer/")
    yield Page("Startsidan, inloggad", "/")


def growth(extent: Extent, small: Result, large: Result) -> Result:
    """Time may grow with the rows but no faster."""
    return Result(
        f"Från {extent.small} till {extent.large} aktiviteter",
        large.seconds,
        ratio=large.seconds / small.seconds,
        base=f"{extent.small} aktiviteter",
        aim=extent.large / extent.small,
    )
