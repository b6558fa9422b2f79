"""Following up: its pages as multiples of the bare view, in an empty country and in a full one, and its report."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.conf import settings

from andts.bench import server
from andts.bench.database import Example, copied
from andts.bench.extent import Extent
from andts.bench.followed import Followed, create_followed
from andts.bench.pages import Page
from andts.bench.results import Result
from andts.bench.rounds import measure_rounds
from andts.bench.server import Server
from andts.bench.timing import interleaved
from andts.bench.wsgi import BARE
from workspace.scale.places import LARGEST

MOST_QUERIES = 15
MOST_TIMES_A_DASHBOARD = 100
MOST_TIMES_A_FULL_COUNTRY = 1.2
DASHBOARD = "/uppfoljning/"


def measure(extent: Extent, example: Example) -> list[Result]:
    followed = create_followed(extent)
    with copied() as full:
        seed(full, extent)
        with server.started("") as empty_country, server.started("", database=full) as full_country:
            pages = measured_pages(extent, followed, empty_country, full_country)
    return [*pages, *measure_rounds(extent, followed)]


def seed(database: str, extent: Extent) -> None:
    sizes = {"municipalities": extent.municipalities, "years": extent.years, "activities": extent.followed_activities}
    command = [sys.executable, "manage.py", "seed_scale", *(f"--{name}={size}" for name, size in sizes.items())]
    # A program of its own, since this one has its database already.
    with server.other_database(database):
        subprocess.run(command, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - ours


def measured_pages(extent: Extent, followed: Followed, empty: Server, full: Server) -> list[Result]:
    pages = pages_of(extent, followed, empty, full)
    crowded = as_read_by(followed.coordinator, full, DASHBOARD)
    asked: dict[str, Callable[[], object]] = {"": partial(empty.get, BARE), "crowded": crowded}
    asked |= {page.name: page.ask for page in pages}
    # All of them take turns, those of both countries too.
    seconds = interleaved(extent.page_times, asked)
    bare = seconds[""]
    results = [
        Result(
            page.name,
            seconds[page.name],
            queries=server.queries(page.ask(server.COUNTED)),
            ratio=seconds[page.name] / bare,
            base="en tom vy",
            aim=page.aim,
            most_queries=page.most_queries,
        )
        for page in pages
    ]
    country = Result(
        f"Den, med {extent.municipalities} kommuner till i landet",
        seconds["crowded"],
        queries=server.queries(crowded(server.COUNTED)),
        ratio=seconds["crowded"] / results[0].seconds,
        base="ett tomt land",
        aim=MOST_TIMES_A_FULL_COUNTRY,
        most_queries=MOST_QUERIES,
    )
    return [Result("En tom vy", bare), results[0], country, *results[1:]]


def pages_of(extent: Extent, followed: Followed, empty: Server, full: Server) -> list[Page]:
    """The kommun's dashboard first."""
    size = f"{extent.followed_plans} planer × {extent.followed_activities} aktiviteter × {extent.years} år"
    in_county = min(extent.municipalities, LARGEST)

    def page(name: str, session: str, running: Server, path: str) -> Page:
        return Page(name, as_read_by(session, running, path), MOST_TIMES_A_DASHBOARD, MOST_QUERIES)

    return [
        page(f"En kommuns uppföljning, {size}", followed.coordinator, empty, DASHBOARD),
        page(
            f"En uppföljning av {extent.followed_activities} aktiviteter",
            followed.coordinator,
            empty,
            f"{DASHBOARD}{followed.round}/",
        ),
        page(f"Mitt arbete med {extent.large} svar att ge", followed.asked, empty, "/"),
        page(f"Ett län med {in_county} kommuner", followed.county_coordinator, full, f"/lan/{followed.county}/"),
        page("Länets uppföljningar i en lista", followed.county_coordinator, full, DASHBOARD),
    ]


def as_read_by(session: str, running: Server, path: str) -> Callable[..., bytes]:
    return partial(replace(running, cookie=f"{settings.SESSION_COOKIE_NAME}={session}").get, path)
