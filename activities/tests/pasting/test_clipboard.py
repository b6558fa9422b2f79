"""What Excel, LibreOffice, Google Sheets, Word and Outlook put on the clipboard, as rows of cells."""

import pytest

from activities.imports.refusal import ImportRefused
from activities.pasting.clipboard import NOTHING, read_pasted


def cells(text: str = "", markup: str = "") -> list[list[str]]:
    """Each cell's text, or from where a merged one covers it."""
    return [[cell.text or cell.covered for cell in row.cells] for row in read_pasted(text, markup)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A\tB\r\nC\tD\r\n", [["A", "B"], ["C", "D"]]),
        ("A\rB", [["A"], ["B"]]),
        ('"ett\r\ntvå"\tB', [["ett\ntvå", "B"]]),
        ('"sa ""hej""\noch gick"\tB', [['sa "hej"\noch gick', "B"]]),
        ('"med\ttab"\tB', [["med tab", "B"]]),
        ('"Ett hem" för alla\tB\nC\tD', [['"Ett hem" för alla', "B"], ["C", "D"]]),
        ('"Ett hem"\tB', [['"Ett hem"', "B"]]),
        ('"aldrig stängt\tB\nC\tD', [['"aldrig stängt', "B"], ["C", "D"]]),
        ('""\tB', [["", "B"]]),
        ("A\t\t\nB\t\t", [["A"], ["B"]]),
        ("A\n\n\nB\n\n\n", [["A"], [""], [""], ["B"]]),
        ("A\tB\nC", [["A", "B"], ["C", ""]]),
        ("\tB\n\tD", [["", "B"], ["", "D"]]),
    ],
)
def test_text_with_tabs(text: str, expected: list[list[str]]) -> None:
    assert cells(text) == expected


def test_letters_are_composed_and_spaces_are_plain() -> None:
    assert cells("Fo\u0308rskola\u00a0nu\tB\u00adarn") == [["Förskola nu", "Barn"]]


def test_formulas_are_text() -> None:
    assert cells("=SUMMA(A1:A3)\t+46\t@namn") == [["=SUMMA(A1:A3)", "+46", "@namn"]]


@pytest.mark.parametrize("text", ["", "\n\n\t\t\n", " \u00a0 "])
def test_nothing_is_refused(text: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_pasted(text)
    assert refused.value.message == NOTHING


def test_a_thousand_rows_are_taken_and_one_more_is_not() -> None:
    assert len(read_pasted("A\n" * 1_000)) == 1_000
    with pytest.raises(ImportRefused, match=r"1\u00a0001 rader.*högst 1\u00a0000"):
        read_pasted("A\n" * 1_001)


def test_too_wide_and_too_long_are_refused() -> None:
    for text, words in (("\t".join("A" * 51), "fler än 50 kolumner"), ("A" * 4_000_001, "för lång")):
        with pytest.raises(ImportRefused, match=words):
            read_pasted(text)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<tr><td>A<td>B<tr><td>C<td>D", [["A", "B"], ["C", "D"]]),
        ("<thead><tr><th>A</th></tr></thead><tbody><tr><td>B</td></tr></tbody>", [["A"], ["B"]]),
        ("<tr><td>ett<br>\n  två</td></tr>", [["ett\ntvå"]]),
        ("<tr><td><p>ett</p>\n<p>två <b>ord</b></p></td></tr>", [["ett\ntvå ord"]]),
        ("<tr><td><ul><li>ett</li><li>två</li></ul></td></tr>", [["• ett\n• två"]]),
        ("<tr><td colspan=2>A<td>B<tr><td>C<td>D<td>E", [["A", "left", "B"], ["C", "D", "E"]]),
        ("<tr><td rowspan=2>A<td>B<tr><td>C", [["A", "B"], ["above", "C"]]),
        ("<tr><td colspan=2 rowspan=2>A<td>B<tr><td>C", [["A", "left", "B"], ["above", "above", "C"]]),
        ("<tr><td rowspan=9>A<td>B<tr><td>C", [["A", "B"], ["above", "C"]]),
        ("<tr><td colspan=0>A<td colspan=x>B<td colspan=-1>C", [["A", "B", "C"]]),
        ("<tr><td>A<table><tr><td>i<td>ii</tr></table>efter</td><td>B</td></tr>", [["A\ni ii\nefter", "B"]]),
        ("<tr><td>A&amp;B &lt;i&gt;&nbsp;C", [["A&B <i> C"]]),
    ],
)
def test_tables_of_html(table: str, expected: list[list[str]]) -> None:
    assert cells(markup=f"<html><body><!--StartFragment--><table>{table}</table></body></html>") == expected


def test_text_around_a_table_and_several_tables_are_rows() -> None:
    markup = "<p>Före</p><table><tr><td>A<td>B</table><p>Mellan</p><div><table><tr><td>C</table></div>Efter"
    assert cells(markup=markup) == [["Före", ""], ["A", "B"], ["Mellan", ""], ["C", ""], ["Efter", ""]]


def test_html_counts_where_it_says_all_that_the_text_says() -> None:
    markup = "<table><tr><td>Rad ett<br>rad två<td>B</table>"
    assert cells("Rad ett\nrad två\tB", markup) == [["Rad ett\nrad två", "B"]]


def test_text_counts_where_the_html_lacks_words() -> None:
    assert cells("A\tB\tSist", "<table><tr><td>A<td>B</table>") == [["A", "B", "Sist"]]


def test_html_without_a_table_leaves_the_text() -> None:
    assert cells("A\tB", "<p>A B</p>") == [["A", "B"]]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<style>p { color: red }</style>",
        '<iframe srcdoc="x">inuti</iframe>',
        '<img src="file:///etc/passwd" onerror="alert(1)">',
        '<a href="javascript:alert(1)"></a>',
        "<!-- <td>gömd</td> -->",
        "<?php echo 1 ?>",
    ],
)
def test_what_is_not_text_is_not_read(hostile: str) -> None:
    assert cells(markup=f"<table><tr><td>A{hostile}<td>B</table>") == [["A", "B"]]


def test_no_entity_of_the_documents_own_is_read() -> None:
    markup = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><table><tr><td>A&e;<td>B</table>'
    assert cells(markup=markup)[-1][0] in ("A", "A&e;")


@pytest.mark.parametrize(
    "markup", ["", "\0", "<", "<table>", "<table><tr>", "<?xml version='1.0' encoding='x'?><table/>"]
)
def test_broken_html_leaves_the_text(markup: str) -> None:
    assert cells("A", markup) == [["A"]]


def test_deep_html_loses_no_words() -> None:
    markup = f"<table><tr><td>{'<div>' * 5_000}djupt ned{'</div>' * 5_000}</table>"
    assert cells("djupt ned", markup) == [["djupt ned"]]


def test_a_cell_that_says_it_covers_everything_is_refused() -> None:
    with pytest.raises(ImportRefused):
        read_pasted("", "<table>" + "<tr><td colspan=9999 rowspan=9999>A" * 1_001 + "</table>")
