"""Rows of one query inside another, at a price that grows neither with how deep they lie nor with who else there is."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.lookups import In


def ids_of(*rows: QuerySet[Any]) -> RawSQL | QuerySet[Model, Any]:
    """The ids of `rows` for `pk__in=` and the like, written out as SQL at once; of several QuerySets those of any.

    What a user sees is a query in a query in a query. Django resolves and renames all of an inner one anew for each
    that it is put into, which took several times as long as the database did. And where there are several ways to see
    a thing, "or" between them makes the database try them on every row; asked for one by one, each uses its index.
    Only for queries that need nothing from the one around them.
    """
    if len(rows) == 1 and (inner := _inner(rows[0])):
        return inner
    found = [part for part in map(_finished, rows) if part]
    if not found:
        return rows[0].none().values("pk")
    sql = " UNION ".join(sql for sql, _ in found)
    return RawSQL(sql, [value for _, values in found for value in values])  # noqa: S611 - Django's own SQL


def _inner(rows: QuerySet[Any]) -> RawSQL | None:
    """What rows chosen by their ids alone were chosen by: SQLite reads only so many queries within each other."""
    conditions: list[Any] = rows.query.where.children
    only = conditions[0] if len(conditions) == 1 and not rows.query.where.negated else None
    if isinstance(only, In) and isinstance(only.rhs, RawSQL):
        by_own_id = only.lhs.target.primary_key and only.lhs.alias == rows.query.get_initial_alias()
        return only.rhs if by_own_id else None
    return None


def _finished(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]] | None:
    try:
        return rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        # Django knows it to be empty.
        return None
