"""What the templates of follow-up ask for."""

from __future__ import annotations

from decimal import Decimal

from django import template

from andts.lib.swedish import number_text
from followup.models import FollowUpAnswer, MeasuredValue

register = template.Library()


@register.filter
def number(value: Decimal) -> str:
    return number_text(value)


@register.filter
def measured(answer: FollowUpAnswer | None, name: str) -> MeasuredValue | None:
    """What an answer, with its values fetched, has of this measure."""
    return next((value for value in answer.values.all() if value.name == name), None) if answer else None
