"""Many new rows in one go, with the history that one by one would have given them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from simple_history.utils import get_history_manager_for_model

from andts.lib.recorded import Recorded


def create_all(rows: Sequence[Recorded], *, by: Any) -> dict[int, int]:
    """Saves new rows of one model and their history, within a transaction; gives each row's id its history row's id."""
    if not rows:
        return {}
    model = type(rows[0])
    model._default_manager.bulk_create(rows)
    history = get_history_manager_for_model(model).bulk_history_create(rows, default_user=by)
    return {row.pk: made.pk for row, made in zip(rows, history, strict=True)}


def link_all(model: type[Recorded], name: str, pairs: Iterable[tuple[int, int]], history: dict[int, int]) -> None:
    """Links rows just made, (id of the row, id of the other), in the many-to-many field `name` and in its history.

    `history` is what `create_all` gave.
    """
    field: Any = model._meta.get_field(name)
    through = field.remote_field.through
    here, there = field.m2m_column_name(), field.m2m_reverse_name()
    links = [through(**{here: row, there: other}) for row, other in pairs]
    through._default_manager.bulk_create(links)
    remembered = getattr(get_history_manager_for_model(model).model, name).model
    columns = [column.attname for column in through._meta.fields]
    remembered._default_manager.bulk_create(
        remembered(history_id=history[getattr(link, here)], **{column: getattr(link, column) for column in columns})
        for link in links
    )
