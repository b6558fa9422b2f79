"""What a person may choose for the pages, and how each choice is checked before it is kept with the account.

A choice is for all of the person's pages and nobody else's business: `user.preferences[name]` is there with the user,
and is absent where nothing has been chosen. What a name means is known by the page that reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

# A field of ours, or a column of a plan's own by its name, which several plans may have.
_COLUMN = re.compile(r"[a-z_]{1,40}|own:.{1,300}", re.DOTALL)
_MOST_OFFERED = 100
# Of columns that the person has seen and may see again: what was chosen longest ago is forgotten.
_MOST_REMEMBERED = 300


class NotAChoice(ValueError):
    """What was sent is nothing that the preference can be."""


@dataclass(frozen=True)
class Preference:
    """`label` is what Mitt konto calls it; `read` gives the value to keep of what was sent and what was kept before."""

    label: str
    read: Callable[[QueryDict, Any], Any]


def chosen(name: str, sent: QueryDict, before: Any) -> Any:
    if name not in PREFERENCES:
        raise NotAChoice(name)
    return PREFERENCES[name].read(sent, before)


def _switch(sent: QueryDict, before: Any) -> bool:
    value = sent.get("value", "")
    if value not in ("on", "off"):
        raise NotAChoice(value)
    return value == "on"


def _columns(sent: QueryDict, before: Any) -> dict[str, bool]:
    """Whether each column or hint is shown: of those `offered`, those that are a `value`. Others stay as they were."""
    offered, shown = sent.getlist("offered"), set(sent.getlist("value"))
    if not offered or len(offered) > _MOST_OFFERED or not all(map(_COLUMN.fullmatch, offered)):
        raise NotAChoice("offered")
    earlier = {name: is_shown for name, is_shown in (before or {}).items() if name not in offered}
    kept = earlier | {name: name in shown for name in offered}
    return dict(list(kept.items())[-_MOST_REMEMBERED:])


# The weekday on which the person wants reminders, from 0 (Monday) to 4; chosen in Mitt konto by a form of its own.
WEEKDAY = "reminders.weekday"

PREFERENCES = {
    "plan.columns": Preference("Vilka kolumner som visas i planer", _columns),
    "outline.folded": Preference("Om innehållet vid sidan av planen är dolt", _switch),
    "guidance.open": Preference("Vilka tips och exempel som är utfällda", _columns),
    "shortcuts.off": Preference("Om genvägar med en tangent är avstängda", _switch),
}
