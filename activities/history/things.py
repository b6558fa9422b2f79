"""What one sitting did with each of the plan's rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse

from activities.history.activity import FieldDifference
from activities.history.steps import ACTIVITY, MODELS, PLAN, Step
from activities.history.words import Names
from activities.models import Activity
from activities.models.values import LINKS, SAID
from andts.lib.swedish import listed
from plans.models import Node, Plan

ARRIVALS = {"import": "läste in", "copy": "tog med"}
PLACES = {"order", "node", "parent"}
# The fields of an activity that are named; that it was moved in line or removed, the verb tells.
TOLD = {*SAID, *LINKS, "extra"}
# What a plan's row is, apart from what it says.
OTHER_FACTS = {"id", "plan", "file", "field", "created_at", "organisation", "revises", "continues", "text_id"}


@dataclass(frozen=True)
class Span:
    """What was done with one row: the steps, the newest first, and the step before them."""

    steps: tuple[Step, ...]
    before: Step | None

    @property
    def kind(self) -> str:
        return self.steps[0].kind

    @property
    def newest(self) -> Step:
        return self.steps[0]

    @property
    def is_new(self) -> bool:
        return self.steps[-1].sign == "+"


@dataclass(frozen=True)
class Thing:
    """What was done with one row of the plan; `url` leads to the history of an activity."""

    verb: str
    kind: str
    name: str
    labels: str = ""
    url: str = ""
    fields: tuple[FieldDifference, ...] = ()


class Things:
    """Tells what was done; a query or two for each kind of row, and three for names."""

    def __init__(self, plan: Plan, spans: Sequence[Span]) -> None:
        self.plan = plan
        self.rows = _rows(spans)
        self.names = Names.of(plan, nodes=_pointed_at(self.rows.values()))

    def thing(self, span: Span) -> Thing:
        row = self.rows[span.kind, span.newest.version]
        if span.kind == ACTIVITY:
            return self._activity(span, row)
        before = self.rows.get((span.kind, span.before.version)) if span.before else None
        is_change = before and not span.is_new and span.newest.sign == "~"
        fields = self._differences(MODELS[span.kind], before, row) if is_change else {}
        shown = tuple(difference for name, difference in fields.items() if name != "order")
        labels = listed([difference.label for difference in shown])
        return Thing(_verb(span, set(fields)), span.kind, str(row.instance), labels, fields=shown)

    def _activity(self, span: Span, row: Any) -> Thing:
        names = list(dict.fromkeys(name for step in reversed(span.steps) for name in step.names))
        told = [] if span.is_new else [name for name in names if name in TOLD]
        return Thing(
            verb="tog bort" if row.deleted_at else _verb(span, set(names)),
            kind=span.kind,
            name=str(row.title or row.description),
            labels=listed([self.names.label(Activity, name) for name in told]),
            url=reverse("activity-history", args=[self.plan.pk, row.id]),
        )

    def _differences(self, model: type[models.Model], old: Any, new: Any) -> dict[str, FieldDifference]:
        found = {}
        for field in model._meta.concrete_fields:
            was, became = getattr(old, field.attname), getattr(new, field.attname)
            if was != became and not {field.name, field.attname} & OTHER_FACTS:
                pieces = self.names.pieces(model, field.name, was, became)
                found[field.name] = FieldDifference(self.names.label(model, field.name), pieces)
        return found


def _rows(spans: Iterable[Span]) -> dict[tuple[str, int], Any]:
    versions: dict[str, set[int]] = defaultdict(set)
    for span in spans:
        read = [span.newest] if span.kind == ACTIVITY else [span.newest, span.before]
        versions[span.kind].update(step.version for step in read if step)
    found: dict[tuple[str, int], Any] = {}
    for kind, ids in versions.items():
        rows = MODELS[kind].history.all()
        # There may be very many: only what is read of them.
        if kind == ACTIVITY:
            rows = rows.only("id", "title", "description", "deleted_at")
        found |= {(kind, version): row for version, row in rows.in_bulk(list(ids)).items()}
    return found


def _pointed_at(rows: Iterable[Any]) -> list[int]:
    columns = [
        f"{field.name}_id" for model in MODELS.values() for field in model._meta.fields if field.related_model is Node
    ]
    return [pk for row in rows for column in {*columns} if (pk := row.__dict__.get(column))]


def _verb(span: Span, names: set[str]) -> str:
    """What was done with it, in a word or two; `names` are the fields that changed."""
    if span.newest.sign == "-":
        return "tog bort"
    if span.is_new:
        is_back = span.before and span.before.sign == "-"
        return "tog tillbaka" if is_back else _arrival(span)
    if "deleted_at" in names:
        return "tog tillbaka"
    return "flyttade" if names and names <= PLACES else "ändrade"


def _arrival(span: Span) -> str:
    return "skapade" if span.kind == PLAN else ARRIVALS.get(span.steps[-1].reason, "lade till")
