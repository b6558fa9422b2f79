"""Loads the whole demonstration, or nothing of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from organisations.models import Organisation
from plans import reference
from plans.models import Plan
from workspace.demonstration import files
from workspace.demonstration.packages import create_packages
from workspace.demonstration.places import Places, create_places
from workspace.demonstration.plans import create_plan
from workspace.demonstration.revision import create_revision
from workspace.demonstration.rounds import create_rounds
from workspace.demonstration.word import create_from_word


def is_loaded() -> bool:
    # What people have changed since then in the demonstration stays as they left it.
    county = files.read("places")["organisations"][0]
    return Organisation.objects.filter(code=county["code"], is_invented=True).exists()


@transaction.atomic
def load() -> dict[str, Plan]:
    if is_loaded():
        return {}
    reference.load()
    places = create_places()
    made: dict[str, Plan] = {}
    for written in files.plans():
        made[written["key"]] = _create(written, places, made)
    create_rounds(places, made)
    create_packages(places, made)
    return made


def _create(written: dict[str, Any], places: Places, earlier: dict[str, Plan]) -> Plan:
    if "revises" in written:
        return create_revision(written, places, earlier)
    if "blocks" in written:
        return create_from_word(written, places)
    return create_plan(written, places, earlier)
