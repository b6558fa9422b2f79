"""Moves a whole installation into another, empty database and compares every row afterwards."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import Error as DatabaseError
from django.db import connections, models, transaction
from django.db.models.sql import InsertQuery
from django.db.utils import load_backend

SOURCE, TARGET = "default", "target"
# What `migrate` writes by itself; a target that holds nothing else counts as empty.
MADE_BY_MIGRATE = {"django_content_type", "auth_permission", "django_migrations"}
BATCH = 500
Row = TypeVar("Row")


class NotMoved(Exception):
    """The message says why in a person's words; the target is as it was but for its empty tables."""


def move_into(target: dict[str, Any]) -> dict[str, int]:
    """Copies all rows of all tables into the database that the settings describe; the number of rows by table.

    The source cannot be written to meanwhile. Files are not in the database and are not touched.
    """
    try:
        with connected_to(target):
            require_empty_target()
            call_command("migrate", database=TARGET, verbosity=0)
            with transaction.atomic(using=SOURCE), transaction.atomic(using=TARGET):
                return copy_everything()
    except DatabaseError as error:
        raise NotMoved(f"Databasen sade nej: {str(error).strip()}") from error


@contextmanager
def connected_to(target: dict[str, Any]) -> Iterator[None]:
    settings = connections.configure_settings({SOURCE: target})[SOURCE]
    connections[TARGET] = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, TARGET)
    try:
        yield
    finally:
        connections[TARGET].close()
        del connections[TARGET]


def require_empty_target() -> None:
    connection = connections[TARGET]
    for table in sorted(set(connection.introspection.table_names()) - MADE_BY_MIGRATE):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 - its own tables
            if cursor.fetchone():
                raise NotMoved(f"Databasen är inte tom: tabellen {table} har rader. Flytta till en ny, tom databas.")


def copy_everything() -> dict[str, int]:
    stored = list(stored_models())
    connection = connections[TARGET]
    connection.ops.execute_sql_flush(
        connection.ops.sql_flush(no_style(), [model._meta.db_table for model in stored], allow_cascade=True)
    )
    rows = {model._meta.db_table: copy(model) for model in stored}
    for model in stored:
        compare(model)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), stored):
            cursor.execute(statement)
    return rows


def stored_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def copy(model: type[models.Model]) -> int:
    columns, copied = written_columns(model), 0
    for rows in batches(model._base_manager.using(SOURCE).order_by("pk").iterator(BATCH)):
        query = InsertQuery(model)
        # As they are: nothing that saving would set (dates, history, signals) happens.
        query.insert_values(columns, rows, raw=True)
        query.get_compiler(using=TARGET).execute_sql()
        copied += len(rows)
    return copied


def compare(model: type[models.Model]) -> None:
    """Raises NotMoved at the first row that is not the same in both, and when one has rows that the other has not."""
    names = ["pk", *(column.attname for column in written_columns(model))]
    source, target = (model._base_manager.using(alias).values_list(*names) for alias in (SOURCE, TARGET))
    if source.count() != target.count():
        raise NotMoved(f"{model._meta.db_table}: {source.count()} rader blev {target.count()}. Inget har flyttats.")
    for rows in batches(source.iterator(BATCH)):
        there = {row[0]: row for row in target.filter(pk__in=[row[0] for row in rows])}
        for row in rows:
            if there.get(row[0]) != row:
                raise NotMoved(f"{model._meta.db_table}: raden {row[0]} blev inte densamma. Inget har flyttats.")


def written_columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [column for column in model._meta.local_concrete_fields if not column.generated]


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield batch
