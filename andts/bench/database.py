"""A database for the benchmarks alone: an invented kommun, its samordnare signed in, and plans of many sizes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from andts.bench.extent import Extent
from andts.run import collect_static_files
from organisations.models import Membership, Organisation, User
from organisations.roles import Role
from plans.models import Plan
from workspace.scale.plans import create_plan


@dataclass(frozen=True)
class Example:
    """The plans' ids by their numbers of activities, and the session of the one who reads them."""

    plans: dict[int, int]
    session: str


@contextmanager
def temporary() -> Iterator[None]:
    """SQLite in our folder, or a database beside the one that DATABASE_URL names; programs we start find it too."""
    connection.settings_dict["TEST"]["NAME"] = (
        str(settings.VAR / "andts.sqlite3") if connection.vendor == "sqlite" else f"andts_bench_{os.getpid()}"
    )
    before = connection.settings_dict["NAME"]
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    os.environ["DATABASE_URL"] = address_of(name)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


@contextmanager
def copied() -> Iterator[str]:
    """Another database, as this one is now; its DATABASE_URL. Nobody else may be connected meanwhile."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    connection.creation.clone_test_db("copy", verbosity=0, autoclobber=True)
    try:
        yield address_of(connection.creation.get_test_db_clone_settings("copy")["NAME"])
    finally:
        connection.creation.destroy_test_db(verbosity=0, suffix="copy")


def address_of(name: str) -> str:
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    address, _, options = os.environ["DATABASE_URL"].partition("?")
    return f"{address.rpartition('/')[0]}/{name}?{options}"


def fill(extent: Extent) -> Example:
    call_command("load_reference", stdout=StringIO())
    collect_static_files()
    county = Organisation.created(by=None, kind="county", name="Mätlandets län", code="97", is_invented=True)
    place = Organisation.created(
        by=None, kind="municipality", name="Mätinge kommun", code="9701", parent=county, is_invented=True
    )
    anna = User.objects.create_user("anna@matinge.example", name="Anna Lindqvist")
    Membership.created(by=None, user=anna, organisation=place, role=Role.COORDINATOR)
    sizes = dict.fromkeys([extent.usual, extent.small, extent.large, *extent.documents, extent.parts])
    plans = {size: create_plan(place, size, by=anna).pk for size in sizes}
    for number in range(len(plans), extent.plans_in_list):
        Plan.created(by=anna, organisation=place, title=f"Handlingsplan {number}", kind=Plan.Kind.ACTION)
    connection.cursor().execute("ANALYZE")
    return Example(plans, session_of(anna))


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
