from django import template

from activities.models import Activity
from plans.models import PlanColumn

register = template.Library()


@register.filter
def own_text(activity: Activity, column: PlanColumn) -> str:
    """What the activity says in a column of the plan's own."""
    return str(activity.extra.get(str(column.pk), ""))
