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

    def add_title(self, text: str, where: str) -> None:
        self.title.append(text)
        self.title_where = self.title_where or where

    def add_text(self, heading: str, where: str, source: str) -> str:
        key = f"text{len(self.texts) + 1}"
        placement = "after" if self.nodes or self.activities else "before"
        self.texts.append(ImportedText(key, heading, "", placement, where, source))
        return key

    def extend_text(self, key: str, line: str) -> None:
        index = int(key.removeprefix("text")) - 1
        self.texts[index] = replace(self.texts[index], text=_joined(self.texts[index].text, line))

    def add_node(self, heading: Heading, kind: NodeKind, parent: str | None, where: str, source: str) -> str:
        key = f"node{len(self.nodes) + 1}"
        self.nodes.append(
            ImportedNode(key, parent, kind, heading.text, heading.number, heading.label, "", heading.term, where, source)
        )
        return key

    def extend_node(self, key: str, line: str) -> None:
        index = int(key.removeprefix("node")) - 1
        self.nodes[index] = replace(self.nodes[index], text=_joined(self.nodes[index].text, line))

    def node(self, key: str) -> ImportedNode:
        return self.nodes[int(key.removeprefix("node")) - 1]

    def find_node(self, heading: Heading, kind: str, parent: str | None) -> str | None:
        """The node a cell names again: the same words under the same parent, or the number of a labelled one anywhere."""
        words = plain(heading.text)
        for node in reversed(self.nodes):
            same = plain(node.heading) == words
            if node.kind == kind and ((same and node.parent == parent) or _is_named(node, heading, same)):
                return node.key
        return None

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
            texts=tuple(self.texts),
            nodes=tuple(self.nodes),
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


def _finished(draft: DraftActivity) -> ImportedActivity:
    return ImportedActivity(
        key=draft.key, node=draft.node, source=draft.source, extra=draft.extra, where=draft.where, **draft.fields
    )


def _joined(text: str, line: str) -> str:
    return f"{text}\n{line}" if text else line


def _is_named(node: ImportedNode, heading: Heading, same_words: bool) -> bool:
    if not node.number or node.number != heading.number:
        return False
    return same_words or plain(heading.text) == plain(f"{node.label} {node.number}")
