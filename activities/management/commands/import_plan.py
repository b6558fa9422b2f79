"""`manage.py import_plan FILE --organisation ORG`: a municipality's own file becomes a draft plan."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import transaction

from activities.import_forms import StoreForm
from activities.imports.plan import ImportedPlan
from activities.imports.refusal import ImportRefused
from activities.imports.safety import read_plan_safely
from activities.models import PlanSource
from activities.storing import store_plan
from organisations.commands import named_organisation
from organisations.models import Organisation


class Command(BaseCommand):
    help = "Läser in en plan från .docx, .xlsx, .csv eller .txt och skriver vad som hittades som JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Nothing is required or converted here, since argparse would complain in English and over several lines.
        parser.add_argument("file", nargs="?", default="", help="filen med planen")
        parser.add_argument("--organisation", default="", help="SCB-kod eller kortnamn")
        parser.add_argument("--title", default="", help="planens titel; annars filens")
        parser.add_argument("--from", default="", dest="first", metavar="ÅÅÅÅ-MM-DD", help="planens första dag")
        parser.add_argument("--to", default="", dest="last", metavar="ÅÅÅÅ-MM-DD", help="planens sista dag")
        parser.add_argument("--dry-run", action="store_true", help="läs bara, spara inget")

    def handle(self, *args: Any, **options: Any) -> None:
        given = {
            "title": options["title"],
            "valid_from": _day("--from", options["first"]),
            "valid_until": _day("--to", options["last"]),
        }
        file, owner = Path(options["file"]), named_organisation(options["organisation"])
        content = _content(file)
        try:
            imported = read_plan_safely(content, file.name)
        except ImportRefused as refusal:
            raise CommandError(refusal.message) from refusal
        facts = StoreForm.guess(imported, file.name) | {field: value for field, value in given.items() if value}
        if facts["valid_from"] and facts["valid_until"] and facts["valid_until"] < facts["valid_from"]:
            raise CommandError("Planens sista dag är före den första. Rätta --from och --to.")
        plan = None if options["dry_run"] else _store(imported, content, file.name, owner, facts)
        self.stdout.write(json.dumps(summary(imported, plan, options["title"]), ensure_ascii=False, indent=2))


@transaction.atomic
def _store(imported: ImportedPlan, content: bytes, name: str, owner: Organisation, facts: dict[str, Any]) -> int:
    source = PlanSource.keep(content, name=name, organisation=owner, by=None)
    return store_plan(imported, source=source, by=None, **facts).pk


def summary(imported: ImportedPlan, plan: int | None, title: str | None) -> dict[str, Any]:
    return {
        "plan": plan,
        "title": title or imported.title,
        "goals": len(imported.goals),
        "focus_areas": len(imported.areas),
        "activities": len(imported.activities),
        "tips": len(imported.tips),
        "header": [{"label": line.label, "text": line.text, "field": line.field} for line in imported.header],
        "texts": [{"heading": text.heading, "text": text.text} for text in imported.texts],
        "warnings": list(imported.warnings),
        "unplaced": [{"text": piece.text, "where": piece.where} for piece in imported.unplaced],
    }


def _day(option: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CommandError(f"{option} ska vara ett datum som 2027-01-31, inte ”{text}”.") from None


def _content(path: Path) -> bytes:
    if not path.name:
        raise CommandError("Ange filen med planen.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"Filen {path} går inte att läsa: {error.strerror}.") from None
