"""The benchmarks run and say all that they are to say. How long things take is never tested."""

import os
import subprocess
import sys
from io import BytesIO

import docx
import pytest
from django.conf import settings

from activities.imports import read_plan
from andts.bench.results import Result, swedish
from andts.bench.word import invented_file

pytestmark = pytest.mark.once

FOLLOWED = (
    "En kommuns uppföljning, 2 planer × 8 aktiviteter × 2 år",
    "Den, med 2 kommuner till i landet",
    "En uppföljning av 8 aktiviteter",
    "Mitt arbete med 6 svar att ge",
    "Ett län med 2 kommuner",
    "Länets uppföljningar i en lista",
)
HEAVY = {"docx", "openpyxl", "pikepdf", "weasyprint"}


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """The rows that `make bench` prints for small plans measured once: each row's cells by its first."""
    environment = {**os.environ, "TMPDIR": str(tmp_path_factory.mktemp("bench"))}
    environment.pop("VAR", None)
    command = [sys.executable, "-m", "andts.bench", "--quick"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    assert os.listdir(environment["TMPDIR"]) == []
    head, _, *rows = ([cell.strip() for cell in line.strip("| ").split(" | ")] for line in done.stdout.splitlines())
    return {row[0]: dict(zip(head, row, strict=False)) for row in rows}


def test_table_has_all_that_is_measured(table):
    assert [name for name in table if " i Word" not in name] == [
        "En tom vy",
        "Läsa en plan med 4 aktiviteter",
        "Läsa en plan med 6 aktiviteter",
        "Från 4 till 6 aktiviteter",
        "Första besöket, en plan med 4 aktiviteter",
        "Spara en cell",
        "Excel med 5 aktiviteter",
        "Granska en plan med 4 aktiviteter",
        "Lista med 3 planer",
        "Startsidan, inloggad",
        "PDF med 5 aktiviteter",
        "PDF med 4 aktiviteter",
        "PDF med 6 aktiviteter",
        "DOCX med 4 aktiviteter",
        "DOCX med 6 aktiviteter",
        "XLSX med 4 aktiviteter",
        "XLSX med 6 aktiviteter",
        "Tangent till bild, ett tomt fält",
        "Tangent till bild i en plan med 6 aktiviteter",
        "Tangent till bild i en plan med 6 aktiviteter, medan det sparas",
        *FOLLOWED,
        "Öppna en uppföljning av 6 aktiviteter",
        "Föra över en uppföljning av 6 aktiviteter",
        "Uppföljningsrapport, 8 aktiviteter: frågor och siffror",
        "Uppföljningsrapport, 8 aktiviteter: PDF i samma process",
        "Uppföljningsrapport, 8 aktiviteter: PDF",
        "Uppföljningsrapport, 8 aktiviteter: DOCX",
        "Uppföljningsrapport, 8 aktiviteter: XLSX",
    ]
    assert len([name for name in table if " i Word" in name]) == 3


def test_plan_takes_at_most_ten_queries_whatever_its_length(table):
    small, large = (table[f"Läsa en plan med {size} aktiviteter"]["Frågor"] for size in (4, 6))
    assert small == large
    assert int(small) <= 10


def test_saving_a_cell_takes_at_most_six_queries(table):
    assert int(table["Spara en cell"]["Frågor"]) <= 6


def test_pages_of_follow_up_take_at_most_fifteen_queries(table):
    assert {page: table[page]["Frågor"] for page in FOLLOWED if int(table[page]["Frågor"]) > 15} == {}


def test_kommun_asks_no_more_of_a_country_with_others_in_it(table):
    alone, among_others = (table[page]["Frågor"] for page in FOLLOWED[:2])
    assert alone == among_others


def test_invented_word_file_is_read_as_a_plan():
    plan = read_plan(invented_file(), "plan.docx")
    assert (len(plan.activities), len(plan.header)) == (58, 9)
    assert len(docx.Document(BytesIO(invented_file())).tables) == 4


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        (Result("Sidan", 0.02, ratio=50, aim=50, queries=10, most_queries=10), "nås"),
        (Result("Sidan", 0.02, ratio=50.1, aim=50, queries=10, most_queries=10), "för långsamt"),
        (Result("Sidan", 0.02, ratio=50, aim=50, queries=11, most_queries=10), "för många frågor"),
        (Result("Sidan", 0.02, ratio=50, queries=11), ""),
    ],
)
def test_outcome_is_told_where_there_is_an_aim(result, outcome):
    assert result.cells()[-1] == outcome


@pytest.mark.parametrize(
    ("number", "text"), [(1.249, "1,25"), (12.34, "12,3"), (123.4, "123"), (5, "5"), (100, "100"), (0.5, "0,5")]
)
def test_numbers_have_three_figures_and_a_decimal_comma(number, text):
    assert swedish(number) == text


def test_web_process_loads_no_document_library():
    program = "import django, sys; django.setup(); import andts.urls; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "andts.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert HEAVY.intersection(done.stdout.split()) == set()
