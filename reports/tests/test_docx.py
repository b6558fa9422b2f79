"""The Word file, opened and read."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from andts.lib.document import Figure, Paragraph, Picture, Section, Table
from reports.renderers.docx import render_docx
from reports.tests import documents


@pytest.fixture(scope="module")
def plan():
    return docx.Document(
        io.BytesIO(render_docx(replace(documents.genomforandeplan(draft=True), dated=date(2026, 4, 14))))
    )


def test_docx_headings_are_headings(plan):
    headings = [(p.style.name, p.text) for p in plan.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert headings == [
        ("Title", "Genomförandeplan för det drogförebyggande arbetet 2026–2028"),
        ("Heading 1", "Bakgrund"),
        ("Heading 2", "Så läser du planen"),
        ("Heading 1", "1 Tillgänglighet"),
        ("Heading 1", "2 Tidiga insatser"),
        ("Heading 1", "3 Trygga uppväxtvillkor"),
        ("Heading 1", "Uppföljning och revidering"),
    ]


def test_docx_tables_hold_every_row(plan):
    assert [len(table.rows) for table in plan.tables] == [9, 13, 10, 38]
    assert [cell.text for cell in plan.tables[1].rows[1].cells] == list(documents.ACTIVITIES[0])


def test_docx_header_row_repeats_and_rows_stay_whole(plan):
    for table in plan.tables[1:]:
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert repeated == [True] + [False] * (len(repeated) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_docx_document_header_is_a_table(plan):
    assert [cell.text for cell in plan.tables[0].rows[2].cells] == ["Beslutsdatum", "14 april 2026, § 63"]


def test_docx_tables_stand_on_landscape_pages(plan):
    assert [section.orientation for section in plan.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]


def test_docx_pages_are_numbered_by_fields(plan):
    for section in plan.sections:
        fields = [field.get(qn("w:instr")).strip() for field in section.footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert "KS 2026/0417" in section.footer.paragraphs[0].text


def test_docx_draft_is_marked_on_every_page(plan):
    assert [section.header.paragraphs[0].text for section in plan.sections] == ["UTKAST"] * 3


def test_docx_decided_plan_is_not_marked():
    word = docx.Document(io.BytesIO(render_docx(documents.genomforandeplan())))
    assert [section.header.paragraphs[0].text for section in word.sections] == [""] * 3


def test_docx_language_and_properties(plan):
    properties = plan.core_properties
    assert (properties.title, properties.author, properties.language) == (
        "Genomförandeplan för det drogförebyggande arbetet 2026–2028",
        "Älvsunda kommun",
        "sv-SE",
    )
    assert properties.created.date() == date(2026, 4, 14)
    assert {lang.get(qn("w:val")) for lang in plan.styles.element.iter(qn("w:lang"))} == {"sv-SE"}


def test_docx_pictures_have_the_text_that_stands_for_them(plan):
    assert [shape._inline.docPr.get("descr") for shape in plan.inline_shapes] == ["Älvsunda kommun"]


def with_drawing(content):
    figure = Figure(Picture("image/svg+xml", content, "Stapeldiagram"), "Bildtext")
    return docx.Document(io.BytesIO(render_docx(documents.small(sections=(Section("Bild", 1, (figure,)),)))))


def test_docx_drawing_stands_as_a_picture_in_its_own_size():
    """96 of a drawing's pixels are an inch."""
    word = with_drawing(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><rect width="9" height="9"/></svg>'
    )
    drawn = word.inline_shapes[-1]
    assert (drawn.width.inches, drawn.height.inches) == (pytest.approx(1, abs=0.01), pytest.approx(0.5, abs=0.01))
    assert (drawn._inline.docPr.get("descr"), drawn._inline.get("distL")) == ("Stapeldiagram", "0")


@pytest.mark.parametrize(
    "content", [b"no drawing", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/x.png"/></svg>']
)
def test_docx_picture_of_a_kind_word_cannot_hold_becomes_its_text(content):
    word = with_drawing(content)
    assert [paragraph.text for paragraph in word.paragraphs[-2:]] == ["[Bild: Stapeldiagram]", "Bildtext"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<w:b/> & </w:t> &amp;", "<w:b/> & </w:t> &amp;"),
        ("rad ett\nrad två\r\nrad tre", "rad ett\nrad två\nrad tre"),
        ("före\x00\x0b\x1f\x7f\ud800efter", "föreefter"),
        ("=1+1", "=1+1"),
        ("tab\toch  blanksteg ", "tab\toch  blanksteg "),
        ("", ""),
    ],
)
def test_docx_text_is_what_was_typed(typed, read):
    table = Table("", documents.COLUMNS[:2], ((typed, "b"),))
    word = docx.Document(
        io.BytesIO(render_docx(documents.small(sections=(Section("R", 1, (Paragraph(typed), table)),))))
    )
    assert [p.text for p in word.paragraphs if p.style.name == "Body Text"] == [read]
    assert word.tables[0].cell(1, 0).text == read


def test_docx_of_the_same_document_is_the_same_bytes():
    assert render_docx(documents.genomforandeplan()) == render_docx(documents.genomforandeplan())


def test_docx_names_nothing_outside_itself():
    package = zipfile.ZipFile(
        io.BytesIO(render_docx(documents.one_text_everywhere("http://127.0.0.1:1/ file:///etc/passwd")))
    )
    relations = [package.read(name).decode() for name in package.namelist() if name.endswith(".rels")]
    assert "External" not in "".join(relations)
