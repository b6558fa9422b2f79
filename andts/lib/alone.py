"""At most one at a time on a folder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Occupied(Exception):
    """Another process holds the folder; the message is for a person."""


@contextmanager
def alone_on(folder: Path) -> Iterator[None]:
    """Holds the folder's lock, or raises Occupied at once; the kernel gives it back even if we are killed."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Occupied(
                f"ANDTS-planen är redan igång på {folder}. Stoppa den först (Ctrl-C där den körs)."
            ) from None
        yield
