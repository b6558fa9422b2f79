"""manage.py load_reference"""

from typing import Any

from django.core.management.base import BaseCommand

import organisations.reference
import plans.reference


class Command(BaseCommand):
    help = "Lägger in Sveriges 21 län och 290 kommuner och de nationella målen, det av dem som saknas."

    def handle(self, *args: Any, **options: Any) -> None:
        created = organisations.reference.load()
        frameworks = plans.reference.load()
        self.stdout.write(f"{created} organisationer och {frameworks} målramverk lades till.")
