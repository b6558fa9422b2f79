"""A round as it stands right now, as documents; all of it is frozen when the round is closed."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import Any

from activities.snapshot import frozen_content
from andts.lib.document import Document
from followup.hindrances import require_no_personal_numbers
from followup.models import FollowUpRound
from followup.snapshot.gathered import gathered
from followup.snapshot.report import report_of
from followup.snapshot.summary import summary_of
from plans.models import Plan

__all__ = ["frozen_round", "round_report", "round_summary"]


def round_report(round_: FollowUpRound) -> Document:
    """The whole uppföljningsrapport. The number of queries does not depend on the number of activities."""
    return report_of(gathered(round_))


def round_summary(round_: FollowUpRound) -> Document:
    # One page for the board.
    return summary_of(gathered(round_))


def frozen_round(round_: FollowUpRound, closed_at: datetime) -> dict[str, Any]:
    """What `FollowUpRound.close` keeps: the plan as it is worded now, and the reports with the figures they have.

    Raises PersonalNumberError when an answer holds a personnummer.
    """
    closed = copy(round_)
    closed.plan = Plan.objects.with_owner().get(pk=round_.plan_id)
    closed.state, closed.closed_at = FollowUpRound.State.CLOSED, closed_at
    whole = gathered(closed)
    require_no_personal_numbers(whole.table.all_follow_ups)
    content = frozen_content(closed.plan)
    content["documents"] |= {"uppfoljning": report_of(whole).as_json(), "sammanfattning": summary_of(whole).as_json()}
    return content
