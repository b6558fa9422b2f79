"""`make run` as a person meets it: a process that serves, restarts what dies, and leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from andts.lib.alone import alone_on
from andts.processes import Program
from andts.run import is_answering
from andts.static_files import NOT_SERVED
from andts.tests.loopback import free_port
from andts.tests.waiting import PATIENCE, until

pytestmark = pytest.mark.services


@dataclass
class Run:
    process: subprocess.Popen
    url: str
    var: Path

    def others(self):
        """Process number and command of all on its folder but itself: the folder is in their environment."""
        mark = f"VAR={self.var}\0".encode()
        found = [path.parent for path in Path("/proc").glob("[0-9]*/environ") if mark in read(path)]
        commands = {int(path.name): read(path / "cmdline").replace(b"\0", b" ").decode() for path in found}
        return {pid: command for pid, command in commands.items() if pid != self.process.pid}

    def workers(self):
        return {pid for pid, command in self.others().items() if " celery " in command}


def read(path):
    try:
        return path.read_bytes()
    except OSError:  # ended meanwhile
        return b""


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    return tmp_path_factory.mktemp("var")


@pytest.fixture
def running(var):
    port = free_port()
    process = start(var, PORT=str(port), EMPTY="1")
    run = Run(process, f"http://127.0.0.1:{port}", var)
    said = []
    for line in process.stdout:
        said.append(line)
        if "ANDTS-planen finns på" in line:
            break
    else:
        pytest.fail("".join(said))
    yield run
    process.terminate()
    process.communicate(timeout=PATIENCE)


def start(var, **environment):
    inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return subprocess.Popen(
        [sys.executable, "-m", "andts.run"],
        env={**inherited, "DJANGO_SETTINGS_MODULE": "andts.settings", "VAR": str(var), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def refused(var, **environment):
    """The one line that a start which comes to nothing says."""
    process = start(var, **environment)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    return said


def test_page_and_compressed_style_are_served(running):
    page = urlopen(f"{running.url}/").read().decode()
    style = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page).group(1)
    assert urlopen(f"{running.url}{style}").status == 200


def test_second_run_on_the_same_folder_is_refused(running):
    said = refused(running.var, PORT=str(free_port()))
    assert said == f"ANDTS-planen är redan igång på {running.var}. Stoppa den först (Ctrl-C där den körs).\n"


def test_killed_worker_is_started_again(running):
    before = running.workers()
    os.kill(min(before), signal.SIGKILL)
    until(lambda: running.workers() and not running.workers() & before)


def test_interrupt_ends_all(running):
    until(lambda: len(running.workers()) == 4)  # itself, two that work and the timetable
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(PATIENCE) == 0
    assert running.others() == {}


def test_all_end_when_it_is_killed(running):
    running.process.kill()
    running.process.wait()
    until(lambda: running.others() == {})


@pytest.fixture
def program(tmp_path):
    """Any that goes on."""
    program = Program("Ett program", ["http.server", "0"], tmp_path)
    program.start()
    yield program
    program.kill_group()
    program.process.wait()


def test_a_server_too_busy_to_answer_is_asked_again(program):
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked = Thread(target=answer_the_second, args=[server])
        asked.start()
        assert is_answering(server.getsockname()[1], program, Event())
        asked.join()


def answer_the_second(server):
    silent, _ = server.accept()
    answering, _ = server.accept()
    answering.recv(1000)
    answering.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
    silent.close()
    answering.close()


def test_taken_port_is_explained(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = refused(tmp_path, PORT=str(port))
    assert said == f"Port {port} används redan av ett annat program. Välj en annan: make run PORT={port + 1}\n"


def test_port_that_is_none_is_explained(tmp_path):
    assert refused(tmp_path, PORT="http") == "PORT ska vara ett tal mellan 1 och 65535, inte 'http'.\n"


def test_files_that_templates_name_are_served():
    served = {path for finder in get_finders() for path, _ in finder.list(NOT_SERVED)}
    templates = "".join(path.read_text() for path in (settings.BASE_DIR / "templates").rglob("*.html"))
    named = {re.sub(r"^bootstrap/", "", name) for name in re.findall(r"{% static ['\"]([^'\"]+)", templates)}
    assert named
    assert named - served == set()


def test_folder_is_free_again_afterwards(tmp_path):
    with alone_on(tmp_path):
        pass
    with alone_on(tmp_path):
        pass
