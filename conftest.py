"""What tests of all apps share: a browser that watches for errors, and a worker process."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from andts.celery import app
from andts.processes import Program
from andts.run import worker_command
from andts.tests.serving import Answering
from organisations.models import User

pytest_plugins = [
    "organisations.tests.cast",
    "andts.tests.everything",
    "andts.tests.mail_server",
    "activities.tests.example",
]

# Where changes land, invented input is the same every time: no landing depends on luck. A developer's runs go on
# searching.
hypothesis_settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    hypothesis_settings.load_profile("ci")

# A page waits for its turn where other tests use the machine.
expect.set_options(timeout=15_000)

# Several processes on a busy machine may miss each other. A developer sees it; a landing asks once more, and pytest's
# summary names what needed it.
SECOND_CHANCE = pytest.mark.flaky(reruns=1)

# What a test does by the fixtures that it asks for.
DRIVING = {"page": "browser", "celery_worker_process": "services", "mailing_worker": "services"}

CHROMIUM = ["chromium", "chromium-browser", "google-chrome"]
QUIET_CHROMIUM = [
    "--no-sandbox",  # or root may not start it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`-m "not browser"` and `-m "not services"` leave out what takes long."""
    already = pytest.mark.skip(reason="the same over either database: run over SQLite")
    for item in items:
        if connection.vendor == "postgresql" and item.get_closest_marker("once"):
            item.add_marker(already)
        for fixture, mark in DRIVING.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)
        if os.environ.get("CI") and any(map(item.get_closest_marker, DRIVING.values())):
            item.add_marker(SECOND_CHANCE)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["TEST_VAR"], ignore_errors=True)


# --- A database


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A thread may still hold its connection when the tests are done, and PostgreSQL drops no database in use."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")


# --- A browser


@pytest.fixture
def live_server(live_server: LiveServer, transactional_db: None) -> Iterator[LiveServer]:
    """The tables are emptied after this, when the server has answered what pages asked in the end."""
    answering = Answering()
    yield live_server
    answering.wait()
    answering.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium: Playwright's own browsers cannot be fetched everywhere."""
    installed = next(filter(None, map(shutil.which, CHROMIUM)))
    return {**browser_type_launch_args, "executable_path": installed, "args": QUIET_CHROMIUM}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "sv-SE",
        "timezone_id": "Europe/Stockholm",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page on which a script error, or anything our Content-Security-Policy stops, fails the test."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


@pytest.fixture
def visit(page: Page, live_server: LiveServer) -> Callable[[str], Page]:
    """Opens an address of ours and makes sure that it is the page and not an error."""

    def open_page(path: str) -> Page:
        response = page.goto(f"{live_server.url}{path}")
        assert response
        assert (response.status, path) == (200, path)
        return page

    return open_page


@pytest.fixture
def sign_in(context: BrowserContext, live_server: LiveServer) -> Callable[[User], None]:
    """Gives the browser the session of a user, without the sign-in page."""

    def give_session(user: User) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return give_session


# --- A worker


@pytest.fixture
def celery_worker_process(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The worker that `make run` starts, as a process of its own, on the test's database, queue and files."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "andts.settings")
    monkeypatch.setenv("DATABASE_URL", database_url())
    monkeypatch.setenv("LOG_LEVEL", "WARNING")
    monkeypatch.setenv("PYTHONWARNINGS", "ignore:You're running the worker with superuser")
    with app.connection_for_write() as queue, suppress(queue.channel_errors):
        queue.default_channel.queue_purge("celery")
    worker = Program("Arbetaren", worker_command(), Path(settings.BASE_DIR))
    worker.start()
    yield worker
    worker.kill_group()  # a worker that is asked takes seconds to end
    worker.process.wait()


def database_url() -> str:
    """Where the test's own database is, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    base, _, query = os.environ["DATABASE_URL"].partition("?")
    return f"{base.rpartition('/')[0]}/{name}?{query}"
