"""What hangs on the text of a Word document: changes, comments, boxes, notes, numbers, pictures."""

from io import BytesIO

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from activities.imports import ImportedPlan
from activities.tests.imports.files import (
    SIX,
    add_table,
    add_xml,
    outline,
    read,
    titles,
    unplaced,
    with_parts,
    word_file,
)

_W = nsdecls("w")
_WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p {_W}>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def raw(*xml: str) -> bytes:
    def write(document: Document) -> None:
        for element in xml:
            add_xml(document, element)

    return word_file(write)


def test_tracked_insertions_are_read_and_deletions_kept_aside() -> None:
    changed = (
        f'<w:ins w:id="1" w:author="X">{run("ny ")}</w:ins>'
        '<w:del w:id="2" w:author="X"><w:r><w:delText>gammal</w:delText></w:r></w:del>'
    )
    plan = read(raw(paragraph(run("Aktivitet: En ") + changed + run("kurs")), paragraph(run("Ansvarig: Skolan"))))
    assert titles(plan) == ["En ny kurs"]
    assert [(piece.text, piece.where) for piece in plan.unplaced] == [("gammal", "stycke 1 (struken text)")]


def test_deleted_table_row_is_no_activity() -> None:
    def write(document: Document) -> None:
        table = add_table(document, ("Aktivitet", "Ansvarig"), ("Kurs", "Skolan"), ("Vandring", "Alla"))
        table.rows[2]._tr.get_or_add_trPr().append(OxmlElement("w:del"))

    plan = read(word_file(write))
    assert titles(plan) == ["Kurs"]
    assert unplaced(plan, "deleted") == ["Vandring", "Alla"]


def test_comment_is_kept_with_its_place() -> None:
    def write(document: Document) -> None:
        table = add_table(document, ("Aktivitet", "Ansvarig"), ("Kurs", "Skolan"))
        document.add_comment(table.cell(1, 1).paragraphs[0].runs, text="Är det rätt förvaltning?", author="A")

    plan = read(word_file(write))
    assert [(p.text, p.where, p.kind) for p in plan.unplaced] == [
        ("Är det rätt förvaltning?", "kommentar 1 (till tabell 1, rad 2)", "comment")
    ]


