"""`manage.py produce`: a document without the browser."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils import timezone

from activities.snapshot import PictureMissing
from followup.models import FollowUpRound
from organisations.commands import named_organisation
from organisations.models import Organisation
from plans.models import Plan
from reports import production
from reports.builders import KINDS, build
from reports.models import Format, Report
from reports.renderers.limits import DocumentTooLarge
from reports.subjects import Subject, about_organisation, about_plan, about_round

JSON = "json"
FORMATS = [*Format.values, JSON]


class Command(BaseCommand):
    help = "Gör ett dokument ur en plan, en uppföljning eller en hel organisation, som pdf, docx, xlsx eller json."

    def add_arguments(self, parser: CommandParser) -> None:
        # Nothing is required here, since argparse would say so in English.
        parser.add_argument("kind", nargs="?", default="", help=", ".join(KINDS))
        parser.add_argument("--organisation", default="", help="SCB-kod eller kortnamn")
        parser.add_argument("--plan", default="", help="planens nummer; annars organisationens gällande plan")
        parser.add_argument("--year", default="", help="planen som gäller det året, eller uppföljningen av det")
        parser.add_argument("--format", default=Format.PDF.value, help=", ".join(FORMATS))
        parser.add_argument("--output", default="", help="filen som skrivs")

    def handle(self, **options: Any) -> None:
        kind = _one_of("Dokumentet", options["kind"], KINDS)
        format = _one_of("--format", options["format"], FORMATS)
        subject = _subject(kind, named_organisation(options["organisation"]), options["plan"], options["year"])
        if not options["output"]:
            raise CommandError("Ange filen som ska skrivas med --output.")
        report = Report(kind=kind, title=subject.title, ordered_at=timezone.now(), **subject.fields)
        if format not in [*report.formats, JSON]:
            raise CommandError(f"{report.get_kind_display()} görs inte som {format}.")
        _write(Path(options["output"]), report, format)
        self.stdout.write(f"{subject.title}: {options['output']}")


def _one_of(what: str, value: str, choices: list[str]) -> str:
    if value not in choices:
        raise CommandError(f"{what} ska vara {', '.join(choices[:-1])} eller {choices[-1]}, inte ”{value}”.")
    return value


def _subject(kind: str, organisation: Organisation, plan: str, year: str) -> Subject:
    if kind in Report.OF_ROUNDS:
        return about_round(_round(organisation, plan, year))
    if kind == Report.Kind.COUNTY and organisation.kind != Organisation.Kind.COUNTY:
        raise CommandError(f"Länsrapporten görs av ett län, och {organisation} är inget.")
    if kind in Report.OF_ORGANISATIONS:
        return about_organisation(organisation, _year(year) if year else None)
    return about_plan(_plan(organisation, plan, year))


def _round(organisation: Organisation, plan: str, year: str) -> FollowUpRound:
    """Of the plan with this number, and of the year; else the latest, one that is closed before one that is not."""
    rounds = FollowUpRound.objects.filter(plan__organisation=organisation).select_related("plan__organisation")
    if plan:
        rounds = rounds.filter(plan=_whole(plan, "--plan"))
    if year:
        rounds = rounds.filter(starts__year=_year(year))
    found = max(rounds, key=lambda each: (not each.is_open, each.starts, each.pk), default=None)
    if found is None:
        asked = " ".join(filter(None, [plan and f"av plan {plan}", year and f"för {year}"]))
        raise CommandError(f"{organisation} har ingen uppföljning {asked}".strip() + ".")
    return found


def _plan(organisation: Organisation, number: str, year: str) -> Plan:
    """The plan with this number; else the one that holds in the year, or now; else the newest draft."""
    plans = organisation.plans.with_owner()
    if number:
        plans = plans.filter(pk=_whole(number, "--plan"))
    if year:
        first, last = date(_year(year), 1, 1), date(_year(year), 12, 31)
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=last)
        plans = plans.filter(begun, Q(valid_until__isnull=True) | Q(valid_until__gte=first))
    found = max(plans, key=_precedence, default=None)
    if found is None:
        asked = " ".join(filter(None, [number and f"med nummer {number}", year and f"för {year}"]))
        raise CommandError(f"{organisation} har ingen plan {asked}".strip() + ".")
    return found


def _precedence(plan: Plan) -> tuple[bool, bool, bool, bool, date, int]:
    adopted, kind = plan.state == Plan.State.ADOPTED, plan.kind == Plan.Kind.IMPLEMENTATION
    # What holds now before what does not; a genomförandeplan before a medborgarlöfte of the same time.
    return plan.is_current(), kind, adopted, plan.is_open, plan.valid_from or timezone.localdate(), plan.pk


def _whole(text: str, what: str) -> int:
    if not text.isdecimal() or len(text) > 15:
        raise CommandError(f"{what} ska vara ett heltal, inte ”{text}”.")
    return int(text)


def _year(text: str) -> int:
    year = _whole(text, "--year")
    if not 1900 <= year <= 2200:
        raise CommandError(f"--year ska vara ett årtal, inte ”{text}”.")
    return year


def _write(output: Path, report: Report, format: str) -> None:
    # Nothing stands at `output` until it is whole; that it can be written is known before any work is done.
    try:
        with NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as file:
            temporary = Path(file.name)
    except OSError as error:
        raise CommandError(f"Det går inte att skriva till {output}: {error.strerror}.") from None
    try:
        temporary.write_bytes(_content(report, format))
        temporary.chmod(0o644)  # temporary files are their owner's alone
        temporary.replace(output)
    except OSError as error:
        raise CommandError(f"Det går inte att skriva till {output}: {error.strerror}.") from None
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _content(report: Report, format: str) -> bytes:
    try:
        document = build(report)
        if format == JSON:
            return json.dumps(document.as_json(), ensure_ascii=False, indent=2).encode()
        if report.version:
            kept = production.version_file(report.version, report.kind, Format(format), document)
            with kept.file.open("rb") as file:
                return bytes(file.read())
        return production.render(document, Format(format), archive=report.is_archive_copy)
    except (PictureMissing, DocumentTooLarge, RecursionError, MemoryError) as error:
        raise CommandError(production.sentence(error)) from error
