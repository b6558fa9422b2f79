"""What beat has the worker do for those who answer by mail."""

from __future__ import annotations

from celery import shared_task

from followup import confirming


@shared_task
def confirm_those_who_left() -> None:
    confirming.confirm_those_who_left()
