"""The plan's outline: goals and focus areas, nested either way, at most three deep; and tips beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField, PlainTextField
from organisations.models import User
from plans.models.frameworks import FrameworkGoal
from plans.models.parts import InPlan, InPlanQuerySet
from plans.models.plans import Plan, StateError

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
