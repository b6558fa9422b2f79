"""How an ordered report comes about. The row says where it stands; a queue that loses a job loses nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from celery import signature
from django.db import DatabaseError, OperationalError, transaction
from django.db.models import QuerySet

from activities.snapshot import PictureMissing
from andts.lib.document import Document, document_from_json
from andts.lib.fields import shortened
from followup.models import FollowUpRound
from organisations.models import Organisation, User
from plans.models import Plan, PlanVersion, VersionFile
from reports.builders import build
from reports.filling.placeholders import values_of
from reports.filling.refusal import TemplateRefused
from reports.filling.safety import fill
from reports.models import ATTEMPTS, Format, Report, ReportPart, WordTemplate
from reports.parts import KeptParts
from reports.renderers.limits import DocumentTooLarge
from reports.subjects import Subject, about_organisation, about_plan, about_round, subject_of

logger = logging.getLogger(__name__)

JOB = "reports.tasks.produce"
SECONDS_BETWEEN_TELLS = 0.3
# Each format's part of the work, in per cent; the rest is building the document.
BUILT = 5
PARTS = {Format.PDF: (BUILT, 85), Format.DOCX: (85, 93), Format.XLSX: (93, 100)}

TOO_NESTED = "Dokumentet är för djupt uppbyggt för att skrivas ut. Ta bort rubriknivåer eller dela upp planen."
TOO_LARGE = "Dokumentet är för stort för att göras i ett stycke. Dela upp planen och beställ på nytt."
INTERRUPTED = "Arbetet avbröts tre gånger innan dokumentet blev klart. Försök igen om en stund."
UNKNOWN = "Något gick fel hos oss när dokumentet gjordes. Försök igen. Hjälper det inte, kontakta er administratör."


# --- Ordering


def order(
    kind: str,
    *,
    by: User | None,
    plan: Plan | None = None,
    round_: FollowUpRound | None = None,
    organisation: Organisation | None = None,
    year: int | None = None,
) -> Report:
    """A report of one of them, to be made by a worker.

    What was adopted or closed is made once: whoever orders it later gets the same report.
    """
    if plan:
        return order_of(kind, about_plan(plan), by=by)
    if round_:
        return order_of(kind, about_round(round_), by=by)
    assert organisation
    return order_of(kind, about_organisation(organisation, year), by=by)


@transaction.atomic
def order_of(kind: str, subject: Subject, *, by: User | None) -> Report:
    subject.hold()
    same = _unfailed(kind, subject)
    if subject.counties:
        found = None
    elif subject.is_final:
        found = same.first()
    else:
        found = same.filter(ordered_by=by, state=Report.State.WAITING).first()
    return found or order_anew(kind, subject, by=by)


def _unfailed(kind: str, subject: Subject) -> QuerySet[Report]:
    """Reports of the same, made or on their way; of what is frozen there is one at most."""
    return Report.objects.filter(kind=kind, counties=None, **subject.fields).exclude(state=Report.State.FAILED)


def order_anew(kind: str, subject: Subject, *, by: User | None) -> Report:
    with transaction.atomic():
        # Whether or not there is one of the same: the texts of a letter stand elsewhere.
        report = Report.objects.create(kind=kind, title=shortened(subject.title), ordered_by=by, **subject.fields)
        if subject.counties:
            report.counties.set(subject.counties)
        _queue(report)
    return report


def order_again(report: Report) -> bool:
    """A failed report once more, from what it is about as that is now; False when somebody was quicker, or has ordered
    the same of what is frozen."""
    now = subject_of(report)
    with transaction.atomic():
        now.hold()
        if now.is_final and _unfailed(report.kind, now).exists():
            return False
        again = report.wait_again(**now.fields, document=None, attempts=0, progress=0, failure="", finished_at=None)
        if again:
            report.forget_files()
            report.parts.all().delete()
            _queue(report)
    return again


def sweep() -> int:
    """Queue again what a dead worker or a lost message left; the number of reports."""
    ReportPart.objects.no_longer_needed().delete()
    queued = 0
    for report in Report.objects.abandoned().defer("document").order_by("queued_at")[:100]:
        if report.attempts >= ATTEMPTS:
            report.fail(INTERRUPTED)
        elif report.is_due and report.wait_again():
            _queue(report)
            queued += 1
    return queued


def _queue(report: Report) -> None:
    # A queue that does not answer is no reason to refuse the order: the sweep finds the row.
    # A method and no `partial`: of what fails Django logs the name, which a partial has not.
    transaction.on_commit(signature(JOB, args=(report.pk,)).delay, robust=True)


# --- Making


def produce(report_id: int) -> None:
    """Make the report unless somebody else does. What the user can mend is told on the row and not raised.

    Trouble with the database or the disk passes: the report keeps its lease until it ends and is then queued again.
    """
    if not Report.objects.claim(report_id):
        return
    report = Report.objects.select_related("plan", "version", "round", "organisation").get(pk=report_id)
    try:
        _make(report)
    except (PictureMissing, TemplateRefused, DocumentTooLarge, RecursionError, MemoryError) as error:
        logger.warning("Report %s: %r", report_id, error)
        report.fail(sentence(error))
    except (OperationalError, OSError):
        raise
    except Exception:
        report.fail(UNKNOWN)
        raise


def sentence(error: Exception) -> str:
    match error:
        case RecursionError():
            return TOO_NESTED
        case MemoryError():
            return TOO_LARGE
        case _:
            return str(error)


def _make(report: Report) -> None:
    progress = _Progress(report.pk)
    document = _document(report, partial(progress.tell, 0, BUILT))
    # What an earlier attempt has already made is kept: parts, the document, and the files in their formats.
    made = set(report.files.values_list("format", flat=True))
    for format in report.formats:
        start, end = PARTS[format]
        if format not in made:
            _keep(report, format, document, partial(progress.tell, start, end))
        progress.tell(start, end, 1)
    report.finish(report.document or {})


def _document(report: Report, on_progress: Callable[[float], None]) -> Document:
    if report.document is None:
        report.document = build(report, KeptParts(report, on_progress)).as_json()
        report.save(update_fields=["document"])
    return document_from_json(report.document)


def _keep(report: Report, format: Format, document: Document, on_progress: Any) -> None:
    if report.version:
        kept = version_file(report.version, report.kind, format, document, on_progress)
        report.keep_stored(format, str(kept.file), kept.sha256)
    else:
        own = WordTemplate.nearest(report.organisation, report.kind) if format == Format.DOCX else None
        report.keep_file(
            format,
            fill(own.content(), values_of(document))
            if own
            else render(document, format, archive=report.is_archive_copy, on_progress=on_progress),
        )


def version_file(
    version: PlanVersion, kind: str, format: Format, document: Document, on_progress: Any = None
) -> VersionFile:
    kept = version.file(format, kind)
    return kept or version.keep_file(format, kind, render(document, format, archive=True, on_progress=on_progress))


def render(document: Document, format: Format, *, archive: bool = False, on_progress: Any = None) -> bytes:
    # WeasyPrint takes half a second to load and much memory, openpyxl and python-docx some: a web process or a command
    # loads what it is asked for and nothing else.
    match format:
        case Format.PDF:
            from reports.renderers.pdf import render_pdf

            return render_pdf(document, archive=archive, on_progress=on_progress)
        case Format.DOCX:
            from reports.renderers.docx import render_docx

            return render_docx(document)
        case Format.XLSX:
            from reports.renderers.xlsx import render_xlsx

            return render_xlsx(document)


class _Progress:
    """Writes how far the work has come, and with it that the worker lives; a few times a second at most."""

    def __init__(self, report_id: int) -> None:
        self.report_id = report_id
        self.told = 0.0

    def tell(self, start: int, end: int, share: float) -> None:
        now = time.monotonic()
        if share < 1 and now - self.told < SECONDS_BETWEEN_TELLS:
            return
        self.told = now
        try:
            Report.objects.renew(self.report_id, min(round(start + (end - start) * share), 99))
        except DatabaseError:
            logger.warning("Report %s: its progress could not be written.", self.report_id, exc_info=True)
