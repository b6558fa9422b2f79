"""kombu's queue of files, without its gaps: nothing is read before all of it is written.

kombu writes a message in the place where workers look, so a quick worker reads half of one and dies. And it begins the
table of which queues there are as an empty file: whoever reads it just then dies too.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    def get_table(self, exchange: str) -> list[Any]:
        with self._alone_with_tables():
            found: list[Any] = super().get_table(exchange)
            return found

    def queue_bind(self, *args: Any, **kwargs: Any) -> None:
        with self._alone_with_tables():
            super().queue_bind(*args, **kwargs)

    @contextmanager
    def _alone_with_tables(self) -> Iterator[None]:
        with Path(self.control_folder, "lock").open("a") as held:
            filesystem.lock(held, filesystem.LOCK_EX)  # until it is shut
            yield

    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:  # type: ignore[override] # kombu names it twice
        name = f"{time.monotonic_ns() // 1_000_000}_{uuid4()}.{queue}.msg"
        unfinished = Path(self.data_folder_out, f".{name}")  # a name that no queue's reader takes
        unfinished.write_text(dumps(message))
        unfinished.rename(unfinished.with_name(name))


class Transport(filesystem.Transport):
    Channel = Channel
