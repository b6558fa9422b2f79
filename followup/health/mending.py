"""The way to mend what a plan's examination finds: the very field or page, for those who may change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from activities.models import Activity
from followup.health.facts import Examined, Known
from followup.health.load import Load
from plans.models import Node

IN_A_REVISION = "Planen är fastställd, så det görs i en revidering."
IN_THE_NEXT_PLAN = "Planen har slutat gälla, så det görs i nästa plan."


@dataclass(frozen=True)
class Way:
    """A link: what it does, and the name of what it does it to, for those who hear one link at a time."""

    words: str
    url: str
    about: str = ""


def holder_way(load: Load) -> Way:
    # Who stands behind an actor is no part of a plan, and changes whatever the plan's state.
    return Way("Ange vem som står bakom", reverse("holder-create", args=[load.actor]), load.name)


@dataclass(frozen=True)
class Mending:
    """Of one plan; `may_change` is the reader's right. Without it there are words and no links."""

    examined: Examined
    may_change: bool

    @property
    def _may_edit(self) -> bool:
        return self.may_change and self.examined.plan.is_open

    def how(self, words: str) -> str:
        if self.examined.plan.is_open:
            return words
        # The plan's text is read-only.
        return f"{words} {IN_THE_NEXT_PLAN if self.examined.is_ended else IN_A_REVISION}"

    def field(self, activity: Activity, name: str, words: str) -> Way | None:
        if not self._may_edit:
            return None
        # The activity's form, at the field.
        address = reverse("activity-edit", args=[activity.plan_id, activity.pk])
        return Way(words, f"{address}?{self._back}#id_{name}", activity.brief)

    def together(self, activities: Sequence[Activity], words: str) -> Way | None:
        if not self._may_edit or len(activities) < 2:
            return None
        # The same field of several at once; of one, its own form is nearer.
        rows = urlencode([("row", activity.pk) for activity in activities])
        return Way(words, f"{reverse('activities-bulk', args=[self.examined.plan.pk])}?{rows}")

    def actors(self, words: str) -> Way | None:
        return Way(words, reverse("plan-actors", args=[self.examined.plan.pk])) if self._may_edit else None

    def activity_under(self, node: Node, words: str) -> Way | None:
        if not self._may_edit:
            return None
        address = reverse("activity-create", args=[self.examined.plan.pk])
        return Way(words, f"{address}?under={node.pk}&{self._back}", str(node))

    def follow_up(self, known: Known) -> Way | None:
        latest = known.latest
        if latest is None:
            return None
        # Its answers, status and comments: every reader's.
        address = reverse("follow-up-detail", args=[latest.round, latest.follow_up])
        return Way("Öppna aktivitetens uppföljning", address, known.activity.brief)

    def new_round(self) -> Way | None:
        # Everyone is asked in a round, of an adopted plan that has none open.
        if not self.may_change or self.examined.plan.is_open or self.examined.open_round:
            return None
        return Way("Öppna uppföljning", f"{reverse('round-create')}?plan={self.examined.plan.pk}")

    @property
    def _back(self) -> str:
        return urlencode({"next": reverse("plan-health", args=[self.examined.plan.pk])})
