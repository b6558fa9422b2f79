"""The activity that is being read from paragraphs, field by field."""

from dataclasses import dataclass

from activities.imports.draft import Draft, DraftActivity
from activities.imports.headings import split_activity_label, split_title
from activities.imports.recognition.pieces import Piece
from activities.imports.recognition.wording import without_bullet


@dataclass
class OpenActivity:
    """`field` and `label` are the last that were named: what follows without a label belongs there."""

    draft: Draft
    row: DraftActivity
    field: str = ""
    label: str = ""

    def has(self, field: str) -> bool:
        return field in self.row.fields

    @property
    def waits_for_text(self) -> bool:
        # Its last label stood alone.
        return self.field not in ("own", "ignore") and not self.row.fields.get(self.field)

    def put(self, piece: Piece) -> None:
        # The label names the field, and its own words are kept too.
        self.draft.add_label(piece.label, piece.field)
        self.field, self.label = piece.field, piece.label
        if piece.field == "title" and piece.text:
            self.put_title(piece.text, piece)
        elif piece.field == "own":
            self.draft.add_own_columns([piece.label])
            self.row.put_extra(piece.label, piece.text, piece.where)
        elif piece.field == "ignore":
            self.draft.add_unplaced(piece.text, piece.where, "ignored", piece.block.id)
        else:
            self.row.put(piece.field, piece.text, piece.where)

    def put_title(self, text: str, piece: Piece) -> None:
        number, title = split_title(without_bullet(text), self._number_before())
        label, number_of_label, title = split_activity_label(title)
        # "1.1 Åtgärd 2: Kurs": the first is the activity's number, and the other stays with its label.
        self.draft.add_label(f"{label} {number_of_label}" if number else label, "title")
        counted = piece.paragraph.number.strip(" .)") if piece.paragraph else ""
        self.row.put("number", number or number_of_label or counted, piece.where)
        self.row.put("title", title, piece.where)
        self.field = "title"

    def go_on(self, piece: Piece) -> None:
        if self.field == "own":
            self.row.put_extra(self.label, piece.text, piece.where)
        else:
            self.row.put(self.field or "description", piece.text, piece.where)

    def _number_before(self) -> str:
        # Of the activity above: "9 Erbjuda" is number 9 where that one is 8.
        return self.draft.activities[-2].fields.get("number", "") if len(self.draft.activities) > 1 else ""
