"""Moments as addresses and hidden fields say them."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

# No page of ours ever said one outside these years, and near the ends of time no zone can be reckoned.
YEARS = range(1900, 2201)


def moment_in(sent: str) -> datetime | None:
    """A moment with its zone; None for anything else, since the text comes from outside."""
    try:
        found = parse_datetime(sent)
    except ValueError:
        return None
    if found is None or timezone.is_naive(found) or found.year not in YEARS:
        return None
    return found.astimezone(UTC)
