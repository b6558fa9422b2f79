"""The one way by which mail leaves: a letter is written as a row, and sent by a worker.

A letter is marked as being sent, and that is committed, before anything is sent. So it is never sent twice, whoever
dies: what was in a dead worker's hands is shown as uncertain, and sent again only at somebody's word.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from celery import signature
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from andts.lib.fields import shortened
from andts.lib.smtp import OutcomeUnknownError
from organisations.declining import decline_url, has_declined
from organisations.models import Letter, OneTimeCode, Organisation
from organisations.models.letters import LONGEST_KEY, named

logger = logging.getLogger(__name__)

JOB = "organisations.tasks.send_letter"
# Stands for the code in what is kept, and is long enough that nobody types it.
CODE_GOES_HERE = "\u2022\u2022\u2022 \u2022\u2022\u2022"
LONGEST_ANSWER = 200

TOO_LATE = "Det hann bli för sent att skicka mejlet."
NOT_WANTED = "Mottagaren har tackat nej till sådana mejl."
CONNECTION_LOST = "Förbindelsen med e-postservern bröts medan mejlet lämnades över. Det kan ha kommit fram."
NO_ANSWER = "E-postservern svarar inte."
UNKNOWN = "Något gick fel hos oss när mejlet skickades. Skicka det igen. Hjälper det inte, kontakta er administratör."
NOT_LET_IN = "E-postservern släpper inte in oss. Den som sköter installationen behöver se över EMAIL_URL."


# --- Writing


@dataclass(frozen=True)
class Addressee:
    """Who gets a letter and why; `about` is the row that it concerns, `organisation` whose letter it is."""

    email: str
    reason: str
    organisation: Organisation | None = None
    about: models.Model | None = None
    reply_to: str = ""


@dataclass(frozen=True)
class Draft:
    """What a letter says, before there is one."""

    uuid: UUID
    subject: str
    text: str
    html: str


def draft(template: str, context: dict[str, Any]) -> Draft:
    """From emails/<template>_subject.txt, .txt and .html, which may ask for `decline_url`, `site` and `code`."""
    uuid = uuid4()
    known = {"site": settings.SITE_URL, "decline_url": decline_url(uuid), "code": CODE_GOES_HERE, **context}
    subject, text, html = (
        render_to_string(f"emails/{template}{end}", known) for end in ("_subject.txt", ".txt", ".html")
    )
    return Draft(uuid, " ".join(subject.split()), text.strip() + "\n", html)


def write(
    template: str,
    to: Addressee,
    *,
    kind: Letter.Kind,
    key: str,
    context: dict[str, Any],
    code: OneTimeCode | None = None,
    expires_at: datetime | None = None,
) -> Letter | None:
    """A letter that waits to be sent when the transaction has ended; the one written before, if `key` has been used.

    None when the addressee does not want letters of this kind.
    """
    if kind in Letter.DECLINABLE and has_declined(to.email, kind):
        return None
    said = draft(template, context)
    values = {"uuid": said.uuid, "subject": shortened(said.subject), "text": said.text, "html": said.html}
    values |= {"to": to.email, "reply_to": to.reply_to, "reason": shortened(to.reason), "organisation": to.organisation}
    values |= {"about": named(to.about) if to.about else "", "kind": kind, "code": code, "expires_at": expires_at}
    letter, is_new = Letter.objects.get_or_create(key=_fitting(key), defaults=values)
    if is_new:
        _queue(letter.pk)
    return letter


def _fitting(key: str) -> str:
    if len(key) <= LONGEST_KEY:
        return key
    # An address may have 254 signs: the end stands for all of what has no room.
    fingerprint = sha256(key.encode()).hexdigest()
    return f"{key[: LONGEST_KEY - len(fingerprint)]}{fingerprint}"


def write_anew(letter: Letter, template: str, context: dict[str, Any]) -> None:
    # Only what is something else by now is written; the links stay.
    said = draft(template, {"decline_url": decline_url(letter.uuid), **context})
    now = {"subject": shortened(said.subject), "text": said.text, "html": said.html}
    if any(getattr(letter, name) != value for name, value in now.items()):
        for name, value in now.items():
            setattr(letter, name, value)
        letter.save(update_fields=now)


def send_again(letter: Letter, *, by: Any) -> bool:
    """What is uncertain or failed; False when somebody was quicker."""
    with transaction.atomic():
        again = letter.wait_again(by=by)
        if again:
            _queue(letter.pk)
    return again


def sweep() -> int:
    """Doubts what a dead worker held, and queues what waits and is due; the number of letters queued."""
    Letter.objects.doubt()
    due = list(Letter.objects.due().order_by("next_try_at").values_list("pk", flat=True)[:500])
    # Before they are queued, so that the next sweep leaves them alone for a while.
    Letter.objects.filter(pk__in=due).update(queued_at=timezone.now())
    for letter in due:
        _queue(letter)
    return len(due)


def _queue(letter_id: int) -> None:
    # A queue that does not answer is no reason to refuse what the letter is about: the sweep finds the row.
    # A method and no `partial`: of what fails Django logs the name, which a partial has not.
    transaction.on_commit(signature(JOB, args=(letter_id,)).delay, robust=True)


# --- Sending

# By kind: why a letter need not be sent any longer, in a sentence for the samordnare; nothing when it is to be sent.
# It may have waited for days, and only apps above this one know what has been done meanwhile.
looked_over: dict[str, Callable[[Letter], str]] = {}


def send(letter_id: int) -> None:
    # Somebody else sends it, or it is not its time.
    if not Letter.objects.claim(letter_id):
        return
    letter = Letter.objects.select_related("code").get(pk=letter_id)
    try:
        if refusal := _pointless(letter):
            letter.spare(refusal)
            return
        _message(letter).send()
    except OutcomeUnknownError:
        logger.warning("Letter %s: the connection broke while the mail was handed over.", letter_id)
        letter.doubt(CONNECTION_LOST)
    except (smtplib.SMTPException, OSError) as error:
        # The server's words may hold the address: they go to the row alone.
        logger.warning("Letter %s was not taken: %s", letter_id, type(error).__name__)
        _not_taken(letter, error)
    except Exception:
        letter.fail(UNKNOWN)
        raise
    else:
        letter.sent()


def _pointless(letter: Letter) -> str:
    if letter.expires_at and letter.expires_at <= timezone.now():
        return TOO_LATE
    if letter.may_be_declined and has_declined(letter.to, letter.kind):
        return NOT_WANTED
    look_over = looked_over.get(letter.kind)
    return look_over(letter) if look_over else ""


def _message(letter: Letter) -> EmailMultiAlternatives:
    figures = f"{letter.code.figures[:3]} {letter.code.figures[3:]}" if letter.code else CODE_GOES_HERE
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text.replace(CODE_GOES_HERE, figures),
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers=_headers(letter),
    )
    message.attach_alternative(letter.html.replace(CODE_GOES_HERE, figures), "text/html")
    return message


def _headers(letter: Letter) -> dict[str, str]:
    headers = {
        # The same each time: who gets a letter that was uncertain twice sees it once.
        "Message-ID": f"<{letter.uuid}@{urlsplit(settings.SITE_URL).hostname}>",
        # Holiday answers to it are nobody's to read (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    if letter.may_be_declined:
        # One press in the mail program (RFC 8058).
        headers["List-Unsubscribe"] = f"<{decline_url(letter.uuid)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _not_taken(letter: Letter, error: OSError) -> None:
    # A server that says never (5xx) of the mail is believed. All else passes: it is tried again.
    code, said = _answer(error)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        letter.try_later(NOT_LET_IN)
    elif isinstance(error, smtplib.SMTPHeloError | smtplib.SMTPConnectError) or not code:
        letter.try_later(NO_ANSWER)
    elif code >= 500:
        letter.fail(f"Mottagarens e-post tar inte emot mejlet. Kontrollera adressen {letter.to}. Svaret var: {said}")
    else:
        letter.try_later(f"E-postservern tar inte emot mejlet just nu. Svaret var: {said}")


def _answer(error: OSError) -> tuple[int, str]:
    """The server's answer as a number and words; 0 when it gave none."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, _bytes(error.smtp_error)
    else:
        return 0, ""
    return code, f"{code} {' '.join(said.decode(errors='replace').split())}"[:LONGEST_ANSWER]


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()
