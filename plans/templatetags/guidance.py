from django import template
from django.forms import BoundField

from andts.lib.personal_data import warnings_in
from plans.guidance import FieldTips, tips_for

register = template.Library()


@register.filter
def tips(field: BoundField, user: object) -> FieldTips | None:
    return tips_for(field, user)


@register.filter
def warnings(field: BoundField) -> list[str]:
    """What in a field of a plan looks like personal data."""
    text = field.value() if hasattr(field.form, "guidance") else None
    return warnings_in(text) if isinstance(text, str) else []
