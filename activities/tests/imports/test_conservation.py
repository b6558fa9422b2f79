"""Whatever a document looks like, no word of it is lost."""

from collections import Counter

import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.imports import Corrections
from activities.imports.conservation import lost_words
from activities.imports.corrections import BLOCK_ROLES, COLUMN_ROLES, ROW_ROLES, TABLE_ROLES
from activities.imports.plan import ImportedPlan
from activities.imports.recognition.recognise import recognise, recognised
from activities.imports.source import Source, SourceBlock, SourceCell, SourceParagraph, SourceRow, SourceTable, tidy
from activities.tests.imports.files import add_table, read, word_file

# Words that mean something to the reading, and words that do not.
TELLING = """Aktivitet Ansvarig: När Vad Mål Mål: Område: Insatsområde Uppföljning Tips Dokumenttyp Giltig till 2026 1. 1.1 • - Bakgrund
Polisens aktiviteter: Kommunen ska Telefon Syfte Delmål 2 Innehåll ...... » Handlingsplan Åtgärd: Vem Hur Samverkan : ( )"""
WORD = st.sampled_from(TELLING.split()) | st.text("abcåäö", min_size=1, max_size=6)
TEXT = st.lists(WORD, max_size=9).map(" ".join)
PARAGRAPH = st.lists(TEXT, min_size=1, max_size=3).map("\n".join).map(tidy).filter(bool)
KINDS = st.sampled_from(
    ("body", "body", "body", "toc", "deleted", "comment", "page_header", "footnote", "textbox", "sheet", "formula")
)


@st.composite
def paragraphs(draw: st.DrawFn) -> SourceParagraph:
    text = draw(PARAGRAPH)
    level = draw(st.sampled_from((None, None, None, 0, 1, 2, 3)))
    bold = draw(st.integers(0, len(text)))
    return SourceParagraph(
        "", text, "stycke", draw(KINDS), level, draw(st.booleans()), draw(st.sampled_from(("", "", "1.", "2.1"))),
        bold if draw(st.booleans()) else 0, draw(st.booleans()),
    )  # fmt: skip


@st.composite
def cells(draw: st.DrawFn) -> SourceCell:
    text = tidy(draw(TEXT))
    return SourceCell(
        text, draw(st.sampled_from((1, 1, 1, 4))), "" if text else draw(st.sampled_from(("", "left", "above")))
    )


@st.composite
def tables(draw: st.DrawFn) -> SourceTable:
    width = draw(st.integers(1, 6))
    rows = draw(st.lists(st.lists(cells(), min_size=width, max_size=width).map(tuple), min_size=1, max_size=6))
    return SourceTable("", tuple(SourceRow("", row, "rad") for row in rows), "tabell")


@st.composite
def sources(draw: st.DrawFn) -> Source:
    blocks: list[SourceBlock] = []
    for number, block in enumerate(draw(st.lists(paragraphs() | tables(), max_size=12)), 1):
        if isinstance(block, SourceParagraph):
            blocks.append(SourceParagraph(f"p{number}", *list(vars(block).values())[1:]))
        else:
            rows = tuple(SourceRow(f"t{number}r{i}", row.cells, row.where) for i, row in enumerate(block.rows, 1))
            blocks.append(SourceTable(f"t{number}", rows, block.where))
    return Source(tuple(blocks))


def ids(prefix: str, end: str = "") -> st.SearchStrategy[str]:
    return st.integers(1, 12).map(lambda number: f"{prefix}{number}{end}")


CORRECTIONS = st.builds(
    lambda blocks, tabled, rows, columns: Corrections(columns, {**blocks, **tabled, **rows}),
    st.dictionaries(ids("p"), st.sampled_from(BLOCK_ROLES), max_size=4),
    st.dictionaries(ids("t"), st.sampled_from(TABLE_ROLES), max_size=4),
    st.dictionaries(ids("t", "r2") | ids("t", "r1"), st.sampled_from(ROW_ROLES), max_size=4),
    st.dictionaries(
        ids("t"), st.dictionaries(st.integers(0, 5), st.sampled_from(COLUMN_ROLES), max_size=4), max_size=4
    ),
)


@settings(max_examples=120, deadline=None)
@given(sources())
def test_no_word_is_lost(source: Source) -> None:
    assert lost_words(source, recognised(source, "plan.docx", Corrections())) == Counter()


