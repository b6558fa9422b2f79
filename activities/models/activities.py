"""The activity: who does what, when, with whom, and how it is followed up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from andts.lib.fields import LineField, PlainTextField
from andts.lib.joined import Joined
from andts.lib.recorded import NamedChanges
from organisations.models import Actor, User
from plans.models import Node, Plan, PlanColumn
from plans.models.parts import InPlan, InPlanQuerySet, require_kept

SUBSTANCES = {
    "A": "Alkohol",
    "N": "Narkotika",
    "D": "Dopning",
    "T": "Tobak och nikotin",
    "S": "Spel om pengar",
}

BRIEF = 70


class ActivityQuerySet(InPlanQuerySet):
    def present(self) -> Self:
        return self.filter(deleted_at__isnull=True)

    def with_actors(self) -> Self:
        return self.prefetch_related("responsible", "partners")

    def with_chosen_actors(self) -> Self:
        """`chosen_responsible` and `chosen_partners`: the actors chosen where nobody has written who, a line each."""
        return self.annotate(
            chosen_responsible=_chosen(Activity.responsible.through, responsible_text=""),
            chosen_partners=_chosen(Activity.partners.through, partners_text=""),
        )


def _chosen(through: type[models.Model], **silent: str) -> Coalesce:
    links = through._default_manager.filter(activity=OuterRef("pk")).values("activity")
    names = Subquery(links.values(names=Joined("actor__name", "\n")))
    return Coalesce(Case(When(**silent, then=names)), Value(""), output_field=models.TextField())


class Activity(InPlan):
    """An activity of a plan. The texts stand as the user wrote them; actors and schedule are what we made of them.

    `line` follows the activity through revisions and new periods. Substances are letters of "ANDTS".
    """

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "Ej påbörjad"
        ONGOING = "ongoing", "Pågår"
        PARTLY_DONE = "partly_done", "Delvis genomförd"
        DONE = "done", "Genomförd"
        DELAYED = "delayed", "Försenad"
        CANCELLED = "cancelled", "Utgår"

    class Level(models.TextChoices):
        UNIVERSAL = "universal", "Universell"
        SELECTIVE = "selective", "Selektiv"
        INDICATED = "indicated", "Indikerad"
        PRIMARY = "primary", "Primär"
        SECONDARY = "secondary", "Sekundär"
        TERTIARY = "tertiary", "Tertiär"

    class Strategy(models.TextChoices):
        SUPPLY = "supply", "Minska tillgång"
        DEMAND = "demand", "Minska efterfrågan"
        HARM = "harm", "Minska skada"

    class Orientation(models.TextChoices):
        PREVENTIVE = "preventive", "Preventiv"
        INTERVENTIVE = "interventive", "Interventiv"

    # The columns of a plan's table, in the order plans have them.
    TEXTS = ("title", "description", "schedule", "partners_text", "responsible_text", "follow_up")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="activities")
    node = models.ForeignKey(
        Node, on_delete=models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name="ligger under"
    )
    serves = models.ManyToManyField(Node, blank=True, related_name="served_by", verbose_name="bidrar också till målen")
    line = models.UUIDField(default=uuid4, editable=False)
    number = LineField("nummer", max_length=50, blank=True)
    title = PlainTextField("aktivitet", blank=True)
    description = PlainTextField("vad", blank=True)
    schedule = PlainTextField("när", blank=True)
    partners_text = PlainTextField("samverkan", blank=True)
    responsible_text = PlainTextField("ansvarig", blank=True)
    follow_up = PlainTextField("uppföljning", blank=True)
    responsible = models.ManyToManyField(
        Actor, blank=True, related_name="responsible_for", verbose_name="ansvariga aktörer"
    )
    partners = models.ManyToManyField(Actor, blank=True, related_name="partner_in", verbose_name="samverkande aktörer")
    target_group = PlainTextField("målgrupp", blank=True)
    arena = PlainTextField("arena", blank=True)
    # As the plan itself says it; what each year's follow-up finds is the follow-up's own.
    status = models.CharField("status", max_length=12, choices=Status.choices, blank=True)
    level = models.CharField("preventionsnivå", max_length=12, choices=Level.choices, blank=True)
    strategy = models.CharField("strategi", max_length=10, choices=Strategy.choices, blank=True)
    orientation = models.CharField("inriktning", max_length=12, choices=Orientation.choices, blank=True)
    substances = models.CharField("ANDTS-område", max_length=5, blank=True)
    place = PlainTextField("plats", blank=True)
    cost = PlainTextField("kostnad", blank=True)
    # Texts in the plan's own columns, by the column's id as a string: JSON knows no other keys.
    extra = models.JSONField(default=dict, blank=True, editable=False)
    order = models.PositiveIntegerField(default=0)
    # Kept and not deleted: its line may have follow-ups, and bringing it back gives it its actors too.
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ActivityQuerySet.as_manager()
    history = NamedChanges(m2m_fields=[responsible, partners, serves])

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"
        constraints = [
            models.CheckConstraint(name="activity_says_something", condition=~Q(title="") | ~Q(description="")),
            models.UniqueConstraint(name="activity_line_once", fields=["plan", "line"]),
        ]
        indexes = [models.Index(name="activity_in_plan", fields=["plan", "order"])]

    def __str__(self) -> str:
        return self.title or self.description

    @property
    def brief(self) -> str:
        """As much of its name as a label or a sentence about it can carry."""
        name = str(self)
        return name if len(name) <= BRIEF else f"{name[: BRIEF - 1].rstrip()}…"

    @classmethod
    @transaction.atomic
    def add(cls, plan: Plan, *, by: User | None, **fields: Any) -> Self:
        return cls.created(by=by, plan=plan, order=cls.next_order(plan), **fields)

    def siblings(self) -> models.QuerySet[Any]:
        return Activity.objects.filter(plan=self.plan, node=self.node_id).present()

    def remove(self, *, by: User | None) -> None:
        self.record(by=by, deleted_at=timezone.now())

    def restore(self, *, by: User | None) -> None:
        """With the plan's own columns that have gone since, where it has texts in them.

        Raises TooLateError when it is not kept any longer.
        """
        with self.plan.held_open():
            if self.deleted_at:
                require_kept(self.deleted_at)
                self._bring_columns(self.deleted_at, by=by)
            self.record(by=by, deleted_at=None)

    def _bring_columns(self, removed_at: datetime, *, by: User | None) -> None:
        there = {str(pk) for pk in self.plan.columns.values_list("pk", flat=True)} if self.extra else set()
        for column in map(int, self.extra.keys() - there):
            deleted = PlanColumn.last_deletion(column, plan_id=self.plan_id)
            if deleted.filter(history_date__gte=removed_at).exists():
                PlanColumn.bring_back(self.plan, column, by=by)

    @property
    def facts(self) -> str:
        """The classification in one line: "Status: Pågår. Målgrupp: unga. Universell. Alkohol, tobak och nikotin"."""
        return self.facts_without(())

    def named(self, cell: str) -> str:
        """Who stands in Samverkan or Ansvarig on page and paper: as it is written, else those chosen, where fetched."""
        return str(getattr(self, cell)) or self.chosen(cell)

    def chosen(self, cell: str) -> str:
        names: str = getattr(self, f"chosen_{cell.removesuffix('_text')}", "")
        return ", ".join(sorted(names.split("\n"))) if names else ""

    def facts_without(self, shown: Collection[str]) -> str:
        # `shown` stand in columns of their own. Most activities have few of these, and Django's look-up of a choice's
        # words is not free.
        said = [
            ("status", self.status and f"Status: {self.get_status_display()}"),
            ("target_group", self.target_group and f"Målgrupp: {self.target_group}"),
            ("arena", self.arena and f"Arena: {self.arena}"),
            ("place", self.place and f"Plats: {self.place}"),
            ("cost", self.cost and f"Kostnad: {self.cost}"),
            ("level", self.level and self.get_level_display()),
            ("orientation", self.orientation and self.get_orientation_display()),
            ("strategy", self.strategy and self.get_strategy_display()),
            ("substances", self.substances_text),
        ]
        return ". ".join(words for name, words in said if words and name not in shown).strip(". ")

    @property
    def substances_text(self) -> str:
        if self.substances == "".join(SUBSTANCES):
            return "Alla ANDTS-områden"
        return ", ".join(SUBSTANCES[letter] for letter in self.substances).capitalize()
