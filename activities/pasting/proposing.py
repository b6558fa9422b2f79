"""From pasted rows to a proposal: each row read in its columns and held against what the plan has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from activities.imports.source import SourceRow
from activities.linking import CELLS, still_meant
from activities.models import Activity
from activities.pasting.answers import ADD, FILL, Answers
from activities.pasting.cells import Cell, read_cell
from activities.pasting.changes import NAMING, changes, in_words, stored
from activities.pasting.columns import GROUPS, IGNORED, LABELS, NEW, matched, offered
from activities.pasting.ground import Ground, Namesakes, OwnColumns
from activities.pasting.headings import CREATE, Headings, NewHeading, words_of
from activities.pasting.proposal import ADDED, AGAIN, CHANGED, HEADING, LEFT, SAME, Proposal, ProposedCell, ProposedRow
from activities.pasting.rows import ABOVE, COLUMNS, ROW_LEFT, UPDATE, PastedRow, rows_by_role, rows_in_order
from andts.lib.personal_data import warnings_in
from plans.models import Node

NAMELESS = "Raden saknar både aktivitet och vad"
KEPT = "Aktivitet och vad kan inte båda vara tomma: det som står där står kvar"
_REASONS = {
    COLUMNS: "Ser ut som rubriker till andra kolumner: klistra in de raderna för sig",
    ABOVE: "Står ovanför rubrikerna till kolumnerna",
    ROW_LEFT: "Ska inte med",
}


def propose(rows: Sequence[SourceRow], answers: Answers, ground: Ground) -> Proposal:
    """Makes no query and changes nothing."""
    return _Proposing(rows, answers, ground).proposal()


@dataclass(frozen=True)
class _Reading:
    """A row of an activity in its columns: the cells by field, the texts of the plan's own columns, in which of these
    what does not fit a field is kept, and what to say of the goals and areas it names, by column.
    """

    row: PastedRow
    cells: dict[str, Cell]
    own: dict[str, str]
    beside: dict[str, str]
    notes: dict[int, str]

    def values(self, *, with_empty: bool) -> dict[str, str]:
        values = {name: cell.value for name, cell in self.cells.items()} | self.own
        return {name: value for name, value in values.items() if value or with_empty}


class _Proposing:
    def __init__(self, rows: Sequence[SourceRow], answers: Answers, ground: Ground) -> None:
        self.rows, self.answers = rows, answers
        self.columns = matched(rows, ground.own, answers.shown, answers.columns)
        self.labels = offered(ground.own)
        self.own = OwnColumns(ground.own)
        # As Excel does: over what stands there, unless what is pasted says itself what its columns are.
        self.mode = answers.mode or (FILL if answers.target and self.columns.first < 0 else ADD)
        self.target = ground.rows_from(answers.target) if self.mode == FILL else []
        under = self.target[-1].node_id if self.target else answers.under
        self.headings = Headings(ground.nodes, ground.node(under), answers.headings)
        self.namesakes = Namesakes(list(ground.activities.values()))

    def proposal(self) -> Proposal:
        if self.target:
            over = [*self.target, *[None] * len(self.rows)]
            found = [self._row(row, over.pop(0)) for row in rows_in_order(self.rows, self.columns)]
        else:
            found = [self._row(row) for row in rows_by_role(self.rows, self.columns, self.answers.rows)]
        # The headings of the columns are shown with these.
        said = tuple(row for row in found if row.cells and row.id != f"r{self.columns.first + 1}")
        return Proposal(self.mode, self.columns, said, tuple(self.headings.unknown), tuple(self.own.new))

    def _row(self, row: PastedRow, over: Activity | None = None) -> ProposedRow:
        role = self.answers.rows.get(row.id, row.role)
        if role in GROUPS:
            return self._heading(row, role)
        if role == COLUMNS and row.texts == self.columns.headings:
            return _again(row)
        if role in _REASONS:
            return _left(row, _REASONS[role])
        if over is None and not any(row.texts):
            return ProposedRow(row.id, row.where, LEFT, ())
        reading = self._read(row)
        return self._filled(reading, over) if over else self._added(reading, role)

    def _heading(self, row: PastedRow, kind: str) -> ProposedRow:
        self.headings.open(kind, row.heading, row.id)
        cell = ProposedCell(GROUPS[kind], row.heading, note=self._of_last_heading())
        return ProposedRow(row.id, row.where, HEADING, (cell,), spot=self.headings.spot, role=kind)

    def _of_last_heading(self) -> str:
        last = self.headings.last_unknown
        if last is None:
            return ""
        return "Finns inte i planen: blir en ny rubrik" if last.answer == CREATE else "Finns inte i planen"

    def _read(self, row: PastedRow) -> _Reading:
        notes = self._open_columns(row)
        texts = self._texts(row)
        cells = {name: read_cell(name, text) for name, text in texts.items() if name in LABELS}
        own = {name: text for name, text in texts.items() if name not in LABELS}
        beside = {name: self.own.beside(name) for name, cell in cells.items() if cell.misfit}
        for name, key in beside.items():
            own[key] = "\n".join(filter(None, [own.get(key), cells[name].misfit]))
        return _Reading(row, cells, own, beside, notes)

    def _open_columns(self, row: PastedRow) -> dict[int, str]:
        """Opens the headings that the row's own columns name; what there is to say of each, by column."""
        notes: dict[int, str] = {}
        for index, (field, text) in enumerate(zip(self.columns.fields, row.texts, strict=True)):
            if field in GROUPS and text:
                self.headings.open(field, text.replace("\n", " "), row.id)
                notes[index] = self._of_last_heading()
        return notes

    def _texts(self, row: PastedRow) -> dict[str, str]:
        """By field, or by the column of the plan's own; two columns of one field are lines of it."""
        texts: dict[str, str] = {}
        for index, text in enumerate(row.texts):
            if name := self._name(index):
                texts[name] = "\n".join(filter(None, [texts.get(name), text]))
        return texts

    def _name(self, index: int) -> str:
        field = self.columns.fields[index]
        if field == NEW:
            return self.own.key(self.columns.name(index))
        return "" if field in GROUPS or field == IGNORED else field

    def _filled(self, reading: _Reading, activity: Activity) -> ProposedRow:
        # What is pasted counts, the empty cells too.
        return self._changed(reading, activity, reading.values(with_empty=True))

    def _added(self, reading: _Reading, role: str) -> ProposedRow:
        spot, values = self.headings.spot, reading.values(with_empty=False)
        name = values.get("title") or values.get("description") or ""
        node = spot if isinstance(spot, Node) else None
        found, has_name = self.namesakes.find(values.get("number", ""), name, node)
        # The plan has it already.
        if found and (role == UPDATE or (has_name and reading.row.id not in self.answers.rows)):
            self.namesakes.release(found)
            return self._changed(reading, found, values)
        kind = ADDED if any(values.get(each) for each in NAMING) else LEFT
        row = self._proposed(reading, kind, None, values if kind == ADDED else {}, is_left=kind == LEFT)
        return replace(row, namesake=found, spot=spot, note=NAMELESS if kind == LEFT else "")

    def _changed(self, reading: _Reading, activity: Activity, values: dict[str, str]) -> ProposedRow:
        spot = self.headings.spot
        there = spot.pk if isinstance(spot, Node) else None
        moves = self.headings.is_named and (isinstance(spot, NewHeading) or there != activity.node_id)
        new = changes(activity, values)
        row = self._proposed(reading, CHANGED if new or moves else SAME, activity, new)
        note = f"Flyttas till {words_of(spot) or 'planens början'}" if moves else ""
        if not any(values.get(name, "x") for name in NAMING) and not any(name in new for name in NAMING):
            note = KEPT
        return replace(row, namesake=activity, spot=spot, moves=moves, note=note)

    def _proposed(
        self, reading: _Reading, kind: str, activity: Activity | None, values: dict[str, str], *, is_left: bool = False
    ) -> ProposedRow:
        row = reading.row
        cells = tuple(self._cell(reading, index, activity, values, is_left=is_left) for index in range(len(row.texts)))
        return ProposedRow(row.id, row.where, kind, cells, activity, values=values, more=row.more, role=row.role)

    def _cell(
        self, reading: _Reading, index: int, activity: Activity | None, values: dict[str, str], *, is_left: bool
    ) -> ProposedCell:
        field, name, text = self.columns.fields[index], self._name(index), reading.row.texts[index]
        label = self.columns.name(index) if field == NEW else self.labels[field]
        cell = reading.cells.get(name)
        is_changed = activity is not None and name in values
        return ProposedCell(
            label,
            text,
            old=in_words(activity, name) if activity is not None and is_changed else "",
            note=reading.notes.get(index) or self._said(reading, name),
            warning=" ".join(warnings_in(text)),
            fits=cell.fits if cell else True,
            is_changed=is_changed,
            is_left=is_left or field == IGNORED,
            lets_go=_let_go(activity, name, values[name]) if activity is not None and is_changed else (),
        )

    def _said(self, reading: _Reading, name: str) -> str:
        cell = reading.cells.get(name)
        if cell is None or not cell.misfit:
            return cell.note if cell else ""
        beside = reading.beside[name]
        return f"{cell.note}. Läggs i kolumnen ”{self.labels.get(beside, beside)}”"


def _let_go(activity: Activity, name: str, text: str) -> tuple[str, ...]:
    if name not in CELLS:
        return ()
    linked = list(getattr(activity, CELLS[name]).all())
    meant = still_meant(linked, before=stored(activity, name), now=text)
    return tuple(actor.name for actor in linked if actor not in meant)


def _again(row: PastedRow) -> ProposedRow:
    cells = tuple(ProposedCell("", text) for text in row.texts if text)
    return ProposedRow(row.id, row.where, AGAIN, cells, role=row.role)


def _left(row: PastedRow, reason: str) -> ProposedRow:
    cells = tuple(ProposedCell("", text, is_left=True) for text in row.texts if text)
    return ProposedRow(row.id, row.where, LEFT, cells, note=reason, role=row.role)
