"""What the plan has already, against which a paste is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from activities.models import Activity
from activities.models.values import OWN
from activities.pasting.columns import LABELS
from andts.lib.folding import plain
from plans.models import Node, Plan


@dataclass(frozen=True)
class Ground:
    """`own` maps "own-7" to the name of a column of the plan's own."""

    own: dict[str, str]
    nodes: list[Node]
    activities: dict[int, Activity]

    @classmethod
    def of(cls, plan: Plan) -> Ground:
        """Five queries."""
        own = {f"{OWN}{pk}": name for pk, name in plan.columns.values_list("pk", "name")}
        rows = Activity.objects.filter(plan=plan).present().with_actors()
        activities = {activity.pk: activity for activity in rows}
        return cls(own, list(plan.nodes.all()), activities)

    def node(self, pk: int | None) -> Node | None:
        return next((node for node in self.nodes if node.pk == pk), None)

    def rows_from(self, target: Sequence[int]) -> list[Activity]:
        return [self.activities[pk] for pk in target if pk in self.activities]


class OwnColumns:
    """Which column of the plan's own a text belongs in, by its name; those that the plan lacks are made."""

    def __init__(self, own: dict[str, str]) -> None:
        self._keys = {plain(name): key for key, name in own.items()}
        self.new: list[str] = []

    def key(self, name: str) -> str:
        # "own-7", or the name of a column to be made.
        if plain(name) not in self._keys:
            self._keys[plain(name)] = name
            self.new.append(name)
        return self._keys[plain(name)]

    def beside(self, field: str) -> str:
        label = LABELS[field]
        # One called as the field is, for what the field cannot hold; else one of its own.
        return self._keys.get(plain(label)) or self.key(f"{label} (övrigt)")


class Namesakes:
    """The plan's activities by number and by name, without those that a pasted row has been found to be already."""

    def __init__(self, activities: Sequence[Activity]) -> None:
        self._by_number: dict[str, list[Activity]] = defaultdict(list)
        self._by_name: dict[str, list[Activity]] = defaultdict(list)
        for activity in activities:
            self._by_number[plain(activity.number)].append(activity)
            self._by_name[plain(str(activity))].append(activity)

    def find(self, number: str, name: str, node: Node | None) -> tuple[Activity | None, bool]:
        """The one that is meant, of several the one under the heading; and whether it has the name, not the number
        alone.
        """
        called = self._free(self._by_name, name)
        numbered = self._free(self._by_number, number)
        both = [activity for activity in called if activity in numbered]
        found = both or called or numbered
        here = [activity for activity in found if node is not None and activity.node_id == node.pk]
        return next(iter(here or found), None), bool(called)

    def release(self, activity: Activity) -> None:
        self._by_number[plain(activity.number)].remove(activity)
        self._by_name[plain(str(activity))].remove(activity)

    @staticmethod
    def _free(rows: dict[str, list[Activity]], key: str) -> list[Activity]:
        return rows.get(plain(key), []) if plain(key) else []
