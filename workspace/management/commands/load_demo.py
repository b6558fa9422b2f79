"""manage.py load_demo"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from workspace.demonstration.accounts import demo_accounts
from workspace.demonstration.loading import load
from workspace.demonstration.ordering import order_reports


class Command(BaseCommand):
    help = "Lägger in ett påhittat län att prova med, och skriver ut kontona: roll, e-postadress och lösenord."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.SERVED:
            raise CommandError("Demonstrationen har kända lösenord och går inte att lägga in där systemet är i drift.")
        made = load()
        if made:
            order_reports(made["granasa-2026"])
        for account in demo_accounts():
            self.stdout.write("\t".join([account.role, account.login, account.password]))
