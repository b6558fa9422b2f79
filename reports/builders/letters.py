"""Tjänsteskrivelse and förslag till beslut: the texts of a package as documents."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from activities.snapshot.header import accent, organisation_name
from activities.snapshot.pictures import logo
from andts.lib.document import BulletList, Document, HeaderField, Paragraph, Section
from andts.lib.swedish import day_text
from reports.board.attachments import basis
from reports.filling import placeholders as said
from reports.models import BoardPackage, Report
from reports.models.board import lines


def build_letter(report: Report) -> Document:
    package = BoardPackage.objects.with_owner().get(documents=report)
    is_whole = report.kind == Report.Kind.OFFICIAL_LETTER
    organisation, today = package.organisation, timezone.localdate()
    return Document(
        title=package.title,
        kind=report.get_kind_display(),
        organisation=organisation_name(organisation),
        registry_number=package.registry_number,
        dated=today,
        accent=accent(organisation),
        logo=logo(organisation),
        header=tuple(_header(package, day_text(today))),
        sections=tuple(_sections(package, report, is_whole=is_whole)),
        keywords=("ANDTS", report.get_kind_display(), organisation.label),
    )


def _header(package: BoardPackage, today: str) -> Iterator[HeaderField]:
    facts = {
        said.REGISTRY_NUMBER: package.registry_number,
        said.DATE: today,
        said.BODY: package.body,
        said.OFFICER: package.officer,
    }
    yield from (HeaderField(label, text) for label, text in facts.items() if text)


def _sections(package: BoardPackage, report: Report, *, is_whole: bool) -> Iterator[Section]:
    points = tuple(package.points)
    yield Section(said.PROPOSAL, 1, (BulletList(points, numbered=True) if len(points) > 1 else Paragraph(points[0]),))
    yield from _text(said.SUMMARY, package.summary)
    # What is proposed comes first; the proposal by itself has the rest in short.
    if is_whole:
        yield from _text(said.BACKGROUND, package.background)
        yield from _text(said.ECONOMY, package.economy)
        yield from _text(said.CHILDREN, package.children)
    yield Section(said.BASIS, 1, (BulletList(tuple(basis(package, but=report.kind))),))
    if package.dispatch:
        yield Section(said.DISPATCH, 1, (BulletList(tuple(lines(package.dispatch))),))
    if is_whole:
        yield from _text(said.SIGNER, package.signer)


def _text(heading: str, text: str) -> Iterator[Section]:
    paragraphs = tuple(Paragraph(part.strip()) for part in text.split("\n\n") if part.strip())
    if paragraphs:
        yield Section(heading, 1, paragraphs)
