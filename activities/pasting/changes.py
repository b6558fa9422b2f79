"""What a pasted row would change of an activity that the plan has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from activities.imports.source import tidy
from activities.models import Activity
from activities.models.values import OWN, value_of
from activities.pasting.cells import choice_words
from activities.pasting.columns import CHOICES
from andts.lib.fields import plain_text

NAMING = ("title", "description")


def stored(activity: Activity, name: str) -> str:
    """The field's value, or the text in a column of the plan's own; a column to be made is empty."""
    is_there = name in activity.__dict__ or name.startswith(OWN)
    return str(value_of(activity, name)) if is_there else ""


def in_words(activity: Activity, name: str) -> str:
    value = stored(activity, name)
    return choice_words(name, value) if name in CHOICES else value


def differs(activity: Activity, name: str, value: str) -> bool:
    # A sheet that was copied has lost empty lines and double spaces.
    return tidy(stored(activity, name)) != tidy(plain_text(value))


def changes(activity: Activity, values: Mapping[str, str]) -> dict[str, Any]:
    """Of the values those that differ; without those that would leave the activity saying nothing."""
    found = {name: value for name, value in values.items() if differs(activity, name, value)}
    left = [found.get(name, stored(activity, name)) for name in NAMING]
    return found if any(left) else {name: value for name, value in found.items() if name not in NAMING}
