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
from organisations.models import Organisation


class Command(BaseCommand):
    help = "Läser in en plan från .docx, .xlsx, .csv eller .txt och skriver vad som hittades som JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", required=True, help="SCB-kod eller kortnamn i adresser")
        parser.add_argument("--title")
        parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar="ÅÅÅÅ-MM-DD")
        parser.add_argument("--to", dest="last", type=date.fromisoformat, metavar="ÅÅÅÅ-MM-DD")
        parser.add_argument("--dry-run", action="store_true", help="läs bara, spara inget")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = _organisation(options["organisation"])
        content = _content(options["file"])
        try:
            imported = read_plan_safely(content, options["file"].name)
        except ImportRefused as refusal:
            raise CommandError(refusal.message) from refusal
        plan = None if options["dry_run"] else self._store(imported, content, owner, options)
        self.stdout.write(json.dumps(summary(imported, plan, options["title"]), ensure_ascii=False, indent=2))

    @transaction.atomic
    def _store(self, imported: ImportedPlan, content: bytes, owner: Organisation, options: dict[str, Any]) -> int:
        source = PlanSource.keep(content, name=options["file"].name, organisation=owner, by=None)
        given = {"title": options["title"], "valid_from": options["first"], "valid_until": options["last"]}
        facts = StoreForm.guess(imported, source) | {name: value for name, value in given.items() if value}
        if facts["valid_from"] and facts["valid_until"] and facts["valid_until"] < facts["valid_from"]:
            raise CommandError("Planens sista dag är före den första. Rätta --from och --to.")
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


def _organisation(code: str) -> Organisation:
    try:
        return Organisation.objects.named(code)
    except Organisation.DoesNotExist:
        raise CommandError(f"Ingen organisation har koden {code}. Läs in registret med load_reference.") from None


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"Filen {path} går inte att läsa: {error.strerror}.") from None
