"""What goes away and comes back: the queue, the database, a worker. Nothing is lost and nothing is made twice, and the
pages say what happened. With a web server, a worker and services of the test's own.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from activities.snapshot import frozen_content
from andts.processes import Program
from andts.run import worker_command
from andts.tests.loopback import Postgres, Redis, free_port, wait_for
from andts.tests.waiting import until
from conftest import database_url
from followup.rounds import open_round
from organisations.models import User
from plans.models import Plan
from reports import production
from reports.models import Report
from workspace.scale.plans import create_plan

pytestmark = pytest.mark.services
FORMATS = ["docx", "pdf", "xlsx"]
# A report of so many activities takes some seconds: it can be caught at work.
MANY = 100


@pytest.fixture
def long_plan(transactional_db, lindvalla, anna) -> Plan:
    plan = create_plan(lindvalla, MANY, by=anna, title="Lång plan")
    plan.adopt(content=frozen_content, decisions=[{"body": "KS", "date": date(2026, 11, 9)}], by=anna)
    return plan


# --- A worker that is killed


def state(report: Report) -> str:
    report.refresh_from_db()
    return report.state


def test_uppfoljningsrapport_of_a_killed_worker_is_made_once(celery_worker_process, long_plan, anna, signed_in):
    days = {"starts": date(2027, 1, 1), "ends": date(2027, 12, 31), "last_day": date(2028, 1, 31)}
    round_ = open_round(long_plan, length="year", by=anna, **days)
    report = production.order("uppfoljning", by=anna, round_=round_)
    until(lambda: state(report) == "running" and report.progress > 5)
    os.killpg(celery_worker_process.process.pid, signal.SIGKILL)
    celery_worker_process.process.wait()
    assert (state(report), report.files.count()) == ("running", 0)
    Report.objects.filter(pk=report.pk).update(lease_until=timezone.now())  # its end, without the wait
    assert "Arbetet avbröts och tas snart om" in signed_in(anna).get("/rapporter/").text
    assert production.sweep() == 1
    assert "Arbetet avbröts. Väntar på ett nytt försök" in signed_in(anna).get("/rapporter/").text
    celery_worker_process.start()
    until(lambda: state(report) in ("done", "failed"))
    assert (report.attempts, sorted(file.format for file in report.files.all())) == (2, FORMATS)


# --- Services that come and go


@dataclass
class Served:
    """A web server, and a worker of one process, as they are started where the system is served."""

    web: Program
    worker: Program
    port: int
    reader: User

    def ask(self, method: str, path: str, **fields: object) -> tuple[int, str]:
        return self.ask_as(session_of(self.reader), method, path, **fields)

    def ask_as(self, session: str, method: str, path: str, **fields: object) -> tuple[int, str]:
        """Status and page, or where the answer leads: as a browser, with the token of a form of ours."""
        token = "a" * 32
        cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}"
        form = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token}
        asking = HTTPConnection("127.0.0.1", self.port, timeout=60)
        asking.request(method, path, urlencode(fields), {"Cookie": cookies, **form})
        answer = asking.getresponse()
        return answer.status, answer.read().decode() or answer.headers.get("Location", "")


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def swept() -> None:
    """As the timetable does every 15 seconds."""
    program = "import django; django.setup(); from reports.production import sweep; sweep()"
    subprocess.run([sys.executable, "-c", program], cwd=settings.BASE_DIR, check=True)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    if not settings.REDIS_URL:
        pytest.skip("needs Redis")
    redis = Redis(free_port(), tmp_path)
    redis.start()
    yield redis
    redis.stop()


@pytest.fixture
def serve(
    transactional_db: None, redis: Redis, anna: User, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Served]]:
    """Starts the programs over a database, with the test's Redis; the worker waits to be started."""
    started: list[Program] = []

    def start(database: str) -> Served:
        monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "andts.tests.settings")
        monkeypatch.setenv("DATABASE_URL", database)
        monkeypatch.setenv("REDIS_URL", redis.url)
        monkeypatch.setenv("LOG_LEVEL", "CRITICAL")
        monkeypatch.setenv("PYTHONWARNINGS", "ignore")
        port = free_port()
        quiet = ["--no-control-socket", "--log-level=critical", "--workers=1", f"--bind=127.0.0.1:{port}"]
        web = Program("Webbservern", ["gunicorn", "andts.wsgi", *quiet], Path(settings.BASE_DIR))
        one = ["--concurrency=1" if part.startswith("--concurrency") else part for part in worker_command()]
        worker = Program("Arbetaren", one, Path(settings.BASE_DIR))
        web.start()
        started.append(web)
        wait_for(port)
        return Served(web, worker, port, anna)

    yield start
    for program in started:
        program.kill_group()
        program.process.wait()


