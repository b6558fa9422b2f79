"""The plan's outline: goals and focus areas, nested either way, at most three deep; and tips beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max, Q
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField, PlainTextField
from andts.lib.recorded import Recorded
from organisations.models import Organisation, User
from plans.models.frameworks import FrameworkGoal
from plans.models.plans import Plan, StateError

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

DEPTH = 3


class InPlanQuerySet(models.QuerySet[Any]):
    """Rows that belong to a plan are seen by those who see the plan."""

    def visible_to(self, user: User) -> Self:
        return self.filter(plan__in=Plan.objects.visible_to(user).values("pk"))


class InPlan(Recorded):
    """A row of a plan: it changes only while the plan is open."""

    class Meta:
        abstract = True

    plan: models.ForeignKey[Plan, Plan]
    order: models.PositiveIntegerField

    @classmethod
    def next_order(cls, plan: Plan) -> int:
        rows: models.Manager[Any] = cls._default_manager
        last = rows.filter(plan=plan).aggregate(last=Max("order"))["last"]
        return 0 if last is None else last + 1

    @property
    def organisation(self) -> Organisation:
        return self.plan.organisation

    @transaction.atomic
    def record_new(self, *, by: User | None) -> None:
        self.plan.hold_open()
        super().record_new(by=by)

    @transaction.atomic
    def record(self, *, by: User | None, **changes: Any) -> list[str]:
        self.plan.hold_open()
        return super().record(by=by, **changes)

    @transaction.atomic
    def record_deleted(self, *, by: User | None) -> None:
        self.plan.hold_open()
        super().record_deleted(by=by)

    def siblings(self) -> models.QuerySet[Any]:
        """The rows that this one is ordered among."""
        rows: models.Manager[Any] = type(self)._default_manager
        return rows.filter(plan=self.plan)

    @transaction.atomic
    def move(self, *, up: bool, by: User | None) -> None:
        """Change places with the neighbour; the first and the last stay where they are."""
        rows = list(self.siblings().select_for_update())
        here = rows.index(self)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(rows):
            return
        rows[here], rows[there] = rows[there], rows[here]
        for order, row in enumerate(rows):
            if row.order != order:
                row.record(by=by, order=order)

    def remove(self, *, by: User | None) -> None:
        """Delete the row; `bring_back` undoes it."""
        self.record_deleted(by=by)

    @classmethod
    @transaction.atomic
    def bring_back(cls, plan: Plan, pk: int, *, by: User | None) -> None:
        """A deleted row of this plan as it was when it was deleted; nothing when it is already back."""
        plan.hold_open()
        deleted = cls.last_deletion(pk, plan_id=plan.pk).first()
        if deleted and not cls._default_manager.filter(pk=pk).exists():
            row = deleted.instance
            row.plan = plan
            row.fit_in()
            row.record_new(by=by)

    def fit_in(self) -> None:
        """Let go of the rows of the plan that have disappeared since this one did."""
        for field in self._meta.concrete_fields:
            other: Any = field.related_model
            if not (isinstance(other, type) and issubclass(other, InPlan)):
                continue
            rows: models.Manager[Any] = other._default_manager
            if not rows.filter(plan=self.plan, pk=field.value_from_object(self)).exists():
                setattr(self, field.attname, None)


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
        """What the plan calls it: "Område för samhandling", "Förebyggsten", else Mål or Insatsområde."""
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
        """Asks again what `clean` asked, when nobody else can move a heading of the plan.

        Two who move at the same time could lay each heading under the other, where no reader finds them.
        """
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

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        """What lies under the heading moves up to the one above it; nothing else disappears."""
        for child in self.children.all():
            child.record(by=by, parent=self.parent)
        for activity in self.activities.all():
            activity.record(by=by, node=self.parent)
        super().remove(by=by)

    def fit_in(self) -> None:
        """At the top when the heading above it is gone, or lies too deep by now."""
        super().fit_in()
        try:
            self.clean()
        except ValidationError:
            self.parent = None

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
