"""`make run`: prepares the database, then keeps a web server and a worker going until it is told to stop.

Everything it starts ends with it: at Ctrl-C, at SIGTERM, and (Linux) when it is itself killed.
"""

import hashlib
import io
import os
import signal
import socket
import sys
from pathlib import Path
from threading import Event
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import Error as DatabaseError
from django.db import connections

from andts.lib.alone import Occupied, alone_on
from andts.processes import Program, end_all, follow
from andts.static_files import NOT_SERVED


def main() -> None:
    try:
        port = chosen_port()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "andts.settings")
        os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
        os.environ.setdefault("LOG_LEVEL", "WARNING")
        os.environ.setdefault("PYTHONWARNINGS", "ignore:You're running the worker with superuser")
        if "MAKELEVEL" in os.environ:
            follow(os.getppid())
        with alone_on(settings.VAR):
            require_free(port)
            serve(port, prepare())
    except (CommandError, DatabaseError, ImproperlyConfigured, Occupied) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


def chosen_port() -> int:
    wish = os.environ.get("PORT") or "8000"
    if not wish.isdigit() or not 0 < int(wish) < 65536:
        sys.exit(f"PORT ska vara ett tal mellan 1 och 65535, inte {wish!r}.")
    return int(wish)


def require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            sys.exit(f"Port {port} får bara systemets administratör använda. Välj en annan: make run PORT=8001")
        except OSError:
            sys.exit(f"Port {port} används redan av ett annat program. Välj en annan: make run PORT={port + 1}")


# --- Before serving


def prepare() -> list[str]:
    """Brings the database and the static files up to date; the demonstration's accounts, a line each."""
    print("Förbereder …", flush=True)
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_reference", stdout=io.StringIO())
    accounts = load_demonstration() if wants_demonstration() else []
    collect_static_files()
    connections.close_all()
    return accounts


def wants_demonstration() -> bool:
    # Never where somebody has begun without it: its passwords are known to all.
    begun = get_user_model()._default_manager.exists()
    return os.environ.get("EMPTY", "") in {"", "0"} and (not begun or demonstration_mark().exists())


def load_demonstration() -> list[str]:
    said = io.StringIO()
    call_command("load_demo", stdout=said)
    demonstration_mark().touch()
    return said.getvalue().splitlines()


def demonstration_mark() -> Path:
    return settings.VAR / "demonstration"


def collect_static_files() -> None:
    # Compressing them takes a while, so only when one of them has changed.
    mark, now = settings.VAR / "static.fingerprint", static_fingerprint()
    if not mark.exists() or mark.read_text() != now:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        mark.write_text(now)


def static_fingerprint() -> str:
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(NOT_SERVED):
            stat = os.stat(storage.path(path))
            found.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return found.hexdigest()


# --- Serving


def serve(port: int, accounts: list[str]) -> None:
    stop = stop_signals()
    programs: list[Program] = []
    try:
        for name, command in (("Webbservern", web_command(port)), ("Arbetaren", worker_command())):
            programs.append(Program(name, command, settings.BASE_DIR))
            programs[-1].start()
        if is_answering(port, programs[0], stop):
            announce(port, accounts)
        while not stop.wait(0.5):
            for program in programs:
                program.keep_alive()
    finally:
        print("\nAvslutar …", flush=True)
        end_all(programs)


def stop_signals() -> Event:
    stop = Event()
    # Ctrl-C, a request to end and a closed terminal.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup
            signal.signal(number, lambda *_: stop.set())
    return stop


def web_command(port: int) -> list[str]:
    quiet = ["--preload", "--no-control-socket", "--log-level=warning"]
    return ["gunicorn", "andts.wsgi", f"--bind=127.0.0.1:{port}", "--workers=2", *quiet]


def worker_command() -> list[str]:
    # One worker with the timetable (beat) inside; it talks to nobody but the queue.
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return ["celery", "--quiet", "--app=andts", "worker", "--beat", "--concurrency=2", "--loglevel=WARNING", *alone]


def is_answering(port: int, web: Program, stop: Event) -> bool:
    """Waits until it is, or until there is no point in waiting."""
    while not stop.wait(0.1):
        if web.has_ended():
            sys.exit("Webbservern gick inte att starta; orsaken står ovanför.")
        try:
            urlopen(f"http://127.0.0.1:{port}/halsa/", timeout=5).close()
        except HTTPError as error:
            sys.exit(f"Webbservern startade men svarar {error.code}; orsaken står ovanför.")
        except (URLError, TimeoutError):  # nobody there yet, or too busy beginning to answer
            continue
        return True
    return False


def announce(port: int, accounts: list[str]) -> None:
    if accounts:
        print("\nDemonstrationens konton (roll, inloggning, lösenord):")
        rows = [line.split("\t") for line in accounts]
        widths = [max(len(row[column]) for row in rows) for column in range(2)]
        for role, login, password in rows:
            print(f"  {role:<{widths[0]}}  {login:<{widths[1]}}  {password}")
    print(f"\nANDTS-planen finns på http://127.0.0.1:{port}  Avsluta med Ctrl-C.", flush=True)


if __name__ == "__main__":
    main()
