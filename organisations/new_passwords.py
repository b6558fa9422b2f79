"""A forgotten password: the link to choose a new one goes by mail, sent by a worker.

Nothing is looked up or sent while somebody waits for the page. So a mail server that does not answer holds nobody up,
and the time that it takes does not tell who has an account.
"""

from __future__ import annotations

import logging
from smtplib import SMTPException

from celery import signature
from django.db import transaction

from organisations.invitations import message_to, password_link
from organisations.models import User

# A key is not kept to be sent later, when it may not be wanted any longer.
ONCE = "It is not sent again by itself: whoever asked for it asks again."
logger = logging.getLogger(__name__)
JOB = "organisations.tasks.send_password_link"


def ask_for_link(email: str) -> None:
    """The same for any address. What is lost with a queue or a mail server, one asks for again, as the page says."""
    job = signature(JOB, args=(email,))

    def queue_link() -> None:
        try:
            job.delay()
        except Exception:
            logger.warning("The queue did not take a link to a new password. %s Check the queue (REDIS_URL).", ONCE)
            raise

    # What it raises Django logs, and the page comes all the same.
    transaction.on_commit(queue_link, robust=True)


def send_link(email: str) -> None:
    """To the one whose address it is, unless the account is closed. What the mail server does not take is logged."""
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user:
        _send(user)


def _send(user: User) -> None:
    try:
        message_to(user, "emails/new_password", {"user": user, "link": password_link(user)}).send()
    except (SMTPException, OSError) as error:
        # The server's words may hold the address: they are not for a log.
        words = "The link to a new password for user %s was not sent: %s. %s Check EMAIL_URL and the mail server."
        logger.warning(words, user.pk, type(error).__name__, ONCE)
