"""The status that counts, from what each of those responsible has answered. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

from activities.models import Activity

Status = Activity.Status


def status_of(answered: Sequence[str], unanswered: int = 0) -> str:
    """One status for an activity that several answer for; "" when nobody has answered.

    Who says "utgår" says that nothing remains for them: the others decide, and when all say so it is utgår. What one
    has done and another has not is delvis genomförd, and nothing is genomförd or utgår until everyone has answered.
    One who is late makes the whole late, because that is what somebody must act on.
    """
    if not answered:
        return ""
    kinds = set(answered) - {Status.CANCELLED} or {Status.CANCELLED}
    if Status.DELAYED in kinds:
        return Status.DELAYED
    if len(kinds) > 1:
        return Status.PARTLY_DONE if kinds & {Status.DONE, Status.PARTLY_DONE} else Status.ONGOING
    only = kinds.pop()
    if not unanswered:
        return only
    return {Status.DONE: Status.PARTLY_DONE, Status.CANCELLED: Status.ONGOING}.get(Status(only), only)
