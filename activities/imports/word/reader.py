"""A .docx as source blocks, in the order a person reads it."""

from collections.abc import Iterator

from lxml import etree

from activities.imports.ooxml import Package, media_type
from activities.imports.source import (
    Source,
    SourceBlock,
    SourceCell,
    SourceParagraph,
    SourcePicture,
    SourceRow,
    SourceTable,
    tidy,
)
from activities.imports.word import names as n
from activities.imports.word.inline import Drawn, Fields, Inline, deleted_text
from activities.imports.word.numbering import Numbering
from activities.imports.word.styles import Style, Styles, numbering_of, outline_level

_LONGEST_HEADING = 200
_HOLDERS = {n.SDT, n.SDT_CONTENT, n.w("ins"), n.w("moveTo"), n.w("customXml"), n.w("smartTag"), n.ALTERNATE, n.CHOICE}
_NOTE_WORDS = {"footnote": "fotnot", "endnote": "slutkommentar", "comment": "kommentar"}
_MARGIN_WORDS = {"header": ("page_header", "sidhuvud"), "footer": ("page_footer", "sidfot")}


def read_word(content: bytes) -> Source:
    return _WordReader(Package(content)).read()


class _WordReader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = package.main_part()
        self.relations = package.relations_of(self.main)
        self.styles = Styles(self._related("styles"))
        self.numbering = Numbering(self._related("numbering"))
        self.fields = Fields()
        self.blocks: list[SourceBlock] = []
        self.warnings: list[str] = []
        self.after: list[SourceBlock] = []  # what hangs on the table being read, placed after it
        self.notes: dict[tuple[str, str], str] = {}  # a note's kind and id, and where it is referred to
        self.counts: dict[str, int] = {}

    def read(self) -> Source:
        root = self.package.xml_of(self.main)
        body = None if root is None else root.find(n.BODY)
        if body is not None:
            self._read_flow(body, "body")
        self._read_notes()
        self._read_margins()
        return Source(tuple(self.blocks), tuple(self.warnings))

    def _related(self, kind: str) -> etree._Element | None:
        part = next((relation.target for relation in self.relations.values() if relation.kind == kind), None)
        return None if part is None else self.package.xml_of(part)

    def _next(self, counted: str) -> int:
        self.counts[counted] = self.counts.get(counted, 0) + 1
        return self.counts[counted]

    def _read_flow(self, container: etree._Element, kind: str, place: str = "") -> None:
        for child in container:
            if child.tag == n.P:
                self._read_paragraph(child, kind, place)
            elif child.tag == n.TBL:
                self._read_table(child, place)
            elif child.tag in _HOLDERS:
                self._read_flow(child, "toc" if kind == "body" and _holds_contents(child) else kind, place)
            elif child.tag == n.w("altChunk"):
                self.warnings.append(
                    "Dokumentet innehåller en inbäddad fil som inte lästes. Kontrollera att inget saknas."
                )

    def _read_paragraph(self, element: etree._Element, kind: str, place: str) -> None:
        properties = element.find(n.P_PR)
        style = self._style(properties)
        inline = self._inline(element, style)
        text = tidy(inline.text)
        where = place or f"stycke {self._next('stycke') if text else self.counts.get('stycke', 0) + 1}"
        if text:
            self.blocks.append(self._paragraph(text, where, kind, properties, style, inline))
        else:
            self._number(properties, style)
        self._read_hanging(inline, where)

    def _style(self, properties: etree._Element | None) -> Style:
        named = None if properties is None else properties.find(n.w("pStyle"))
        return self.styles.of(None if named is None else named.get(n.VAL))

    def _inline(self, element: etree._Element, style: Style) -> Inline:
        inline = Inline(self.fields, style.is_bold, style.is_large)
        inline.read(element)
        return inline

    def _paragraph(
        self, text: str, where: str, kind: str, properties: etree._Element | None, style: Style, inline: Inline
    ) -> SourceParagraph:
        level = outline_level(properties) or style.level
        listed, number = self._number(properties, style)
        is_contents = inline.in_contents or style.is_contents
        return SourceParagraph(
            id=f"p{self._next('p')}",
            text=text,
            where=where,
            kind="toc" if is_contents and kind == "body" else kind,
            level=level,
            is_list_item=level is None and (listed or (style.is_list and style.numbering is not None)),
            number=number,
            label=_bold_beginning(inline),
            set_off=level is None and _is_set_off(text, inline),
        )

    def _number(self, properties: etree._Element | None, style: Style) -> tuple[bool, str]:
        numbering = numbering_of(properties) or style.numbering
        if numbering is None or numbering[0] == "0":
            return False, ""
        list_id = numbering[0] or (style.numbering[0] if style.numbering else "")
        # Counts on, also for a paragraph without text, as Word does for those it shows.
        return self.numbering.next_number(list_id, numbering[1])

    def _read_hanging(self, inline: Inline, where: str) -> None:
        for kind, note_id in inline.notes:
            self.notes.setdefault((kind, note_id), where)
        if deleted := tidy("".join(inline.deleted)):
            self._add(deleted, f"{where} (struken text)", "deleted")
        for drawn in inline.pictures:
            self._read_picture(drawn, where)
        for relation in inline.diagrams:
            self._read_diagram(relation)
        for box in inline.boxes:
            self._read_flow(box, "textbox", f"textruta {self._next('textruta')}")

    def _add(self, text: str, where: str, kind: str) -> None:
        if tidied := tidy(text):
            self.blocks.append(SourceParagraph(f"p{self._next('p')}", tidied, where, kind))

    def _read_picture(self, drawn: Drawn, where: str) -> None:
        relation = self.relations.get(drawn.relation)
        content = None if relation is None or relation.is_external else self.package.bytes_of(relation.target)
        if relation is None or content is None:
            self.warnings.append(
                f"En bild vid {where} ligger utanför dokumentet och kunde inte hämtas. Lägg in den igen."
            )
            return
        number = self._next("bild")
        alternative = tidy(drawn.alternative)
        self.blocks.append(
            SourcePicture(f"b{number}", content, media_type(relation.target), alternative, f"bild {number} ({where})")
        )

    def _read_diagram(self, relation_id: str) -> None:
        relation = self.relations.get(relation_id)
        root = None if relation is None or relation.is_external else self.package.xml_of(relation.target)
        number = self._next("diagram")
        for paragraph in [] if root is None else root.iter(n.DRAWN_PARAGRAPH):
            self._add("".join(t.text or "" for t in paragraph.iter(n.DRAWN_TEXT)), f"diagram {number}", "textbox")

    def _read_table(self, element: etree._Element, place: str) -> None:
        number = self._next("tabell")
        where = f"tabell {number}" + (f" i {place}" if place else "")
        outer, self.blocks = self.blocks, []  # what hangs on the cells is gathered apart and follows the table
        rows = [self._read_row(tr, f"t{number}", index, where) for index, tr in enumerate(_within(element, n.TR), 1)]
        hanging, self.blocks = self.blocks, outer
        width = max((len(row.cells) for row in rows), default=0)
        if any(row.filled for row in rows):
            self.blocks.append(SourceTable(f"t{number}", tuple(_padded(row, width) for row in rows), where))
        self.blocks.extend(hanging)

    def _read_row(self, element: etree._Element, table: str, index: int, table_where: str) -> SourceRow:
        where = f"{table_where}, rad {index}"
        properties = element.find(n.TR_PR)
        cells = [SourceCell()] * _before(properties)
        if properties is not None and properties.find(n.DEL) is not None:
            for tc in _within(element, n.TC):
                self._add(deleted_text(tc), f"{where} (struken text)", "deleted")
        else:
            for tc in _within(element, n.TC):
                cells.extend(self._read_cell(tc, where))
        return SourceRow(f"{table}r{index}", tuple(cells), where)

    def _read_cell(self, element: etree._Element, where: str) -> list[SourceCell]:
        span, covered = _merging(element.find(n.TC_PR))
        lines: list[str] = []
        bold = [self._read_cell_part(part, where, lines) for part in _within(element, n.P, n.TBL)]
        text = tidy("\n".join(lines))
        first = SourceCell(text, span, "" if text else covered, bool(text) and all(bold))
        return [first, *[SourceCell(covered=first.covered or "left")] * (span - 1)]

    def _read_cell_part(self, part: etree._Element, where: str, lines: list[str]) -> bool:
        """Adds the line of a paragraph, or reads an inner table; says whether nothing in it is other than bold."""
        if part.tag == n.TBL:
            self._read_table(part, where)
            return True
        properties = part.find(n.P_PR)
        style = self._style(properties)
        inline = self._inline(part, style)
        listed, number = self._number(properties, style)
        text = tidy(inline.text)
        bullet = "•" if listed and not number and text else number
        lines.append(f"{bullet} {text}" if bullet else text)
        self._read_hanging(inline, where)
        return all(bold for stretch, bold, _ in inline.looks if stretch.strip())

    def _read_notes(self) -> None:
        for kind, word in _NOTE_WORDS.items():
            root = self._related(kind + "s")
            for note in [] if root is None else root.iter(n.w(kind)):
                if note.get(n.TYPE, "normal") == "normal":
                    self._read_note(note, kind, f"{word} {self._next(word)}")

    def _read_note(self, note: etree._Element, kind: str, where: str) -> None:
        place = self.notes.get((kind, note.get(n.ID, "")))
        address = f"{where} (till {place})" if place else where
        for paragraph in note.iter(n.P):
            inline = self._inline(paragraph, self._style(paragraph.find(n.P_PR)))
            self._add(inline.text, address, kind)
            self._add("".join(inline.deleted), address, "deleted")

    def _read_margins(self) -> None:
        # Each text once, however many sections repeat it.
        seen = set()
        for relation in self.relations.values():
            if relation.kind in _MARGIN_WORDS and relation.target not in seen:
                seen.add(relation.target)
                self._read_margin(relation.target, *_MARGIN_WORDS[relation.kind])

    def _read_margin(self, part: str, kind: str, where: str) -> None:
        root = self.package.xml_of(part)
        body_relations, self.relations = self.relations, self.package.relations_of(part)
        told = {block.text for block in self.blocks if isinstance(block, SourceParagraph) and block.kind == kind}
        for paragraph in [] if root is None else root.iter(n.P):
            inline = Inline(self.fields)
            inline.read(paragraph)
            if tidy(inline.text) not in told:
                self._add(inline.text, where, kind)
            for drawn in inline.pictures:
                self._read_picture(drawn, where)
        self.relations = body_relations


