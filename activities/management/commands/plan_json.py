"""`manage.py plan_json ID`: a whole plan as JSON, in the shape that docs/plan-json.md describes."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from activities.snapshot import plan_json
from plans.models import Plan


class Command(BaseCommand):
    help = "Skriver ut en plan som JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        # Not required here, since argparse would say so in English.
        parser.add_argument("plan", nargs="?", default="", help="planens nummer")

    def handle(self, *, plan: str, **options: Any) -> None:
        if not str(plan).isdecimal():
            raise CommandError(f"Ange planens nummer, ett heltal och inte ”{plan}”.")
        found = Plan.objects.with_owner().filter(pk=int(plan)).first()
        if found is None:
            raise CommandError(f"Det finns ingen plan med nummer {plan}.")
        self.stdout.write(json.dumps(plan_json(found), ensure_ascii=False, indent=2))
