"""A round as a table: the plan's headings with each activity's follow-up under them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from django.db.models import Prefetch

from activities.outline import grown
from followup.models import Attachment, FollowUp, FollowUpAnswer, FollowUpRound
from followup.models.answers import FollowUpAnswerQuerySet
from followup.models.follow_ups import FollowUpQuerySet
from organisations.models import User
from plans.models import Node


@dataclass(frozen=True)
class Section:
    """A heading at its level (0 for what stands under none) and the follow-ups right under it."""

    heading: Node | None
    level: int
    follow_ups: list[FollowUp]

    @property
    def rank(self) -> int:
        # Its heading stands on a page whose own is the first.
        return max(self.level, 1) + 1


@dataclass(frozen=True)
class RoundTable:
    """`removed` are of activities that have been taken out of the plan since the round was opened."""

    sections: list[Section]
    removed: list[FollowUp]

    @property
    def follow_ups(self) -> list[FollowUp]:
        return [follow_up for section in self.sections for follow_up in section.follow_ups]

    @property
    def all_follow_ups(self) -> list[FollowUp]:
        # Those of activities that have gone too.
        return [*self.follow_ups, *self.removed]

    def only(self, shown: Collection[int]) -> RoundTable:
        # Headings without any, and what was removed, are left out.
        kept = [replace(each, follow_ups=[row for row in each.follow_ups if row.pk in shown]) for each in self.sections]
        return RoundTable([section for section in kept if section.follow_ups], [])


def round_table(round_: FollowUpRound, user: User) -> RoundTable:
    """What of the round the user sees, in the plan's order; three queries."""
    answers = FollowUpAnswer.objects.present().select_related("actor", "answered_by")
    return _table(round_, FollowUp.objects.filter(round=round_).visible_to(user), answers)


def whole_table(round_: FollowUpRound) -> RoundTable:
    """All of it with values and files, five queries: for what is printed, and kept for good."""
    files = Prefetch("attachments", Attachment.objects.present())
    answers = FollowUpAnswer.objects.present().select_related("actor").prefetch_related("values", files)
    return _table(round_, FollowUp.objects.filter(round=round_), answers)


def _table(round_: FollowUpRound, seen: FollowUpQuerySet, answers: FollowUpAnswerQuerySet) -> RoundTable:
    rows = seen.select_related("activity").prefetch_related(Prefetch("answers", answers))
    follow_ups = list(rows.order_by("activity__order", "activity"))
    here = [follow_up for follow_up in follow_ups if follow_up.removed_at is None]
    removed = [follow_up for follow_up in follow_ups if follow_up.removed_at]
    return RoundTable(list(_sections(round_, here)), removed)


def _sections(round_: FollowUpRound, follow_ups: list[FollowUp]) -> Iterator[Section]:
    by_activity = {follow_up.activity_id: follow_up for follow_up in follow_ups}
    nodes = list(Node.objects.filter(plan=round_.plan_id))
    outline = grown(nodes, [follow_up.activity for follow_up in follow_ups], [])
    if outline.activities:
        yield Section(None, 0, [by_activity[activity.pk] for activity in outline.activities])
    for branch in outline.walk():
        if branch.count:
            yield Section(branch.node, branch.level, [by_activity[activity.pk] for activity in branch.activities])
