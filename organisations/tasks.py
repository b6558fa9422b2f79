"""What the worker does. The row in the database is the truth about each letter; its tasks carry only its id."""

from __future__ import annotations

from celery import shared_task

from organisations import letters, new_passwords
from organisations.models import OneTimeCode


@shared_task(name=letters.JOB)
def send_letter(letter_id: int) -> None:
    letters.send(letter_id)


@shared_task(name=new_passwords.JOB)
def send_password_link(email: str) -> None:
    new_passwords.send_link(email)


@shared_task
def sweep_letters() -> None:
    letters.sweep()


@shared_task
def forget_codes() -> None:
    OneTimeCode.objects.forget()
