"""An installation moves to another database with every row, or not at all."""

import os
import subprocess
import sys
from contextlib import closing
from datetime import date

import psycopg2
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from andts import environment
from andts.lib.alone import alone_on
from andts.tests.everything import everything  # noqa: F401 - a fixture
from organisations.models import Organisation, User
from plans.models import Plan
from workspace.moving import TARGET, NotMoved, compare, connected_to, move_into, stored_models

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="session")
def target_url(tmp_path_factory, worker_id):
    """A database of the same kind as the tests' own; it gets its tables once, which takes long."""
    if "DATABASE_URL" in os.environ:
        yield from new_postgres(f"moved_{worker_id}")
    else:
        yield f"sqlite:///{tmp_path_factory.mktemp('target') / 'moved.sqlite3'}"


@pytest.fixture
def empty_url(transactional_db, target_url):
    yield target_url
    with connected_to(environment.database(target_url)):
        call_command("flush", database=TARGET, interactive=False, verbosity=0)


def new_postgres(name):
    """A database beside the tests' own, gone afterwards."""
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as server:
        server.autocommit = True
        cursor = server.cursor()
        cursor.execute(f"CREATE DATABASE {name}")
        yield beside(name)
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def beside(name):
    base, _, query = os.environ["DATABASE_URL"].partition("?")
    return f"{base.rpartition('/')[0]}/{name}?{query}"


@pytest.fixture
def moved(everything, empty_url):  # noqa: F811 - a fixture
    target = environment.database(empty_url)
    rows = move_into(target)
    with connected_to(target):
        yield rows


def test_every_table_is_counted(moved):
    assert moved == {model._meta.db_table: model._base_manager.count() for model in stored_models()}
    assert moved["plans_plan"] == 2
    assert moved["organisations_user"] == User.objects.count() > 0


def test_rows_keep_their_numbers_and_moments(moved):
    for model in (Plan, Plan.history.model, User):
        here, there = (model._base_manager.using(alias).order_by("pk").values() for alias in ("default", TARGET))
        assert list(here) == list(there)


def test_new_rows_get_new_numbers(moved, lindvalla):
    last = Plan.objects.latest("pk").pk
    plan = Plan(organisation=lindvalla, title="Ny plan", valid_from=date(2027, 1, 1))
    plan.save(using=TARGET)
    assert plan.pk == last + 1


def test_compare_sees_a_changed_row(moved, everything):  # noqa: F811 - a fixture
    Plan.objects.using(TARGET).filter(pk=everything.draft.pk).update(title="En annan")
    with pytest.raises(NotMoved, match=f"plans_plan: raden {everything.draft.pk} blev inte densamma"):
        compare(Plan)


def test_compare_sees_a_missing_row(moved):
    User.objects.using(TARGET).order_by("pk").last().delete()
    with pytest.raises(NotMoved, match=r"organisations_user: .* rader blev"):
        compare(User)


def test_database_with_rows_is_refused(anna, empty_url):
    move_into(environment.database(empty_url))
    with pytest.raises(CommandError, match=r"Databasen är inte tom: tabellen .* har rader"):
        call_command("move_to", empty_url)


def test_half_made_target_is_left_empty(anna, empty_url):
    target = environment.database(empty_url)
    with connected_to(target):
        call_command("migrate", database=TARGET, verbosity=0)
    assert move_into(target)["organisations_user"] == 1


def test_running_installation_is_refused(empty_url):
    with alone_on(settings.VAR), pytest.raises(CommandError, match="redan igång"):
        call_command("move_to", empty_url)


def test_unknown_kind_of_address_is_explained(db):
    with pytest.raises(CommandError, match="måste börja med sqlite:/// eller postgres://"):
        call_command("move_to", "mysql://localhost/andts")


def test_unreachable_server_is_explained(db):
    with pytest.raises(CommandError, match="Databasen sade nej"):
        call_command("move_to", "postgres://nobody@127.0.0.1:1/andts")


def test_command_tells_what_it_moved(anna, empty_url, capsys):
    call_command("move_to", empty_url)
    assert "varje rad är jämförd och densamma" in capsys.readouterr().out


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="needs a PostgreSQL to move to")
def test_embedded_demonstration_moves_to_postgres(empty_url, tmp_path):
    """The whole way, as a kommun would: two processes that know only their settings."""
    embedded = {**os.environ, "VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "andts.settings"}
    del embedded["DATABASE_URL"]
    for command in (["migrate"], ["load_reference"], ["load_demo"]):
        subprocess.run([sys.executable, "manage.py", *command], env=embedded, check=True, capture_output=True)
    done = subprocess.run([sys.executable, "manage.py", "move_to", empty_url], env=embedded, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    with connected_to(environment.database(empty_url)):
        real = Organisation.objects.using(TARGET).filter(is_invented=False)
        assert real.filter(kind=Organisation.Kind.MUNICIPALITY).count() == 290
