"""From the mail to the receipt on a phone, without an account; every page on the way held against WCAG."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from andts.tests.mail_server import MailServer
from followup.models import FollowUpAnswer, FollowUpRound
from followup.tests.partners import IDA, send_all
from organisations.models import ActorHolder, User
from workspace.tests.browser.wcag import faults_everywhere

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture
def asked(
    transactional_db: None,
    live_server: LiveServer,
    settings: Settings,
    opened: FollowUpRound,
    ida_holds: ActorHolder,
    anna: User,
    sign_in: Callable[[User], None],
    visit: Callable[[str], Page],
    page: Page,
    mail_server: MailServer,
) -> str:
    """Anna has looked at the mail and sent it; the link in it, which leads to the test's own server."""
    settings.SITE_URL = live_server.url
    sign_in(anna)
    visit(f"/uppfoljning/{opened.pk}/inbjudningar/")
    expect(page.get_by_role("heading", name="Mejlet till ida@polisen.example")).to_be_visible()
    assert faults_everywhere(page) == []
    page.get_by_role("button", name="Skicka frågan till de markerade").click()
    expect(page.get_by_text("En inbjudan skickas nu.")).to_be_visible()
    send_all()
    return mail_server.link()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def ask_for_code(page: Page, link: str) -> None:
    page.goto(link)
    press(page, "Skicka kod")
    expect(page.get_by_label("Kod", exact=True)).to_be_visible()


def give_code(page: Page, mail_server: MailServer) -> None:
    send_all()
    page.get_by_label("Kod", exact=True).fill(mail_server.code())
    press(page, "Fortsätt")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hur har det gått?")


@pytest.mark.parametrize("script", [True, False])
def test_a_partner_answers_on_a_phone(asked: str, browser: Browser, mail_server: MailServer, script: bool) -> None:
    phone = browser.new_page(viewport=PHONE, locale="sv-SE", java_script_enabled=script, bypass_csp=not script)
    ask_for_code(phone, asked)
    give_code(phone, mail_server)
    phone.get_by_role("link", name=re.compile("^Svara ?: Kontrollköp")).click()
    phone.get_by_label("Genomförd", exact=True).check()
    phone.get_by_label("Vad som är gjort").fill("Åtta köp")
    press(phone, "Skicka svaret")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Tack för ditt svar")
    press(phone, "Klar")
    expect(phone.get_by_text(re.compile("Ett kvitto kommer till i…@polisen.example"))).to_be_visible()
    phone.close()
    send_all()
    assert mail_server.subject() == "Kvitto: ditt svar i uppföljningen 2027"
    assert FollowUpAnswer.objects.get(answered_from=IDA).done == "Åtta köp"


def test_every_page_of_a_partner_has_no_barrier(asked: str, browser: Browser, mail_server: MailServer) -> None:
    phone = browser.new_page(viewport=PHONE, locale="sv-SE", reduced_motion="reduce")
    ask_for_code(phone, asked)
    found = {"kod/": faults_everywhere(phone)}
    give_code(phone, mail_server)
    answer = FollowUpAnswer.objects.get(actor__name="Polisen")
    for page in ("", f"aktiviteter/{answer.pk}/", "kvitto/", "vidare/"):
        phone.goto(f"{asked}{page}")
        found[page] = faults_everywhere(phone)
    phone.close()
    assert {page: faults for page, faults in found.items() if faults} == {}
