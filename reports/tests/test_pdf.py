"""The PDF as a reader and a screen reader meet it. Expected counts are hand arithmetic on reports/tests/documents.py."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from andts.lib.document import BulletList, Column, Figure, Paragraph, Picture, Section, Table
from reports.renderers.limits import DocumentTooLarge
from reports.renderers.pdf import render_pdf
from reports.tests import documents
from reports.tests.pdf_reading import Element, bookmarks, marked_text, page_texts, structure, tags
from reports.tests.verapdf import verapdf_failures

pytestmark = pytest.mark.once

TEXT_TAGS = ("Document", "Figure", "P", "H1", "H2", "H3", "L", "LI", "Lbl", "LBody")
TABLE_TAGS = ("Table", "Caption", "THead", "TBody", "TR", "TH", "TD")


@pytest.fixture(scope="module")
def plan():
    """58 activities (12 + 9 + 37) in three areas; a header of nine lines; 4 tables in all."""
    return render_pdf(documents.genomforandeplan())


@pytest.fixture(scope="module")
def draft():
    return render_pdf(documents.genomforandeplan(draft=True))


def test_pdf_conforms_to_ua1(plan, tmp_path):
    (tmp_path / "plan.pdf").write_bytes(plan)
    assert verapdf_failures(tmp_path / "plan.pdf", "ua1") == []


def test_pdf_for_the_archive_conforms_to_ua1_and_a2a(tmp_path):
    document = replace(documents.genomforandeplan(), dated=date(2026, 4, 14))
    (tmp_path / "plan.pdf").write_bytes(render_pdf(document, archive=True))
    assert verapdf_failures(tmp_path / "plan.pdf", "ua1,2a") == []


def test_verapdf_finds_what_is_broken(plan, tmp_path):
    with pikepdf.open(io.BytesIO(plan)) as pdf:
        del pdf.Root.Lang
        del pdf.Root.MarkInfo
        pdf.save(tmp_path / "broken.pdf")
    assert "ua1 6.2-1" in str(verapdf_failures(tmp_path / "broken.pdf", "ua1"))


def test_pdf_has_one_table_for_each_table(plan):
    assert [len([row for row in table.walk() if row.tag == "TR"]) for table in tags(plan, "Table")] == [9, 13, 10, 38]


def test_pdf_header_row_is_read_once_and_names_its_columns(plan):
    for table in tags(plan, "Table")[1:]:
        assert [kid.tag for kid in table.kids] == ["Caption", "THead", "TBody"]
        assert [cell.scope for cell in table.kids[1].walk() if cell.tag == "TH"] == ["Column"] * 6


def test_pdf_first_cell_names_its_row(plan):
    rows = [row for table in tags(plan, "Table")[1:] for row in table.kids[2].kids]
    assert {tuple((cell.tag, cell.scope) for cell in row.kids) for row in rows} == {
        (("TH", "Row"), *[("TD", None)] * 5)
    }


def test_pdf_has_no_empty_structure_but_cells(plan):
    assert [element.tag for element in structure(plan).walk() if not element.kids and element.tag != "TD"] == []


def test_pdf_structure_knows_only_meaningful_tags(plan):
    found = {element.tag for element in structure(plan).walk()}
    assert found == {*TEXT_TAGS, *TABLE_TAGS}


def test_pdf_reading_order_is_the_order_on_paper(plan):
    marks = structure(plan).marks()
    assert [page for page, _ in marks] == sorted(page for page, _ in marks)


def test_pdf_running_texts_are_printed_but_not_read(draft):
    text = "".join(marked_text(draft).values())
    assert all("UTKAST" in page and "KS 2026/0417" in page for page in page_texts(draft))
    assert "UTKAST" not in text
    assert text.count("KS 2026/0417") == 1


def test_pdf_draft_says_so_to_the_ear_too(draft):
    assert "Genomförandeplan · Utkast" in "".join(marked_text(draft).values())


def test_pdf_keeps_a_few_lines_of_figures_on_one_page():
    """Ten lines, where there is room for some of them below the text."""
    columns = (Column("Status", 50), Column("Antal", 50, numeric=True))
    figures = Table("Läget", columns, tuple((f"Rad {number}", "7") for number in range(10)))
    text = tuple(Paragraph(f"Stycke {number}") for number in range(17))
    pages = page_texts(render_pdf(documents.small(sections=(Section("Siffror", 1, (*text, figures)),))))
    assert [(page.count("Stycke"), page.count("Rad ")) for page in pages] == [(17, 0), (0, 10)]


def test_pdf_that_is_decided_is_not_marked(plan):
    assert not any("utkast" in page.lower() for page in page_texts(plan))


def test_pdf_numbers_its_pages(plan):
    pages = page_texts(plan)
    assert [f"{number} ({len(pages)})" in page for number, page in enumerate(pages, start=1)] == [True] * len(pages)


def test_pdf_turns_the_pages_of_landscape_sections(plan):
    with pikepdf.open(io.BytesIO(plan)) as pdf:
        turned = [page.mediabox[2] > page.mediabox[3] for page in pdf.pages]
    assert (turned[0], turned[-1], set(turned[1:-1])) == (False, False, {True})


def test_pdf_bookmarks_nest_as_the_headings():
    levels = [("A", 1), ("B", 2), ("C", 3), ("D", 1)]
    content = render_pdf(documents.small(sections=tuple(Section(name, level) for name, level in levels)))
    assert bookmarks(content) == [("A", [("B", [("C", [])])]), ("D", [])]


def test_pdf_headings_never_jump_a_level():
    levels = [("A", 3), ("B", 4), ("C", 1), ("D", 4)]
    content = render_pdf(documents.small(sections=tuple(Section(name, level) for name, level in levels)))
    found = [element.tag for element in structure(content).walk() if element.tag.startswith("H")]
    assert found == ["H1", "H2", "H3", "H2", "H3"]


def test_pdf_metadata(plan):
    with pikepdf.open(io.BytesIO(plan)) as pdf, pdf.open_metadata() as xmp:
        assert (
            xmp["dc:title"] == str(pdf.docinfo.Title) == "Genomförandeplan för det drogförebyggande arbetet 2026–2028"
        )
        assert (str(pdf.Root.Lang), xmp["dc:language"], xmp["dc:identifier"]) == ("sv", {"sv"}, "KS 2026/0417")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_pdf_pictures_have_the_text_that_stands_for_them(plan):
    assert [figure.alternative for figure in tags(plan, "Figure")] == ["Älvsunda kommun"]


def test_pdf_decoration_is_not_read(tmp_path):
    picture = Figure(Picture("image/png", documents.logo(), ""))
    content = render_pdf(documents.small(sections=(Section("Bild", 1, (picture,)),)))
    (tmp_path / "decoration.pdf").write_bytes(content)
    assert tags(content, "Figure") == []
    assert verapdf_failures(tmp_path / "decoration.pdf", "ua1") == []


def test_pdf_paragraph_over_several_pages_is_one():
    words = [f"ord{number}" for number in range(3000)]
    content = render_pdf(documents.small(sections=(Section("Text", 1, (Paragraph(" ".join(words)),)),)))
    longest = max(tags(content, "P"), key=lambda paragraph: len(paragraph.marks()))
    texts = marked_text(content)
    assert len({page for page, _ in longest.marks()}) > 2
    assert " ".join(texts[mark] for mark in longest.marks()).split() == words


def test_pdf_list_over_several_pages_is_one():
    items = tuple(f"Punkt {number}" for number in range(120))
    content = render_pdf(documents.small(sections=(Section("Lista", 1, (BulletList(items),)),)))
    (found,) = tags(content, "L")
    assert [[kid.tag for kid in item.kids] for item in found.kids] == [["Lbl", "LBody"]] * 120


def test_pdf_row_larger_than_a_page_is_one():
    table = Table("", documents.COLUMNS[:2], (("Först", "Kort"), ("Lång", "ord " * 6000), ("Sist", "Kort")))
    content = render_pdf(documents.small(sections=(Section("Tabell", 1, (table,)),)))
    rows = tags(content, "TBody")[0].kids
    assert [[cell.tag for cell in row.kids] for row in rows] == [["TH", "TD"]] * 3
    assert len({page for page, _ in rows[1].marks()}) > 1


def test_pdf_keeps_a_heading_with_what_follows(plan):
    texts = marked_text(plan)
    last_on_page = {mark[0]: mark for mark in structure(plan).marks()}
    headings = [mark for tag in ("H2", "H3", "Caption") for element in tags(plan, tag) for mark in element.marks()]
    assert not set(last_on_page.values()) & set(headings), texts


@pytest.mark.parametrize("lines", range(20, 46, 3))
def test_pdf_table_never_begins_with_its_header_row_alone(lines):
    blocks = (Paragraph("\n".join(["rad"] * lines)), Table("Rubrik", documents.COLUMNS, documents.ACTIVITIES[:4]))
    content = render_pdf(documents.small(sections=(Section("Mål", 1), Section("Område", 2, blocks))))
    (table,) = tags(content, "Table")
    caption, head, body = table.kids
    assert len({mark[0] for part in (caption, head, body.kids[0]) for mark in part.marks()}) == 1


def test_pdf_breaks_no_word_that_has_room(plan):
    words = {word for row in documents.ACTIVITIES for cell in row for word in cell.replace("–", "– ").split()}
    found = {word for text in marked_text(plan).values() for word in text.replace("–", "– ").split()}
    assert words - found == set()


def test_pdf_of_the_same_document_is_the_same_bytes(plan):
    """In another process too, with another order of hashes."""
    script = (
        "import sys, django; django.setup();"
        "from reports.renderers.pdf import render_pdf; from reports.tests.documents import genomforandeplan;"
        "sys.stdout.buffer.write(render_pdf(genomforandeplan()))"
    )
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=_environment())
    assert other.stdout == plan


def test_pdf_tells_its_progress():
    told = []
    render_pdf(documents.genomforandeplan(), on_progress=told.append)
    assert told == sorted(set(told))
    assert (len(told) > 5, told[-1]) == (True, 1.0)


def test_pdf_refuses_what_is_too_large():
    rows = (("a", "b"),) * 20_001
    section = Section("Tabell", 1, (Table("", documents.COLUMNS[:2], rows),))
    with pytest.raises(DocumentTooLarge, match="20001 tabellrader"):
        render_pdf(documents.small(sections=(section,)))


def test_pdf_without_anything_is_a_page():
    content = render_pdf(documents.small(sections=()))
    assert [element.tag for element in structure(content).kids if isinstance(element, Element)] == ["P", "P", "H1"]


def _environment():
    return {**os.environ, "PYTHONHASHSEED": "7"}
