"""People who write in the same activities at the same time, as their browsers do it, and a witness of what was saved."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Barrier, Thread
from typing import Any

from django.db import connection
from django.urls import reverse

from activities.editing import cell_named
from activities.models import Activity
from organisations.models import User
from organisations.tests.cast import client_of

Place = tuple[int, str]  # the activity's id and the cell's name
PATIENCE = 60  # seconds for all of them to be done


@dataclass(frozen=True)
class Stroke:
    """One text typed into one cell, the cell at `place` among those there are."""

    place: int
    how: str  # where the new word goes: last, first, instead
    pause: int  # milliseconds before
    is_lost: bool  # the answer does not come back, and the request is sent again
    looks: bool  # asks what others have written before typing
    then: str  # when somebody else has written there: mine, theirs, both


@dataclass(frozen=True)
class Saved:
    """A request that was answered 200."""

    by: int
    place: Place
    base: str
    value: str


@dataclass
class Typist:
    """One page in one browser: `bases` is what it believes that the cells say."""

    user: User
    plan: int
    bases: dict[Place, str]
    saved: list[Saved] = field(default_factory=list)
    words: int = 0
    cursor: str = ""

    def __post_init__(self) -> None:
        self.client = client_of(self.user)
        self.client.raise_request_exception = False

    def type(self, stroke: Stroke, places: list[Place]) -> None:
        time.sleep(stroke.pause / 1000)
        if stroke.looks:
            self.look()
        place = places[stroke.place]
        base = self.bases[place]
        self.words += 1
        word = f"ord{self.user.pk}x{self.words}"
        value = {"last": f"{base} {word}", "first": f"{word} {base}", "instead": word}[stroke.how].strip()
        self.keep(place, base, value, stroke)

    def keep(self, place: Place, base: str, mine: str, stroke: Stroke) -> None:
        """As static/js/sheet/saving.js: the same again until it is answered, and mine first whatever is chosen."""
        status, answer = self.send(place, base, mine)
        if stroke.is_lost:
            status, answer = self.send(place, base, mine)
        if status == 200:
            self.bases[place] = answer["text"]
            return
        theirs = answer["text"]
        if stroke.then == "both":
            self.keep(place, theirs, f"{theirs} {mine}", stroke)
            return
        self.keep(place, theirs, mine, stroke)
        if stroke.then == "theirs":
            self.keep(place, self.bases[place], theirs, stroke)

    def send(self, place: Place, base: str, value: str) -> tuple[int, dict[str, Any]]:
        url = reverse("activity-field", args=[self.plan, *place])
        status, answer = self.post(url, {"base": base, "value": value})
        assert status in (200, 409), (status, answer)
        if status == 200:
            self.saved.append(Saved(self.user.pk, place, base, value))
        return status, answer

    def look(self) -> None:
        """Others' texts come to cells in which nobody here is writing."""
        _, answer = self.post(reverse("plan-presence", args=[self.plan]), {"since": self.cursor})
        self.cursor = answer["cursor"]
        for change in answer["changes"]:
            self.bases[change["activity"], change["field"]] = change["text"]

    def post(self, url: str, sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        while True:
            response = self.client.post(url, sent, headers={"accept": "application/json"})
            if response.status_code < 500:  # a server that is busy is asked again
                return response.status_code, response.json()


def together(work: Callable[[int], None], count: int) -> None:
    """Runs the work of each at the same time; the first that fails fails here."""
    start, failures = Barrier(count), []

    def run(number: int) -> None:
        try:
            start.wait(PATIENCE)
            work(number)
        except Exception as failure:  # noqa: BLE001 - told by the thread that waits
            failures.append(failure)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,), daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    if failures:
        raise failures[0]


def history_of(place: Place) -> list[tuple[int | None, str]]:
    """Who made the cell say what, from the first on: a line for each time that it said something new."""
    pk, name = place
    cell = cell_named(name)
    assert cell
    lines: list[tuple[int | None, str]] = []
    for row in Activity.history.filter(id=pk).order_by("history_id"):
        if not lines or lines[-1][1] != cell.read(row):
            lines.append((row.history_user_id, cell.read(row)))
    assert lines[-1][1] == cell.read(Activity.objects.get(pk=pk))
    return lines
