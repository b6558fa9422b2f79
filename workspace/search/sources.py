"""What is searched: the rows of each model that the user may see, in the order they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from activities.models import Activity
from andts.lib.searched import MOST_FOUND, found, is_postgres
from andts.lib.searching import Term
from andts.lib.swedish_order import InSwedishOrder
from organisations.models import Actor, User
from plans.models import Node, Plan, PlanText, PlanVersion, Tip
from reports.models import Report
from workspace.search import hits, texts
from workspace.search.hits import Hit


@dataclass(frozen=True)
class Source:
    """One model's rows. `rows` are those the user sees, `shown` fetches what `hit` reads of the few on a page."""

    rows: Callable[[User], QuerySet[Any]]
    text: Any
    name: Any
    order: Sequence[Any]
    shown: Callable[[], QuerySet[Any]]
    hit: Callable[[Any, Sequence[Term]], Hit]
    # The way to the plan that a row stands in.
    plan: str = "plan"

    def ids(self, user: User, asked: Sequence[Term]) -> list[int]:
        """Those that answer to every term, at most one more than is shown; those whose name does, first. One query."""
        by_name = Case(When(_in_name(asked), then=Value(0)), default=Value(1))
        rows = found(self.rows(user).alias(called=self.name), self.text, asked).order_by(by_name, *self.order, "pk")
        return list(rows.values_list("pk", flat=True)[: MOST_FOUND + 1])

    def ids_by_name(self, user: User, asked: Sequence[Term], count: int, *, plan: int | None = None) -> list[int]:
        """The first of those whose name answers to every term; what stands in the plan comes before all others."""
        rows = self.rows(user).alias(called=self.name).filter(_in_name(asked))
        if is_postgres(rows.db):
            # All of the text has the index, and the name is in it.
            rows = found(rows, self.text, asked)
        near = [] if plan is None else [Case(When(**{self.plan: plan}, then=Value(0)), default=Value(1))]
        return list(rows.order_by(*near, *self.order, "pk").values_list("pk", flat=True)[:count])

    def hits(self, ids: Sequence[int], asked: Sequence[Term]) -> list[Hit]:
        rows = self.shown().in_bulk(ids) if ids else {}
        return [self.hit(rows[pk], asked) for pk in ids if pk in rows]


def _in_name(asked: Sequence[Term]) -> Q:
    return Q(*(Q(called__iregex=term.pattern) for term in asked))


def _what_holds_first(plan: str = "plan__") -> list[Any]:
    # What has been replaced or repealed comes last, the youngest first.
    former = When(**{f"{plan}state__in": [Plan.State.REPLACED, Plan.State.REPEALED]}, then=Value(1))
    return [Case(former, default=Value(0)), F(f"{plan}valid_from").desc(nulls_last=True)]


def _in_plan(model: Any) -> Callable[[], QuerySet[Any]]:
    # With the plan they stand in, as `Plan.state_label` reads it.
    return lambda: model.objects.select_related("plan__organisation").prefetch_related("plan__decisions")


PLANS = Source(
    rows=Plan.objects.visible_to,
    text=texts.PLAN,
    name=F("title"),
    order=[*_what_holds_first(""), InSwedishOrder("title")],
    shown=lambda: Plan.objects.select_related("organisation").prefetch_related("decisions"),
    hit=hits.plan_hit,
    plan="pk",
)
NODES = Source(
    rows=Node.objects.visible_to,
    text=texts.NODE,
    name=F("heading"),
    order=[*_what_holds_first(), "plan", "order"],
    shown=_in_plan(Node),
    hit=hits.node_hit,
)
TEXTS = Source(
    rows=PlanText.objects.visible_to,
    text=texts.TEXT,
    name=F("heading"),
    order=[*_what_holds_first(), "plan", "placement", "order"],
    shown=_in_plan(PlanText),
    hit=hits.text_hit,
)
TIPS = Source(
    rows=Tip.objects.visible_to,
    text=texts.TIP,
    name=F("text"),
    order=[*_what_holds_first(), "plan", "order"],
    shown=_in_plan(Tip),
    hit=hits.tip_hit,
)
ACTIVITIES = Source(
    rows=lambda user: Activity.objects.present().visible_to(user),
    text=texts.ACTIVITY,
    name=Case(When(title="", then=F("description")), default=F("title")),
    order=[*_what_holds_first(), "plan", "order"],
    shown=lambda: _in_plan(Activity)().prefetch_related("plan__columns"),
    hit=hits.activity_hit,
)
ACTORS = Source(
    rows=Actor.objects.visible_to,
    text=texts.ACTOR,
    name=F("name"),
    order=[InSwedishOrder("name"), "organisation"],
    shown=lambda: Actor.objects.select_related("organisation").prefetch_related("aliases"),
    hit=hits.actor_hit,
)
VERSIONS = Source(
    rows=PlanVersion.objects.visible_to,
    text=texts.VERSION,
    name=F("plan__title"),
    order=[*_what_holds_first(), "-number"],
    shown=lambda: _in_plan(PlanVersion)().prefetch_related("files").defer("content"),
    hit=hits.version_hit,
)
REPORTS = Source(
    rows=lambda user: Report.objects.visible_to(user).filter(state=Report.State.DONE),
    text=texts.REPORT,
    name=F("title"),
    order=["-ordered_at"],
    shown=lambda: _in_plan(Report)().select_related("organisation").prefetch_related("files").defer("document"),
    hit=hits.report_hit,
)