def test_text_box_drawn_twice_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('Mål 1: Färre ska röka')}</w:p></w:txbxContent>"
    drawn = (
        f"<w:r {_MC} {_WPS}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    plan = read(raw(paragraph(drawn), paragraph(run("Aktivitet: Kurs")), paragraph(run("Ansvarig: Skolan"))))
    assert outline(plan) == ["goal 1 Färre ska röka (1)"]
    assert plan.goals[0].where == "textruta 1"


def test_footnote_and_endnote_are_kept_with_their_places() -> None:
    body = paragraph(run("Aktivitet: Kurs") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    notes = (
        f'<w:footnotes {_W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p>{run("Enligt avtal.")}</w:p></w:footnote></w:footnotes>'
    )
    ends = f'<w:endnotes {_W}><w:endnote w:id="3"><w:p>{run("Slutord.")}</w:p></w:endnote></w:endnotes>'
    content = with_parts(
        raw(body, paragraph(run("Ansvarig: Skolan"))),
        {"word/footnotes.xml": notes, "word/endnotes.xml": ends},
        {"rIdF": "footnotes footnotes.xml", "rIdE": "endnotes endnotes.xml"},
    )
    plan = read(content)
    assert [(p.text, p.where) for p in plan.unplaced] == [
        ("Enligt avtal.", "fotnot 1 (till stycke 1)"),
        ("Slutord.", "slutkommentar 1"),
    ]


def test_table_of_contents_field_is_recognised() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    plan = read(
        raw(
            paragraph(begin + run("Bakgrund") + "<w:r><w:tab/></w:r>" + run("2")),
            paragraph(run("Mål 1: Färre ska röka") + run(" 3")),
            paragraph(end),
            paragraph(run("Aktivitet: Kurs")),
            paragraph(run("Ansvarig: Skolan")),
        )
    )
    assert unplaced(plan, "toc") == ["Bakgrund 2", "Mål 1: Färre ska röka 3"]
    assert plan.nodes == ()


def test_typed_table_of_contents_is_recognised() -> None:
    lines = (
        "Innehåll",
        "Bakgrund ........ 2",
        "Mål 1: Färre ska röka ........ 3",
        "Aktivitet: Kurs",
        "Ansvarig: Skolan",
    )
    plan = read(raw(*(paragraph(run(line)) for line in lines)))
    assert len(unplaced(plan, "toc")) == 3
    assert plan.nodes == ()


def numbered_headings(document: Document) -> None:
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for depth, pattern in enumerate(("%1.", "%1.%2")):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for name, value in (("start", "1"), ("numFmt", "decimal"), ("lvlText", pattern)):
            child = OxmlElement(f"w:{name}")
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    numbering.insert(0, abstract)
    number = numbering.add_num(77)
    for depth, text in ((0, "Färre ska röka"), (1, "Skolan"), (1, "Fritiden"), (0, "Fler ska vandra"), (1, "Skogen")):
        heading = document.add_heading(text, depth + 1)
        properties = heading._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = depth
        properties.get_or_add_numId().val = number.numId
        if depth:
            add_table(document, SIX, ("Kurs", "", "", "", "Skolan", ""))


def test_automatic_numbers_of_headings_are_kept() -> None:
    assert outline(read(word_file(numbered_headings))) == [
        "goal 1 Färre ska röka (0)",
        "  area 1.1 Skolan (1)",
        "  area 1.2 Fritiden (1)",
        "goal 2 Fler ska vandra (0)",
        "  area 2.1 Skogen (1)",
    ]


def test_content_controls_and_links_are_read_through() -> None:
    link = f'<w:hyperlink w:anchor="x">{run("Kurs")}</w:hyperlink>'
    control = f"<w:sdt {_W}><w:sdtContent>{paragraph(run('Aktivitet: ') + link)}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtContent>{run('Skolan')}</w:sdtContent></w:sdt>"
    activity = read(raw(control, paragraph(run("Ansvarig: ") + inline))).activities[0]
    assert (activity.title, activity.responsible) == ("Kurs", "Skolan")


def test_line_breaks_and_tabs_divide_words() -> None:
    broken = f"{run('Aktivitet: Kurs')}<w:r><w:br/></w:r>{run('på')}<w:r><w:tab/></w:r>{run('skolan')}"
    assert titles(read(raw(paragraph(broken), paragraph(run("Ansvarig: Skolan"))))) == ["Kurs\npå skolan"]


def test_letters_composed_of_two_marks_are_one_letter() -> None:
    assert titles(
        read(raw(paragraph(run("A\u030atga\u0308rd: O\u0308ppet hus")), paragraph(run("Ansvarig: Skolan"))))
    ) == ["Öppet hus"]


def with_picture() -> ImportedPlan:
    stream = BytesIO()
    Image.new("RGB", (4, 4), "navy").save(stream, "PNG")

    def write(document: Document) -> None:
        document.add_heading("Organisation", 1)
        document.add_picture(stream)
        document.inline_shapes[0]._inline.docPr.set("descr", "Rådet och dess grupper")
        document.add_heading("Område: Skolan", 1)
        add_table(document, SIX, ("Kurs", "", "", "", "Skolan", ""))

    return read(word_file(write))


def test_picture_is_kept_with_its_text_and_alternative() -> None:
    plan = with_picture()
    picture = plan.pictures[0]
    assert (picture.media_type, picture.alternative, picture.belongs_to) == (
        "image/png",
        "Rådet och dess grupper",
        plan.texts[0].key,
    )
    assert Image.open(BytesIO(picture.content)).size == (4, 4)


def test_page_header_with_registry_number_is_part_of_the_documents_header() -> None:
    def write(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "Dnr: KS 2026/12"
        document.sections[0].footer.paragraphs[0].text = "Björkviks kommun"
        add_table(document, SIX, ("Kurs", "", "", "", "Skolan", ""))

    plan = read(word_file(write))
    assert [(line.label, line.text, line.field) for line in plan.header] == [("Dnr", "KS 2026/12", "registry_number")]
    assert unplaced(plan, "page_footer") == ["Björkviks kommun"]


_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_words_of_a_diagram_are_kept() -> None:
    diagram = f'<dgm:relIds xmlns:dgm="{_DRAWN}/diagram" xmlns:r="{_RELATIONS}" r:dm="rIdD"/>'
    body = raw(
        paragraph(f"<w:r><w:drawing>{diagram}</w:drawing></w:r>"),
        paragraph(run("Aktivitet: Kurs")),
        paragraph(run("Ansvarig: Skolan")),
    )
    points = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in ("Rådet beslutar", "Gruppen bereder"))
    data = f'<dgm:dataModel xmlns:dgm="{_DRAWN}/diagram" xmlns:a="{_DRAWN}/main">{points}</dgm:dataModel>'
    plan = read(with_parts(body, {"word/diagrams/data1.xml": data}, {"rIdD": "diagramData diagrams/data1.xml"}))
    assert "\n".join(text.text for text in plan.texts).split("\n") == ["Rådet beslutar", "Gruppen bereder"]
    assert titles(plan) == ["Kurs"]


def test_picture_outside_the_document_is_a_warning() -> None:
    linked = f'<a:blip xmlns:a="{_DRAWN}/main" xmlns:r="{_RELATIONS}" r:link="rIdAway"/>'
    plan = read(
        raw(
            paragraph(f"<w:r><w:drawing>{linked}</w:drawing></w:r>"),
            paragraph(run("Aktivitet: Kurs")),
            paragraph(run("Ansvarig: Skolan")),
        )
    )
    assert plan.pictures == ()
    assert [warning for warning in plan.warnings if "bild" in warning] == [
        "En bild vid stycke 1 ligger utanför dokumentet och kunde inte hämtas. Lägg in den igen."
    ]
