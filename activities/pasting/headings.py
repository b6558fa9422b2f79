"""Which heading of the plan a pasted row belongs under, and which headings are to be made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from activities.imports.headings import heading_of
from andts.lib.folding import plain
from andts.lib.ids import id_in
from plans.models import Node
from plans.models.outline import DEPTH

# What the user can say of a heading that the plan lacks, beside the id of one that it has.
CREATE, NONE = "create", "none"


@dataclass(frozen=True)
class NewHeading:
    """`key` is where it was read first."""

    key: str
    kind: str
    text: str
    parent: Spot


Spot = Node | NewHeading | None


@dataclass(frozen=True)
class Unknown:
    """A heading that the plan lacks, and what is to be done with it."""

    key: str
    kind: str
    text: str
    answer: str


class Headings:
    """`under` is where rows go that name no heading; `answers` are the user's own, by the unknown heading's key."""

    def __init__(self, nodes: Iterable[Node], under: Node | None, answers: Mapping[str, str]) -> None:
        self.nodes = {node.pk: node for node in nodes}
        self.under = under
        self.answers = answers
        self.unknown: list[Unknown] = []
        self._names = {node.pk: _names(node) for node in self.nodes.values()}
        self.last_unknown: Unknown | None = None  # the heading opened last, where the plan lacks it
        self._spots: dict[tuple[str, str, Spot], Spot] = {}
        self._told: dict[tuple[str, str, Spot], Unknown] = {}
        self._trail: dict[str, Spot] = {}

    def open(self, kind: str, text: str, row: str) -> None:
        kinds = list(self._trail)
        outer = kinds[: kinds.index(kind)] if kind in kinds else kinds
        above = self._trail[outer[-1]] if outer else self.under
        spot = self._spot(kind, text, above, row)
        # The rows from here on belong under it, until another of its kind comes.
        self._trail = {each: self._trail[each] for each in outer} | {kind: spot}
        self.last_unknown = self._told.get((kind, plain(text), above))

    @property
    def spot(self) -> Spot:
        return list(self._trail.values())[-1] if self._trail else self.under

    @property
    def is_named(self) -> bool:
        # The pasted rows themselves have said where they belong.
        return bool(self._trail)

    def _spot(self, kind: str, text: str, above: Spot, row: str) -> Spot:
        place = (kind, plain(text), above)
        if place not in self._spots:
            self._spots[place] = self._known(text, above) or self._unknown(place, text, f"{row}-{kind}")
        return self._spots[place]

    def _known(self, text: str, above: Spot) -> Node | None:
        called = [node for node in self.nodes.values() if plain(text) in self._names[node.pk]]
        called = called or [node for node in self.nodes.values() if plain(heading_of(text).text) == plain(node.heading)]
        # Where several are called so, the one right under the heading above.
        beside = [node for node in called if isinstance(above, Node) and node.parent_id == above.pk]
        return next(iter(beside or called), None)

    def _unknown(self, place: tuple[str, str, Spot], text: str, key: str) -> Spot:
        kind, _, above = place
        answer = self.answers.get(key, CREATE)
        self._told[place] = unknown = Unknown(key, kind, text, answer)
        self.unknown.append(unknown)
        if answer == CREATE:
            return NewHeading(key, kind, text, self._room_under(above))
        named = id_in(answer)
        return above if named is None else self.nodes.get(named)

    def _room_under(self, above: Spot) -> Spot:
        # Headings are at most three deep: one more stands beside the deepest.
        return above if self._depth(above) < DEPTH else self._parent(above)

    def _depth(self, spot: Spot) -> int:
        return 0 if spot is None else 1 + self._depth(self._parent(spot))

    def _parent(self, spot: Spot) -> Spot:
        if isinstance(spot, Node):
            return self.nodes.get(spot.parent_id) if spot.parent_id else None
        return spot.parent if spot else None


def _names(node: Node) -> set[str]:
    # What a sheet may call it: with and without its number and label, and "Mål 1" alone.
    parts = [node.heading, f"{node.number} {node.heading}", f"{node.label} {node.heading}"]
    parts += [f"{node.label} {node.number} {node.heading}"] if node.number else []
    parts += [f"{node.label} {node.number}", f"{node.get_kind_display()} {node.number}"] if node.number else []
    return {plain(part) for part in parts}


def words_of(spot: Spot) -> str:
    return spot.text if isinstance(spot, NewHeading) else str(spot or "")
