"""A document that is laid out in parts is one file, and nobody can tell where it was cut."""

import io

import pikepdf
import pytest

from andts.lib.document import Paragraph, Section, Table
from reports.renderers.cuts import Cut, after, before, find_cut
from reports.renderers.outline import headings
from reports.renderers.pdf import render_pdf
from reports.tests import documents
from reports.tests.pdf_reading import bookmarks, marked_text, page_texts, structure, tags
from reports.tests.verapdf import verapdf_failures

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def long_plan():
    """650 activities: 134 + 101 + 415, so that the third table is cut: a part holds 400 rows."""
    return render_pdf(documents.genomforandeplan(650), archive=True)


def test_pdf_in_parts_conforms(long_plan, tmp_path):
    (tmp_path / "long.pdf").write_bytes(long_plan)
    assert verapdf_failures(tmp_path / "long.pdf", "ua1,2a") == []


def test_pdf_in_parts_has_one_table_for_each_table(long_plan):
    rows = [len([row for row in table.walk() if row.tag == "TR"]) for table in tags(long_plan, "Table")]
    assert rows == [9, 135, 102, 416]
    assert [[kid.tag for kid in table.kids] for table in tags(long_plan, "Table")[1:]] == [
        ["Caption", "THead", "TBody"]
    ] * 3


def test_pdf_in_parts_reads_every_activity_in_order(long_plan):
    texts = marked_text(long_plan)
    rows = [row for table in tags(long_plan, "Table")[1:] for row in table.kids[-1].kids]
    names = [" ".join(texts[mark].strip() for mark in row.kids[0].marks()) for row in rows]
    titles = [activity[0] for activity in documents.ACTIVITIES]
    expected = [titles[number % len(titles)] for count in (134, 101, 415) for number in range(count)]
    assert names == expected


def test_pdf_in_parts_numbers_its_pages_throughout(long_plan):
    pages = page_texts(long_plan)
    assert len(pages) > 50
    assert [f"{number} ({len(pages)})" in page for number, page in enumerate(pages, start=1)] == [True] * len(pages)


def test_pdf_in_parts_does_not_read_the_numbers(long_plan):
    read = "".join(marked_text(long_plan).values())
    assert f"({len(page_texts(long_plan))})" not in read


def test_pdf_in_parts_fills_the_page_before_a_cut(long_plan):
    """Only the last page of a table may be less than half full; 415 rows are cut once, on the way."""
    page_of_last = {page for page, _ in tags(long_plan, "Table")[-1].marks()}
    sizes = [len([mark for mark in structure(long_plan).marks() if mark[0] == page]) for page in sorted(page_of_last)]
    assert min(sizes[:-1]) > max(sizes) / 2


def test_pdf_in_parts_bookmarks_open_the_right_page(long_plan):
    assert [title for title, _ in bookmarks(long_plan)] == [
        "Bakgrund",
        "1 Tillgänglighet",
        "2 Tidiga insatser",
        "3 Trygga uppväxtvillkor",
        "Uppföljning och revidering",
    ]
    pages = page_texts(long_plan)
    with pikepdf.open(io.BytesIO(long_plan)) as pdf, pdf.open_outline() as outline:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        opened = [(item.title, pages[numbers[item.destination[0].objgen]]) for item in outline.root]
    assert [title in text for title, text in opened] == [True] * 5


def test_pdf_in_parts_is_the_same_bytes(long_plan):
    assert render_pdf(documents.genomforandeplan(650), archive=True) == long_plan


def test_cut_comes_before_the_section_that_does_not_fit():
    sections = headings(documents.small(sections=tuple(_section(rows) for rows in (150, 200, 100))))
    assert find_cut(sections) == Cut(2)


def test_cut_goes_through_a_table_that_fits_nowhere():
    sections = headings(documents.small(sections=(_section(1000), _section(5))))
    assert find_cut(sections) == Cut(0, 1, 399)


def test_cut_is_not_made_where_all_fits():
    assert find_cut(headings(documents.genomforandeplan(300))) is None


def test_cut_loses_no_row():
    sections = headings(documents.small(sections=(_section(1000),)))
    cut = Cut(0, 1, 399)
    rows = [
        block.rows for part in (before(sections, cut), after(sections, cut)) for block in part[0].section.blocks[-1:]
    ]
    assert sum(rows, ()) == sections[0].section.blocks[1].rows


def _section(rows):
    columns = documents.COLUMNS[:1]
    table = Table("Tabell", columns, tuple((f"Rad {number}",) for number in range(rows)))
    return Section("Rubrik", 1, (Paragraph("Text"), table))
