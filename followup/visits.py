"""When a person last looked at a round, so that a page can tell what has changed since.

Kept with the account as a preference: nobody else's business, and nothing that history needs to know.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from andts.lib.sittings import PAUSE
from organisations.models import User

NAME = "followup.visits"
# Pages seen within the minute are not written down: most visits cost no statement.
OFTEN = timedelta(minutes=1)
# What was looked at longest ago is forgotten.
MOST = 100


def last_visit(user: User, subject: str) -> datetime | None:
    """The end of the visit before the present one; None the first time. A pause makes it another visit."""
    before, latest = _known(user, subject)
    return latest if latest and timezone.now() - latest >= PAUSE else before


def note_visit(user: User, subject: str) -> None:
    """The user is here now; at most one statement, unless several pages are opened at once."""
    latest = _known(user, subject)[1]
    if latest is None or timezone.now() - latest >= OFTEN:
        user.change_preference(NAME, lambda _: _with_this(user, subject))


def _with_this(user: User, subject: str) -> dict[str, list[str]]:
    before = last_visit(user, subject)
    visits = {other: kept for other, kept in user.preferences.get(NAME, {}).items() if other != subject}
    visits[subject] = [before.isoformat() if before else "", timezone.now().isoformat()]
    return dict(list(visits.items())[-MOST:])


def _known(user: User, subject: str) -> tuple[datetime | None, datetime | None]:
    before, latest = user.preferences.get(NAME, {}).get(subject, ("", ""))
    return _moment(before), _moment(latest)


def _moment(kept: str) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
