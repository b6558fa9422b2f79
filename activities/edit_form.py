"""The form of an activity that others may have changed since it was opened."""

from __future__ import annotations

from typing import Any

from activities.editing import cell_named
from activities.forms import ActivityForm
from activities.latest import last_change
from activities.models import Activity
from activities.models.values import OWN
from plans.seen_form import SeenForm

OWN_FIELD = "own_"


class ActivityEditForm(ActivityForm, SeenForm):
    """Each of the plan's own columns is a field by itself; who wrote there last is asked as the sheet's cells ask."""

    def __init__(self, *args: Any, instance: Activity, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.activity = instance

    def _now(self, name: str) -> Any:
        is_own = name.startswith(OWN_FIELD)
        return self.activity.extra.get(name.removeprefix(OWN_FIELD), "") if is_own else super()._now(name)

    def _in_words(self, name: str) -> str:
        return self.activity.substances_text if name == "substances" else super()._in_words(name)

    def _writer_of(self, name: str) -> str:
        cell = cell_named(name.replace(OWN_FIELD, OWN))
        return last_change(self.activity, cell).by if cell else "Någon annan"
