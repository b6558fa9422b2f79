"""Sweden's 21 län and 290 kommuner, with SCB's codes and the names they use themselves: Falu kommun."""

import csv
from pathlib import Path

from django.db import transaction

from organisations.models import Organisation

COUNTY_DIGITS = 2


def counties() -> list[dict[str, str]]:
    """Rows of code, name and short_name."""
    return _rows("counties.csv")


def municipalities() -> list[dict[str, str]]:
    """Rows of code, name and short_name; a code's first two digits are its län."""
    return _rows("municipalities.csv")


@transaction.atomic
def load() -> int:
    """Creates those that are missing and leaves the rest as they are, renamed ones too; the number created."""
    known = dict(Organisation.objects.filter(code__isnull=False).values_list("code", "pk"))
    missing = [row for row in counties() + municipalities() if row["code"] not in known]
    for row in missing:
        code = row["code"]
        kind = Organisation.Kind.COUNTY if len(code) == COUNTY_DIGITS else Organisation.Kind.MUNICIPALITY
        parent = None if kind == Organisation.Kind.COUNTY else known[code[:COUNTY_DIGITS]]
        known[code] = Organisation.created(by=None, kind=kind, parent_id=parent, **row).pk
    return len(missing)


def _rows(file: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / file).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))
