"""Texts of several rows as one text."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, TextField


class Lines(Aggregate):
    """The texts with a line break between them, in no order; our two databases have different names for it."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, CHAR(10))"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "%(function)s(%(expressions)s, CHR(10))"
        return super().as_sql(compiler, connection, function="STRING_AGG", template=template, **context)
