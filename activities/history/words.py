"""The fields of a plan's rows, and what stands in them, as a reader knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.text import capfirst

from activities.models import Activity
from activities.models.values import ACTORS, OWN
from andts.lib.differences import Piece, word_pieces
from andts.lib.swedish import day_text
from organisations.models import Actor
from plans.models import Node, Plan, PlanColumn

# What the model does not say in words that a reader would use.
LABELS = {
    "state": "Läge",
    "extra": "Egna kolumner",
    "order": "Ordning",
    "node": "Ligger under",
    "framework_goals": "Mål",
}
GONE = "(borttagen)"


@dataclass(frozen=True)
class Names:
    """The latest names of what fields point at, whether it is there still or not."""

    nodes: Mapping[int, str] = field(default_factory=dict)
    actors: Mapping[int, str] = field(default_factory=dict)
    columns: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, *, nodes: Iterable[int | None] = (), actors: Iterable[int] = ()) -> Names:
        """Three queries, fewer where nothing is pointed at."""
        headings = Node.history.filter(id__in={pk for pk in nodes if pk}).order_by("history_id")
        named = Actor.history.filter(id__in={*actors}).order_by("history_id")
        columns = PlanColumn.history.filter(plan=plan.pk).order_by("history_id")
        return cls(
            nodes={
                pk: f"{number} {heading}".strip()
                for pk, number, heading in headings.values_list("id", "number", "heading")
            },
            actors=dict(named.values_list("id", "name")),
            columns=dict(columns.values_list("id", "name")),
        )

    def label(self, model: type[models.Model], name: str) -> str:
        # "Vad", "Ansvariga aktörer", or the name of a column of the plan's own.
        if name.startswith(OWN):
            return self.columns.get(int(name.removeprefix(OWN)), "Egen kolumn")
        return LABELS.get(name) or str(capfirst(str(getattr(model._meta.get_field(name), "verbose_name", name))))

    def text(self, model: type[models.Model], name: str, value: Any) -> str:
        """What stands in the field; nothing where it is empty."""
        if not value:
            return ""
        if name in ACTORS:
            return ", ".join(sorted(self.actors.get(pk, GONE) for pk in value))
        if name == "serves":
            return "\n".join(self.nodes.get(pk, GONE) for pk in value)
        if name == "substances":
            return Activity(substances=value).substances_text
        return str(value) if name.startswith(OWN) else self._text_of(model._meta.get_field(name), value)

    def pieces(self, model: type[models.Model], name: str, was: Any, became: Any) -> tuple[Piece, ...]:
        old, new = self.text(model, name, was), self.text(model, name, became)
        # Word by word where people write, else the one whole and then the other.
        if name.startswith(OWN) or _is_written(name, model._meta.get_field(name)):
            return word_pieces(old, new)
        pieces = (Piece("removed", old), Piece("added", new))
        return tuple(piece for piece in pieces if piece.text)

    def _text_of(self, described: Any, value: Any) -> str:
        if isinstance(described, models.ForeignKey):
            return self.nodes.get(value, GONE)
        if isinstance(value, date):
            return day_text(value)
        return str(dict(described.flatchoices).get(value, value)) if described.choices else str(value)


def _is_written(name: str, described: Any) -> bool:
    chosen = isinstance(described, models.ForeignKey | models.DateField) or getattr(described, "choices", None)
    return not chosen and name != "substances"
