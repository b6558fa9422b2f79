"""How far a PDF has come, told page by page by the log that WeasyPrint keeps of its own work."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from types import TracebackType

from andts.lib.document import Document
from reports.renderers.cuts import row_count
from reports.renderers.outline import Heading, headings

OnProgress = Callable[[float], None]

# Layout is most of the work, writing the rest; a page holds about eight rows of a plan.
LAYOUT_SHARE = 0.8
ROWS_PER_PAGE = 8


class Progress(logging.Handler):
    """Tells `on_progress` a share that only grows, 1.0 when the block that it stands around is left without error."""

    def __init__(self, document: Document, on_progress: OnProgress | None) -> None:
        super().__init__()
        self.tell = on_progress
        self.total = max(row_count(headings(document)), 1)
        self.done = 0
        self.share = 0.0
        self.logger = logging.getLogger("weasyprint.progress")
        self.kept = (self.logger.level, self.logger.propagate)
        self.thread_id = threading.get_ident()

    def __enter__(self) -> Progress:
        if self.tell:
            self.logger.addHandler(self)
            self.logger.setLevel(logging.INFO)
            self.logger.propagate = False
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.logger.removeHandler(self)
        self.logger.level, self.logger.propagate = self.kept
        if error is None:
            self._grow(1.0)

    def part_done(self, rest: tuple[Heading, ...]) -> None:
        self.done = self.total - row_count(rest)
        self._grow(self.done / self.total * 0.98)

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread_id and "layout - Page" in str(record.msg) and isinstance(record.args, tuple):
            rows = self.done + int(str(record.args[0])) * ROWS_PER_PAGE * LAYOUT_SHARE
            self._grow(min(rows / self.total, 0.95))

    def _grow(self, share: float) -> None:
        if self.tell and share > self.share:
            self.share = share
            self.tell(share)
