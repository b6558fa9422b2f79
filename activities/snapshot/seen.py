"""What somebody sees of a plan on its page, as a table for Excel: the same activities in the same order and columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from activities.filtering import ActivityFilter
from activities.models import Activity
from activities.outline import Outline, titled
from activities.sheet_columns import NAMING, SheetColumns, sheet_columns
from activities.snapshot.cells import gathered
from activities.snapshot.header import accent, organisation_name
from activities.snapshot.workbook import Row, placed
from andts.lib.document import Column, Document, Sheet
from plans.models import Plan

Text = Callable[[Activity], str]

# The classification that has no column of its own stands under Vad on the page.
REST = "Övriga uppgifter"


def seen_workbook(plan: Plan, asked: Mapping[str, Any], preferences: Mapping[str, Any] | None) -> Document:
    """The activities that `asked` (a page's address) leaves, in the columns that the preferences choose, else in all.

    As many queries as `plan_workbook`.
    """
    sheaf = gathered(plan, chosen_actors=True)
    outline = ActivityFilter(asked, sheaf.outline, sheaf.columns).outline
    columns = sheet_columns(sheaf.columns, preferences or {})
    if preferences is None:
        columns = replace(columns, shown=columns.offered, fields=frozenset(column.field for column in columns.offered))
    organisation = plan.organisation
    return Document(
        title=plan.title,
        kind=plan.get_kind_display(),
        organisation=organisation_name(organisation),
        registry_number=plan.registry_number,
        draft=plan.is_open,
        accent=accent(organisation),
        sheets=(_sheet(outline, columns),),
    )


def _sheet(outline: Outline, columns: SheetColumns) -> Sheet:
    written = _written(outline.all_activities, columns)
    headings, rows = placed(outline)
    return Sheet(
        "Aktiviteter",
        (*headings, *(Column(label, 10) for label, _ in written)),
        tuple((*path, *_cells(activity, written)) for path, activity in rows),
    )


def _written(activities: list[Activity], columns: SheetColumns) -> list[tuple[str, Text]]:
    title, description = NAMING
    shown = [(column.label, column.text) for column in columns.shown]

    def rest(activity: Activity) -> str:
        return activity.facts_without(columns.fields)

    # Number, Aktivitet and the rest only where some activity has any.
    return [
        *([("Nr", lambda activity: activity.number)] if any(activity.number for activity in activities) else []),
        *([(title.label, title.text)] if titled(activities) else []),
        (description.label, description.text),
        *shown,
        *([(REST, rest)] if any(map(rest, activities)) else []),
    ]


def _cells(activity: Activity, written: list[tuple[str, Text]]) -> Row:
    return tuple(text(activity) or None for _, text in written)
