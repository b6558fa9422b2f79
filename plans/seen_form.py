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
        if self.row is not None and self.row.pk is not None:
            self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
            # Made when it is shown: a form may yet get more fields.
            self.initial["seen"] = self._marks

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        seen = marks_in(cleaned.pop("seen", ""))
        if "seen" in self.fields:
            self._has_been_told()
        for name, value in [(name, value) for name, value in cleaned.items() if name in seen]:
            now, sent = mark(_plain(self._now(name))), mark(_plain(value))
            if now in (seen[name], sent):
                continue
            if sent == seen[name]:
                cleaned[name] = self._now(name)
            else:
                self.add_error(name, self._both_have_written(name))
        return cleaned

    def _marks(self) -> str:
        names = (
            name for name, field in self.fields.items() if not isinstance(field, forms.FileField) and name != "seen"
        )
        return json.dumps({name: mark(_plain(self._now(name))) for name in names})

    def _has_been_told(self) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which a Mapping need not be
        # Sent once more, its writer has seen what the errors tell.
        data["seen"] = self._marks()
        self.data = data

    def _now(self, name: str) -> Any:
        value = getattr(self.row, name)
        return list(value.all()) if self.row and self.row._is_link(name) else value

    def _both_have_written(self, name: str) -> str:
        words = self._in_words(name) or "(tomt)"
        return (
            f"{self._writer_of(name)} har ändrat fältet medan du skrev. Nu står det ”{words}”. "
            "Spara igen om det du har skrivit ska gälla."
        )

    def _in_words(self, name: str) -> str:
        value = getattr(self.row, f"get_{name}_display", lambda: self._now(name))()
        if isinstance(value, date):
            return day_text(value)
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")

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
