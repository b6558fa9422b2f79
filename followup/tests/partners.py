"""Ida at the police, who answers without an account, and the way in by a code."""

import hashlib
import re

from django.apps import apps
from django.test import Client

from andts.tests.mail_server import MailServer
from followup.models import PartnerInvitation
from organisations.letters import send
from organisations.models import Letter

IDA = "ida@polisen.example"
ERIK = "erik@polisen.example"


def send_all() -> None:
    """What a worker does."""
    for letter in Letter.objects.filter(state="waiting").order_by("pk"):
        send(letter.pk)


def path(invitation: PartnerInvitation, page: str = "") -> str:
    return f"/svar/{invitation.key}/{page}"


def code_for(client: Client, invitation: PartnerInvitation, mail_server: MailServer) -> str:
    """The code that the browser asked for, as it stands in the mail."""
    client.post(path(invitation, "kod/"))
    send_all()
    return mail_server.code()


def enter(client: Client, invitation: PartnerInvitation, code: str) -> int:
    """The status: 302 when it was let in, 422 when not."""
    return client.post(path(invitation, "in/"), {"code": code}).status_code


def is_inside(client: Client, invitation: PartnerInvitation) -> bool:
    return "Klar" in re.findall(r"<button[^>]*>([^<]*)<", client.get(path(invitation)).content.decode())


def everything_stored() -> str:
    """A fingerprint of every row there is."""
    rows = hashlib.sha256()
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.order_by("pk").values_list():
            rows.update(repr(row).encode())
    return rows.hexdigest()
