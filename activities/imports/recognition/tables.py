"""Puts the rows of a table into the draft."""

from dataclasses import dataclass

from activities.imports.corrections import Corrections
from activities.imports.draft import Draft, DraftActivity
from activities.imports.header_labels import header_field, split_header_line
from activities.imports.headings import heading_of, split_title
from activities.imports.plan import ColumnReading, HeaderLine, NodeKind, RowReading, TableReading
from activities.imports.recognition.trail import Trail
from activities.imports.source import SourceRow, SourceTable
from activities.imports.tables.labelled import header_lines, labelled_activities, lone_labels
from activities.imports.tables.rows import Row, rows_of
from activities.imports.tables.shape import Columns, Shape
from andts.lib.swedish import begun

_GROUPS = ("goal", "area")
# A row with nothing but these holds no activity, though it may open a goal or an area.
_NO_ACTIVITY = (*_GROUPS, "ignore", "number")


@dataclass
class TableWalk:
    draft: Draft
    corrections: Corrections
    trail: Trail

    def read(self, table: SourceTable, shape: Shape) -> None:
        read_rows: list[RowReading] = []
        if shape.kind == "activities" and shape.columns:
            read_rows = self._read_activities(table, shape.columns, shape.first)
        elif shape.kind == "labels":
            self._read_labels(table)
        elif shape.kind == "header":
            self._read_header(table)
        elif shape.kind != "paragraphs":
            self._set_aside(table, shape.kind)
        self.draft.tables.append(_reading(table, shape, read_rows))

    def _read_activities(self, table: SourceTable, columns: Columns, first: int) -> list[RowReading]:
        rows = list(rows_of(table.rows, columns, self._roles(table, first)))
        if first < 0 and self.draft.activities and not self.corrections.columns.get(table.id):
            self.draft.warnings.append(
                f"{begun(table.where)} har ingen rubrikrad och lästes med samma kolumner som tabellen före."
            )
        elif not (first < 0):
            self._leave_rows_of_another_table(rows)
        read: list[RowReading] = []
        for row in rows:
            self._read_row(row)
            read.append(RowReading(row.source.id, row.role, " | ".join(text for text in row.source.texts if text)))
        return read

    def _leave_rows_of_another_table(self, rows: list[Row]) -> None:
        if any(row.role in _GROUPS for row in rows):
            self.trail.leave(30.0)
        self.trail.leave_columns()

    def _roles(self, table: SourceTable, first: int) -> dict[str, str]:
        # What stands above the row of headings comes before the table; the user's changes count most.
        above = {row.id: "before" for row in table.rows[: max(first, 0)]}
        heading = {table.rows[first].id: "columns"} if first >= 0 else {}
        return {**above, **heading, **self.corrections.roles}

    def _read_row(self, row: Row) -> None:
        if row.role == "columns":
            for text, name in zip(row.texts, row.columns.fields, strict=True):
                self.draft.add_label(text, name)
        elif row.role in _GROUPS:
            self._open_row(row)
        elif row.role == "before":
            self._read_row_before(row)
        elif row.role in ("ignore", "text", "tip"):
            self._set_row_aside(row)
        elif row.role == "more" and self.draft.activities:
            self._fill(self.draft.activities[-1], row)
        else:
            self._open_columns(row)
            if _is_activity(row):
                self.trail.has_activities = True
                self._fill(self.draft.add_activity(self.trail.node, row.source.id), row)
            else:
                self._keep_rest(row)

    def _open_row(self, row: Row) -> None:
        kind: NodeKind = "goal" if row.role == "goal" else "area"
        first, *others = row.source.filled
        where = _address(row.source, row.columns, first) if row.columns.fields[first] in _GROUPS else row.source.where
        self.trail.open_row(heading_of(row.source.cells[first].text), kind, where, row.source.id)
        # More texts on the row are the goal's or area's text.
        for index in others:
            self._add_text(row.source.cells[index].text, row)

    def _read_row_before(self, row: Row) -> None:
        texts = [text for text in row.source.texts if text]
        # The plan's title, its header, or the goal or area of the whole table.
        line = split_header_line(texts[0])
        heading = heading_of(texts[0])
        if line and len(texts) == 1:
            self.draft.header.append(HeaderLine(*line, row.source.where, row.source.id))
        elif len(texts) == 2 and (field := header_field(texts[0].rstrip(":"))):
            self.draft.header.append(HeaderLine(texts[0].rstrip(":"), texts[1], field, row.source.where, row.source.id))
        elif len(texts) == 1 and not self.draft.title and not heading.kind and not self.draft.nodes:
            self.draft.add_title(texts[0], row.source.where)
        elif len(texts) == 1 and len(texts[0]) <= 200:
            self.trail.open_row(heading, "goal" if heading.kind == "goal" else "area", row.source.where, row.source.id)
        else:
            self._set_row_aside(row)

    def _set_row_aside(self, row: Row) -> None:
        for text in row.source.texts:
            if text and row.role == "tip":
                self.draft.add_tip(self.trail.node, text, row.source.where, row.source.id)
            elif text and row.role == "ignore":
                self.draft.add_unplaced(text, row.source.where, "ignored", row.source.id)
            elif text:
                self._add_text(text, row)

    def _add_text(self, text: str, row: Row) -> None:
        if self.trail.node:
            self.draft.extend(self.trail.node, text)
        else:
            self.draft.extend(self.draft.add_text("", row.source.where, row.source.id), text)

    def _open_columns(self, row: Row) -> None:
        level = 0
        for index, name in enumerate(row.columns.fields):
            if name not in _GROUPS:
                continue
            level += 1
            # An empty cell goes on with the goal or area above, unless that has ended.
            if text := row.source.cells[index].text:
                kind: NodeKind = "goal" if name == "goal" else "area"
                where = _address(row.source, row.columns, index)
                self.trail.open_column(text, kind, level, where, row.source.id)
        self._number_node(row)

    def _number_node(self, row: Row) -> None:
        number = next((text for text, name in zip(row.texts, row.columns.fields, strict=True) if name == "number"), "")
        # Without an activity on the row it is the goal's or the area's number.
        if number and self.trail.node and _has_group(row) and not _is_activity(row):
            if self.draft.node(self.trail.node).number:
                self.draft.extend(self.trail.node, number)
            else:
                self.draft.number_node(self.trail.node, number)

    def _keep_rest(self, row: Row) -> None:
        # Beside a goal and an area only columns that are ignored are left; else all of the row is.
        kind = "ignored" if _has_group(row) else "other"
        columns = zip(row.source.texts, row.columns.fields, strict=True)
        rest = [text for text, name in columns if text and (kind == "other" or name == "ignore")]
        self.draft.add_unplaced("\n".join(rest), row.source.where, kind, row.source.id)

    def _fill(self, activity: DraftActivity, row: Row) -> None:
        for index, (name, text) in enumerate(zip(row.columns.fields, row.texts, strict=True)):
            where = _address(row.source, row.columns, index)
            if not text or name in _GROUPS:
                continue
            if name == "own":
                column = row.columns.name(index)
                self.draft.add_own_columns([column])
                activity.put_extra(column, text, where)
            elif name == "ignore":
                self.draft.add_unplaced(text, where, "ignored", row.source.id)
            else:
                _put_field(activity, name, text, where, is_numbered="number" in row.columns.fields)

    def _read_labels(self, table: SourceTable) -> None:
        activities = labelled_activities(table)
        if not activities:
            self._set_aside(table, "other")
            return
        for labelled in lone_labels(table):
            self.draft.add_label(labelled.label, labelled.field or "own")
        for found in activities:
            first = next(labelled for labelled in found.fields if labelled.text)
            activity = self.draft.add_activity(self.trail.node, first.row.id)
            self.trail.has_activities = True
            for labelled in found.fields:
                where = f"{labelled.row.where}, {labelled.label}" if labelled.label else labelled.row.where
                self.draft.add_label(labelled.label, labelled.field or "own")
                self._put(activity, labelled.field, labelled.label, labelled.text, where)

    def _put(self, activity: DraftActivity, name: str | None, label: str, text: str, where: str) -> None:
        if name in _GROUPS and text:
            kind: NodeKind = "goal" if name == "goal" else "area"
            self.trail.open_column(text, kind, _GROUPS.index(kind), where, activity.source)
            activity.node = self.trail.node
        elif name and name != "own":
            activity.put(name, text, where)
        elif text:
            self.draft.add_own_columns([label or "Övrigt"])
            activity.put_extra(label or "Övrigt", text, where)

    def _read_header(self, table: SourceTable) -> None:
        for line in header_lines(table):
            if line.field == "title_line" and not self.draft.title and line.text:
                self.draft.add_title(line.text, line.row.where)
                self.draft.add_label(line.label, "title")
            elif line.label or line.text:
                field = None if line.field == "title_line" else line.field
                self.draft.header.append(HeaderLine(line.label, line.text, field, line.row.where, line.row.id))

    def _set_aside(self, table: SourceTable, kind: str) -> None:
        told = {"contacts": "contacts", "ignore": "ignored"}.get(kind, "table")
        for row in table.rows:
            texts = [text for text in row.texts if text]
            if kind != "tip":
                self.draft.add_unplaced(" | ".join(texts), row.where, told, row.id)
                continue
            for text in texts:
                self.draft.add_tip(self.trail.node, text, row.where, row.id)
        if kind == "other":
            self.draft.warnings.append(
                f"{begun(table.where)} lästes inte som aktiviteter. Texten ligger bland det oplacerade."
            )


