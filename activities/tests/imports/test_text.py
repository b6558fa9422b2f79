"""Plans as plain text, pasted or in a file, and as CSV."""

import codecs

import pytest

from activities.imports import ImportRefused
from activities.tests.imports.files import outline, read, read_lines, titles, unplaced

ROWS = (
    ("Aktivitet", "Ansvarig", "När"),
    ("Föräldrakurs på skolan", "Elevhälsan", "Våren"),
    ("Öppet hus", "Åsa–gården", "Hösten"),
)


def test_pasted_rows_with_tabs_are_a_table() -> None:
    plan = read_lines("\n".join("\t".join(row) for row in ROWS))
    assert [(a.title, a.responsible) for a in plan.activities] == [
        ("Föräldrakurs på skolan", "Elevhälsan"),
        ("Öppet hus", "Åsa–gården"),
    ]
    assert plan.activities[0].where["responsible"] == "rad 2, kolumn Ansvarig"


def test_table_of_text_goes_on_after_an_empty_line() -> None:
    plan = read_lines("Mål\tVad\tAnsvarig\nFärre ska röka\tKurs\tSkolan\n\n\tSamtal\tAlla\n\tBrev\tAlla\n")
    assert outline(plan) == ["goal Färre ska röka (3)"]


def test_cells_that_were_paragraphs_of_a_web_page() -> None:
    plan = read_lines("Aktivitet\tVad\tAnsvarig\n<p>Kurs</p>\t<p>Fem träffar</p> <p>Ett brev</p>\t<p>Skolan</p>\n")
    assert (plan.activities[0].title, plan.activities[0].description) == ("Kurs", "Fem träffar\nEtt brev")


def test_labels_goals_areas_and_noise() -> None:
    plan = read_lines(
        "Klicka här för att läsa »\n\n1. Färre unga ska röka\n\nTillbaka till översikten »\n\n1.1 Insatsområde: Skolan\n\n"
        "Aktivitet: 1. Kurs\nAnsvarig: Skolan\nAktivitet: 2. Samtal\nAnsvarig: Alla\n\nTips lokala aktiviteter\n\n• Sjung. • Dansa.\n\n"
        "Syfte & mål\n\nPlanen samlar kommunens arbete.\n"
    )
    assert outline(plan) == ["goal 1 Färre unga ska röka (0)", "  area 1.1 Skolan (2)"]
    assert [tip.text for tip in plan.tips] == ["Sjung.", "Dansa."]
    assert unplaced(plan, "navigation") == ["Klicka här för att läsa »", "Tillbaka till översikten »"]
    assert [(text.heading, text.placement) for text in plan.texts] == [("Syfte & mål", "after")]


@pytest.mark.parametrize("mark", ["•", "-", "*", "–", "●"])
def test_bullets_of_any_kind(mark: str) -> None:
    plan = read_lines(f"Polisens aktiviteter:\n{mark} Patrullera vid torget\n{mark} Besöka skolorna\n")
    assert titles(plan) == ["Patrullera vid torget", "Besöka skolorna"]


def test_numbered_list_of_activities() -> None:
    plan = read_lines("Åtgärder:\n1. Patrullera vid torget\n2. Besöka skolorna\n")
    assert [(a.number, a.title) for a in plan.activities] == [("1", "Patrullera vid torget"), ("2", "Besöka skolorna")]


def test_bullet_broken_over_lines_is_one_activity() -> None:
    assert titles(read_lines("Åtgärder:\n• Samverka med alla\nsom vill vara med\n• Samtala\n")) == [
        "Samverka med alla som vill vara med",
        "Samtala",
    ]


def test_goal_line_above_an_area_without_styles() -> None:
    plan = read_lines(
        "Insatser inom området samverkan\n\nAktivitet\tVad\tAnsvarig\nRåd\tTräffas\tAlla\n\nMål: Tryggare Björkvik\n\n"
        "Insatser inom området trygghet\n\nAktivitet\tVad\tAnsvarig\nVandring\tGå\tAlla\n"
    )
    assert outline(plan)[1:] == ["area Insatser inom området trygghet (0)", "  goal Tryggare Björkvik (1)"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
def test_csv_of_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in ROWS)
    plan = read(text.encode(encoding), "plan.csv")
    assert [(a.title, a.responsible) for a in plan.activities] == [
        ("Föräldrakurs på skolan", "Elevhälsan"),
        ("Öppet hus", "Åsa–gården"),
    ]


def test_csv_in_latin1() -> None:
    assert titles(read("Åtgärd;Ansvarig\nÖppet hus;Skolan\n".encode("latin-1"), "plan.csv")) == ["Öppet hus"]


def test_csv_with_quotes_line_breaks_and_excels_first_line() -> None:
    content = 'sep=;\nAktivitet;Vad;Ansvarig\nKurs;"Fem träffar; sedan\nen ""fest""";Skolan\n'
    assert read(content.encode(), "plan.csv").activities[0].description == 'Fem träffar; sedan\nen "fest"'


def test_csv_with_guarded_formulas() -> None:
    assert titles(read(b"Aktivitet;Ansvarig\n'=Kurs;Skolan\n'-Samtal;Alla\n", "plan.csv")) == ["=Kurs", "-Samtal"]


def test_csv_with_area_rows() -> None:
    plan = read("Aktivitet;Ansvarig;När\nTrygghet;;\nVandring;Alla;Hösten\n".encode(), "plan.csv")
    assert outline(plan) == ["area Trygghet (1)"]


def test_text_marks_are_only_a_mark() -> None:
    assert titles(read(codecs.BOM_UTF8 + b"Aktivitet: Kurs\nAnsvarig: Skolan", "plan.txt")) == ["Kurs"]


def test_table_drawn_with_bars_and_headings_with_marks() -> None:
    plan = read_lines(
        "# Program 2026\n\n## Mål 1: Färre röker\n\n| Aktivitet | Ansvarig |\n|---|---|\n| Kurs | Skolan |\n"
    )
    assert (plan.title, outline(plan)) == ("Program 2026", ["goal 1 Färre röker (1)"])


def test_labels_alone_on_their_lines() -> None:
    activity = "Aktivitet\n{}\nAnsvarig\n{}\nTidplan\nVåren\n\n"
    plan = read_lines(activity.format("Kurs", "Skolan") + activity.format("Läger", "Alla"))
    assert [(a.title, a.responsible, a.schedule) for a in plan.activities] == [
        ("Kurs", "Skolan", "Våren"),
        ("Läger", "Alla", "Våren"),
    ]


def test_section_right_above_its_text() -> None:
    plan = read_lines("Polisens aktiviteter\n• Patrullera\n\nUppföljning\nLöftet följs upp i december.\n")
    assert [(text.heading, text.text) for text in plan.texts] == [("Uppföljning", "Löftet följs upp i december.")]


@pytest.mark.parametrize("name", ["plan.csv", "plan.txt"])
def test_more_columns_than_a_plan_has_are_refused(name: str) -> None:
    with pytest.raises(ImportRefused, match="fler än 50 kolumner"):
        read(("\t".join("abc" for _ in range(51)) + "\n").encode() * 3, name)
