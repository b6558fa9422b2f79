"""What the worker does. The row in the database is the truth about each report; tasks carry only its id."""

from __future__ import annotations

from celery import shared_task

from reports import production


@shared_task(name=production.JOB)
def produce(report_id: int) -> None:
    production.produce(report_id)


@shared_task
def sweep() -> None:
    production.sweep()
