"""manage.py seed_scale"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from workspace.scale.country import ACTIVITIES, create_country, is_in_use
from workspace.scale.places import MOST

MOST_YEARS = 20


class Command(BaseCommand):
    help = (
        "Fyller en databas för mätningar: påhittade kommuner i påhittade län, var och en med en fastställd plan och en "
        "avslutad uppföljning för varje år. Ingen kan logga in som dem som arbetar där."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipalities", type=int, required=True, help=f"hur många kommuner, högst {MOST}")
        parser.add_argument("--years", type=int, required=True, help=f"hur många år, högst {MOST_YEARS}")
        parser.add_argument("--activities", type=int, default=ACTIVITIES, help="i varje plan")

    def handle(self, *args: Any, municipalities: int, years: int, activities: int, **options: Any) -> None:
        if settings.SERVED or is_in_use():
            raise CommandError("Här arbetar kommuner som finns. Kör mätningar i en egen databas.")
        if not (1 <= municipalities <= MOST and 1 <= years <= MOST_YEARS and activities > 0):
            raise CommandError(f"Ange 1 till {MOST} kommuner, 1 till {MOST_YEARS} år och minst en aktivitet.")
        made = create_country(municipalities, years, activities=activities)
        connection.cursor().execute("ANALYZE")  # so that the database knows at once how much it has
        self.stdout.write(
            f"{made.municipalities} kommuner, {made.rounds} uppföljningar av {made.follow_ups} aktiviteter med "
            f"{made.answers} svar."
        )
