"""The goals and areas that are open above the place being read."""

from dataclasses import dataclass, field

from activities.imports.draft import Draft
from activities.imports.headings import Heading, heading_of
from activities.imports.plan import NodeKind

DEEPEST = 3
_ROW = 30.0  # goals and areas in table rows stand below all headings
_COLUMN = 40.0  # and those in columns below them


@dataclass
class Trail:
    """Each open node with its rank: a lower rank stands higher. `has_activities` tells of the innermost."""

    draft: Draft
    open: list[tuple[float, str]] = field(default_factory=list)
    has_activities: bool = False

    @property
    def node(self) -> str | None:
        return self.open[-1][1] if self.open else None

    @property
    def rank(self) -> float:
        return self.open[-1][0] if self.open else 0.0

    @property
    def is_empty(self) -> bool:
        return not self.open

    def leave(self, rank: float) -> None:
        # A heading of this rank ends them.
        while self.open and rank and self.open[-1][0] >= rank:
            self.open.pop()

    def leave_all(self) -> None:
        self.open.clear()

    def leave_columns(self) -> None:
        self.leave(_COLUMN)

    def above(self, rank: float) -> str | None:
        if rank:
            return next((key for open_rank, key in reversed(self.open) if open_rank < rank), None)
        # Without a rank it stands under the goal around the innermost node.
        goals = [key for _, key in self.open if self.draft.node(key).kind == "goal"]
        return goals[0] if goals else self.node

    def open_heading(self, heading: Heading, kind: NodeKind, rank: float, where: str, source: str) -> None:
        self.leave(rank)
        self._open(heading, kind, rank, where, source)

    def open_row(self, heading: Heading, kind: NodeKind, where: str, source: str) -> None:
        self.leave_columns()
        rank = _ROW + max(heading.depth - 1, 0)
        # One of another kind right below it belongs to it.
        if (
            self.open
            and self.rank == rank
            and self.draft.node(self.open[-1][1]).kind != kind
            and not self.has_activities
        ) or self._has_open(kind, rank + 0.5):
            rank += 0.5
        self.open_heading(heading, kind, rank, where, source)

    def open_column(self, text: str, kind: NodeKind, level: int, where: str, source: str) -> None:
        rank = _COLUMN + level
        # The same words again are the same node.
        known = len(self.draft.nodes)
        self.leave(rank)
        self._open(heading_of(text), kind, rank, where, source)
        if len(self.draft.nodes) == known:
            self.draft.add_label(text, kind)

    def _has_open(self, kind: str, rank: float) -> bool:
        return any(open_rank == rank and self.draft.node(key).kind == kind for open_rank, key in self.open)

    def _open(self, heading: Heading, kind: NodeKind, rank: float, where: str, source: str) -> None:
        while len(self.open) >= DEEPEST:
            self.open.pop()
            self.draft.warnings.append(
                f"Planen har mer än tre nivåer av mål och områden vid {where}. De djupaste lades på den tredje nivån."
            )
        parent = self.node
        found = self.draft.find_node(heading, kind, parent) if rank >= _COLUMN else None
        key = found or self.draft.add_node(heading, kind, parent, where, source)
        self.open.append((rank, key))
        self.has_activities = False
