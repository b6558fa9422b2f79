"""Changes that somebody made in one sitting, told as one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

# A longer pause, and it is another sitting.
PAUSE = timedelta(minutes=15)


class Moment(Protocol):
    """Something that was done at a time."""

    @property
    def at(self) -> datetime: ...

    @property
    def sitting(self) -> Hashable:
        """Whose sitting it belongs to."""


M = TypeVar("M", bound=Moment)


def sittings(moments: Iterable[M], *, side_by_side: bool) -> list[list[M]]:
    """The newest sitting first, and in each its newest moment first, as `moments` come.

    Side by side, several may sit at the same time, each with a sitting of their own. Otherwise somebody else ends it,
    so that each tells all that happened between its first moment and its last.
    """
    found: list[list[M]] = []
    under_way: dict[Hashable, list[M]] = {}
    for moment in moments:
        sitting = under_way.get(moment.sitting)
        if sitting is None or sitting[-1].at - moment.at >= PAUSE:
            sitting = []
            found.append(sitting)
        sitting.append(moment)
        if not side_by_side:
            under_way.clear()
        under_way[moment.sitting] = sitting
    return found
