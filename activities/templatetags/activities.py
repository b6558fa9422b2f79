from collections.abc import Iterable, Iterator

from django import template

from activities.models import Activity
from activities.sheet_columns import Row, SheetColumns

register = template.Library()


@register.filter
def rows(columns: SheetColumns, activities: Iterable[Activity]) -> Iterator[Row]:
    return columns.rows(activities)
