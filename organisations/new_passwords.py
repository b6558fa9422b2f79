"""A forgotten password: the link to choose a new one goes by mail, sent by a worker.

Nothing is looked up or sent while somebody waits for the page. So a mail server that does not answer holds nobody up,
and the time that it takes does not tell who has an account.
"""

from __future__ import annotations

from celery import signature
from django.db import transaction

from organisations.invitations import message_to, password_link
from organisations.models import User

JOB = "organisations.tasks.send_password_link"


def ask_for_link(email: str) -> None:
    """The same for any address. What is lost with a queue or a mail server, one asks for again, as the page says."""
    # A method and no `partial`: of what fails Django logs the name, which a partial has not.
    transaction.on_commit(signature(JOB, args=(email,)).delay, robust=True)


def send_link(email: str) -> None:
    """To the one whose address it is, unless the account is closed."""
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user:
        message_to(user, "emails/new_password", {"user": user, "link": password_link(user)}).send()
