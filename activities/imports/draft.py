"""A plan while it is being read. Things are added in reading order; `finished` freezes them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from activities.imports.headings import Heading
from activities.imports.plan import (
    BlockReading,
    HeaderLine,
    ImportedActivity,
    ImportedNode,
    ImportedPicture,
    ImportedPlan,
    ImportedText,
    ImportedTip,
    LabelReading,
    NodeKind,
    Placement,
    TableReading,
    Unplaced,
)
from activities.imports.source import SourcePicture
from andts.lib.folding import plain


@dataclass
class DraftActivity:
    """Fields are filled as they are found; a field that comes twice gets its lines one after the other."""

    key: str
    node: str | None
    source: str
    fields: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, text: str, where: str) -> None:
        self._put(self.fields, name, name, text, where)

    def put_extra(self, column: str, text: str, where: str) -> None:
        self._put(self.extra, column, f"extra.{column}", text, where)

    def _put(self, texts: dict[str, str], name: str, address: str, text: str, where: str) -> None:
        if not text:
            return
        texts[name] = f"{texts[name]}\n{text}" if name in texts else text
        self.where.setdefault(address, where)


@dataclass
class Draft:
    title: list[str] = field(default_factory=list)
    title_where: str = ""
    header: list[HeaderLine] = field(default_factory=list)
    texts: list[ImportedText] = field(default_factory=list)
    nodes: list[ImportedNode] = field(default_factory=list)
    activities: list[DraftActivity] = field(default_factory=list)
    tips: list[ImportedTip] = field(default_factory=list)
    pictures: list[ImportedPicture] = field(default_factory=list)
    own_columns: dict[str, None] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    tables: list[TableReading] = field(default_factory=list)
    blocks: list[BlockReading] = field(default_factory=list)
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    lines: dict[str, list[str]] = field(default_factory=dict)  # the text of a node or of a text section, by its key
    _known: dict[tuple[str, ...], str] = field(default_factory=dict)  # nodes by what a cell may call them

    def add_title(self, text: str, where: str) -> None:
        self.title.append(text)
        self.title_where = self.title_where or where

    def add_text(self, heading: str, where: str, source: str) -> str:
        key = f"text{len(self.texts) + 1}"
        placement: Placement = "after" if self.nodes or self.activities else "before"
        self.texts.append(ImportedText(key, heading, "", placement, where, source))
        return key

    def extend(self, key: str, line: str) -> None:
        self.lines.setdefault(key, []).append(line)

    def add_node(self, heading: Heading, kind: NodeKind, parent: str | None, where: str, source: str) -> str:
        key = f"node{len(self.nodes) + 1}"
        label = f"{heading.chapter} {heading.label}".strip()
        self.nodes.append(
            ImportedNode(key, parent, kind, heading.text, heading.number, label, "", heading.term, where, source)
        )
        for name in _names(heading, kind, parent):
            self._known[name] = key
        return key

    def node(self, key: str) -> ImportedNode:
        return self.nodes[int(key.removeprefix("node")) - 1]

    def number_node(self, key: str, number: str) -> None:
        index = int(key.removeprefix("node")) - 1
        self.nodes[index] = replace(self.nodes[index], number=number.rstrip(".)"))

    def find_node(self, heading: Heading, kind: str, parent: str | None) -> str | None:
        """The node a cell names again: the same words under the same parent, or the number of a labelled one
        anywhere.
        """
        return next((self._known[name] for name in _names(heading, kind, parent) if name in self._known), None)

    def add_activity(self, node: str | None, source: str) -> DraftActivity:
        activity = DraftActivity(f"activity{len(self.activities) + 1}", node, source)
        self.activities.append(activity)
        return activity

    def add_tip(self, node: str | None, text: str, where: str, source: str) -> None:
        self.tips.append(ImportedTip(f"tip{len(self.tips) + 1}", node, text, where, source))

    def add_picture(self, picture: SourcePicture, belongs_to: str | None) -> None:
        key = f"picture{len(self.pictures) + 1}"
        self.pictures.append(
            ImportedPicture(
                key, picture.media_type, picture.content, picture.alternative, belongs_to, picture.where, picture.id
            )
        )

    def add_unplaced(self, text: str, where: str, kind: str, source: str) -> None:
        if text:
            self.unplaced.append(Unplaced(text, where, kind, source))

    def add_label(self, label: str, names: str) -> None:
        if label:
            self.labels[label, names] += 1

    def add_own_columns(self, names: Iterable[str]) -> None:
        self.own_columns.update(dict.fromkeys(names))

    def finished(self) -> ImportedPlan:
        return ImportedPlan(
            title=" ".join(self.title),
            title_where=self.title_where,
            header=tuple(self.header),
            texts=tuple(replace(text, text=self._text_of(text.key)) for text in self.texts),
            nodes=tuple(replace(node, text=self._text_of(node.key)) for node in self.nodes),
            activities=tuple(_finished(activity) for activity in self.activities),
            tips=tuple(self.tips),
            pictures=tuple(self.pictures),
            own_columns=tuple(self.own_columns),
            warnings=tuple(dict.fromkeys(self.warnings)),
            unplaced=tuple(self.unplaced),
            tables=tuple(self.tables),
            blocks=tuple(self.blocks),
            labels=tuple(LabelReading(label, names, count) for (label, names), count in self.labels.items()),
        )

    def _text_of(self, key: str) -> str:
        return "\n".join(self.lines.get(key, ()))


def _finished(draft: DraftActivity) -> ImportedActivity:
    return ImportedActivity(
        key=draft.key, node=draft.node, source=draft.source, extra=draft.extra, where=draft.where, **draft.fields
    )


def _names(heading: Heading, kind: str, parent: str | None) -> list[tuple[str, ...]]:
    """What a cell may call a node: its words under the same parent, its number with its words, "Mål 1" alone."""
    words = plain(heading.text)
    names: list[tuple[str, ...]] = [(kind, parent or "", words)]
    if heading.number:
        names.append((kind, "numbered", heading.number, words))
        is_bare = heading.is_labelled and not heading.label
        names.append((kind, "labelled", words if is_bare else plain(f"{heading.label} {heading.number}")))
    return names
