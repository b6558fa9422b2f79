"""The migration that gives rows an index to be searched by, where there is one to give: on PostgreSQL."""

from __future__ import annotations

import logging
from typing import Any

from django.db import DatabaseError, transaction
from django.db.migrations.operations.base import Operation

logger = logging.getLogger(__name__)


class SearchIndexes(Operation):
    """Indexes of one table on `text`, the SQL of the expression that `andts.lib.searched` looks in.

    Of trigrams, for stems, compounds and misspellings, and of Swedish text search. Where the extension pg_trgm is
    neither there nor allowed to be made, the search goes without the first and reads every row it may show.
    """

    reduces_to_sql = True

    def __init__(self, table: str, text: str) -> None:
        self.table, self.text = table, text

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models know nothing of it: they are the same on every database."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        words = f"to_tsvector('swedish', left({self.text}, 100000))"
        schema_editor.execute(f"CREATE INDEX {self.table}_swedish ON {self.table} USING gin ({words})", params=None)
        if _has_extension(schema_editor):
            trigrams = f"CREATE INDEX {self.table}_trigrams ON {self.table} USING gin ({self.text} gin_trgm_ops)"
            schema_editor.execute(trigrams, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX IF EXISTS {self.table}_swedish, {self.table}_trigrams", params=None)

    def describe(self) -> str:
        return f"Search indexes of {self.table}"


def _has_extension(schema_editor: Any) -> bool:
    try:
        # The owner of a database may make it, unless the server is kept from it.
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as error:
        logger.warning("Sökningen går utan tillägget pg_trgm, som inte gick att skapa: %s", str(error).strip())
        return False
    return True
