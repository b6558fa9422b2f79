"""The form of an activity that others may have changed since it was opened."""

from __future__ import annotations

import json
from typing import Any

from django import forms

from activities.editing import cell_named
from activities.forms import ActivityForm
from activities.latest import last_change
from activities.models import Activity
from activities.models.values import LINKS, OWN, given, value_of
from andts.lib.seen import mark, marks_in


class ActivityEditForm(ActivityForm):
    """Remembers what its writer saw. What only others have changed stays as they made it; what both have, she decides.

    To be bound while the plan is held: what is compared must be what is changed. A form that does not say what its
    writer saw is taken at its word.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, instance: Activity, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.activity = instance
        names = [OWN + str(column.pk) for column in self.columns] + self.Meta.fields
        self.initial["seen"] = json.dumps({name: mark(value_of(instance, name)) for name in names})
        if self.is_bound:
            self._seen = marks_in(self.data.get("seen", ""))
            # Sent once more, its writer has seen what the errors told.
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which a Mapping need not be
            data["seen"] = self.initial["seen"]
            self.data = data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned.pop("seen", None)
        for name, value in given(self.activity, cleaned).items():
            now, seen = mark(value_of(self.activity, name)), self._seen.get(name)
            if seen is None or now in (seen, mark(value)):
                continue
            if mark(value) == seen:
                self._leave(cleaned, name)
            else:
                self.add_error(name.replace(OWN, "own_"), self._both_have_written(name))
        self._require_words(cleaned)
        return cleaned

    def _leave(self, cleaned: dict[str, Any], name: str) -> None:
        """As others have made it."""
        if name.startswith(OWN):
            column = name.removeprefix(OWN)
            texts = cleaned["extra"] | {column: self.activity.extra.get(column, "")}
            cleaned["extra"] = {key: text for key, text in texts.items() if text}
        else:
            del cleaned[name]

    def _both_have_written(self, name: str) -> str:
        cell = cell_named(name)
        by = last_change(self.activity, cell).by if cell else "Någon annan"
        words = self._in_words(name) or "(tomt)"
        return (
            f"{by} har ändrat fältet medan du skrev. Nu står det ”{words}”. Spara igen om det du har skrivit ska gälla."
        )

    def _in_words(self, name: str) -> str:
        """What the activity says there now."""
        if name in LINKS:
            return ", ".join(str(row) for row in getattr(self.activity, name).all())
        if name == "substances":
            return self.activity.substances_text
        if name == "node":
            return str(self.activity.node or "")
        label = getattr(self.activity, f"get_{name}_display", None)
        return str(label() if label else value_of(self.activity, name))

    def _require_words(self, cleaned: dict[str, Any]) -> None:
        """Others may have emptied the one that the form left as it was."""
        if self.errors:
            return
        if not any(cleaned.get(name, getattr(self.activity, name)) for name in ("title", "description")):
            self.add_error("title", "Ange en aktivitet, eller beskriv den under Vad.")
