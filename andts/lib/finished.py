"""Rows of one query inside another, at a price that does not grow with how deep they lie."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL


def ids_of(rows: QuerySet[Any]) -> RawSQL | QuerySet[Model, Any]:
    """The ids of `rows` for `pk__in=` and the like, written out as SQL at once.

    What a user sees is a query in a query in a query. Django resolves and renames all of an inner one anew for each
    that it is put into, which took several times as long as the database did. Only of queries that need nothing from
    the one around them.
    """
    ids = rows.order_by().values("pk")
    try:
        sql, values = ids.query.sql_with_params()
    except EmptyResultSet:
        return rows.none().values("pk")
    return RawSQL(sql, values)  # noqa: S611 - Django's own SQL, with its values beside it
