"""Reads the pieces from first to last and puts each of them where it belongs in the draft."""

from dataclasses import dataclass, field
from itertools import islice

from activities.imports.corrections import Corrections
from activities.imports.draft import Draft
from activities.imports.header_labels import split_header_line
from activities.imports.headings import heading_of
from activities.imports.plan import BlockReading, HeaderLine
from activities.imports.recognition.activity import OpenActivity
from activities.imports.recognition.outline import kind_of
from activities.imports.recognition.pieces import Piece
from activities.imports.recognition.tables import TableWalk
from activities.imports.recognition.trail import Trail
from activities.imports.recognition.wording import (
    ListHeading,
    inner_items,
    is_contact_heading,
    list_heading,
)
from activities.imports.source import SourcePicture, SourceTable

_SHOWN_ROLES = {
    "node": "",
    "section": "text_heading",
    "wrapper": "label",
    "list": "label",
    "activity": "activity",
    "label": "label",
    "header": "header",
    "title": "title",
    "tips": "label",
    "ignored": "ignore",
    "contents": "ignore",
    "navigation": "ignore",
    "aside": "ignore",
}


@dataclass
class Walk:
    """Where the reading stands: the outline above, the text section, the activity, the list or the tips that are
    open.
    """

    pieces: list[Piece]
    draft: Draft
    corrections: Corrections
    trail: Trail
    starts_with_label: str  # the field whose label begins an activity, "" when a title line does
    bullets_under_nodes: bool = False  # where nothing else in the file is an activity
    text_key: str | None = None
    activity: OpenActivity | None = None
    list_heading: ListHeading | None = None
    bullets_are_activities: bool = False
    tips_under: tuple[str | None] | None = None
    in_contacts: bool = False
    at: int = 0
    seen: dict[str, str] = field(default_factory=dict)

    def read(self) -> None:
        pieces = self.pieces
        for self.at, piece in enumerate(pieces):
            reading = getattr(self, f"_read_{piece.role}")
            self._tell(piece, reading(piece) or _SHOWN_ROLES.get(piece.role, "text"))

    def _tell(self, piece: Piece, role: str) -> None:
        if piece.paragraph is not None and piece.block.id not in self.seen:
            self.seen[piece.block.id] = role
            self.draft.blocks.append(BlockReading(piece.block.id, piece.where, piece.paragraph.text, role))

    def _read_title(self, piece: Piece) -> str:
        if self.trail.is_empty and not self.draft.texts and not self.draft.activities:
            self.draft.add_title(piece.text, piece.where)
            return "title"
        return self._read_section(piece)

    def _read_contents(self, piece: Piece) -> None:
        self.draft.add_unplaced(piece.text, piece.where, "toc", piece.block.id)

    def _read_navigation(self, piece: Piece) -> None:
        self.draft.add_unplaced(piece.text, piece.where, "navigation", piece.block.id)

    def _read_ignored(self, piece: Piece) -> None:
        self.draft.add_unplaced(piece.text, piece.where, "ignored", piece.block.id)

    def _read_aside(self, piece: Piece) -> None:
        kind = piece.paragraph.kind if piece.paragraph else "other"
        self.draft.add_unplaced(piece.text, piece.where, kind, piece.block.id)

    def _read_margin(self, piece: Piece) -> str:
        line = split_header_line(piece.text)
        if line is None or not line[1]:
            self._read_aside(piece)
            return "ignore"
        self.draft.header.append(HeaderLine(*line, piece.where, piece.block.id))
        return "header"

    def _read_picture(self, piece: Piece) -> None:
        if isinstance(piece.block, SourcePicture):
            activity = self.activity.row.key if self.activity else None
            self.draft.add_picture(piece.block, activity or self.text_key or self.trail.node)

    def _close(self) -> None:
        self.activity, self.list_heading, self.tips_under = None, None, None
        self.bullets_are_activities, self.in_contacts = False, False

    def _read_node(self, piece: Piece) -> str:
        self._close()
        self.text_key = None
        self.bullets_are_activities = self.bullets_under_nodes
        kind = kind_of(piece)
        self.trail.open_heading(piece.heading, kind, piece.rank, piece.where, piece.block.id)
        return kind

    def _read_section(self, piece: Piece) -> str:
        self._close()
        self.in_contacts = is_contact_heading(piece.text)
        if self.in_contacts:
            self.draft.add_unplaced(piece.text, piece.where, "contacts", piece.block.id)
            return "ignore"
        self.trail.leave(piece.rank)
        # Inside a goal that has no activities yet it is part of the goal's text.
        if self.trail.node and not self.trail.has_activities and piece.rank > self.trail.rank:
            self.draft.extend(self.trail.node, piece.text)
            return "text"
        self.trail.leave_all()
        self.text_key = self.draft.add_text(piece.text, piece.where, piece.block.id)
        return "text_heading"

    def _read_wrapper(self, piece: Piece) -> str:
        self.trail.leave(piece.rank)
        # "Mål och aktiviteter" above the goals: only a label, unless text stands under it.
        following = self.pieces[self.at + 1].role if self.at + 1 < len(self.pieces) else ""
        if self.trail.is_empty and following == "text":
            return self._read_section(piece)
        self._close()
        self.text_key = None
        self.draft.add_label(piece.text, "activities")
        return "label"

    def _read_list(self, piece: Piece) -> None:
        self._close()
        self.text_key = None
        if piece.role == "list" and piece.label and piece.text:
            self.list_heading = ListHeading(piece.text)
            self.draft.add_label(piece.label, "responsible")
            self.draft.add_label(piece.text, "responsible")
            return
        text = piece.label or piece.text
        self.trail.leave(piece.rank)
        self.list_heading = list_heading(text)
        self.draft.add_label(
            text, "responsible" if self.list_heading and self.list_heading.responsible else "activities"
        )

    def _read_tips(self, piece: Piece) -> str:
        self._close()
        self.text_key = None
        self.tips_under = (self.trail.above(piece.rank),)
        items = inner_items(piece.text)
        self.draft.add_label(items[0], "tip")
        for item in items[1:]:
            self.draft.add_tip(self.tips_under[0], item, piece.where, piece.block.id)
        return "label"

    def _read_header(self, piece: Piece) -> str:
        if self.activity and piece.label:
            return self._read_label(piece)
        line = split_header_line(piece.text)
        if line is None or self.activity or self.draft.activities:
            return self._add_text(piece.text, piece)
        self.draft.header.append(HeaderLine(*line, piece.where, piece.block.id))
        return "header"

    def _read_activity(self, piece: Piece) -> str:
        self._close()
        self._begin(piece).put_title(piece.text, piece)
        return "activity"

    def _begin(self, piece: Piece) -> OpenActivity:
        self.text_key = None
        self.activity = OpenActivity(self.draft, self.draft.add_activity(self.trail.node, piece.block.id))
        self.trail.has_activities = True
        return self.activity

    def _read_label(self, piece: Piece) -> str:
        activity = self.activity
        # Else it is a field of the activity that is open.
        if activity is None or self._begins_next(piece, activity):
            if not self._may_begin(piece):
                return self._add_text(f"{piece.label}: {piece.text}" if piece.text else piece.label, piece)
            self._close()
            activity = self._begin(piece)
        activity.put(piece)
        return "label"

    def _begins_next(self, piece: Piece, activity: OpenActivity) -> bool:
        if self.starts_with_label:
            return piece.field == self.starts_with_label and activity.has("title")
        # A field that is there already is the next activity's; the plan's own columns may come in any number.
        return activity.has(piece.field) and piece.field != "own"

    def _may_begin(self, piece: Piece) -> bool:
        if self.starts_with_label:
            return piece.field == self.starts_with_label
        # A lone "Uppföljning: …" in a text or under a goal is no activity.
        return piece.field in ("title", "description") or (self.activity is not None and piece.field != "own")

    def _read_item(self, piece: Piece) -> str:
        if piece.forced == "tip" or self.tips_under is not None:
            return self._add_tips(piece)
        if self.list_heading is not None or self.bullets_are_activities:
            for item in inner_items(piece.text):
                self._add_listed(item, piece)
            return "activity"
        if self.activity is not None:
            self.activity.go_on(piece)
            return "label"
        return self._add_text(piece.text, piece)

    def _add_tips(self, piece: Piece) -> str:
        under = self.tips_under[0] if self.tips_under else self.trail.node
        for item in inner_items(piece.text):
            self.draft.add_tip(under, item, piece.where, piece.block.id)
        return "tip"

    def _add_listed(self, item: str, piece: Piece) -> None:
        said = self.list_heading or ListHeading()
        activity = self.draft.add_activity(self.trail.node, piece.block.id)
        self.trail.has_activities = True
        number = piece.paragraph.number if piece.paragraph and not piece.paragraph.number.isalpha() else ""
        heading = heading_of(item, number)
        activity.put("number", heading.number if not heading.is_labelled else "", piece.where)
        activity.put("title", heading.text if heading.number and not heading.is_labelled else item, piece.where)
        activity.put("responsible", said.responsible, piece.where)
        activity.put("orientation", said.orientation, piece.where)
        activity.put("prevention_level", said.prevention_level, piece.where)

    def _read_text(self, piece: Piece) -> str:
        if self.tips_under is not None:
            return self._add_tips(piece)
        if self.activity is not None and (self.activity.waits_for_text or self._is_label_next()):
            self.activity.go_on(piece)
            return "label"
        self.activity, self.list_heading = None, None
        return self._add_text(piece.text, piece)

    def _is_label_next(self) -> bool:
        # When more of the activity follows, what stands between belongs to it too.
        later = islice(self.pieces, self.at + 1, None)
        told = next((piece.role for piece in later if piece.role not in ("text", "item", "picture", "navigation")), "")
        return told == "label"

    def _add_text(self, text: str, piece: Piece) -> str:
        if self.in_contacts:
            self.draft.add_unplaced(text, piece.where, "contacts", piece.block.id)
            return "ignore"
        if self.text_key is None and self.trail.node is not None:
            self.draft.extend(self.trail.node, text)
            return "text"
        if self.text_key is None:
            self.text_key = self.draft.add_text("", piece.where, piece.block.id)
        self.draft.extend(self.text_key, text)
        return "text"

    def _read_table(self, piece: Piece) -> None:
        if isinstance(piece.block, SourceTable) and piece.shape:
            if piece.shape.kind in ("activities", "labels"):
                self._close()
                self.text_key = None
            TableWalk(self.draft, self.corrections, self.trail).read(piece.block, piece.shape)
