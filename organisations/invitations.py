"""People get their roles, and are told by e-mail: those who are new choose a password behind a link."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from andts.lib.swedish import day_text
from organisations.models import Membership, Organisation, User
from organisations.roles import RULES
from organisations.signin import password_url

log = logging.getLogger(__name__)


@transaction.atomic
def invite(email: str, name: str, *, organisation: Organisation, role: str, by: User) -> Membership:
    """The role, and an account without a password when nobody has the address. The mail is `send_invitation`'s."""
    user = User.objects.filter(email=email.lower()).first() or _new_user(email, name, by=by)
    return Membership.created(by=by, user=user, organisation=organisation, role=role)


def send_invitation(membership: Membership, *, by: User) -> bool:
    """Tells the person of the role, with a link to choose a password until they have one; whether the mail went out.

    The link is allauth's for a new password: it works once, for the days of PASSWORD_RESET_TIMEOUT.
    """
    user = membership.user
    is_new = not user.has_usable_password()
    template = "invitation" if is_new else "new_role"
    context = {
        "membership": membership,
        "rule": RULES[membership.role],
        "by": by,
        "link": password_link(user) if is_new else settings.SITE_URL + reverse("account_login"),
        "last_day": day_text(timezone.localdate() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)),
        "reset_link": settings.SITE_URL + reverse("account_reset_password"),
    }
    return _send(f"emails/{template}", to=user, reply_to=by, context=context)


def _new_user(email: str, name: str, *, by: User) -> User:
    user = User(email=email.lower(), name=name)
    user.set_unusable_password()
    user.record_new(by=by)
    return user


def password_link(user: User) -> str:
    return password_url(f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}")


def _send(template: str, *, to: User, reply_to: User, context: dict[str, Any]) -> bool:
    try:
        message_to(to, template, context, reply_to=[reply_to.email]).send()
    except (SMTPException, OSError):
        log.exception("An invitation could not be sent to user %s", to.pk)
        return False
    return True


def message_to(user: User, template: str, context: dict[str, Any], **more: Any) -> EmailMultiAlternatives:
    """From <template>_subject.txt, .txt and .html."""
    subject, text, html = (render_to_string(f"{template}{end}", context) for end in ("_subject.txt", ".txt", ".html"))
    message = EmailMultiAlternatives(subject=subject.strip(), body=text, to=[user.email], **more)
    message.attach_alternative(html, "text/html")
    return message
