"""What the activities of a plan can be narrowed to; page and "Excel of what I see" share it, and so show the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from django import forms

from activities.linking import CELLS, readable
from activities.models import Activity
from activities.models.activities import SUBSTANCES
from activities.outline import Outline
from andts.lib.fields import shortened
from andts.lib.filters import Narrowing
from andts.lib.folding import fold
from andts.lib.searching import terms
from andts.lib.swedish import sort_key
from plans.models import PlanColumn

Holds = Callable[[Activity], bool]

_LONGEST = 200
_LONGEST_SHOWN = 60
# Those named in a cell: "Polisen, skolan och Individ- och familjeomsorgen" are three.
# A gap is looked at from its first space alone: from each of a thousand, it would take a thousand times as long.
_BETWEEN_NAMES = re.compile(r"[,;/\n•]|(?<![-\s])\s+(?:och|samt)\s+")
NONE = "utan"

# The field in the address and in words, and the activity's field.
NAMED = {
    "ansvarig": ("Ansvarig", "responsible_text"),
    "malgrupp": ("Målgrupp", "target_group"),
    "arena": ("Arena", "arena"),
    "plats": ("Plats", "place"),
}
CHOSEN: dict[str, tuple[str, str, Any]] = {
    "status": ("Status", "status", Activity.Status),
    "niva": ("Preventionsnivå", "level", Activity.Level),
    "strategi": ("Strategi", "strategy", Activity.Strategy),
    "inriktning": ("Inriktning", "orientation", Activity.Orientation),
}
LACKING = {
    "ansvarig": ("Ansvarig", "responsible_text"),
    "nar": ("När", "schedule"),
    "samverkan": ("Samverkan", "partners_text"),
    "uppfoljning": ("Uppföljning", "follow_up"),
}


class ActivityFilter(Narrowing):
    """Over a plan's outline, fetched with the chosen actors; `outline` is what is left of it, with the headings that
    still have activities.
    """

    q = forms.CharField(label="Sök i planen", required=False, max_length=_LONGEST)
    ansvarig = forms.ChoiceField(required=False)
    status = forms.ChoiceField(required=False)
    saknar = forms.ChoiceField(required=False)
    rubrik = forms.ChoiceField(label="Under rubrik", required=False)
    andts = forms.ChoiceField(label="ANDTS-område", required=False)
    malgrupp = forms.ChoiceField(required=False)
    arena = forms.ChoiceField(required=False)
    plats = forms.ChoiceField(required=False)
    niva = forms.ChoiceField(required=False)
    strategi = forms.ChoiceField(required=False)
    inriktning = forms.ChoiceField(required=False)

    def __init__(self, asked: Mapping[str, Any], whole: Outline, own: Iterable[PlanColumn]) -> None:
        super().__init__(asked)
        self.whole = whole
        self.own = [str(column.pk) for column in own]
        activities = whole.all_activities
        for name, (label, field) in NAMED.items():
            self._offer(name, label, self._names(name, field, activities))
        for name, (label, field, choices) in CHOSEN.items():
            self._offer(name, label, _used(choices, {getattr(activity, field) for activity in activities}))
        letters = set().union(*(activity.substances for activity in activities))
        self._offer("andts", "ANDTS-område", [(key, name) for key, name in SUBSTANCES.items() if key in letters])
        self._offer("saknar", "Saknar", [(name, label) for name, (label, _) in LACKING.items()])
        self._offer("rubrik", "Under rubrik", [(str(pk), text) for pk, text in _headings(whole)])

    @cached_property
    def outline(self) -> Outline:
        tests = [self._test(name, value) for name, value in self.wanted.items()]
        return self.whole.narrowed(lambda activity: all(test(activity) for test in tests)) if tests else self.whole

    @property
    def is_folded(self) -> bool:
        # The words searched for stand in sight anyway.
        return not set(self.wanted) - {"q"}

    def _offer(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].label = label
        self.offer_choices(name, choices)

    def _names(self, name: str, field: str, activities: list[Activity]) -> list[tuple[str, str]]:
        names: dict[str, str] = {}
        for part in {part for activity in activities for part in _parts(_text(activity, field))}:
            if len(part) <= _LONGEST_SHOWN:
                names[_folded(part)] = max(names.get(_folded(part), ""), part, key=readable)
        asked = str(self.data.get(name, ""))[:_LONGEST]
        # What was asked for too: that nobody is called so any more is an answer.
        names |= {fold(asked): asked} if fold(asked) else {}
        return [(part, _short(part)) for part in sorted(names.values(), key=sort_key)]

    def _test(self, name: str, value: str) -> Holds:
        if name == "q":
            asked = terms(value)
            return lambda activity: all(term.is_in(self._all_text(activity)) for term in asked)
        if name in NAMED:
            return _names_test(NAMED[name][1], fold(value))
        if name in CHOSEN:
            field, stored = CHOSEN[name][1], "" if value == NONE else value
            return lambda activity: getattr(activity, field) == stored
        if name == "andts":
            return lambda activity: value in activity.substances
        if name == "saknar":
            lacking = LACKING[value][1]
            return lambda activity: not any(map(str.isalnum, _text(activity, lacking)))
        below = _below(self.whole, int(value))
        return lambda activity: activity.node_id in below

    def _all_text(self, activity: Activity) -> str:
        texts = [_text(activity, name) for name in Activity.TEXTS]
        own = [str(activity.extra.get(column, "")) for column in self.own]
        return "\n".join([activity.number, *texts, activity.facts, *own])


def _names_test(field: str, wanted: str) -> Holds:
    return lambda activity: any(_folded(part) == wanted for part in _parts(_text(activity, field)))


def _text(activity: Activity, field: str) -> str:
    return activity.named(field) if field in CELLS else getattr(activity, field)


@lru_cache(maxsize=2_000)
def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for each in _BETWEEN_NAMES.split(text) if any(map(str.isalnum, part := each.strip(" .\t\r-–"))))


_folded = lru_cache(maxsize=5_000)(fold)


def _used(choices: Any, values: set[str]) -> list[tuple[str, str]]:
    used = [(value, label) for value, label in choices.choices if value in values]
    # That it has none is asked for only where some have and some have not.
    return [*used, (NONE, "Inget angivet")] if used and "" in values else used


def _headings(outline: Outline) -> list[tuple[int, str]]:
    branches = [branch for branch in outline.walk() if branch.count]
    # Indented as they lie.
    return [(branch.node.pk, "\u2003" * (branch.level - 1) + _short(str(branch.node))) for branch in branches]


def _below(outline: Outline, node: int) -> set[int]:
    return {below.node.pk for branch in outline.walk() if branch.node.pk == node for below in branch.walk()}


def _short(text: str) -> str:
    return shortened(text, _LONGEST_SHOWN)
