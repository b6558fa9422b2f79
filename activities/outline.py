"""A plan's headings with what stands under them, in reading order; the same tree for page, paper and export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from activities.models import Activity
from plans.models import Node, Plan, Tip


@dataclass(frozen=True)
class Branch:
    """A heading at its level (1 to 3), its own activities and tips, and the headings under it."""

    node: Node
    level: int
    activities: list[Activity]
    tips: list[Tip]
    branches: list[Branch] = field(default_factory=list)

    def walk(self) -> Iterator[Branch]:
        yield self
        for branch in self.branches:
            yield from branch.walk()

    @property
    def has_titles(self) -> bool:
        return titled(self.activities)

    @property
    def count(self) -> int:
        """Activities under this heading, those of the headings below included."""
        return sum(len(branch.activities) for branch in self.walk())

    def narrowed(self, holds: Callable[[Activity], bool]) -> Branch:
        """With the activities of which it holds, and without tips and headings that are then empty."""
        return replace(self, activities=list(filter(holds, self.activities)), tips=[], branches=_kept(self, holds))


@dataclass(frozen=True)
class Outline:
    """The whole plan: its branches, and what stands under no heading."""

    branches: list[Branch]
    activities: list[Activity]
    tips: list[Tip]

    def walk(self) -> Iterator[Branch]:
        for branch in self.branches:
            yield from branch.walk()

    @property
    def all_activities(self) -> list[Activity]:
        return [*self.activities, *(activity for branch in self.walk() for activity in branch.activities)]

    @property
    def all_tips(self) -> list[Tip]:
        return [*self.tips, *(tip for branch in self.walk() for tip in branch.tips)]

    @property
    def has_titles(self) -> bool:
        return titled(self.activities)

    @property
    def count(self) -> int:
        return len(self.activities) + sum(branch.count for branch in self.branches)

    def narrowed(self, holds: Callable[[Activity], bool]) -> Outline:
        return Outline(_kept(self, holds), list(filter(holds, self.activities)), [])


def _kept(place: Branch | Outline, holds: Callable[[Activity], bool]) -> list[Branch]:
    return [below for branch in place.branches if (below := branch.narrowed(holds)).count]


def titled(activities: list[Activity]) -> bool:
    return any(activity.title or activity.number for activity in activities)


def plan_outline(
    plan: Plan,
    *,
    actors: bool = False,
    framework_goals: bool = False,
    tips: bool = True,
    chosen_actors: bool = False,
) -> Outline:
    """Three queries; two more with actors, one more with framework goals, one less without tips."""
    # Fetched flat and grown here: a query for each heading would make a long plan slow.
    nodes = plan.nodes.all()
    activities = Activity.objects.filter(plan=plan).present()
    if framework_goals:
        nodes = nodes.prefetch_related("framework_goals__framework")
    if actors:
        activities = activities.with_actors()
    if chosen_actors:
        activities = activities.with_chosen_actors()
    return grown(list(nodes), list(activities), list(plan.tips.all()) if tips else [])


def grown(nodes: list[Node], activities: list[Activity], tips: list[Tip]) -> Outline:
    """The tree of these rows, each already in its order among its siblings."""
    by_parent: dict[int | None, list[Node]] = defaultdict(list)
    by_node: dict[int | None, list[Activity]] = defaultdict(list)
    tips_by_node: dict[int | None, list[Tip]] = defaultdict(list)
    for node in nodes:
        by_parent[node.parent_id].append(node)
    for activity in activities:
        by_node[activity.node_id].append(activity)
    for tip in tips:
        tips_by_node[tip.node_id].append(tip)

    def branches(parent: int | None, level: int) -> list[Branch]:
        return [
            Branch(node, level, by_node[node.pk], tips_by_node[node.pk], branches(node.pk, level + 1))
            for node in by_parent[parent]
        ]

    return Outline(branches(None, 1), by_node[None], tips_by_node[None])
