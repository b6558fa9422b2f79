"""What a pasted text becomes in a field, and what is said of it."""

import pytest

from activities.pasting.cells import Cell, read_cell
from activities.pasting.times import in_words, is_unreadable_date


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-03", "mars 2026"),
        ("mars 2026", "mars 2026"),
        ("v. 12", "vecka 12"),
        ("v. 20–24", "vecka 20–24"),
        ("Veckorna 20-24", "vecka 20–24"),
        ("vår 2026", "januari–juni 2026"),
        ("HT 2026", "juli–december 2026"),
        ("2026-03-12", "12 mars 2026"),
        ("12 mars 2026", "12 mars 2026"),
        ("2026-11 till 2027-02", "november 2026–februari 2027"),
        ("2026-27", "2026–2027"),
        ("2026", "2026"),
        ("Två gånger per år", "2 gånger per år"),
        ("minst en gång per termin", "minst 1 gång per termin"),
        ("Löpande", "löpande"),
        ("Vid behov", "vid behov"),
        ("När vi hinner", ""),
    ],
)
def test_time_in_words(text: str, words: str) -> None:
    assert in_words(text) == words


@pytest.mark.parametrize(
    ("text", "expected"), [("2026-13", True), ("46096", True), ("2026-03", False), ("fredag", False)]
)
def test_figures_that_are_no_date(text: str, expected: bool) -> None:
    assert is_unreadable_date(text) is expected


def test_time_keeps_the_text_as_written() -> None:
    assert read_cell("schedule", "våren 2026") == Cell("våren 2026", "Läses som januari–juni 2026")
    assert read_cell("schedule", "2026-13").value == "2026-13"


def test_what_is_read_as_it_stands_needs_no_words() -> None:
    assert read_cell("schedule", "Mars 2026").note == ""


@pytest.mark.parametrize(
    ("field", "text", "value", "note"),
    [
        ("status", "pågår", "ongoing", ""),
        ("status", "Delvis genomförd", "partly_done", ""),
        ("level", "Universellt", "universal", "Blir Universell"),
        ("orientation", "preventiv", "preventive", ""),
        ("strategy", "Tillgång", "supply", "Blir Minska tillgång"),
        ("substances", "ANDT", "ANDT", "Blir Alkohol, Narkotika, Dopning, Tobak och nikotin"),
        ("status", "", "", ""),
    ],
)
def test_choice_that_fits(field: str, text: str, value: str, note: str) -> None:
    assert read_cell(field, text) == Cell(value, note)


def test_choice_that_does_not_fit_is_kept_beside() -> None:
    assert read_cell("status", "Nästan klart") == Cell(
        "", "Är inget av valen för Status", misfit="Nästan klart", fits=False
    )


def test_number_too_long_is_kept_beside() -> None:
    cell = read_cell("number", "1." * 40)
    assert (cell.value, cell.misfit, cell.fits) == ("", "1." * 40, False)