def _put_field(activity: DraftActivity, name: str, text: str, where: str, *, is_numbered: bool) -> None:
    if name == "title" and not is_numbered and name not in activity.fields:
        number, text = split_title(text, None)
        activity.put("number", number, where)
    activity.put(name, text.rstrip(".)") if name == "number" else text, where)


def _is_activity(row: Row) -> bool:
    return any(text for text, name in zip(row.texts, row.columns.fields, strict=True) if name not in _NO_ACTIVITY)


def _has_group(row: Row) -> bool:
    return any(text for text, name in zip(row.texts, row.columns.fields, strict=True) if name in _GROUPS)


def _address(row: SourceRow, columns: Columns, index: int) -> str:
    return f"{row.where}, kolumn {columns.name(index)}"


def _reading(table: SourceTable, shape: Shape, rows: list[RowReading]) -> TableReading:
    columns: tuple[ColumnReading, ...] = ()
    if shape.columns:
        below = table.rows[shape.first + 1 :]
        columns = tuple(
            ColumnReading(index, shape.columns.headings[index], name, _example(below, index))
            for index, name in enumerate(shape.columns.fields)
        )
    told = rows or [
        RowReading(row.id, shape.kind, " | ".join(t for t in row.texts if t)) for row in table.rows if row.filled
    ]
    return TableReading(table.id, table.where, shape.kind, columns, tuple(told))


def _example(rows: tuple[SourceRow, ...], index: int) -> str:
    return next((row.cells[index].text for row in rows if row.cells[index].text), "")
