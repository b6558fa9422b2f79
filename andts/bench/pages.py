"""Pages as multiples of a bare view in the same worker."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count

from django.conf import settings

from activities.models import Activity
from andts.bench import server
from andts.bench.database import Example
from andts.bench.extent import Extent
from andts.bench.first_load import first_load
from andts.bench.results import Result
from andts.bench.server import Server
from andts.bench.timing import interleaved
from andts.bench.wsgi import BARE

MOST_TIMES_A_PAGE = 50
MOST_TIMES_SAVING = 15
MOST_TIMES_EXCEL = 150
MOST_QUERIES = 10
MOST_QUERIES_SAVING = 6
MOST_KILOBYTES = 150


# What a request is: the headers it is to have in, the answer out.
Request = Callable[..., bytes]


@dataclass(frozen=True)
class Page:
    name: str
    ask: Request
    aim: float | None = None
    most_queries: int | None = None


class Typist:
    """Saves a cell again and again, as who types in it: the text before is the base."""

    def __init__(self, running: Server, plan: int) -> None:
        activity = Activity.objects.filter(plan=plan).first()
        assert activity
        self._running = running
        self._path = f"/planer/{plan}/aktiviteter/{activity.pk}/falt/schedule/"
        self._text = activity.schedule
        self._numbers = count(1)

    def write(self, *headers: str) -> bytes:
        base, self._text = self._text, f"Senast den {next(self._numbers)} mars"
        return self._running.post(self._path, {"value": self._text, "base": base}, *headers)


def measure(extent: Extent, example: Example) -> list[Result]:
    with server.started(f"{settings.SESSION_COOKIE_NAME}={example.session}") as running:
        pages = list(measured_pages(extent, example, running))
        asked = {"": partial(running.get, BARE)} | {page.name: page.ask for page in pages}
        seconds = interleaved(extent.page_times, asked)
        queries = {page.name: server.queries(page.ask(server.COUNTED)) for page in pages}
        visit = first_visit(extent, example, running)
    bare = seconds[""]
    results = [
        Result(
            page.name,
            seconds[page.name],
            queries=queries[page.name],
            ratio=seconds[page.name] / bare,
            base="en tom vy",
            aim=page.aim,
            most_queries=page.most_queries,
        )
        for page in pages
    ]
    return [Result("En tom vy", bare), *results[:2], growth(extent, *results[:2]), visit, *results[2:]]


def measured_pages(extent: Extent, example: Example, running: Server) -> Iterator[Page]:
    plans = example.plans
    small, large, usual = (f"/planer/{plans[size]}/" for size in (extent.small, extent.large, extent.usual))

    def reading(path: str) -> Request:
        return partial(running.get, path)

    yield Page(f"Läsa en plan med {extent.small} aktiviteter", reading(small), MOST_TIMES_A_PAGE, MOST_QUERIES)
    yield Page(f"Läsa en plan med {extent.large} aktiviteter", reading(large), None, MOST_QUERIES)
    typist = Typist(running, plans[extent.small])
    yield Page("Spara en cell", typist.write, MOST_TIMES_SAVING, MOST_QUERIES_SAVING)
    yield Page(f"Excel med {extent.usual} aktiviteter", reading(f"{usual}excel/"), MOST_TIMES_EXCEL, MOST_QUERIES)
    yield Page(f"Granska en plan med {extent.small} aktiviteter", reading(f"{small}granska/"))
    yield Page(f"Lista med {extent.plans_in_list} planer", reading("/planer/"))
    yield Page("Startsidan, inloggad", reading("/"))


def first_visit(extent: Extent, example: Example, running: Server) -> Result:
    began = time.perf_counter()
    # Everything that comes with the page, as a browser fetches it that keeps nothing from before.
    sizes = first_load(running, f"/planer/{example.plans[extent.small]}/")
    return Result(
        f"Första besöket, en plan med {extent.small} aktiviteter",
        time.perf_counter() - began,
        kilobytes=sum(sizes.values()) / 1000,
        most_kilobytes=MOST_KILOBYTES,
    )


def growth(extent: Extent, small: Result, large: Result) -> Result:
    # Time may grow with the rows but no faster.
    return Result(
        f"Från {extent.small} till {extent.large} aktiviteter",
        large.seconds,
        ratio=large.seconds / small.seconds,
        base=f"{extent.small} aktiviteter",
        aim=extent.large / extent.small,
    )
