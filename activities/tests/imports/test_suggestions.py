"""What is suggested beside a written text: who is meant, and what kind of time."""

from datetime import date

import pytest

from activities.imports.actors import KnownActors, suggest_actors
from activities.imports.schedule import classify

KNOWN = KnownActors.of(
    {
        "Polisen": ["Polis", "Polismyndigheten"],
        "Samordnaren": [],
        "Skolan": [],
        "Fris": [],
        "Individ- och familjeomsorg": ["IFO"],
        "Hälsa och Fritid": [],
    }
)


def names(text: str) -> list[tuple[str, str | None]]:
    return [(found.text, found.known) for found in suggest_actors(text, KNOWN)]


def test_names_with_spaces_only_between_them() -> None:
    assert names("Samordnaren Skola Fris") == [("Samordnaren", "Samordnaren"), ("Skola", "Skolan"), ("Fris", "Fris")]


def test_names_with_commas_and_and() -> None:
    assert names("Polis, skola och IFO m.fl.") == [
        ("Polis", "Polisen"),
        ("skola", "Skolan"),
        ("IFO", "Individ- och familjeomsorg"),
    ]


def test_name_with_a_person_beside_it() -> None:
    found = suggest_actors("Polisen- Bosse S", KNOWN)[0]
    assert (found.text, found.known, found.note) == ("Polisen", "Polisen", "Bosse S")


@pytest.mark.parametrize("text", ["individ- och familjeomsorgen", "HÄLSA OCH FRITID"])
def test_and_inside_a_known_name_does_not_divide_it(text: str) -> None:
    assert len(names(text)) == 1
    assert names(text)[0][1] is not None


def test_unknown_names_are_parts_without_a_name() -> None:
    assert names("Polisen Handlarna, bageriet") == [("Polisen", "Polisen"), ("Handlarna", None), ("bageriet", None)]


@pytest.mark.parametrize("text", ["", "-", " , "])
def test_nobody(text: str) -> None:
    assert suggest_actors(text, KNOWN) == ()


# The values of domain.md §8.1, and what kind of time each of them is.
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hösten 2016", "one_off"),
        ("V. 38 Redovisning i December", "one_off"),
        ("2016-2017", "period"),
        ("Minst 4 gånger per år", "recurring"),
        ("2 gånger per år", "recurring"),
        ("Minst 1 gång per år", "recurring"),
        ("Vid behov men minst 2 gånger per termin", "recurring"),
        ("Varje höst", "recurring"),
        ("Löpande", "continuous"),
        ("Inför skolavslutning och jullov", "event_bound"),
        ("Identifierade riskkvällar", "event_bound"),
        ("Vid varje läsårsstart", "event_bound"),
        ("När behov uppstår", "on_demand"),
        ("", "unknown"),
        ("Samtal med aktuell ungdom", "unknown"),
    ],
)
def test_kind_of_schedule(text: str, kind: str) -> None:
    assert classify(text).kind == kind


@pytest.mark.parametrize(
    ("text", "times", "unit", "at_least"),
    [
        ("Minst 4 gånger per år", 4, "year", True),
        ("Vid behov men minst 2 gånger per termin", 2, "term", True),
        ("två ggr/månad", 2, "month", False),
        ("Kvartalsvis", 1, "quarter", False),
        ("varje vecka", 1, "week", False),
        ("Årligen", 1, "year", False),
    ],
)
def test_how_often(text: str, times: int, unit: str, at_least: bool) -> None:
    found = classify(text)
    assert (found.times, found.unit, found.at_least) == (times, unit, at_least)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2016-2017", date(2016, 1, 1), date(2017, 12, 31)),
        ("Hösten 2026", date(2026, 7, 1), date(2026, 12, 31)),
        ("Klart senast 2026-09-15", date(2026, 9, 15), date(2026, 9, 15)),
        ("februari 2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("Hösten", None, None),
    ],
)
def test_days_of_a_schedule(text: str, start: date | None, end: date | None) -> None:
    assert (classify(text).start, classify(text).end) == (start, end)


def test_week_of_a_schedule() -> None:
    assert classify("V. 38 Redovisning i December").week == 38
