"""Goal frameworks that plans point at: the national strategies, a county's, the user's own; each with its years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import Q
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField, PlainTextField
from andts.lib.recorded import Recorded
from organisations.models import Organisation, User

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


LONGEST_NUMBER = 20


def numbered(line: str) -> tuple[str, str]:
    """The number that a line begins with, without its dot, and the rest: "1.2 Skolan" is ("1.2", "Skolan")."""
    found = re.match(r"(\d+(?:\.\d+)*)\.?\s+(.+)", line)
    return (found[1], found[2]) if found and len(found[1]) <= LONGEST_NUMBER else ("", line)


class GoalFrameworkQuerySet(models.QuerySet["GoalFramework"]):
    def visible_to(self, user: User) -> Self:
        places = user.scope.visible_organisations
        # The national ones, those of the user's organisations, and those of the län above.
        return self.filter(
            Q(organisation__isnull=True) | Q(organisation__in=places) | Q(organisation__units__in=places)
        ).distinct()


class GoalFramework(Recorded):
    """A set of goals valid for some years; national when no organisation owns it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="goal_frameworks"
    )
    name = LineField("namn")
    first_year = models.PositiveSmallIntegerField("första år")
    last_year = models.PositiveSmallIntegerField("sista år", null=True, blank=True)
    source = LineField("källa", blank=True, help_text="Till exempel skr. 2021/22:213.")

    objects = GoalFrameworkQuerySet.as_manager()
    history = HistoricalRecords()

    if TYPE_CHECKING:
        goals: RelatedManager[FrameworkGoal]

    class Meta:
        ordering = ["-first_year", "name"]
        constraints = [
            models.CheckConstraint(
                name="framework_years",
                condition=Q(last_year__isnull=True) | Q(last_year__gte=models.F("first_year")),
            ),
            models.UniqueConstraint(name="framework_once", fields=["organisation", "name", "first_year"]),
            # The national ones belong to nobody, and SQLite knows no other way to say that nobody is one.
            models.UniqueConstraint(
                name="national_framework_once", fields=["name", "first_year"], condition=Q(organisation__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.years}"

    @transaction.atomic
    def set_goals(self, lines: list[str], *, by: User | None) -> None:
        # A goal keeps its identity, and so its plans and counterparts, by its number, or by its words where it has
        # none.
        before = {(goal.number or goal.text): goal for goal in self.goals.all()}
        for order, line in enumerate(lines):
            number, text = numbered(line)
            goal = before.pop(number or text, None)
            if goal:
                goal.record(by=by, text=text, order=order)
            else:
                FrameworkGoal.created(by=by, framework=self, number=number, text=text, order=order)
        for goal in before.values():
            goal.record_deleted(by=by)

    @property
    def years(self) -> str:
        return f"{self.first_year}–{self.last_year or ''}"


class FrameworkGoal(Recorded):
    """A goal of a framework, with the goals of other frameworks that it continues (the crosswalk)."""

    framework = models.ForeignKey(GoalFramework, on_delete=models.CASCADE, related_name="goals")
    number = LineField("nummer", max_length=LONGEST_NUMBER, blank=True)
    text = PlainTextField("mål")
    order = models.PositiveIntegerField(default=0)
    counterparts = models.ManyToManyField("self", symmetrical=True, blank=True, verbose_name="motsvarar")

    history = HistoricalRecords()

    class Meta:
        ordering = ["framework", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.text}".strip()
