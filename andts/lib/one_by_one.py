"""The same for many, where the fault of one takes nothing from the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def each_by_itself(act: Callable[[T], bool], things: Iterable[T], *, failure: str) -> int:
    """For how many of them `act` did something; what it changes must be a transaction of its own.

    Raises ExceptionGroup (`failure`), when all others are done, of those that failed: whoever asked logs them.
    """
    done, failed = 0, []
    for thing in things:
        try:
            done += act(thing)
        except Exception as error:  # noqa: BLE001 - whatever it was; all are raised below
            failed.append(error)
    if failed:
        raise ExceptionGroup(failure, failed)
    return done
