"""The sentence that says how it goes, and the figures with their queries; worked out by hand."""

from __future__ import annotations

import pytest

from followup.filters import RoundFilter
from followup.statistics import figures, sentence
from followup.tallies import Row, by_actor, tally
from followup.tests.test_tallies import MAY, asked, row


def said(rows: list[Row]) -> str:
    return sentence(tally(rows), by_actor(rows))


def late(actor: int, name: str) -> Row:
    return row("", asked(actor, name), is_past=True)


DONE = row("done", is_past=True)
POLICE, SCHOOL = late(1, "Polisen"), late(2, "Skolan")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([DONE] * 38 + [row("ongoing")] * 14 + [POLICE] * 4 + [SCHOOL] * 2,
         "38 av 58 aktiviteter är genomförda; 6 är sena, flest hos Polisen."),
        ([DONE, POLICE, POLICE], "1 av 3 aktiviteter är genomförd; 2 är sena, alla hos Polisen."),
        ([DONE, DONE, POLICE], "2 av 3 aktiviteter är genomförda; 1 är sen, hos Polisen."),
        ([DONE, POLICE, SCHOOL], "1 av 3 aktiviteter är genomförd; 2 är sena."),
        ([DONE, late(0, "") , late(0, "")], "1 av 3 aktiviteter är genomförd; 2 är sena."),
        ([row("ongoing"), row()], "Ingen av 2 aktiviteter är genomförd; 1 aktivitet väntar på svar."),
        ([DONE, row(), row()], "1 av 3 aktiviteter är genomförd; 2 aktiviteter väntar på svar."),
        ([DONE, row("ongoing")], "1 av 2 aktiviteter är genomförd. Alla har svarat."),
        ([row(), row()], "Ingen har svarat än; 2 aktiviteter väntar på svar."),
        ([POLICE], "Ingen har svarat än; 1 är sen, hos Polisen."),
        ([DONE, DONE], "Båda aktiviteterna är genomförda."),
        ([DONE] * 3, "Alla 3 aktiviteter är genomförda."),
        ([DONE], "Aktiviteten är genomförd."),
        ([row("ongoing")], "Aktiviteten är inte genomförd. Alla har svarat."),
        ([], "Det finns inga aktiviteter att följa upp."),
    ],
)  # fmt: skip
def test_sentence_says_how_it_goes(rows: list[Row], words: str) -> None:
    assert said(rows) == words


def test_sentence_of_a_selection_says_that_it_is_one() -> None:
    rows = [DONE, POLICE]
    words = sentence(tally(rows), by_actor(rows), is_narrowed=True)
    assert words == "1 av 2 aktiviteter i urvalet är genomförd; 1 är sen, hos Polisen."


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([DONE, row()], "1 av 2 aktiviteter är genomförd; 1 aktivitet saknar svar."),
        ([row(), row()], "Ingen har svarat; 2 aktiviteter saknar svar."),
        ([DONE, POLICE], "1 av 2 aktiviteter är genomförd; 1 aktivitet saknar svar, hos Polisen."),
        (
            [DONE, POLICE, POLICE, SCHOOL],
            "1 av 4 aktiviteter är genomförd; 3 aktiviteter saknar svar, flest hos Polisen.",
        ),
        ([DONE, POLICE, row()], "1 av 3 aktiviteter är genomförd; 2 aktiviteter saknar svar."),
    ],
)
def test_nobody_is_waited_for_when_it_is_over(rows: list[Row], words: str) -> None:
    assert sentence(tally(rows), by_actor(rows), is_over=True) == words


def test_figures_are_the_tallies() -> None:
    rows = [DONE, row("done", review="approved"), POLICE, row()]
    found = figures(tally(rows), RoundFilter({}, rows), None, None)
    assert {figure.name: (figure.number, figure.share_text) for figure in found} == {
        "aktiviteter": (4, ""),
        "genomforda": (2, "50,0\u00a0%"),
        "sena": (1, ""),
        "vantar": (1, ""),
        "att_granska": (1, ""),
        "godkanda": (1, "25,0\u00a0%"),
    }


def test_figure_is_the_number_of_rows_that_its_query_gives() -> None:
    rows = [DONE, row("done", review="approved"), POLICE, row(), row("delayed", review="returned")]
    for figure in figures(tally(rows), RoundFilter({}, rows), None, None):
        asked_for = dict(pair.split("=") for pair in figure.query.split("&") if pair)
        assert (figure.name, len(RoundFilter(asked_for, rows).rows)) == (figure.name, figure.number)


def test_figures_of_what_is_over_wait_for_nobody() -> None:
    rows = [row("done", is_over=True), row(is_over=True, is_past=True), row(is_over=True)]
    narrowed = RoundFilter({}, rows)
    found = {figure.name: figure for figure in figures(tally(rows), narrowed, None, None)}
    assert (found["saknas"].label, found["saknas"].number, found["saknas"].query) == ("Saknar svar", 2, "svar=saknas")
    assert "vantar" not in found
    assert found["att_granska"].label == "Inte granskade"
    assert len(RoundFilter({"svar": "saknas"}, rows).rows) == 2


def test_only_what_is_late_is_urgent() -> None:
    urgent = [figure.name for figure in figures(tally([POLICE]), RoundFilter({}, [POLICE]), 1, MAY) if figure.is_urgent]
    assert urgent == ["sena"]


def test_changes_are_told_from_the_second_visit() -> None:
    found = figures(tally([DONE]), RoundFilter({}, [DONE]), 1, MAY)[-1]
    assert (found.label, found.number) == ("Ändrade sedan 1 maj 2027", 1)
    assert found.query == "andrat=2027-05-01T00%3A00%3A00%2B00%3A00"
