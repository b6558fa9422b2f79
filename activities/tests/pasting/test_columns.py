"""Which field each pasted column is."""

from typing import Any

import pytest

from activities.pasting.clipboard import read_pasted
from activities.pasting.columns import matched

OWN = {"own-7": "Nämnd", "own-8": "Budget"}


def fields(*rows: str, **more: Any) -> list[str]:
    found = matched(read_pasted("\n".join(rows).replace("|", "\t")), OWN, **more)
    return list(found.fields)


def first(*rows: str) -> int:
    return matched(read_pasted("\n".join(rows).replace("|", "\t")), OWN).first


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("Aktivitet|När|Ansvarig", ["title", "schedule", "responsible_text"]),
        ("AKTIVITET|tidplan|Vem", ["title", "schedule", "responsible_text"]),
        ("Nr|Åtgärd|Beskrivning", ["number", "title", "description"]),
        ("Mål|Insatsområde|Aktivitet", ["goal", "area", "title"]),
        ("Aktivitet|Status|ANDTS", ["title", "status", "substances"]),
        ("Aktivitet|Status 2025|När", ["title", "new", "schedule"]),
        ("Aktivitet|Nämnd|När", ["title", "own-7", "schedule"]),
        ("Aktivitet|budget|Kostnad", ["title", "own-8", "cost"]),
        ("Aktivitet|När|Start", ["title", "schedule", "new"]),
        ("Aktivitet|När|Vilka nås", ["title", "schedule", "new"]),
        ("Aktivitet|När|", ["title", "schedule", "new"]),
    ],
)
def test_by_headings(headings: str, expected: list[str]) -> None:
    assert fields(headings, "A|B|C") == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Simskola|För alla|Varje vår", ["title", "description", "schedule"]),
        ("1.1|Simskola|För alla", ["number", "title", "description"]),
        ("|Simskola|För alla", ["ignore", "title", "description"]),
        (
            "a|b|c|d|e|f|g|h|i",
            ["title", "description", "schedule", "partners_text", "responsible_text", "follow_up", *OWN, "ignore"],
        ),
    ],
)
def test_by_place_without_headings(row: str, expected: list[str]) -> None:
    assert fields(row) == expected


def test_by_the_sheet_where_it_was_pasted() -> None:
    assert fields("a|b|c", shown=["schedule", "own-7"]) == ["schedule", "own-7", "ignore"]


def test_headings_count_before_where_it_was_pasted() -> None:
    assert fields("Aktivitet|När", "a|b", shown=["status", "cost"]) == ["title", "schedule"]


def test_the_users_answer_counts_before_all() -> None:
    assert fields("Aktivitet|När", "a|b", answers={1: "place"}) == ["title", "place"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["Aktivitet|När", "a|b"], 0),
        (["Handlingsplan 2027|", "Aktivitet|När", "a|b"], 1),
        (["Simskola|Varje vår"], -1),
        (["Ansvarig", "Polisen"], 0),
        (["Ansvarig för skolornas arbete med närvaro är rektor", "x"], -1),
        (["Simskola|x", "Aktivitet|När"], -1),
    ],
)
def test_row_of_headings(rows: list[str], expected: int) -> None:
    assert first(*rows) == expected
