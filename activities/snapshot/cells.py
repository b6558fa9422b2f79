"""What an activity says, column by column, in the words that stand in the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Value

from activities.models import Activity
from activities.outline import Outline, plan_outline
from plans.models import Node, Plan, PlanColumn


@dataclass(frozen=True)
class Sheaf:
    """A plan's outline with what its activities need to be written out, fetched in few queries."""

    outline: Outline
    columns: list[PlanColumn]
    actors: dict[tuple[int, str], list[str]]
    served: dict[int, list[str]]
    has_six_columns: bool

    def responsible(self, activity: Activity) -> str:
        return activity.responsible_text or self._chosen(activity, "responsible")

    def partners(self, activity: Activity) -> str:
        return activity.partners_text or self._chosen(activity, "partners")

    def serves(self, activity: Activity) -> str:
        return ", ".join(self.served.get(activity.pk, []))

    def own(self, activity: Activity, column: PlanColumn) -> str:
        return str(activity.extra.get(str(column.pk), ""))

    def _chosen(self, activity: Activity, relation: str) -> str:
        return ", ".join(self.actors.get((activity.pk, relation), []))


def gathered(plan: Plan, *, framework_goals: bool = False, chosen_actors: bool = False) -> Sheaf:
    """At most six queries, one more with the framework goals, however many activities there are."""
    outline = plan_outline(plan, framework_goals=framework_goals, chosen_actors=chosen_actors)
    activities = outline.all_activities
    is_implementation_plan = plan.kind == Plan.Kind.IMPLEMENTATION
    columns = list(plan.columns.all())
    return Sheaf(outline, columns, _chosen_actors(activities), _served(plan), is_implementation_plan)


def _served(plan: Plan) -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    # A prefetch would build a QuerySet for each activity.
    nodes = Node.objects.filter(served_by__plan=plan).only("number", "heading").annotate(activity=F("served_by"))
    for node in nodes:
        names.setdefault(node.activity, []).append(str(node))
    return names


def _chosen_actors(activities: Iterable[Activity]) -> dict[tuple[int, str], list[str]]:
    """Actors chosen for activities where nobody has written who: (activity, "responsible" or "partners") to names."""
    silent = {
        "responsible": [activity.pk for activity in activities if not activity.responsible_text],
        "partners": [activity.pk for activity in activities if not activity.partners_text],
    }
    if not any(silent.values()):
        return {}
    responsible, partners = (
        through.objects.filter(activity__in=silent[relation]).values_list("activity", Value(relation), "actor__name")
        for relation, through in (
            ("responsible", Activity.responsible.through),
            ("partners", Activity.partners.through),
        )
    )
    names: dict[tuple[int, str], list[str]] = {}
    for activity, relation, name in sorted(responsible.union(partners)):
        names.setdefault((activity, relation), []).append(name)
    return names
