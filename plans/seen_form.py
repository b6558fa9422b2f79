"""A form over a row that others may have changed since it was opened."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from andts.lib.fields import plain_text
from andts.lib.forms import RecordedForm
from andts.lib.seen import mark, marks_in
from andts.lib.swedish import day_text


class SeenForm(RecordedForm):
    """Remembers what its writer saw. What only others have changed stays as they made it; what both have, she decides.

    To be bound while the plan is held: what is compared must be what is changed. A form that does not say what its
    writer saw is taken at its word.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seen: dict[str, str] = {}
        if self.row is None or self.row.pk is None:
            return
        names = [name for name, field in self.fields.items() if not isinstance(field, forms.FileField)]
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial["seen"] = json.dumps({name: mark(_plain(self._now(name))) for name in names})
        if self.is_bound:
            self._seen = marks_in(self.data.get("seen", ""))
            # Sent once more, its writer has seen what the errors told.
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which a Mapping need not be
            data["seen"] = self.initial["seen"]
            self.data = data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned.pop("seen", None)
        for name, value in [(name, value) for name, value in cleaned.items() if name in self._seen]:
            now, seen, sent = mark(_plain(self._now(name))), self._seen[name], mark(_plain(value))
            if now in (seen, sent):
                continue
            if sent == seen:
                cleaned[name] = self._now(name)
            else:
                self.add_error(name, self._both_have_written(name))
        return cleaned

    def _now(self, name: str) -> Any:
        """As the row is; several rows as a list."""
        value = getattr(self.row, name)
        return list(value.all()) if self.row and self.row._is_link(name) else value

    def _both_have_written(self, name: str) -> str:
        words = _in_words(getattr(self.row, f"get_{name}_display", lambda: self._now(name))()) or "(tomt)"
        return (
            f"{self._writer_of(name)} har ändrat fältet medan du skrev. Nu står det ”{words}”. "
            "Spara igen om det du har skrivit ska gälla."
        )

    def _writer_of(self, name: str) -> str:
        """Who made the row say what it says there; one query."""
        if self.row is None or self.row._is_link(name):
            return "Någon annan"
        now, found = getattr(self.row, name), None
        for row in self.row.history.select_related("history_user").iterator():
            if found and getattr(row, name) != now:
                break
            found = row
        return str((found and found.history_user) or "Någon annan")


def _plain(value: Any) -> Any:
    """As JSON holds it, and as it would be stored."""
    if isinstance(value, str):
        return plain_text(value)
    if value is None:
        return ""
    if isinstance(value, Iterable):
        return sorted(row.pk for row in value)
    return str(getattr(value, "pk", value))


def _in_words(value: Any) -> str:
    if isinstance(value, date):
        return day_text(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
