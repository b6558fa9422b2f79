"""A plan as tables for Excel: one record a row, under headings that our own import understands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from activities.models import Activity
from activities.outline import Branch, Outline
from activities.snapshot.cells import Sheaf, gathered
from activities.snapshot.header import accent, organisation_name
from andts.lib.document import Column, Document, Sheet
from plans.models import Node, Plan

Row = tuple[str | int | float | None, ...]

_LABELS = {
    Node.Kind.AREA: ("Insatsområde", "Delområde", "Delområde"),
    Node.Kind.GOAL: ("Mål", "Delmål", "Delmål"),
}
_ACTIVITY_COLUMNS = (
    Column("Nr", 4),
    Column("Aktivitet", 14),
    Column("Vad", 22),
    Column("När", 9),
    Column("Samverkan", 12),
    Column("Ansvarig", 10),
    Column("Uppföljning", 12),
    Column("Målgrupp", 8),
    Column("Arena", 8),
    Column("Status", 8),
    Column("Preventionsnivå", 8),
    Column("Strategi", 8),
    Column("Inriktning", 8),
    Column("ANDTS", 8),
    Column("Plats", 8),
    Column("Kostnad", 8),
)


def plan_workbook(plan: Plan) -> Document:
    """A document of sheets alone; at most six queries."""
    organisation = plan.organisation
    return Document(
        title=plan.title,
        kind=plan.get_kind_display(),
        organisation=organisation_name(organisation),
        registry_number=plan.registry_number,
        draft=plan.is_open,
        accent=accent(organisation),
        sheets=plan_sheets(gathered(plan)),
    )


def plan_sheets(sheaf: Sheaf, *, short: bool = False) -> tuple[Sheet, ...]:
    sheets = [] if short else [_activities(sheaf)]
    sheets.append(_nodes(sheaf))
    if not short and sheaf.outline.all_tips:
        sheets.append(Sheet("Tips", (Column("Ligger under", 40), Column("Tips", 60)), tuple(_tips(sheaf))))
    return tuple(sheets)


@dataclass
class Places:
    """The columns for goals and areas, outer before inner, so that every activity's headings stand in their order."""

    kinds: list[str] = field(default_factory=lambda: [Node.Kind.AREA, Node.Kind.GOAL])

    def of(self, path: list[Node]) -> list[int]:
        found: list[int] = []
        for node in path:
            start = found[-1] + 1 if found else 0
            # A column is missing.
            if node.kind not in self.kinds[start:]:
                self.kinds.insert(len(self.kinds), node.kind)
            found.append(self.kinds.index(node.kind, start))
        return found

    @property
    def columns(self) -> tuple[Column, ...]:
        labels = (_LABELS[Node.Kind(kind)][self.kinds[:place].count(kind)] for place, kind in enumerate(self.kinds))
        return tuple(Column(label, 14) for label in labels)


def _activities(sheaf: Sheaf) -> Sheet:
    serving = any(sheaf.serves(activity) for activity in sheaf.outline.all_activities)
    headings, rows = placed(sheaf.outline)
    cells = tuple((*path, *_cells(activity, sheaf, serving=serving)) for path, activity in rows)
    own = tuple(Column(column.name, 10) for column in sheaf.columns)
    also = (Column("Bidrar också till", 10),) if serving else ()
    return Sheet("Aktiviteter", (*headings, *_ACTIVITY_COLUMNS, *also, *own), cells)


def placed(outline: Outline) -> tuple[tuple[Column, ...], list[tuple[list[str | None], Activity]]]:
    """The columns for goals and areas, and every activity in reading order with what stands in these."""
    under = [([], outline.activities), *((path, path[-1].activities) for path in _paths(outline.branches))]
    places = _places(outline.branches)
    for path, _ in under:
        places.of([branch.node for branch in path])
    rows = [(_headings(places, path), activity) for path, activities in under for activity in activities]
    return places.columns, rows


def _places(branches: list[Branch]) -> Places:
    outermost = branches[0].node.kind if branches else Node.Kind.AREA
    # A plan whose goals stand outermost has their column first.
    return Places(sorted([Node.Kind.AREA, Node.Kind.GOAL], key=lambda kind: kind != outermost))


def _paths(branches: list[Branch], above: tuple[Branch, ...] = ()) -> Iterator[list[Branch]]:
    for branch in branches:
        path = (*above, branch)
        yield list(path)
        yield from _paths(branch.branches, path)


def _headings(places: Places, path: list[Branch]) -> list[str | None]:
    cells: list[str | None] = [None] * len(places.kinds)
    for place, branch in zip(places.of([branch.node for branch in path]), path, strict=True):
        cells[place] = str(branch.node)
    return cells


def _cells(activity: Activity, sheaf: Sheaf, *, serving: bool) -> Row:
    own = [sheaf.own(activity, column) for column in sheaf.columns]
    texts = [
        activity.number,
        activity.title,
        activity.description,
        activity.schedule,
        sheaf.partners(activity),
        sheaf.responsible(activity),
        activity.follow_up,
        activity.target_group,
        activity.arena,
        activity.get_status_display(),
        activity.get_level_display(),
        activity.get_strategy_display(),
        activity.get_orientation_display(),
        activity.substances_text,
        activity.place,
        activity.cost,
        *([sheaf.serves(activity)] if serving else []),
        *own,
    ]
    return tuple(text or None for text in texts)


def _nodes(sheaf: Sheaf) -> Sheet:
    columns = (
        Column("Nr", 6),
        Column("Slag", 12),
        Column("Rubrik", 30),
        Column("Text", 30),
        Column("Sikt", 8),
        Column("Ligger under", 14),
    )
    rows = [
        (node.number or None, node.label, node.heading, node.text or None, node.get_term_display() or None, above)
        for path in _paths(sheaf.outline.branches)
        for node, above in [(path[-1].node, str(path[-2].node) if len(path) > 1 else None)]
    ]
    return Sheet("Mål och insatsområden", columns, tuple(rows))


def _tips(sheaf: Sheaf) -> Iterator[Row]:
    for tip in sheaf.outline.tips:
        yield None, tip.text
    for branch in sheaf.outline.walk():
        for tip in branch.tips:
            yield str(branch.node), tip.text