def _within(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag in tags:
            yield child
        # Content controls and insertions.
        elif child.tag in _HOLDERS:
            yield from _within(child, *tags)


def _holds_contents(element: etree._Element) -> bool:
    properties = element.find(n.SDT_PR)
    gallery = None if properties is None else next(properties.iter(n.w("docPartGallery")), None)
    return gallery is not None and "contents" in gallery.get(n.VAL, "").casefold()


def _bold_beginning(inline: Inline) -> int:
    """The length of the bold text that the paragraph begins with, when what follows it is not bold."""
    length, written = 0, [(text, bold) for text, bold, _ in inline.looks if text.strip()]
    if not written or not written[0][1] or all(bold for _, bold in written):
        return 0
    for text, bold, _ in inline.looks:
        if text.strip() and not bold:
            break
        length += len(text)
    return len(tidy(inline.text[:length]))


def _is_set_off(text: str, inline: Inline) -> bool:
    if len(text) > _LONGEST_HEADING or "\n" in text:
        return False
    written = [(bold, large) for stretch, bold, large in inline.looks if stretch.strip()]
    return all(bold for bold, _ in written) or all(large for _, large in written) or (text.isupper() and len(text) > 3)


def _before(properties: etree._Element | None) -> int:
    skipped = None if properties is None else properties.find(n.w("gridBefore"))
    value = "" if skipped is None else skipped.get(n.VAL, "")
    return min(int(value), 50) if value.isdigit() else 0


def _merging(properties: etree._Element | None) -> tuple[int, str]:
    """How many columns a cell takes, and from where it is covered by another's text."""
    if properties is None:
        return 1, ""
    spanned, above, left = (properties.find(n.w(name)) for name in ("gridSpan", "vMerge", "hMerge"))
    value = "" if spanned is None else spanned.get(n.VAL, "")
    covered = "above" if _continues(above) else "left" if _continues(left) else ""
    return min(max(int(value), 1), 64) if value.isdigit() else 1, covered


def _continues(merge: etree._Element | None) -> bool:
    return merge is not None and merge.get(n.VAL, "continue") == "continue"


def _padded(row: SourceRow, width: int) -> SourceRow:
    missing = width - len(row.cells)
    return SourceRow(row.id, row.cells + (SourceCell(),) * missing, row.where) if missing else row
