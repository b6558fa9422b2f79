"""What the worker does. The row in the database is the truth about each letter; tasks carry only its id."""

from __future__ import annotations

from celery import shared_task

from organisations import letters
from organisations.models import OneTimeCode


@shared_task(name=letters.JOB)
def send_letter(letter_id: int) -> None:
    letters.send(letter_id)


@shared_task
def sweep_letters() -> None:
    letters.sweep()


@shared_task
def forget_codes() -> None:
    OneTimeCode.objects.forget()
