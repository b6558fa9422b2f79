"""Programs that `make run` keeps alive, and that end with it, however it ends."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

PATIENCE = 10  # seconds for a program to end by itself
LONGEST_PAUSE = 30  # seconds between two attempts to start what keeps dying
PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass
class Program:
    """A Python module run as a program of its own; started again when it ends, each time after a longer pause."""

    name: str
    command: list[str]
    folder: Path
    process: subprocess.Popen[bytes] = field(init=False)
    began: float = 0
    pause: float = 0

    def start(self) -> None:
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", *self.command],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            process_group=0,  # Ctrl-C reaches us alone, and we end them in order
            preexec_fn=partial(follow, os.getpid()),
        )

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def keep_alive(self) -> None:
        lasted = time.monotonic() - self.began
        if not self.has_ended() or lasted < self.pause:
            return
        self.pause = 1 if lasted > 2 * LONGEST_PAUSE else min(2 * self.pause + 1, LONGEST_PAUSE)
        self.kill_group()
        print(f"{self.name} slutade och startas om.", file=sys.stderr, flush=True)
        self.start()

    def end(self, deadline: float) -> None:
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0, deadline - time.monotonic()))
        self.kill_group()
        self.process.wait()

    def kill_group(self) -> None:
        # What the program started itself goes too.
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def follow(parent: int) -> None:
    if sys.platform == "linux":
        # The kernel sends SIGTERM to this process when its parent is gone, however it went.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)


def end_all(programs: list[Program]) -> None:
    # All are asked at once and waited for together; what is left is killed.
    for program in programs:
        program.process.terminate()
    deadline = time.monotonic() + PATIENCE
    for program in programs:
        program.end(deadline)
