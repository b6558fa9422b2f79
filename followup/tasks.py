"""What beat has the worker do with what is to be answered and what was."""

from __future__ import annotations

from celery import shared_task

from followup import confirming, reminding
from followup.models import Attachment


@shared_task
def confirm_those_who_left() -> None:
    confirming.confirm_those_who_left()


@shared_task
def forget_attachments() -> None:
    Attachment.objects.forget()


@shared_task
def remind() -> None:
    reminding.remind()
