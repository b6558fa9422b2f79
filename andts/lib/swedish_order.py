"""The order of `andts.lib.swedish.sort_key`, given by the database: neither of ours has å, ä and ö last by itself."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Func

# What stands right after z, and the letters that go with another.
_AFTER_Z = {"å": "{", "ä": "|", "ö": "}"}
_WITH_ANOTHER = {"é": "e", "è": "e", "á": "a", "à": "a", "ü": "y"}
_LETTERS = _AFTER_Z | _WITH_ANOTHER


class InSwedishOrder(Func):
    """To order by: `rows.order_by(InSwedishOrder("name"))`."""

    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        letters, others = "".join(_LETTERS), "".join(_LETTERS.values())
        template = f"translate(lower(%(expressions)s), '{letters}', '{others}') COLLATE \"C\""
        return super().as_sql(compiler, connection, template=template, **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        # SQLite's own lower() stops at z.
        template = "lower(%(expressions)s)"
        for letter, other in _LETTERS.items():
            template = f"replace(replace({template}, '{letter}', '{other}'), '{letter.upper()}', '{other}')"
        return super().as_sql(compiler, connection, template=template, **context)
