"""The columns of a plan's page: which there are, which of them somebody wants to see, and what activities say there.

Aktivitet and Vad stand first and are always there, as they say what the row is about. The others are chosen for all
plans at once (the preference "plan.columns"); those of a plan's own are known by their names, which other plans may
have too. What stands in a column of its own is left out of the facts under Vad.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from activities.models import Activity
from activities.models.activities import SUBSTANCES
from plans.models import PlanColumn

Kind = Literal["text", "actors", "choice", "substances"]
PREFERENCE = "plan.columns"
_MOST_SIDE_BY_SIDE = 5


@dataclass(frozen=True)
class SheetColumn:
    """`field` is the cell's name in addresses and `data-field`, `choice` the column's name in the preference."""

    field: str
    label: str
    kind: Kind
    text: Callable[[Activity], str]
    choice: str
    own: PlanColumn | None = None

    @property
    def style(self) -> str:
        return "own" if self.own else self.field.removesuffix("_text").replace("_", "-")

    @property
    def choices(self) -> list[tuple[str, str]]:
        # Nothing to choose where one writes.
        if self.kind == "substances":
            return list(SUBSTANCES.items())
        field: Any = Activity._meta.get_field(self.field) if self.kind == "choice" else None
        return list(field.choices) if field else []

    @property
    def pattern(self) -> str:
        label = escape(self.label).replace("{", "{{").replace("}", "}}")
        # A pattern for `format_html`; on a phone the label stands before the text.
        return f'<td data-label="{label}"{{}}</td>' if self.choices else f'<td data-label="{label}">{{}}</td>'

    @property
    def content(self) -> Callable[[Activity], str]:
        if self.kind == "actors":
            # Those chosen are no text of the cell, and so an element.
            return lambda activity: getattr(activity, self.field) or _chosen(activity.chosen(self.field))
        if not self.choices:
            return self.text
        shown = _status if self.field == "status" else self.text
        # The stored value too, as that is what the sheet edits.
        return lambda activity: format_html(' data-value="{}">{}', getattr(activity, self.field), shown(activity))


class Row(NamedTuple):
    """An activity as its row needs it. A plan has thousands of cells, and the template language takes its time to look
    each of them up and to write ids as figures: `pk` is text, and the `cells` after Vad are markup already.
    """

    activity: Activity
    pk: str
    name: str
    number: str
    title: str
    description: str
    facts: str
    cells: SafeString


def _chosen(names: str) -> str:
    return format_html('<span class="chosen-actors">{}</span>', names) if names else ""


def _status(activity: Activity) -> str:
    return _mark(activity.status, activity.get_status_display()) if activity.status else ""


@cache
def _mark(status: str, label: str) -> SafeString:
    return render_to_string("components/status.html", {"status": status, "label": label})


def _field(name: str, label: str, kind: Kind = "text") -> SheetColumn:
    return SheetColumn(name, label, kind, _TEXTS.get(name) or attrgetter(name), name)


def _own(column: PlanColumn) -> SheetColumn:
    key = str(column.pk)
    return SheetColumn(
        f"own-{key}",
        column.name,
        "text",
        lambda activity: str(activity.extra.get(key, "")),
        f"own:{column.name}",
        column,
    )


# Django's look-up of the words for nothing is not free.
_TEXTS: dict[str, Callable[[Activity], str]] = {
    "status": lambda activity: activity.status and activity.get_status_display(),
    "level": lambda activity: activity.level and activity.get_level_display(),
    "strategy": lambda activity: activity.strategy and activity.get_strategy_display(),
    "orientation": lambda activity: activity.orientation and activity.get_orientation_display(),
    "substances": lambda activity: activity.substances_text,
    "partners_text": lambda activity: activity.named("partners_text"),
    "responsible_text": lambda activity: activity.named("responsible_text"),
}
NAMING = (_field("title", "Aktivitet"), _field("description", "Vad"))
USUAL = (
    _field("schedule", "När"),
    _field("partners_text", "Samverkan", "actors"),
    _field("responsible_text", "Ansvarig", "actors"),
    _field("follow_up", "Uppföljning"),
)
CLASSIFYING = (
    _field("target_group", "Målgrupp"),
    _field("arena", "Arena"),
    _field("level", "Preventionsnivå", "choice"),
    _field("strategy", "Strategi", "choice"),
    _field("orientation", "Inriktning", "choice"),
    _field("substances", "ANDTS-område", "substances"),
    _field("status", "Status", "choice"),
    _field("place", "Plats"),
    _field("cost", "Kostnad"),
)
_SHOWN_UNTIL_HIDDEN = {column.field for column in USUAL}


@dataclass(frozen=True)
class SheetColumns:
    """The columns that can be chosen, those of them that are shown, and the fields that thus have a column."""

    offered: tuple[SheetColumn, ...]
    shown: tuple[SheetColumn, ...]
    fields: frozenset[str]

    @property
    def are_many(self) -> bool:
        return len(self.shown) > _MOST_SIDE_BY_SIDE

    def rows(self, activities: Iterable[Activity]) -> Iterator[Row]:
        pattern = "".join(column.pattern for column in self.shown)
        contents = [column.content for column in self.shown]
        for activity in activities:
            cells = format_html(pattern, *[content(activity) for content in contents]) if contents else SafeString()
            yield Row(
                activity,
                str(activity.pk),
                activity.brief,
                activity.number,
                activity.title,
                activity.description,
                activity.facts_without(self.fields),
                cells,
            )


def sheet_columns(own: Iterable[PlanColumn], preferences: Mapping[str, Any]) -> SheetColumns:
    """The columns of a plan for somebody; `own` are the plan's own, `preferences` the user's."""
    offered = (*USUAL, *CLASSIFYING, *map(_own, own))
    chosen = preferences.get(PREFERENCE, {})
    shown = tuple(column for column in offered if chosen.get(column.choice, _is_usual(column)))
    return SheetColumns(offered, shown, frozenset(column.field for column in shown))


def facts_beside_columns(activity: Activity, preferences: Mapping[str, Any]) -> str:
    # The classification that has no column of its own.
    return activity.facts_without(sheet_columns((), preferences).fields)


def _is_usual(column: SheetColumn) -> bool:
    return column.own is not None or column.field in _SHOWN_UNTIL_HIDDEN
