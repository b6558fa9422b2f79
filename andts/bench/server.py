"""One gunicorn sync worker of our own, and requests to it that cost as little as possible themselves."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

from andts.bench.wsgi import BARE, COUNT
from andts.processes import Program, end_all

PATIENCE = 60  # seconds for the server to start


@dataclass(frozen=True)
class Server:
    """Each request is a connection of its own: a sync worker keeps none."""

    port: int
    cookie: str

    def get(self, path: str, *headers: str) -> bytes:
        """The whole answer, with its head; anything but a page is an error."""
        lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {self.cookie}", "Connection: close", *headers]
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode())
            answer = b"".join(iter(lambda: connection.recv(1 << 20), b""))
        if not answer.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(f"{path} answered {answer[:80]!r}")
        return answer

    def queries(self, path: str) -> int:
        head = self.get(path, f"{COUNT}: 1").partition(b"\r\n\r\n")[0].decode()
        return next(int(line.split(":")[1]) for line in head.splitlines() if line.startswith(f"{COUNT}:"))


@contextmanager
def started(cookie: str) -> Iterator[Server]:
    port = free_port()
    quiet = ["--no-control-socket", "--log-level=warning"]
    command = ["gunicorn", "andts.bench.wsgi", f"--bind=127.0.0.1:{port}", "--workers=1", *quiet]
    program = Program("Webbservern", command, settings.BASE_DIR)
    program.start()
    try:
        server = Server(port, cookie)
        wait_for(server, program)
        yield server
    finally:
        end_all([program])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(server: Server, program: Program) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            server.get(BARE)
            return
        except ConnectionRefusedError:
            if program.has_ended() or time.monotonic() > deadline:
                raise
            time.sleep(0.1)
