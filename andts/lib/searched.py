"""Rows that answer to a search, found by the database: `andts.lib.searching` says what that means.

A row is searched as one text, an expression over its columns. On PostgreSQL it has a trigram index, and one
of Swedish text search beside it, where the rows are many; the migrations that made them write the same expression. On
SQLite the same patterns are tried on each row, by Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.db import OperationalError, connections, models, transaction
from django.db.models import Case, Func, Q, QuerySet, Value, When
from django.db.models.functions import Replace

from andts.lib.searching import Term

# More is never counted, sorted or shown: whoever finds so much asks for something else.
MOST_FOUND = 1000
# Texts in which to look for the word that was meant.
MOST_TEXTS = 2000
MOST_SIMILAR = 300
# A text search vector has a largest size; no plan's text is so long.
INDEXED = 100_000
# How often SQLite asks whether its time is up, in steps of its own machine.
STEPS = 1000
SHORT = 3
SIMILAR = 0.45


class TooSlow(Exception):
    """The search took longer than it may."""


# --- A row as one text


class Together(Func):
    """Columns as one text with spaces between."""

    template = "%(expressions)s"
    arg_joiner = " || ' ' || "
    output_field = models.TextField()

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        sql, params = super().as_sql(*args, **kwargs)
        return f"({sql})", params


class Values(Func):
    """The texts of a JSON object, without its keys."""

    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        # In JSON a new line is written \n, whose n would be taken for the first letter of a word.
        template = r"replace(jsonb_path_query_array(%(expressions)s, '$.*')::text, '\n', ' ')"
        return super().as_sql(compiler, connection, template=template, **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        template = "coalesce((SELECT group_concat(value, ' ') FROM json_each(%(expressions)s)), '')"
        return super().as_sql(compiler, connection, template=template, **context)


def in_words(field: str, choices: Sequence[tuple[Any, Any]]) -> Case:
    # What a choice is called on the page.
    named = [When(**{field: value}, then=Value(str(label).lower())) for value, label in choices]
    return Case(*named, default=Value(""), output_field=models.TextField())


def spelled_out(field: str, letters: dict[str, str]) -> Any:
    written: Any = models.F(field)
    for letter, meaning in letters.items():
        # Lower case, or a letter of the meaning would be replaced in its turn.
        written = Replace(written, Value(letter), Value(f" {meaning.lower()} "))
    return written


# --- Finding


def found(rows: QuerySet[Any], text: Any, asked: Sequence[Term]) -> QuerySet[Any]:
    """The rows whose text answers to every term."""
    rows = rows.alias(searched=text)
    for term in asked:
        condition = Q(searched__iregex=term.pattern)
        # A short word is no index's to find: then a row is worth one look and not two.
        if is_postgres(rows.db) and len(term.word) > SHORT:
            condition |= Q(InSwedish("searched", term.word))
        rows = rows.filter(condition)
    return rows


class InSwedish(Func):
    """Whether PostgreSQL's Swedish text search finds the word: it knows forms that our own stems do not."""

    template = f"to_tsvector('swedish', left(%(expressions)s, {INDEXED})) @@ plainto_tsquery('swedish', %(word)s)"
    output_field = models.BooleanField()

    def __init__(self, text: Any, word: str = "", **extra: Any) -> None:
        super().__init__(text, **extra)
        self.word = word

    def as_sql(self, *args: Any, **context: Any) -> tuple[str, Any]:
        sql, params = super().as_sql(*args, word="%s", **context)
        return sql, [*params, self.word]


def similar_texts(rows: QuerySet[Any], text: Any, words: Sequence[str]) -> list[str]:
    """Some texts in which something like one of the words may stand."""
    texts = rows.order_by().annotate(searched=text).values_list("searched", flat=True)
    with transaction.atomic(using=rows.db):
        if not _compares_trigrams(rows.db):
            return list(texts.order_by("-pk")[:MOST_TEXTS])
        near = Q(*(Q(Resembles("searched", Value(word))) for word in words), _connector=Q.OR)
        return list(texts.filter(near)[:MOST_SIMILAR])


class Resembles(Func):
    """Whether pg_trgm finds a word in the text that is similar enough to a given one."""

    template = "%(expressions)s"
    arg_joiner = " %%> "
    output_field = models.BooleanField()


def is_postgres(on: str) -> bool:
    return connections[on].vendor == "postgresql"


def _compares_trigrams(on: str) -> bool:
    """Whether the extension is there, which then is told, until the transaction ends, what is similar enough.

    A database whose owner was not allowed to make it is searched without.
    """
    if not is_postgres(on):
        return False
    with connections[on].cursor() as cursor:
        told = "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true) FROM pg_extension WHERE extname = %s"
        cursor.execute(told, [str(SIMILAR), "pg_trgm"])
        return cursor.fetchone() is not None


# --- In time


@contextmanager
def at_most(seconds: float, *, on: str = "default") -> Iterator[None]:
    """What is asked within takes no longer, or TooSlow is raised; on PostgreSQL it is one transaction."""
    try:
        with _within_postgres(seconds, on) if is_postgres(on) else _within_sqlite(seconds, on):
            yield
    except OperationalError as error:
        if "interrupted" in str(error) or "statement timeout" in str(error):
            raise TooSlow from error
        raise


@contextmanager
def _within_postgres(seconds: float, on: str) -> Iterator[None]:
    with transaction.atomic(using=on):
        with connections[on].cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{seconds * 1000:.0f}"])
        yield


@contextmanager
def _within_sqlite(seconds: float, on: str) -> Iterator[None]:
    connections[on].ensure_connection()
    driver, until = connections[on].connection, monotonic() + seconds
    driver.set_progress_handler(lambda: monotonic() > until, STEPS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)
