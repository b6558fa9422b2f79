"""What beat has the worker do with what was answered."""

from __future__ import annotations

from celery import shared_task

from followup import confirming
from followup.models import Attachment


@shared_task
def confirm_those_who_left() -> None:
    confirming.confirm_those_who_left()


@shared_task
def forget_attachments() -> None:
    Attachment.objects.forget()