@pytest.fixture
def working(serve: Callable[[str], Served]) -> Iterator[Served]:
    """Over the test's own database."""
    served = serve(database_url())
    yield served
    if hasattr(served.worker, "process"):
        served.worker.kill_group()
        served.worker.process.wait()


def test_order_is_accepted_while_redis_is_away_and_made_when_it_is_back(redis, working, plan):
    redis.stop()
    report = Report.objects.get(pk=ordered(working, plan, SHORT))
    assert (working.ask("GET", "/rapporter/")[1].count("Väntar på sin tur"), report.state) == (1, "waiting")
    redis.start()
    working.worker.start()
    Report.objects.update(queued_at=timezone.now() - timedelta(minutes=5))
    swept()
    until(lambda: state(report) == "done")
    assert (report.attempts, sorted(report.files.values_list("format", flat=True))) == (1, FORMATS)


def test_redis_that_is_restarted_loses_no_report_and_none_is_made_twice(redis, working, long_plan, plan):
    working.worker.start()
    making, waiting = (
        Report.objects.get(pk=ordered(working, each, kind)) for each, kind in ((long_plan, LONG), (plan, SHORT))
    )
    until(lambda: state(making) == "running")
    redis.restart()  # the one worker process is busy, and the second order is nowhere now
    until(lambda: state(making) == "done")
    assert state(waiting) == "waiting"
    Report.objects.filter(pk=waiting.pk).update(queued_at=timezone.now() - timedelta(minutes=5))
    swept()
    until(lambda: state(waiting) == "done")
    assert [(report.attempts, report.files.count()) for report in (making, waiting)] == [(1, 3), (1, 3)]


LONG, SHORT = "genomforandeplan", "kortversion"


def ordered(served: Served, plan: Plan, kind: str) -> int:
    status, address = served.ask("POST", "/rapporter/ny/", plan=plan.pk, kind=kind)
    assert (status, address.partition("#")[0]) == (302, "/rapporter/")
    return Report.objects.latest("pk").pk


@pytest.fixture
def session(anna: User) -> str:
    return session_of(anna)


@pytest.fixture
def postgres(long_plan, session) -> Iterator[Postgres]:
    """With what the test has in its own database by now, Anna's session among it, and nobody else in it."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    # Not in pytest's own folder, which it lets nobody but its user into.
    folder = Path(tempfile.mkdtemp(prefix="andts-postgres-"))
    cluster = Postgres(free_port(), folder)
    cluster.create()
    yield cluster
    cluster.stop()
    shutil.rmtree(folder)


def test_database_that_is_restarted_loses_nothing_and_pages_say_what_happened(
    postgres, redis, serve, long_plan, session
):
    served = serve(postgres.url)

    def ask(method, path, **fields):
        return served.ask_as(session, method, path, **fields)

    def report():
        with psycopg2.connect(postgres.url) as database, database.cursor() as cursor:
            cursor.execute("SELECT state, progress, attempts FROM reports_report")
            return cursor.fetchone()

    assert ask("GET", "/planer/")[0] == 200  # a connection that is kept
    served.worker.start()
    try:
        assert ask("POST", "/rapporter/ny/", plan=long_plan.pk, kind=LONG)[0] == 302
        until(lambda: report()[1] > 5)
        postgres.stop()
        status, page = ask("GET", f"/planer/{long_plan.pk}/")
        assert (status, "Vi når inte databasen just nu" in page) == (503, True)
        assert re.search(rf'href="/planer/{long_plan.pk}/">Försök igen</a>', page)
        status, page = ask("POST", "/rapporter/ny/", plan=long_plan.pk, kind=SHORT)
        assert (status, "Det du skickade är inte sparat" in page) == (503, True)
        postgres.start()
        assert ask("GET", f"/planer/{long_plan.pk}/")[0] == 200
        # What the worker could not write down is made again when its lease has ended.
        until(lambda: made_or_left(postgres, report))
        with psycopg2.connect(postgres.url) as database, database.cursor() as cursor:
            cursor.execute("SELECT format, count(*) FROM reports_reportfile GROUP BY format ORDER BY format")
            assert cursor.fetchall() == [(format, 1) for format in FORMATS]
        assert report()[2] <= 2
    finally:
        served.worker.kill_group()
        served.worker.process.wait()


def made_or_left(postgres, report) -> bool:
    """Whether it is done; where its worker gave up, the lease ends now and the sweep finds it."""
    if report()[0] == "done":
        return True
    with psycopg2.connect(postgres.url) as database, database.cursor() as cursor:
        cursor.execute("SELECT 1 FROM reports_report WHERE lease_until < now() + interval '50 seconds'")
        if cursor.fetchone():  # nobody has renewed it for ten seconds
            cursor.execute("UPDATE reports_report SET lease_until = now() - interval '1 second'")
            database.commit()
            swept()
    return False
