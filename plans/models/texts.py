"""What a plan says beside its activities: texts, pictures, the source document's header, columns of its own."""

from __future__ import annotations

from itertools import chain, count
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField, PlainTextField
from plans.models.outline import Node
from plans.models.parts import InPlan, InPlanQuerySet
from plans.models.plans import Plan


class PlanText(InPlan):
    """A section of text before or after the activities. Paragraphs are separated by an empty line."""

    class Placement(models.TextChoices):
        BEFORE = "before", "Före aktiviteterna"
        AFTER = "after", "Efter aktiviteterna"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="texts")
    placement = models.CharField("plats i planen", max_length=10, choices=Placement.choices, default=Placement.BEFORE)
    heading = PlainTextField("rubrik", blank=True)
    level = models.PositiveSmallIntegerField("rubriknivå", default=1, choices=[(1, "Rubrik"), (2, "Underrubrik")])
    text = PlainTextField("text", blank=True)
    order = models.PositiveIntegerField(default=0)

    objects = InPlanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(name="text_says_something", condition=~models.Q(heading="") | ~models.Q(text=""))
        ]

    def __str__(self) -> str:
        return self.heading or self.text[:60]

    def siblings(self) -> models.QuerySet[Any]:
        return super().siblings().filter(placement=self.placement)


class HeaderLine(InPlan):
    """A line of the source document's header, label by label as written, whatever field its content also went to."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="header_lines")
    label = PlainTextField("etikett")
    text = PlainTextField("text", blank=True)
    field = models.CharField(max_length=40, blank=True, editable=False)
    order = models.PositiveIntegerField(default=0)

    objects = InPlanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.label


class PlanPicture(InPlan):
    """A picture under a text or an outline heading; `alternative` is asked for before decision."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="pictures")
    text = models.ForeignKey(PlanText, on_delete=models.SET_NULL, null=True, blank=True, related_name="pictures")
    node = models.ForeignKey(Node, on_delete=models.SET_NULL, null=True, blank=True, related_name="pictures")
    file = models.ImageField("bild", upload_to="pictures/")
    alternative = PlainTextField(
        "beskrivning", blank=True, help_text="Vad bilden visar, för den som inte ser den. Läses upp i skärmläsare."
    )
    caption = LineField("bildtext", blank=True)
    order = models.PositiveIntegerField(default=0)

    objects = InPlanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.alternative or "Bild"

    def siblings(self) -> models.QuerySet[Any]:
        return super().siblings().filter(text=self.text_id, node=self.node_id)


class PlanColumn(InPlan):
    """A column that this plan's activities have beside the usual ones."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="columns")
    name = LineField("kolumn")
    order = models.PositiveIntegerField(default=0)

    objects = InPlanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(name="column_once", fields=["plan", "name"])]

    def __str__(self) -> str:
        return self.name

    def fit_in(self) -> None:
        super().fit_in()
        # Another column may have got the name that this one had.
        taken = set(PlanColumn.objects.filter(plan=self.plan).values_list("name", flat=True))
        names = chain([self.name], (f"{self.name[:290]} ({number})" for number in count(2)))
        self.name = next(name for name in names if name not in taken)
