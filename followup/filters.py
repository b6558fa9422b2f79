"""What a round's activities can be narrowed to. Page, files and figures share it, so that they say the same.

With `ansvarig` or `enhet` an activity stands as those see it: it is answered when they have answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone

from andts.lib.fields import shortened
from andts.lib.filters import Narrowing
from andts.lib.moments import moment_in
from andts.lib.swedish import sort_key
from followup.models import FollowUp
from followup.tallies import LABELS, NOBODY, NONE, STATUSES, Row

UNDER_NONE = "Utan rubrik"
ANSWERS = [("saknas", "Saknas"), ("vantar", "Väntar på svar"), ("sena", "Sena"), ("finns", "Alla har svarat")]
SHORT = 60


@dataclass(frozen=True)
class Heading:
    """A goal or an area, its level from 1, and all that lies below it, itself included."""

    pk: int
    label: str
    level: int
    below: frozenset[int]


@dataclass(frozen=True)
class Unit:
    """A förvaltning or such, and the units below it, itself included."""

    pk: int
    label: str
    below: frozenset[int]


class RoundFilter(Narrowing):
    """Over the rows of one or several rounds; `rows` are those that are left."""

    status = forms.ChoiceField(label="Status", required=False)
    granskning = forms.ChoiceField(label="Granskning", required=False)
    ansvarig = forms.ChoiceField(label="Ansvarig", required=False)
    enhet = forms.ChoiceField(label="Förvaltning eller enhet", required=False)
    rubrik = forms.ChoiceField(label="Under rubrik", required=False)
    plan = forms.ChoiceField(label="Plan", required=False)
    svar = forms.ChoiceField(
        label="Svar",
        required=False,
        choices=[("", "Alla"), *ANSWERS],
    )
    andrat = forms.CharField(label="Ändrat sedan", required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self,
        asked: Mapping[str, Any],
        whole: Sequence[Row],
        *,
        headings: Sequence[Heading] = (),
        units: Sequence[Unit] = (),
        plans: Iterable[tuple[int, str]] = (),
        kept: Mapping[str, str] | None = None,
    ) -> None:
        """`kept` is what else the page's address says, which its links go on saying.

        When all is over (the rounds are closed) nobody is waited for: an address from before shows who did not answer.
        """
        self.is_over = bool(whole) and all(row.is_over for row in whole)
        super().__init__({**asked, "svar": "saknas"} if self.is_over and asked.get("svar") == "vantar" else asked)
        if self.is_over:
            self.offer_choices("svar", [(name, label) for name, label in ANSWERS if name != "vantar"])
        self.kept = dict(kept or {})
        self.whole = whole
        self.headings = {str(heading.pk): heading for heading in headings}
        self.units = {str(unit.pk): unit for unit in units}
        self.offer_choices("status", [(status or NONE, LABELS[status]) for status in STATUSES])
        self.offer_choices("granskning", FollowUp.Review.choices)
        self.offer_choices("ansvarig", _actors(whole))
        self.offer_choices("enhet", [(key, unit.label) for key, unit in self.units.items()])
        self.offer_choices("rubrik", self._rubrics())
        self.offer_choices("plan", [(str(pk), title) for pk, title in plans])

    def clean_andrat(self) -> str:
        sent: str = self.cleaned_data["andrat"]
        # A moment with its zone, as this address once said it.
        if sent and moment_in(sent) is None:
            raise forms.ValidationError("Ange en tid.")
        return sent

    @cached_property
    def since(self) -> datetime | None:
        # What `andrat` asks for changes since.
        return moment_in(self.wanted.get("andrat", ""))

    @cached_property
    def rows(self) -> list[Row]:
        """In the order they came."""
        actor, unit = self.wanted.get("ansvarig"), self.units.get(self.wanted.get("enhet", ""))
        rows: Iterable[Row | None] = self.whole
        if unit:
            rows = [row and row.asked_only(lambda asked: asked.unit in unit.below) for row in rows]
        if actor:
            wanted = None if actor == NONE else int(actor)
            rows = [row and row.asked_only(lambda asked: asked.actor == wanted) for row in rows]
        return [row for row in rows if row and self._holds(row)]

    def _holds(self, row: Row) -> bool:
        wanted = self.wanted
        return (
            ("status" not in wanted or row.status == wanted["status"].replace(NONE, ""))
            and ("granskning" not in wanted or row.review == wanted["granskning"])
            and ("rubrik" not in wanted or self._is_under(row, wanted["rubrik"]))
            and ("plan" not in wanted or row.plan == int(wanted["plan"]))
            and ("svar" not in wanted or _answers(row, wanted["svar"]))
            and (self.since is None or row.has_changed(self.since))
        )

    def _rubrics(self) -> list[tuple[str, str]]:
        named = [(key, _indented(heading)) for key, heading in self.headings.items()]
        return [*named, (NONE, UNDER_NONE)] if named and any(row.node is None for row in self.whole) else named

    def _is_under(self, row: Row, rubric: str) -> bool:
        return row.node is None if rubric == NONE else row.node in self.headings[rubric].below

    def narrower(self, **more: str) -> str:
        return urlencode({**self.kept, **self.wanted, **more})

    def rows_at(self, chosen: dict[str, str]) -> str:
        return f"?{self.narrower(**chosen)}#aktiviteter"

    @property
    def without(self) -> str:
        # An empty unit is said out loud: a unit's own people begin with their unit.
        return urlencode({**self.kept, **({"enhet": ""} if "enhet" in self.wanted else {})})

    @property
    def said(self) -> list[str]:
        since = [f"Ändrat sedan {timezone.localtime(self.since):%Y-%m-%d %H:%M}"] if self.since else []
        return super().said + since


def _answers(row: Row, wanted: str) -> bool:
    match wanted:
        case "finns":
            return row.is_answered
        case "sena":
            return row.is_late
        case "vantar":
            return not row.is_answered and not row.is_late
        case _:
            return not row.is_answered


def _actors(rows: Iterable[Row]) -> list[tuple[str, str]]:
    names = {asked.actor: asked.name for row in rows for asked in row.asked}
    known = sorted(((pk, name) for pk, name in names.items() if pk), key=lambda pair: sort_key(pair[1]))
    return [*((str(pk), short(name)) for pk, name in known), *([(NONE, NOBODY)] if None in names else [])]


def _indented(heading: Heading) -> str:
    return "\u2003" * (heading.level - 1) + short(heading.label)


def short(text: str, most: int = SHORT) -> str:
    return shortened(text, most)


def asked_since(asked: Mapping[str, Any]) -> datetime | None:
    return moment_in(str(asked.get("andrat", "")))
