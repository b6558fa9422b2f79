from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from andts import environment
from andts.lib.alone import Occupied, alone_on
from workspace.moving import NotMoved, move_into


class Command(BaseCommand):
    help = "Flyttar installationens databas till en ny, tom databas och jämför varje rad."

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Not required here, since argparse would say so in English.
        parser.add_argument("url", nargs="?", default="", help="postgres://användare:lösenord@värd:port/namn")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["url"]:
            raise CommandError("Ange databasen att flytta till: postgres://användare:lösenord@värd:port/namn.")
        try:
            target = environment.database(options["url"])
            with alone_on(settings.VAR):
                rows = move_into(target)
        except (ImproperlyConfigured, NotMoved, Occupied) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Flyttade {sum(rows.values())} rader i {len(rows)} tabeller; varje rad är jämförd och densamma.\n"
            f"Filerna ligger kvar i {settings.MEDIA_ROOT}. Starta nu med DATABASE_URL satt till den nya databasen."
        )
