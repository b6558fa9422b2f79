"""Times that can be compared although the machine does other things meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import TypeVar

Name = TypeVar("Name")


def interleaved(times: int, measured: Mapping[Name, Callable[[], object]]) -> dict[Name, float]:
    """Median seconds of each. They take turns, so that what disturbs one disturbs all; a first round is not counted."""
    taken: dict[Name, list[float]] = {name: [] for name in measured}
    for number in range(times + 1):
        for name, action in measured.items():
            seconds = timed(action)
            if number:
                taken[name].append(seconds)
    return {name: median(seconds) for name, seconds in taken.items()}


def timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began
