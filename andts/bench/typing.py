"""From key to painted letter, as Chromium's own trace has it: in a long plan, with and without saving going on."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings

from andts.bench import server
from andts.bench.database import Example
from andts.bench.extent import Extent
from andts.bench.results import Result

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = ["chromium", "chromium-browser", "google-chrome"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WORDS = "Polisen och socialtjänsten går igenom läget tillsammans "
QUICKLY = 90  # ms between keys, as one who types fast; no save begins
SLOWLY = 750  # ms: each key is saved, and the next one comes while the answer does
# One field alone on an empty page: what Chromium itself takes on this machine.
EMPTY_PAGE = "data:text/html," + quote("<title>Ett fält</title><textarea autofocus></textarea>")


def measure(extent: Extent, example: Example) -> list[Result]:
    if find_spec("playwright") is None or not any(map(shutil.which, CHROMIUM)):
        print("Skrivandet mäts inte: Chromium eller Playwright (.ci/requirements.txt) saknas.", file=sys.stderr)
        return []
    with server.started(f"{settings.SESSION_COOKIE_NAME}={example.session}") as running, chromium() as browser:
        alone = typed(browser, extent, lambda page: page.goto(EMPTY_PAGE))
        address = f"http://127.0.0.1:{running.port}/planer/{example.plans[extent.large]}/"

        def open_cell(page: Page, row: int) -> None:
            page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": example.session, "url": address}])
            page.goto(address)
            page.locator("tr[data-row]").nth(row).locator('[data-label="Vad"]').dblclick()
            page.locator("textarea.cell-editor").wait_for()

        # Not the same row twice: a page that closes saves what it has, and the next one would find it changed.
        middle = extent.large // 2
        bare = typed(browser, extent, lambda page: open_cell(page, middle))
        saving = typed(browser, extent, lambda page: open_cell(page, middle + 1), pause=SLOWLY, keys=extent.keys // 4)
    where = f"i en plan med {extent.large} aktiviteter"
    return [
        Result("Tangent till bild, ett tomt fält", median(alone), high=high(alone)),
        compared(f"Tangent till bild {where}", bare, alone),
        compared(f"Tangent till bild {where}, medan det sparas", saving, alone),
    ]


def compared(what: str, taken: list[float], alone: list[float]) -> Result:
    ratio = median(taken) / median(alone)
    return Result(what, median(taken), high=high(taken), ratio=ratio, base="ett tomt fält")


def high(taken: list[float]) -> float:
    # What 95 of 100 keys are within.
    return quantiles(taken, n=20)[-1]


@contextmanager
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, CHROMIUM)))
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def typed(
    browser: Browser, extent: Extent, begin: Callable[[Page], object], *, pause: int = QUICKLY, keys: int = 0
) -> list[float]:
    """Seconds from each key to the picture that shows it."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    begin(page)
    text = (WORDS * 10)[: keys or extent.keys]
    page.keyboard.type(text[:5], delay=pause)  # what is only done once is not counted
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.keyboard.type(text, delay=pause)
    page.wait_for_timeout(300)
    taken = painted(json.loads(browser.stop_tracing()))
    page.context.close()
    return taken


def painted(trace: dict[str, Any]) -> list[float]:
    """Chromium follows each event from the key to the frame that was shown, as a pair of trace events."""
    began: dict[str, float] = {}
    taken = []
    for event in sorted(trace["traceEvents"], key=lambda event: event.get("ts", 0)):
        if event["name"] != "EventTiming":
            continue
        key = json.dumps(event.get("id2") or event.get("id"))
        if event["ph"] == "b" and event["args"]["data"]["type"] == "keydown":
            began[key] = event["ts"]
        elif event["ph"] == "e" and key in began:
            taken.append((event["ts"] - began.pop(key)) / 1e6)
    return taken
