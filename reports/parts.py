"""How a builder makes a long document part by part, so that what has been made survives the worker that made it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reports.models import Report, ReportPart

Made = dict[str, Any]


class Parts:
    """Of a report that is not stored: each part is made, and none is kept."""

    def part(self, name: str, make: Callable[[], Made], share: float) -> Made:
        """What `make` gives, as JSON types; `share` of the parts are made then, from 0 to 1."""
        return make()


class KeptParts(Parts):
    """Those that an earlier attempt made are not made again; `on_progress` is told the share that is there."""

    def __init__(self, report: Report, on_progress: Callable[[float], None]) -> None:
        self.report, self.on_progress = report, on_progress
        self.there: dict[str, Made] = dict(report.parts.values_list("name", "content"))

    def part(self, name: str, make: Callable[[], Made], share: float) -> Made:
        if name not in self.there:
            self.there[name] = ReportPart.keep(self.report, name, make())
        self.on_progress(share)
        return self.there[name]
