"""Rows that remember who changed them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

from django.db import models, transaction
from simple_history.models import HistoricalRecords


class NamedChanges(HistoricalRecords):
    """History whose change reason is the names of the fields that changed, with spaces between; a new row has none,
    or how it came ("import", "copy").

    What a row was linked to stands in the history of its making and of the changes that name the link; a change of
    text alone does not repeat it, so that saving as one types stays one row.
    """

    def get_change_reason_for_object(self, instance: Any, history_type: str, using: str | None) -> str:
        return " ".join(instance.changing) if history_type == "~" else ""

    def create_historical_record_m2ms(self, history_instance: Any, instance: Any) -> None:
        links = {field.name for field in history_instance._history_m2m_fields}
        if history_instance.history_type != "~" or links.intersection(instance.changing):
            super().create_historical_record_m2ms(history_instance, instance)


class Recorded(models.Model):
    """A model with `history = HistoricalRecords(…)`, changed only through `created`, `record` and `record_deleted`.

    `by` is the user who answers for the change; None when a command line did it. A change and its history row are one
    transaction.
    """

    history: Any
    # Read by simple_history; the second only where several rows must share a moment.
    _history_user: Any
    _history_date: datetime
    # The fields that the change under way is about, for `NamedChanges`.
    changing: Sequence[str] = ()

    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic
    def created(cls, *, by: Any, **values: Any) -> Self:
        """A new row; many-to-many values are given as any other."""
        links = {name: values.pop(name) for name in list(values) if cls._is_link(name)}
        row = cls(**values)
        row.record_new(by=by)
        row._link(links)
        return row

    @transaction.atomic
    def record_new(self, *, by: Any) -> None:
        self._history_user = by
        self.save(force_insert=True)

    @transaction.atomic
    def record(self, *, by: Any, **values: Any) -> list[str]:
        """Save what differs and nothing else; the names of what did."""
        return self._record(by=by, **values)

    def _record(self, *, by: Any, **values: Any) -> list[str]:
        """`record` within a transaction, for a model that has begun one with more in it: each inside another costs two
        statements."""
        self._history_user = by
        linked = self._link({name: values.pop(name) for name in list(values) if self._is_link(name)})
        changed = [name for name, value in values.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, values[name])
        if changed:
            self.changing = changed
            self.save(update_fields=changed)
        return linked + changed

    @transaction.atomic
    def record_deleted(self, *, by: Any) -> None:
        self._history_user = by
        self.delete()

    @classmethod
    def last_deletion(cls, pk: int, **facts: Any) -> models.QuerySet[Any]:
        """One history row or none: the last deletion of the row with this id, if these facts held of it then.

        Its `instance` is the row as it was. It may be back already.
        """
        deletions: models.QuerySet[Any] = cls.history.filter(id=pk, history_type="-")
        # Not an earlier deletion of which they held: who may undo that one may not undo this one.
        return deletions.filter(pk__in=deletions.values("pk")[:1], **facts)

    @classmethod
    def _is_link(cls, name: str) -> bool:
        return bool(cls._meta.get_field(name).many_to_many)

    def _link(self, links: dict[str, Any]) -> list[str]:
        """Replace the sets that differ; the names of these."""
        changed = [name for name, rows in links.items() if set(getattr(self, name).all()) != set(rows)]
        for name in changed:
            self.changing = [name]
            getattr(self, name).set(links[name])
        return changed
