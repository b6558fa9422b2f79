"""Many rows in one go, with the history that one by one would have given them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from simple_history.utils import get_history_manager_for_model

from andts.lib.recorded import Recorded

# For each many-to-many field, the ids that a row is to be linked to.
Links = Mapping[str, Mapping[int, Collection[int]]]


def create_all(rows: Sequence[Recorded], *, by: Any, at: datetime | None = None, reason: str = "") -> dict[int, int]:
    """Saves new rows of one model and their history, within a transaction; gives each row's id its history row's id.

    `at` is the moment that the history tells, now when it is None; `reason` says how the rows came.
    """
    if not rows:
        return {}
    model = type(rows[0])
    model._default_manager.bulk_create(rows)
    manager = get_history_manager_for_model(model)
    facts = {"default_user": by, "default_date": at, "default_change_reason": reason}
    return _history_of(rows, manager.bulk_history_create(rows, **facts))


def change_all(rows: Sequence[Recorded], links: Links, *, by: Any, at: datetime | None = None) -> None:
    """Saves changed rows of one model and their history, within a transaction.

    Each row has its new values, and names in `changing` what is new, the links given for it among that. The number of
    statements depends on how many fields are linked; on the number of rows only where a statement would be too long.
    """
    if not rows:
        return
    model = type(rows[0])
    names = {name for row in rows for name in row.changing} - links.keys()
    for row in rows:
        _make_ready(row, names)
    if names:
        model._default_manager.bulk_update(rows, sorted(names))
    for name, wanted in links.items():
        _relink(model, name, wanted)
    manager = get_history_manager_for_model(model)
    history = _history_of(rows, manager.bulk_history_create(rows, update=True, default_user=by, default_date=at))
    _remember_links(model, {row.pk: history[row.pk] for row in rows if links.keys() & set(row.changing)})


def prepare_change(row: Recorded, **values: Any) -> bool:
    """Gives the row its new values for `change_all`; False when it has them already. A row is named by `…_id`."""
    row.changing = [name for name, value in values.items() if getattr(row, name) != value]
    for name in row.changing:
        setattr(row, name, values[name])
    return bool(row.changing)


def link_all(model: type[Recorded], name: str, pairs: Iterable[tuple[int, int]], history: dict[int, int]) -> None:
    """Links rows just made, (id of the row, id of the other), in the many-to-many field `name` and in its history.

    `history` is what `create_all` gave.
    """
    _remember(model, name, _linked(model, name, pairs), history)


def _history_of(rows: Sequence[Recorded], made: Sequence[Any]) -> dict[int, int]:
    return {row.pk: remembered.pk for row, remembered in zip(rows, made, strict=True)}


def _make_ready(row: Any, names: Collection[str]) -> None:
    # What `save` does: the reason of `NamedChanges`, and the fields' own last touch.
    row._change_reason = " ".join(row.changing)
    for name in names:
        field: Any = row._meta.get_field(name)
        field.pre_save(row, add=False)


def _linked(model: type[Recorded], name: str, pairs: Iterable[tuple[int, int]]) -> list[Any]:
    field: Any = model._meta.get_field(name)
    through = field.remote_field.through
    here, there = field.m2m_column_name(), field.m2m_reverse_name()
    made: list[Any] = through._default_manager.bulk_create(through(**{here: row, there: other}) for row, other in pairs)
    return made


def _relink(model: type[Recorded], name: str, wanted: Mapping[int, Collection[int]]) -> None:
    _links_of(model, name, wanted).delete()
    _linked(model, name, [(row, other) for row, others in wanted.items() for other in others])


def _links_of(model: type[Recorded], name: str, rows: Iterable[int]) -> Any:
    field: Any = model._meta.get_field(name)
    manager = field.remote_field.through._default_manager
    return manager.filter(**{f"{field.m2m_column_name()}__in": list(rows)})


def _remember_links(model: type[Recorded], history: dict[int, int]) -> None:
    if history:
        # All that these rows are linked to now, in every field, as one by one does where a link is what changed.
        for field in get_history_manager_for_model(model).model._history_m2m_fields:
            _remember(model, field.name, _links_of(model, field.name, history), history)


def _remember(model: type[Recorded], name: str, links: Iterable[Any], history: dict[int, int]) -> None:
    field: Any = model._meta.get_field(name)
    here = field.m2m_column_name()
    remembered = getattr(get_history_manager_for_model(model).model, name).model
    columns = [column.attname for column in field.remote_field.through._meta.fields]
    remembered._default_manager.bulk_create(
        remembered(history_id=history[getattr(link, here)], **{column: getattr(link, column) for column in columns})
        for link in links
    )
