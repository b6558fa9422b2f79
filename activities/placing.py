"""Where an activity stands: under which heading, and which number in line there.

`order` has gaps, so that moving one activity changes that row and no other: its neighbours keep their history and the
undo of a move is a row's own old number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from activities.models import Activity
from plans.models import Node, Plan

STEP = 1024

# After which activity, by its id; before them all; or after them all.
After = int | Literal["first", "last"]


@dataclass(frozen=True)
class Place:
    """Under a heading, or under none, right after another activity there."""

    node: Node | None
    after: After = "last"


def room_at(plan: Plan, place: Place, *, moved: Activity | None = None) -> int:
    """The order that puts a row there, in one to four queries; `moved` is the row when it stands in the plan already.

    To be called while the plan is held: two who ask at the same time would get the same number. Whom somebody has moved
    to another heading meanwhile is nobody to stand after: then last.
    """
    if moved and moved.node != place.node:
        make_room(plan, moved.node_id)
    there = make_room(plan, place.node.pk if place.node else None)
    line = [each for each in there if not moved or each.pk != moved.pk]
    index = _index(line, place.after)
    if index == len(line):
        return Activity.next_order(plan) + STEP
    return (_order_before(line, index) + line[index].order) // 2


def make_room(plan: Plan, heading: int | None) -> list[Activity]:
    """The activities under the heading in their order, their numbers spread when any two have none between them.

    Nobody's place changes, so this is no change of theirs and leaves no history. Where one is to leave, it comes first:
    the number that an undo gives back is then still between its neighbours'.
    """
    # The removed ones too: they keep their place for when they come back.
    line = list(Activity.objects.filter(plan=plan, node=heading).only("pk", "order"))
    if any(each.order - _order_before(line, index) < 2 for index, each in enumerate(line)):
        for number, activity in enumerate(line, start=1):
            activity.order = number * STEP
        Activity.objects.bulk_update(line, ["order"])
    return line


def _order_before(line: Sequence[Activity], index: int) -> int:
    return line[index - 1].order if index else -1


def _index(line: Sequence[Activity], after: After) -> int:
    if after == "first":
        return 0
    return next((index for index, each in enumerate(line, start=1) if each.pk == after), len(line))


def place_of(activity: Activity) -> Place:
    line = _line_of(activity)
    here = line.index(activity.pk)
    return Place(activity.node, line[here - 1] if here else "first")


def one_step(activity: Activity, *, up: bool) -> Place:
    line = _line_of(activity)
    here = line.index(activity.pk)
    before = here - 2 if up else min(here + 1, len(line) - 1)
    # The first or the last already.
    if before == here:
        return place_of(activity)
    return Place(activity.node, line[before] if before >= 0 else "first")


def place_in_words(activity: Activity) -> str:
    line = _line_of(activity)
    under = f" under {activity.node.heading}" if activity.node else ""
    return f"plats {line.index(activity.pk) + 1} av {len(line)}{under}"


def _line_of(activity: Activity) -> list[int]:
    return list(activity.siblings().values_list("pk", flat=True))
