from __future__ import annotations

from dataclasses import dataclass

from django import template

from activities.guidance import ACTIVITY
from activities.sheet_columns import NAMING, SheetColumns
from plans.guidance import Guidance, is_open

register = template.Library()


@dataclass(frozen=True)
class SheetTips:
    """The hints of the columns that are shown, as (field, label, guidance), and whether the reader has them open."""

    lines: list[tuple[str, str, Guidance]]
    key: str
    is_open: bool


@register.filter
def sheet_tips(columns: SheetColumns, user: object) -> SheetTips:
    key = "activity_sheet"
    shown = [(column.field, column.label) for column in (*NAMING, *columns.shown) if not column.own]
    return SheetTips([(field, label, ACTIVITY[field]) for field, label in shown], key, is_open(user, key))
