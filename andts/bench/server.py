"""One gunicorn sync worker of our own, and requests to it that cost as little as possible themselves."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.crypto import get_random_string

from andts.bench.wsgi import BARE, COUNT
from andts.processes import Program, end_all

PATIENCE = 60  # seconds for the server to start
COUNTED = f"{COUNT}: 1"


@dataclass(frozen=True)
class Server:
    """Each request is a connection of its own: a sync worker keeps none.

    `token` is sent along as cookie and as header: by that Django knows a form of its own.
    """

    port: int
    cookie: str
    token: str = get_random_string(32)

    def get(self, path: str, *headers: str) -> bytes:
        return self._asked(f"GET {path} HTTP/1.1", *headers)

    def post(self, path: str, fields: Mapping[str, str], *headers: str) -> bytes:
        body = urlencode(fields)
        form = ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        script = ["Accept: application/json", f"X-CSRFToken: {self.token}"]
        return self._asked(f"POST {path} HTTP/1.1", *form, *script, *headers, body=body)

    def _asked(self, order: str, *headers: str, body: str = "") -> bytes:
        """The whole answer, with its head; anything but what was asked for is an error."""
        cookies = f"Cookie: {self.cookie}; {settings.CSRF_COOKIE_NAME}={self.token}"
        lines = [order, "Host: 127.0.0.1", cookies, "Connection: close", *headers, "", body]
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall("\r\n".join(lines).encode())
            answer = b"".join(iter(lambda: connection.recv(1 << 20), b""))
        if not answer.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(f"{order} answered {answer[:80]!r}")
        return answer


def queries(answer: bytes) -> int:
    # Counted for a request with the header `COUNTED`.
    head = answer.partition(b"\r\n\r\n")[0].decode()
    return next(int(line.split(":")[1]) for line in head.splitlines() if line.startswith(f"{COUNT}:"))


@contextmanager
def started(cookie: str, *, database: str = "") -> Iterator[Server]:
    """Over the benchmarks' own database, or another one by its DATABASE_URL."""
    port = free_port()
    quiet = ["--no-control-socket", "--log-level=warning"]
    command = ["gunicorn", "andts.bench.wsgi", f"--bind=127.0.0.1:{port}", "--workers=1", *quiet]
    program = Program("Webbservern", command, settings.BASE_DIR)
    with other_database(database):
        program.start()
    try:
        server = Server(port, cookie)
        wait_for(server, program)
        yield server
    finally:
        end_all([program])


@contextmanager
def other_database(address: str) -> Iterator[None]:
    own = os.environ["DATABASE_URL"]
    # Programs that are started meanwhile find it there.
    os.environ["DATABASE_URL"] = address or own
    try:
        yield
    finally:
        os.environ["DATABASE_URL"] = own


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
