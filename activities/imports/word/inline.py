"""What is inside a paragraph: its text as read with tracked changes accepted, and what hangs on it."""

from dataclasses import dataclass, field

from lxml import etree

from activities.imports.word import names as n
from activities.imports.word.styles import is_bold, is_large

_DRAWING = n.w("drawing")


@dataclass
class Fields:
    """The fields ("TOC", "PAGEREF") that are open; a table of contents runs over many paragraphs."""

    open: list[str] = field(default_factory=list)

    def mark(self, kind: str) -> None:
        if kind == "begin":
            self.open.append("")
        elif kind == "end" and self.open:
            self.open.pop()

    def instruct(self, text: str) -> None:
        if self.open:
            self.open[-1] += text

    @property
    def in_contents(self) -> bool:
        return any(instruction.strip().upper().startswith("TOC") for instruction in self.open)


@dataclass(frozen=True)
class Drawn:
    relation: str
    alternative: str


@dataclass
class Inline:
    """`looks` has a stretch of text and whether it is bold and large; the rest is in the order it stood."""

    fields: Fields
    inherits_bold: bool = False
    inherits_large: bool = False
    looks: list[tuple[str, bool, bool]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: list[Drawn] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    in_contents: bool = False
    _bold: bool = False
    _large: bool = False
    _alternative: str = ""

    @property
    def text(self) -> str:
        return "".join(text for text, _, _ in self.looks)

    def read(self, element: etree._Element) -> None:
        for child in element:
            self._read_one(child)

    def _read_one(self, child: etree._Element) -> None:
        tag = child.tag
        if tag == n.R:
            self._read_run(child)
        elif tag in (n.T, n.MATH_TEXT):
            self._add(child.text or "")
        elif tag in n.MARKS:
            self._add(n.MARKS[tag])
        elif tag in n.SILENT:
            return
        elif tag in (n.DEL, n.MOVE_FROM):
            self.deleted.append(deleted_text(child))
        elif reading := _READINGS.get(tag):
            reading(self, child)
        elif len(child):
            self.read(child)

    def _read_run(self, run: etree._Element) -> None:
        properties = run.find(n.R_PR)
        self._bold = is_bold(properties, self.inherits_bold)
        self._large = is_large(properties, self.inherits_large)
        self.read(run)

    def _add(self, text: str) -> None:
        self.looks.append((text, self._bold, self._large))
        self.in_contents = self.in_contents or (bool(text.strip()) and self.fields.in_contents)

    def _read_alternate(self, element: etree._Element) -> None:
        choice, fallback = element.find(n.CHOICE), element.find(n.FALLBACK)
        # The same thing drawn twice, for new and for old programs: one of them is read.
        told = choice is not None and any(True for _ in choice.iter(n.TEXTBOX, n.BLIP, n.T, n.DIAGRAM, n.CHART))
        chosen = choice if told or fallback is None else fallback
        if chosen is not None:
            self.read(chosen)

    def _read_drawing(self, element: etree._Element) -> None:
        described = next(element.iter(n.DRAWN_PROPERTIES), None)
        self._alternative = "" if described is None else described.get("descr", "")
        self.read(element)

    def _read_shape(self, element: etree._Element) -> None:
        self._alternative = element.get("alt", "")
        self.read(element)

    def _read_box(self, element: etree._Element) -> None:
        self.boxes.append(element)

    def _read_picture(self, element: etree._Element) -> None:
        relation = element.get(n.EMBED) or element.get(n.RELATION_ID) or element.get(n.LINK)
        if relation:
            self.pictures.append(Drawn(relation, self._alternative))

    def _read_diagram(self, element: etree._Element) -> None:
        self.diagrams.append(element.get(n.DIAGRAM_DATA) or element.get(n.RELATION_ID) or "")

    def _read_field_mark(self, element: etree._Element) -> None:
        self.fields.mark(element.get(n.w("fldCharType"), ""))

    def _read_instruction(self, element: etree._Element) -> None:
        self.fields.instruct(element.text or "")

    def _read_simple_field(self, element: etree._Element) -> None:
        self.fields.mark("begin")
        self.fields.instruct(element.get(n.w("instr"), ""))
        self.read(element)
        self.fields.mark("end")

    def _read_note(self, element: etree._Element) -> None:
        self.notes.append((etree.QName(element).localname.removesuffix("Reference"), element.get(n.ID, "")))

    def _read_deleted_run_text(self, element: etree._Element) -> None:
        self.deleted.append(element.text or "")


def deleted_text(element: etree._Element) -> str:
    return "".join(found.text or "" for found in element.iter(n.DEL_TEXT, n.T))


_READINGS = {
    n.ALTERNATE: Inline._read_alternate,
    _DRAWING: Inline._read_drawing,
    n.w("pict"): Inline.read,
    "{urn:schemas-microsoft-com:vml}shape": Inline._read_shape,
    n.TEXTBOX: Inline._read_box,
    n.BLIP: Inline._read_picture,
    n.IMAGE_DATA: Inline._read_picture,
    n.DIAGRAM: Inline._read_diagram,
    n.CHART: Inline._read_diagram,
    n.FIELD_CHAR: Inline._read_field_mark,
    n.INSTRUCTION: Inline._read_instruction,
    n.SIMPLE_FIELD: Inline._read_simple_field,
    n.FOOTNOTE_REFERENCE: Inline._read_note,
    n.ENDNOTE_REFERENCE: Inline._read_note,
    n.COMMENT_REFERENCE: Inline._read_note,
    n.DEL_TEXT: Inline._read_deleted_run_text,
}
