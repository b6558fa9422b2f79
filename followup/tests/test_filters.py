"""What rows can be narrowed to, as an address asks for it."""

from __future__ import annotations

import pytest

from followup.filters import Heading, RoundFilter, Unit
from followup.tallies import Row, Then
from followup.tests.test_tallies import JUNE, MAY, asked, row

HEADINGS = [
    Heading(10, "1 Tillgång", 1, frozenset({10, 11})),
    Heading(11, "1.1 Färre langare", 2, frozenset({11})),
    Heading(20, "2 Skolan", 1, frozenset({20})),
]
UNITS = [Unit(5, "Socialförvaltningen", frozenset({5, 6})), Unit(6, "Öppenvården", frozenset({6}))]
ROWS = [
    row("done", asked(1, at=MAY, unit=6), pk=1, node=11, review="approved"),
    row("partly_done", asked(1, at=MAY, unit=6), asked(2, "Skolan"), pk=2, node=20, is_past=True, then=Then("ongoing", "submitted")),
    row("", asked(None, ""), pk=3),
    row("ongoing", asked(2, "Skolan", at=JUNE), pk=4, node=10, plan=2, then=Then("ongoing", "submitted")),
]  # fmt: skip


def narrowed(**wanted: str) -> RoundFilter:
    return RoundFilter(wanted, ROWS, headings=HEADINGS, units=UNITS, plans=[(1, "Planen"), (2, "Löftet")])


def left(**wanted: str) -> list[int]:
    return [found.pk for found in narrowed(**wanted).rows]


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        ({}, [1, 2, 3, 4]),
        ({"status": "done"}, [1]),
        ({"status": "utan"}, [3]),
        ({"granskning": "approved"}, [1]),
        ({"granskning": "unanswered"}, [3]),
        ({"ansvarig": "2"}, [2, 4]),
        ({"ansvarig": "utan"}, [3]),
        ({"enhet": "5"}, [1, 2]),
        ({"enhet": "6"}, [1, 2]),
        ({"rubrik": "10"}, [1, 4]),
        ({"rubrik": "11"}, [1]),
        ({"rubrik": "utan"}, [3]),
        ({"plan": "2"}, [4]),
        ({"svar": "saknas"}, [2, 3]),
        ({"svar": "sena"}, [2]),
        ({"svar": "vantar"}, [3]),
        ({"svar": "finns"}, [1, 4]),
        ({"andrat": MAY.isoformat()}, [2, 4]),
        ({"andrat": JUNE.isoformat()}, [2]),
        ({"ansvarig": "2", "svar": "finns"}, [4]),
        ({"ansvarig": "1", "status": "done"}, [1]),
    ],
)
def test_filter_leaves(wanted: dict[str, str], rows: list[int]) -> None:
    assert left(**wanted) == rows


def test_address_from_before_the_round_was_closed_shows_who_did_not_answer() -> None:
    """What waited for an answer then; nothing is offered that waits."""
    closed = [row("done", is_over=True), row(is_over=True, is_past=True, pk=2)]
    narrowed = RoundFilter({"svar": "vantar"}, closed)
    assert [each.pk for each in narrowed.rows] == [2]
    assert "Väntar på svar" not in str(narrowed["svar"])


def test_activity_stands_as_the_one_who_is_chosen_sees_it() -> None:
    """Polisen has answered for the second, although Skolan has not."""
    assert (left(ansvarig="1", svar="saknas"), left(ansvarig="2", svar="sena")) == ([], [2])


def test_unit_sees_its_own_answers_only() -> None:
    assert left(enhet="5", svar="finns") == [1, 2]


@pytest.mark.parametrize(
    "wanted",
    [
        {"status": "klar"},
        {"ansvarig": "99"},
        {"ansvarig": "1 or 1=1"},
        {"rubrik": "x"},
        {"enhet": "99"},
        {"andrat": "i går"},
        {"andrat": "2027-13-45T00:00"},
        {"andrat": "2027-05-01T00:00"},
        {"andrat": "2" * 1000},
        {"svar": "\x00"},
    ],
)
def test_what_cannot_be_asked_for_does_not_narrow(wanted: dict[str, str]) -> None:
    found = narrowed(**wanted)
    assert (len(found.rows), len(found.ignored)) == (4, 1)


def test_narrower_query_keeps_what_is_shown() -> None:
    assert narrowed(ansvarig="2").narrower(svar="sena") == "ansvarig=2&svar=sena"


def test_query_keeps_what_else_the_address_says() -> None:
    found = RoundFilter({"status": "done"}, ROWS, kept={"period": "year-2027-01-01"})
    assert (found.query, found.without) == ("period=year-2027-01-01&status=done", "period=year-2027-01-01")


def test_selection_is_said_in_words() -> None:
    assert narrowed(status="done", ansvarig="2", enhet="6").said == [
        "Status: Genomförd",
        "Ansvarig: Skolan",
        "Förvaltning eller enhet: Öppenvården",
    ]


def test_lists_without_anything_to_choose_are_left_out() -> None:
    names = [chooser["name"] for chooser in RoundFilter({}, []).choosers]
    assert names == ["status", "granskning", "svar"]


def test_actors_are_offered_in_swedish_order() -> None:
    rows: list[Row] = [row("", asked(number, name)) for number, name in enumerate(["Öster", "Åsa", "Zon"], 1)]
    chooser = next(each for each in RoundFilter({}, rows).choosers if each["name"] == "ansvarig")
    assert [label for _, label in chooser["choices"]] == ["Alla", "Zon", "Åsa", "Öster"]
