"""kombu's queue of files, without its gap: a message is in the queue only when all of it is written.

kombu writes a message in the place where workers look, so a quick worker reads half of one and dies.
"""

import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:  # type: ignore[override] # kombu names it twice
        name = f"{time.monotonic_ns() // 1_000_000}_{uuid4()}.{queue}.msg"
        unfinished = Path(self.data_folder_out, f".{name}")  # a name that no queue's reader takes
        unfinished.write_text(dumps(message))
        unfinished.rename(unfinished.with_name(name))


class Transport(filesystem.Transport):
    Channel = Channel
