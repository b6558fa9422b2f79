"""Services of a test's own, on loopback, that it may stop and start: Redis, and PostgreSQL as the tests' database is."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

PROGRAMS = Path("/usr/lib/postgresql")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "it did not start"
            time.sleep(0.05)


@dataclass
class Redis:
    """It keeps nothing: what waits in it is lost when it ends."""

    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
        wait_for(self.port)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def restart(self) -> None:
        self.stop()
        self.start()


@dataclass
class Postgres:
    """A cluster with a copy of the test's database as it is now."""

    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"postgres://andts@127.0.0.1:{self.port}/andts"

    def create(self) -> None:
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            subprocess.run(["chown", "postgres", self.folder], check=True)
        self._run("initdb", "--username=andts", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()
        reach = ["--host=127.0.0.1", f"--port={self.port}", "--username=andts"]
        subprocess.run([_program("createdb"), *reach, "andts"], check=True)
        subprocess.run([_program("psql"), *reach, "--quiet", "--output=/dev/null", "andts"], input=dump(), check=True)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync=off"
        self._run("pg_ctl", "start", "--wait", "--silent", f"--log={self.folder}/log", f"--options={options}")

    def stop(self) -> None:
        """As when the machine is turned off under those who are connected."""
        self._run("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")

    def _run(self, program: str, *arguments: str) -> None:
        as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*as_owner, _program(program), f"--pgdata={self.folder}/data", *arguments]
        subprocess.run(command, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)


def dump() -> bytes:
    """The test's own database as SQL."""
    facts = connection.settings_dict
    command = [_program("pg_dump"), f"--host={facts['HOST']}", f"--username={facts['USER']}", facts["NAME"]]
    if facts["PORT"]:
        command.append(f"--port={facts['PORT']}")
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def _program(name: str) -> str:
    return str(sorted(PROGRAMS.glob(f"*/bin/{name}"))[-1])