@settings(max_examples=120, deadline=None)
@given(sources(), CORRECTIONS)
def test_no_word_is_lost_whatever_the_user_corrects(source: Source, corrections: Corrections) -> None:
    plan = recognised(source, "plan.docx", corrections)
    assert lost_words(source, plan) == Counter()
    assert ImportedPlan.from_json(plan.as_json()) == plan


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=8), st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=4))
def test_no_word_of_a_word_file_is_lost(lines: list[str], rows: list[tuple[str, str, str]]) -> None:
    def write(document: Document) -> None:
        for number, line in enumerate(lines):
            document.add_paragraph(line, style=("Normal", "Heading 1", "List Bullet", "Heading 2")[number % 4])
        add_table(document, *rows)

    read(word_file(write))


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXT | st.just(""), min_size=1, max_size=20), st.sampled_from(("\n", "\r\n", "\n\n", "\t")))
def test_no_word_of_a_text_is_lost(lines: list[str], between: str) -> None:
    read(between.join(lines).encode(), "plan.txt")
    read(between.join(lines).encode(), "plan.csv")


def test_text_that_recognition_misses_is_among_the_unplaced() -> None:
    source = Source((SourceParagraph("p1", "ett ord för mycket", "stycke 1", kind="unheard-of"),))
    assert [piece.text for piece in recognise(source, "", Corrections()).unplaced] == ["ett ord för mycket"]


def table(block: str, *rows: tuple[str, ...]) -> SourceTable:
    lines = tuple(SourceRow(f"{block}r{i}", tuple(map(SourceCell, row)), f"rad {i}") for i, row in enumerate(rows, 1))
    return SourceTable(block, lines, "tabell")


def unplaced(plan: ImportedPlan) -> list[tuple[str, str]]:
    return [(piece.text, piece.kind) for piece in plan.unplaced]


def test_an_ignored_column_beside_a_lone_goal_is_unplaced() -> None:
    source = Source((table("t1", ("Mål", "Aktivitet", "Telefon"), ("Trygga parker", "", "112")),))
    plan = recognised(source, "plan.docx", Corrections({"t1": {2: "ignore"}}))
    assert [node.heading for node in plan.nodes] == ["Trygga parker"]
    assert unplaced(plan) == [("112", "ignored")]


def test_an_empty_column_that_gets_text_beside_a_goal_further_down_is_unplaced() -> None:
    source = Source((table("t1", ("Mål", "", "Innehåll")), table("t2", ("Trygga parker", "fler lampor"))))
    plan = recognised(source, "plan.docx", Corrections())
    assert [node.heading for node in plan.nodes] == ["Trygga parker"]
    assert unplaced(plan) == [("fler lampor", "ignored")]


def test_a_label_that_begins_again_without_a_text_is_kept() -> None:
    source = Source((table("t1", ("Område:", "Torget"), ("Område:", ""), ("Mål:", "")),))
    plan = recognised(source, "plan.docx", Corrections())
    assert [node.heading for node in plan.nodes] == ["Torget"]
    assert [(label.label, label.count) for label in plan.labels] == [("Område", 2), ("Mål", 1)]


def test_a_goal_that_is_corrected_to_a_label_is_the_own_field_of_an_activity() -> None:
    lines = ("Aktivitet: Nattvandring", "Mål: Trygga parker")
    source = Source(tuple(SourceParagraph(f"p{i}", line, "stycke") for i, line in enumerate(lines, 1)))
    plan = recognised(source, "plan.docx", Corrections(roles={"p2": "label"}))
    assert [(activity.title, activity.extra) for activity in plan.activities] == [
        ("Nattvandring", {"Mål": "Trygga parker"})
    ]


@pytest.mark.parametrize(
    ("line", "number", "label", "heading"),
    [
        ("1.1 Mål 2: Trygga parker", "2", "1.1 Mål", "Trygga parker"),
        ("1.1 Delmål 2", "2", "1.1", "Delmål 2"),
        ("1.1 Mål: Trygga parker", "1.1", "Mål", "Trygga parker"),
    ],
)
def test_a_chapter_number_before_the_number_of_a_goal_is_kept(line: str, number: str, label: str, heading: str) -> None:
    source = Source((SourceParagraph("p1", line, "stycke"),))
    plan = recognised(source, "plan.docx", Corrections())
    assert lost_words(source, plan) == Counter()
    assert [(node.number, node.label, node.heading) for node in plan.nodes] == [(number, label, heading)]


def test_an_activity_with_a_number_before_its_label_and_one_after_keeps_both() -> None:
    source = Source((SourceParagraph("p1", "1.1 Åtgärd 2: Kurs", "stycke"),))
    plan = recognised(source, "plan.docx", Corrections(roles={"p1": "activity"}))
    assert [(activity.number, activity.title) for activity in plan.activities] == [("1.1", "Kurs")]
    assert [label.label for label in plan.labels] == ["Åtgärd 2"]
