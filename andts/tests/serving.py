"""The web server that browser tests talk to, left in peace until it has answered."""

from __future__ import annotations

import time
from threading import Thread, current_thread
from typing import Any

from django.core import signals

LONGEST_WAIT = 10.0


class Answering:
    """The requests that are being answered, known by the threads that do it.

    A page goes on asking when its test is over: it saves, or tells that somebody is there. Emptying the tables under
    such a request knots PostgreSQL and hands the next test another's rows.
    """

    def __init__(self) -> None:
        self._threads: set[Thread] = set()
        signals.request_started.connect(self._begin)
        signals.request_finished.connect(self._end)

    def wait(self) -> None:
        deadline = time.monotonic() + LONGEST_WAIT
        while self._others() and time.monotonic() < deadline:
            time.sleep(0.01)

    def stop(self) -> None:
        signals.request_started.disconnect(self._begin)
        signals.request_finished.disconnect(self._end)

    def _begin(self, **_: Any) -> None:
        self._threads.add(current_thread())

    def _end(self, **_: Any) -> None:
        self._threads.discard(current_thread())

    def _others(self) -> set[Thread]:
        """Without the test's own client, and without those whose browser hung up in the middle."""
        return {thread for thread in self._threads.copy() if thread.is_alive() and thread is not current_thread()}
