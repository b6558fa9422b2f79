"""What another process does in its own time, waited for: long, since a busy machine is no fault of the code."""

import time
from collections.abc import Callable

PATIENCE = 240  # seconds


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)
