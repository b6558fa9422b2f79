"""The sheet saves itself: when, what it says meanwhile, and what happens when the server is away."""

import re
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Error, Page, expect

from activities.models import Activity
from andts.processes import Program
from conftest import database_url
from organisations.models import User
from workspace.tests.browser.hearing import heard, listen
from workspace.tests.browser.sheet import SAVED, Sheet


@pytest.fixture
def activity(plan, served) -> Activity:
    return Activity.objects.get(plan=plan, number="1.1")


@pytest.fixture
def sheet(page: Page, plan, anna, visit, sign_in) -> Sheet:
    sign_in(anna)
    visit(plan.get_absolute_url())
    return Sheet(page)


def stored(activity: Activity) -> str:
    return Activity.objects.get(pk=activity.pk).schedule


def test_no_row_moves_when_a_field_is_told_saved(sheet, activity):
    heights = "[...document.querySelectorAll('tr[data-row]')].map((row) => row.offsetHeight)"
    sheet.write(activity, "När", "Maj")
    sheet.press("Enter")
    expect(sheet.cell(activity, "När").locator(".save-state")).to_contain_text(SAVED)
    told = sheet.page.evaluate(heights)
    expect(sheet.cell(activity, "När").locator(".save-state")).to_have_count(0)
    assert sheet.page.evaluate(heights) == told


def test_pause_saves_while_the_field_is_open(sheet, activity):
    with sheet.page.expect_response("**/falt/schedule/"):
        sheet.write(activity, "När", "Varje vår")
    expect(sheet.editor()).to_be_focused()
    assert stored(activity) == "Varje vår"


def test_pause_is_shorter_than_promised():
    saving = Path(settings.BASE_DIR, "static/js/sheet/saving.js").read_text()
    assert "const PAUSE = 600;" in saving


def test_leaving_saves_at_once(sheet, activity):
    sheet.choose(activity, "När")
    sheet.press("F2")
    with sheet.page.expect_response("**/falt/schedule/") as response:
        sheet.editor().fill("Varje höst")
        sheet.press("Tab")
    assert response.value.status == 200
    assert stored(activity) == "Varje höst"


def test_time_it_was_saved_is_shown(sheet, activity):
    sheet.write(activity, "När", "Varje vår")
    sheet.press("Tab")
    said = re.compile(r"^Sparat \d\d:\d\d$")
    expect(sheet.cell(activity, "När").locator(".save-state")).to_have_text(said)
    expect(sheet.state).to_have_text(said)


def test_it_is_said_once_and_not_at_each_key(sheet, activity):
    listen(sheet.page)
    sheet.choose(activity, "När")
    sheet.page.keyboard.type("Varje vår och höst", delay=120)
    sheet.press("Tab")
    expect(sheet.state).to_contain_text(SAVED)
    sheet.page.wait_for_timeout(300)
    assert [text[: len(SAVED)] for text in heard(sheet.page)] == [SAVED]


def test_nothing_is_left_in_the_browser(sheet, activity):
    sheet.write(activity, "När", "Varje vår")
    sheet.press("Tab")
    expect(sheet.state).to_contain_text(SAVED)
    kept = sheet.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert [word for word in ("Varje vår", "Två gånger", "Tillsyn") if word in kept] == []
    assert sheet.page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert sheet.page.evaluate("caches.keys().then(all => all.length)") == 0


def test_what_cannot_be_saved_is_said_in_words(sheet, plan, served):
    untitled = plan.activities.get(title="")
    sheet.choose(untitled, "Vad")
    sheet.press("Delete")
    expect(sheet.cell(untitled, "Vad").locator(".is-failing")).to_contain_text("Ange")


def test_plan_decided_meanwhile_is_said_in_words(sheet, activity, plan):
    type(plan).objects.filter(pk=plan.pk).update(state="adopted")
    sheet.write(activity, "När", "För sent")
    expect(sheet.cell(activity, "När").locator(".is-failing")).to_contain_text("Planen är fastställd")
    expect(sheet.editor()).to_have_value("För sent")


# --- The server goes away


@dataclass(frozen=True)
class Mortal:
    """A server that a test can kill, and start again at the same address."""

    program: Program
    site: str

    def kill(self) -> None:
        self.program.kill_group()
        self.program.process.wait()


@pytest.fixture
def server(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mortal]:
    """On the test's database."""
    monkeypatch.setenv("DATABASE_URL", database_url())
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "andts.tests.settings")
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    command = ["django", "runserver", "--noreload", "--insecure", place]
    mortal = Mortal(Program("Servern", command, settings.BASE_DIR), f"http://{place}")
    mortal.program.start()
    yield mortal
    mortal.kill()


@pytest.fixture
def away(page: Page, context: BrowserContext, plan, anna: User, server) -> Sheet:
    """The sheet, on the server that can be killed."""
    client = Client()
    client.force_login(anna)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.site}])
    open_when_up(page, f"{server.site}{plan.get_absolute_url()}")
    return Sheet(page)


def open_when_up(page: Page, address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            page.goto(address)
            return
        except Error:  # the connection is refused until it is up
            time.sleep(0.3)
    raise TimeoutError(address)


def test_server_killed_while_typing_loses_nothing(away, activity, server):
    away.write(activity, "När", "Varje vår")
    expect(away.state).to_contain_text(SAVED)
    server.kill()
    away.page.keyboard.type(" och varje höst")
    expect(away.cell(activity, "När").locator(".is-failing")).to_have_text("Inte sparat – försöker igen")
    away.page.keyboard.type(", vartannat år")
    expect(away.editor()).to_have_value("Varje vår och varje höst, vartannat år")
    server.program.start()
    expect(away.state).to_contain_text(SAVED, timeout=60_000)
    assert stored(activity) == "Varje vår och varje höst, vartannat år"


def test_signing_out_elsewhere_loses_nothing(sheet, activity, context, anna, sign_in):
    context.clear_cookies()
    sheet.write(activity, "När", "Varje vår")
    expect(sheet.cell(activity, "När").locator(".is-failing")).to_contain_text("Du är utloggad")
    sign_in(anna)
    context.new_page().goto(sheet.page.url)  # as signing in does, it brings a new token
    expect(sheet.state).to_contain_text(SAVED, timeout=60_000)
    assert stored(activity) == "Varje vår"
