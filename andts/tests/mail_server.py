"""A mail server on loopback, which takes, refuses or hangs as a test asks."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from andts.processes import Program
from andts.tests.loopback import free_port

PATIENCE = 60  # seconds that a client waits: on a busy machine even this server is slow
CODE = re.compile(r"^\d{3} \d{3}$", re.MULTILINE)
LINK = re.compile(r"https?://\S+")


class MailServer:
    """What came stands in `came`. `answers` says what is answered instead of yes, by command; `hangs` names the command
    that is not answered, and `taken` is called when a whole mail is there, before the client is told."""

    def __init__(self) -> None:
        self.came: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.hangs = ""
        self.taken: Callable[[], None] = lambda: None
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port(), ready_timeout=PATIENCE)

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]) -> str:
        await self._hang("RCPT")
        if "RCPT" not in self.answers:
            envelope.rcpt_tos.append(to)
        return self.answers.get("RCPT", "250 OK")

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, sender: str, options: list[str]
    ) -> str:
        await self._hang("MAIL")
        envelope.mail_from = sender
        return self.answers.get("MAIL", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if "DATA" not in self.answers:
            assert isinstance(envelope.content, bytes)
            self.came.append(message_from_bytes(envelope.content, policy=policy.default))
        self.taken()
        await self._hang("DATA")
        return self.answers.get("DATA", "250 OK")

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await self._hang("QUIT")
        return "221 Bye"

    async def _hang(self, command: str) -> None:
        while self.hangs == command:
            await asyncio.sleep(0.05)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.controller.port}"

    def subject(self, which: int = -1) -> str:
        return str(self.came[which]["Subject"]).strip()

    def text(self, which: int = -1) -> str:
        """A mail as those read it who read plain text."""
        body = self.came[which].get_body(("plain",))
        return body.get_content().replace("\r\n", "\n") if body else ""

    def html(self, which: int = -1) -> str:
        body = self.came[which].get_body(("html",))
        return body.get_content().replace("\r\n", "\n") if body else ""

    def code(self) -> str:
        """The one-time code in the last mail."""
        return CODE.findall(self.text())[0]

    def link(self) -> str:
        return LINK.findall(self.text())[0]


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    """The server, to which all mail of the test goes."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # it tells each command
    server = MailServer()
    server.controller.start()
    settings.EMAIL_BACKEND = "andts.lib.smtp.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.controller.port
    settings.EMAIL_TIMEOUT = PATIENCE
    yield server
    server.hangs = ""
    server.controller.stop()


@pytest.fixture
def impatient(mail_server: MailServer, settings: Settings) -> None:
    """Whoever is kept waiting by `hangs` soon gives up."""
    settings.EMAIL_TIMEOUT = 0.5


@pytest.fixture
def mailing_worker(
    transactional_db: None, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Program:
    """Sends what is to be mailed to `mail_server`."""
    monkeypatch.setenv("EMAIL_URL", mail_server.url)
    return cast(Program, request.getfixturevalue("celery_worker_process"))
