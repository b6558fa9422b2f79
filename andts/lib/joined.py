"""Texts of several rows as one text."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, TextField, Value


class Joined(Aggregate):
    """The texts with `separator` between them, in no order; our two databases have different names for it."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def __init__(self, text: Any, separator: str = " ", **extra: Any) -> None:
        super().__init__(text, Value(separator), **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, function="STRING_AGG", **context)
