"""The handover as a document: its opening, and its sections in the order in which a successor needs them."""

from __future__ import annotations

from collections.abc import Iterator

from activities.snapshot.header import accent, organisation_name
from activities.snapshot.pictures import logo
from andts.lib.document import Document, HeaderField, Paragraph, Section, Sheet
from andts.lib.swedish import day_text
from organisations.models import Organisation
from reports.builders.handover.beginning import beginning
from reports.builders.handover.calendar import calendar
from reports.builders.handover.deviations import comments, deviations
from reports.builders.handover.gathered import Gathered, gathered
from reports.builders.handover.people import people
from reports.builders.handover.plans import former_plans, plans
from reports.builders.handover.rounds import open_rounds
from reports.builders.handover.tables import Part
from reports.builders.handover.unfinished import unfinished
from reports.builders.handover.whereabouts import whereabouts
from reports.models import Report

INTERNAL = (
    "Internt. Här står namn och e-postadresser till dem som står bakom aktörerna, och de visas annars bara för den som "
    "är inloggad. Lämna inte dokumentet vidare utanför organisationen."
)


def build_handover(report: Report) -> Document:
    """As things are now. Names stand in it: only those who read the organisation's drafts are shown it."""
    owner = Organisation.objects.select_related("parent__parent__parent").get(pk=report.organisation_id)
    known = gathered(owner)
    parts = list(_parts(known))
    return Document(
        title=f"Överlämning, {owner.name}",
        kind="Överlämning",
        organisation=organisation_name(owner),
        subtitle="Internt arbetsdokument för den som tar över",
        dated=known.today,
        accent=accent(owner),
        logo=logo(owner),
        header=_header(report, known),
        sections=tuple(section for part in parts for section in part.sections),
        sheets=tuple(_sheets(parts)),
        keywords=("ANDTS", "Överlämning", owner.label),
    )


def _header(report: Report, known: Gathered) -> tuple[HeaderField, ...]:
    lines = [
        HeaderField("Gäller för", organisation_name(known.organisation)),
        HeaderField("Läget den", day_text(known.today)),
        HeaderField("Spridning", INTERNAL),
    ]
    if report.ordered_by:
        lines.append(HeaderField("Beställd av", str(report.ordered_by)))
    return tuple(lines)


def _parts(known: Gathered) -> Iterator[Part]:
    if not known.plans:
        yield Part((Section("Börja här", 1, (Paragraph("Organisationen har inga planer än."),)),))
        yield from people(known)
        return
    yield beginning(known)
    yield plans(known)
    yield open_rounds(known)
    yield calendar(known)
    yield from people(known)
    yield unfinished(known)
    yield deviations(known)
    yield comments(known)
    yield whereabouts(known)
    yield former_plans(known)


def _sheets(parts: list[Part]) -> Iterator[Sheet]:
    for part in parts:
        yield from part.sheets
