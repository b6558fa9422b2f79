"""The plan's outline: goals and focus areas, nested either way, at most three deep; and tips beside them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords
from simple_history.utils import get_history_manager_for_model

from andts.lib.fields import LineField, PlainTextField
from andts.lib.states import StateError
from organisations.models import User
from plans.models.frameworks import FrameworkGoal
from plans.models.parts import InPlan, InPlanQuerySet
from plans.models.plans import Plan

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

DEPTH = 3


class Node(InPlan):
    """A goal or a focus area. `number` and `heading` stand as the plan writes them."""

    class Kind(models.TextChoices):
        GOAL = "goal", "Mål"
        AREA = "area", "Insatsområde"

    class Term(models.TextChoices):
        OVERALL = "overall", "Övergripande"
        LONG = "long", "Lång sikt"
        SHORT = "short", "Kort sikt"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="nodes")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children", verbose_name="ligger under"
    )
    kind = models.CharField("slag", max_length=10, choices=Kind.choices)
    number = LineField("nummer", max_length=50, blank=True)
    heading = PlainTextField("rubrik")
    written_label = LineField("kallas i planen", blank=True, help_text="Till exempel ”Förebyggsten”.")
    text = PlainTextField("text", blank=True)
    term = models.CharField("sikt", max_length=10, choices=Term.choices, blank=True)
    framework_goals = models.ManyToManyField(
        FrameworkGoal, blank=True, related_name="nodes", verbose_name="svarar mot målen"
    )
    order = models.PositiveIntegerField(default=0)

    objects = InPlanQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[framework_goals])

    if TYPE_CHECKING:
        children: RelatedManager[Node]

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(name="node_has_heading", condition=~Q(heading="")),
            models.CheckConstraint(name="node_not_its_own_parent", condition=~Q(parent=models.F("pk"))),
            models.CheckConstraint(name="node_term_on_goals", condition=Q(term="") | Q(kind="goal")),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()

    @property
    def label(self) -> str:
        # The plan's own word, "Område för samhandling" or "Förebyggsten", comes before Mål and Insatsområde.
        return self.written_label or self.get_kind_display()

    def siblings(self) -> models.QuerySet[Any]:
        return super().siblings().filter(parent=self.parent_id)

    @transaction.atomic
    def record_new(self, *, by: User | None) -> None:
        self._require_place(self.parent_id)
        super().record_new(by=by)

    @transaction.atomic
    def record(self, *, by: User | None, **changes: Any) -> list[str]:
        if "parent" in changes:
            self._require_place(changes["parent"] and changes["parent"].pk)
        return super().record(by=by, **changes)

    def _require_place(self, above: int | None) -> None:
        # Asks again what `clean` asked, now that nobody else can move a heading of the plan: two who move at the same
        # time could lay each heading under the other, where no reader finds them.
        self.plan.hold_open()
        if above is None:
            return
        there = Node.objects.filter(plan=self.plan, pk=above).first()
        try:
            Node(pk=self.pk, plan=self.plan, parent=there).clean()
        except ValidationError:
            there = None
        if there is None:
            raise StateError("Någon annan har flyttat rubriker samtidigt. Gå tillbaka till planen och försök igen.")

    def remove(self, *, by: User | None) -> None:
        """What lies under the heading moves up to the one above it; nothing else disappears."""
        with self.plan.held_open():
            # One moment for all of them, by which `gather` knows what went together.
            self._history_date = timezone.now()
            for rows, place in self._lying_under():
                for row in rows.all():
                    self._let_go(row, {place: self.parent}, by=by)
            for activity in self.served_by.all():
                self._let_go(activity, {"serves": [goal for goal in activity.serves.all() if goal != self]}, by=by)
            super().remove(by=by)

    def _lying_under(self) -> list[tuple[models.Manager[Any], str]]:
        """What may lie under a heading, the apps above's activities too, and the field that says where it lies."""
        return [(self.children, "parent"), (self.activities, "node"), (self.tips, "node"), (self.pictures, "node")]

    def _let_go(self, row: Any, changes: dict[str, Any], *, by: User | None) -> None:
        row.plan, row._history_date = self.plan, self._history_date
        row.record(by=by, **changes)

    def fit_in(self) -> None:
        super().fit_in()
        try:
            # The heading above may be gone, or lie too deep by now.
            self.clean()
        except ValidationError:
            self.parent = None

    def gather(self, removed_at: datetime, *, by: User | None) -> None:
        self._take_goals(self.history.filter(history_date__lt=removed_at).first(), by=by)
        for rows, place in self._lying_under():
            for past in self._let_go_of(rows.model, place, removed_at):
                # Only what still lies where the removal laid it: somebody may have moved it on since.
                came_to = {place: getattr(past, f"{place}_id")}
                for row in rows.model._default_manager.filter(pk=past.id, **came_to):
                    self._take(row, place, by=by)
        for past in self._let_go_of(self.activities.model, "serves", removed_at):
            for activity in self.activities.model._default_manager.filter(pk=past.id):
                activity.plan = self.plan
                activity.record(by=by, serves=[*activity.serves.all(), self])

    def _let_go_of(self, model: type[models.Model], name: str, removed_at: datetime) -> list[Any]:
        """What the removal made of the rows whose field it changed; a history without reasons has no other field."""
        rows = get_history_manager_for_model(model).filter(plan=self.plan, history_date=removed_at, history_type="~")
        return [row for row in rows if name in (row.history_change_reason or name).split()]

    def _take(self, row: Any, place: str, *, by: User | None) -> None:
        row.plan = self.plan
        if isinstance(row, Node):
            try:
                # A heading may have grown too deep, or lie above this one by now.
                Node(pk=row.pk, plan=self.plan, parent=self).clean()
            except ValidationError:
                return
        row.record(by=by, **{place: self})

    def _take_goals(self, before: Any, *, by: User | None) -> None:
        # The deletion's own history has no links any more; the version before it has.
        goals = [link.frameworkgoal_id for link in before.framework_goals.all()] if before else []
        self.record(by=by, framework_goals=FrameworkGoal.objects.filter(pk__in=goals))

    def clean(self) -> None:
        lineage = self._lineage()
        if self.pk and self in lineage[1:]:
            raise ValidationError({"parent": "En rubrik kan inte ligga under sig själv. Välj en annan rubrik."})
        if len(lineage) + self._height() - 1 > DEPTH:
            raise ValidationError({"parent": f"Rubriker kan ligga i högst {DEPTH} nivåer. Välj en högre rubrik."})

    def _lineage(self) -> list[Node]:
        found = [self]
        while found[-1].parent and len(found) <= 2 * DEPTH:
            found.append(found[-1].parent)
        return found

    def _height(self) -> int:
        """The levels from this node down, itself included."""
        level, row = 1, Node.objects.filter(parent=self.pk) if self.pk else Node.objects.none()
        while level <= DEPTH and row.exists():
            level, row = level + 1, Node.objects.filter(parent__in=row.values("pk"))
        return level


class KindManager(models.Manager.from_queryset(InPlanQuerySet)):  # type: ignore[misc]  # made at run time
    """The rows of `Node` of one kind."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def get_queryset(self) -> InPlanQuerySet:
        return super().get_queryset().filter(kind=self.kind)


class Goal(Node):
    objects: ClassVar[Any] = KindManager("goal")

    class Meta:
        proxy = True


class FocusArea(Node):
    objects: ClassVar[Any] = KindManager("area")

    class Meta:
        proxy = True


class Tip(InPlan):
    """An idea for local activities: inspiration, never counted or followed up."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tips")
    node = models.ForeignKey(Node, on_delete=models.SET_NULL, null=True, blank=True, related_name="tips")
    text = PlainTextField("tips")
    order = models.PositiveIntegerField(default=0)

    objects = InPlanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text

    def siblings(self) -> models.QuerySet[Any]:
        return super().siblings().filter(node=self.node_id)
