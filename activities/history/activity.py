"""An activity's history: sitting by sitting what became different, and the wording that can be brought back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from activities.history.steps import Step, names_of, steps_of
from activities.history.words import Names
from activities.models import Activity
from activities.models.values import LINKS, OWN, SAID, Values, value_of
from andts.lib.differences import Piece
from andts.lib.ids import id_in
from andts.lib.sittings import sittings
from andts.lib.swedish import listed

# What a reader is told in the sentence alone.
SILENT = ("order", "deleted_at")
ARRIVALS = {"import": "läste in aktiviteten från fil", "copy": "tog med aktiviteten från den tidigare planen"}


@dataclass(frozen=True)
class FieldDifference:
    """A field that became different; `name` and `version` bring back what it was, no version where that is no news."""

    label: str
    pieces: tuple[Piece, ...]
    name: str = ""
    version: int | None = None


@dataclass(frozen=True)
class Entry:
    """A sitting: "Anna Lindqvist" "ändrade Vad och När", from the first moment to the last."""

    by: str
    did: str
    first: datetime
    last: datetime
    fields: tuple[FieldDifference, ...]
    is_new: bool


class ActivityHistory:
    """The sittings of an activity (two queries); `entries` tells some of them in a fixed number of queries more."""

    def __init__(self, activity: Activity) -> None:
        self.activity = activity
        self.steps = steps_of(activity)
        self.sittings = _with_arrival_apart(sittings(self.steps, side_by_side=False))

    def entries(self, shown: Sequence[list[Step]]) -> list[Entry]:
        pairs = [(sitting, self._before(sitting)) for sitting in shown]
        told = [step for sitting, before in pairs for step in (sitting[0], before) if step]
        states = self._states([*told, *self.steps[:1]])
        teller = _Teller(
            states=states,
            now=states[self.steps[0].version] if self.steps else {},
            names=_names(self.activity, states.values()),
            people=names_of(sitting[0].by for sitting in shown),
        )
        return [teller.entry(sitting, before) for sitting, before in pairs]

    def wording(self, version: int, name: str) -> Values | None:
        """What stood in the field at that version of the activity; None when it has no such version or field."""
        step = next((step for step in self.steps if step.version == version), None)
        said = self._states([step])[version] if step else {}
        is_own = name.startswith(OWN) and id_in(name.removeprefix(OWN)) is not None
        if step is None or not (name in (*SAID, *LINKS) or is_own):
            return None
        return {name: said.get(name, "")}

    def _before(self, sitting: list[Step]) -> Step | None:
        older = self.steps.index(sitting[-1]) + 1
        # None before the one that made the activity.
        return self.steps[older] if older < len(self.steps) and sitting[-1].sign != "+" else None

    def _states(self, steps: Sequence[Step]) -> dict[int, Values]:
        """What the activity said after each of the steps, by their version; four queries."""
        holders = {step.version: self._holder(step) for step in steps}
        links = {name: _links(name, holders.values()) for name in LINKS}
        rows = Activity.history.in_bulk(list(holders))
        return {
            version: _said(row) | {name: links[name].get(holders[version], []) for name in LINKS}
            for version, row in rows.items()
        }

    def _holder(self, step: Step) -> int:
        """The version whose history tells what the activity was linked to after the step."""
        older = self.steps[self.steps.index(step) :]
        return next((each.version for each in older if each.holds(LINKS)), step.version)


def _with_arrival_apart(found: list[list[Step]]) -> list[list[Step]]:
    """What came from a file or an earlier plan can be brought back, however soon it was written over."""
    *later, first = found or [[]]
    if len(first) > 1 and first[-1].reason in ARRIVALS:
        return [*later, first[:-1], first[-1:]]
    return found


def _links(name: str, versions: Iterable[int]) -> dict[int, list[int]]:
    field: Any = Activity._meta.get_field(name)
    remembered = getattr(Activity.history.model, name).model._default_manager.filter(history__in={*versions})
    found: dict[int, list[int]] = {}
    for version, other in remembered.values_list("history", f"{field.m2m_reverse_field_name()}_id"):
        found.setdefault(version, []).append(other)
    return {version: sorted(others) for version, others in found.items()}


def _said(row: Any) -> Values:
    names = [*SAID, *SILENT, *(f"{OWN}{column}" for column in row.extra)]
    return {name: value_of(row, name) for name in names}


def _names(activity: Activity, states: Iterable[Values]) -> Names:
    states = list(states)
    return Names.of(
        activity.plan,
        nodes=[pk for state in states for pk in (state["node"], *state["serves"])],
        actors=[pk for state in states for pk in (*state["responsible"], *state["partners"])],
    )


@dataclass(frozen=True)
class _Teller:
    """What it takes to tell a sitting: what the activity said at its versions and says now, and what is named how."""

    states: Mapping[int, Values]
    now: Values
    names: Names
    people: Mapping[int | None, str]

    def entry(self, sitting: list[Step], before: Step | None) -> Entry:
        new = self.states[sitting[0].version]
        old = self.states[before.version] if before else {}
        changed = [name for name in {**new, **old} if _differs(name, old, new)]
        return Entry(
            by=self.people[sitting[0].by],
            did=listed(list(self._did(sitting, old, new, changed)), last="samt") or "ändrade och ändrade tillbaka",
            first=sitting[-1].at,
            last=sitting[0].at,
            fields=tuple(self._difference(name, old, new, before) for name in changed if name not in SILENT),
            is_new=before is None,
        )

    def _difference(self, name: str, old: Values, new: Values, before: Step | None) -> FieldDifference:
        pieces = self.names.pieces(Activity, name, old.get(name), new.get(name))
        is_news = before and _differs(name, old, self.now)
        label = self.names.label(Activity, name)
        return FieldDifference(label, pieces, name, before.version if before and is_news else None)

    def _did(self, sitting: list[Step], old: Values, new: Values, changed: Sequence[str]) -> Iterator[str]:
        bulk = sitting[0].bulk
        if bulk:
            yield bulk.in_words
            return
        if sitting[-1].sign == "+":
            yield ARRIVALS.get(sitting[-1].reason, "lade till aktiviteten")
        else:
            yield from self._changes(new, changed)
        if bool(old.get("deleted_at")) != bool(new["deleted_at"]):
            yield "tog bort aktiviteten" if new["deleted_at"] else "tog tillbaka aktiviteten"

    def _changes(self, new: Values, changed: Sequence[str]) -> Iterator[str]:
        labels = [self.names.label(Activity, name) for name in changed if name not in ("node", *SILENT)]
        if labels:
            yield f"ändrade {listed(labels)}"
        if "node" in changed:
            heading = self.names.text(Activity, "node", new["node"])
            yield f"flyttade den till ”{heading}”" if heading else "flyttade ut den från rubrikerna"
        elif "order" in changed:
            yield "ändrade ordningen"


def _differs(name: str, one: Values, other: Values) -> bool:
    return (one.get(name) or None) != (other.get(name) or None)
