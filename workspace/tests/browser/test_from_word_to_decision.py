"""The main job, from a kommun's Word file to the decided plan and its PDF, as a samordnare does it."""

import os
from collections.abc import Iterator
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from andts.processes import Program
from organisations.models import User
from workspace.tests.browser import steps
from workspace.tests.browser.word_plan import word_plan

WORDS = ["Genomförandeplan för Lindvalla 2026–2027", "Kommunstyrelsen", "§ 41", "Kvällsvandring", "Fredagar, v. 20–24"]


@pytest.fixture
def samordnare(celery_worker_process: Program, anna: User) -> str:
    """Her address; the worker is there to make documents."""
    anna.set_password(steps.PASSWORD)
    anna.save(update_fields=["password"])
    return anna.email


@pytest.fixture
def busy_worker(celery_worker_process: Program) -> int:
    """The worker's group of processes, held until it is told to go on: an order has to wait."""
    os.killpg(celery_worker_process.process.pid, SIGSTOP)
    return celery_worker_process.process.pid


@pytest.fixture
def page_without_script(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    yield context.new_page()
    context.close()


def test_a_word_file_becomes_a_decided_plan_with_its_pdf(
    page: Page, live_server: LiveServer, samordnare: str, busy_worker: int, tmp_path: Path
) -> None:
    decide_what_the_file_says(page, live_server.url, samordnare, tmp_path)
    steps.order_the_document(page)
    watch_it_being_made(page, busy_worker)
    text = steps.download_pdf(page)
    assert [word for word in WORDS if word not in text] == []
    assert "UTKAST" not in text
    steps.revise_and_compare(page)


def test_the_same_goes_without_script(
    page_without_script: Page, live_server: LiveServer, samordnare: str, tmp_path: Path
) -> None:
    page = page_without_script
    decide_what_the_file_says(page, live_server.url, samordnare, tmp_path)
    steps.order_the_document(page)
    while not page.get_by_role("link", name="PDF").count():
        page.get_by_role("link", name="Uppdatera sidan").click()
    assert "Kvällsvandring" in steps.download_pdf(page)
    steps.revise_and_compare(page)


def watch_it_being_made(page: Page, worker: int) -> None:
    """From waiting to finished on the same page, which is not loaded again."""
    expect(page.get_by_role("progressbar", name="Väntar på sin tur")).to_be_visible()
    loaded: list[str] = []
    page.on("load", lambda loaded_page: loaded.append(loaded_page.url))
    os.killpg(worker, SIGCONT)
    expect(page.get_by_role("link", name="PDF")).to_be_visible(timeout=180_000)
    expect(page.get_by_role("status")).to_contain_text("är klar att hämta")
    assert loaded == []


def decide_what_the_file_says(page: Page, site: str, email: str, folder: Path) -> None:
    steps.sign_in(page, site, email)
    steps.read_in(page, word_plan(folder))
    steps.say_what_a_column_is(page)
    steps.make_the_plan(page)
    steps.place_what_found_no_place(page)
    steps.correct_an_activity(page)
    steps.adopt(page)
    steps.read_the_plan(page)
