"""The documents of a package: ordered together, shown with how far they have come, and sent as one file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.db import transaction

from andts.lib.personal_numbers import sure_personal_numbers
from andts.lib.states import StateError
from organisations.models import User
from reports.board.attachments import Part, parts_of
from reports.models import BoardPackage, Report, ReportFile
from reports.names import file_name
from reports.production import order, order_anew
from reports.subjects import Subject

# Ten figures in a diarienummer are a day and a case, and no person.
FREE_TEXTS = [name for name in BoardPackage.TEXTS if name != "registry_number"]
# A ZIP file says when each file was packed: the same files give the same bytes.
PACKED_AT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Made:
    """A part of the package with the report that makes it; none before the package has been made."""

    part: Part
    report: Report | None

    @property
    def files(self) -> list[tuple[str, ReportFile]]:
        """(file name, file) of those that belong in the package, when they are made."""
        if not (self.report and self.report.state == Report.State.DONE):
            return []
        by_format = {file.format: file for file in self.report.files.all()}
        return [(self._named(format), by_format[format]) for format in self.part.formats if format in by_format]

    def _named(self, format: str) -> str:
        report = self.report
        is_draft = report and not self.part.is_letter and not report.is_final
        return file_name([self.part.name, "(utkast)" if is_draft else ""], format)


class PackageDocuments:
    """What has been made of a package, the latest of each kind; two queries."""

    def __init__(self, package: BoardPackage) -> None:
        self.package = package
        documents = package.documents.defer("document", "version__content").select_related("version")
        latest_last = documents.prefetch_related("files").order_by("ordered_at", "pk")
        self.reports = {report.kind: report for report in latest_last}

    @cached_property
    def made(self) -> list[Made]:
        return [Made(part, self.reports.get(part.kind)) for part in parts_of(self.package)]

    @property
    def is_ordered(self) -> bool:
        return bool(self.reports)

    @property
    def is_making(self) -> bool:
        return any(not report.is_finished for report in self.reports.values())

    @property
    def is_complete(self) -> bool:
        return all(made.files for made in self.made)

    @property
    def has_failed(self) -> bool:
        return any(report.state == Report.State.FAILED for report in self.reports.values())

    @property
    def ordered_at(self) -> datetime | None:
        """The letters are made anew each time; an attachment may be older."""
        return max((report.ordered_at for report in self.reports.values()), default=None)

    @property
    def is_stale(self) -> bool:
        return self.ordered_at is not None and self.ordered_at < self.package.edited_at

    @property
    def files(self) -> list[tuple[str, ReportFile]]:
        return [named for made in self.made for named in made.files]

    def file(self, report: int, format: str) -> tuple[str, ReportFile] | None:
        return next((named for named in self.files if (named[1].report_id, named[1].format) == (report, format)), None)

    def zipped(self) -> BytesIO:
        """All files under their numbered names; the same files give the same bytes."""
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_STORED) as package:
            for name, stored in self.files:
                with stored.file.open("rb") as file:
                    package.writestr(ZipInfo(name, PACKED_AT), file.read())
        packed.seek(0)
        return packed


@transaction.atomic
def make(package: BoardPackage, *, by: User) -> None:
    """Orders every document anew, but for what was frozen, which is made once.

    Raises StateError when a round is open again, or a personnummer stands in a text.
    """
    BoardPackage.objects.select_for_update(no_key=True).order_by().values_list("pk").get(pk=package.pk)
    if package.round and package.round.is_open:
        raise StateError("Uppföljningen är öppen igen. Avsluta den innan du gör handlingarna.")
    _require_no_personal_numbers(package)
    if PackageDocuments(package).is_making:
        return
    subject = Subject(package.organisation, package.title, plan=package.plan, round=package.round)
    # Those made before stay the package's too: a letter is made of the texts of the package that it belongs to.
    package.documents.add(
        *(
            order_anew(part.kind, subject, by=by)
            if part.is_letter
            else order(part.kind, plan=package.plan, round_=package.round, by=by)
            for part in parts_of(package)
        )
    )


def _require_no_personal_numbers(package: BoardPackage) -> None:
    # What goes to the nämnd is published.
    for name in FREE_TEXTS:
        if sure_personal_numbers(getattr(package, name)):
            raise StateError(
                f"Det står ett personnummer under ”{package.label_of(name)}”. Ta bort det innan du gör handlingarna."
            )
