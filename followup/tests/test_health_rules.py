"""The rules of what there is to look over, by hand."""

from __future__ import annotations

from datetime import date

import pytest

from activities.models import Activity
from followup.health.facts import Known
from followup.health.lateness import Outcome, late_years
from followup.health.load import loads
from followup.health.measurable import is_measurable
from organisations.models import Actor

# --- What can be measured


@pytest.mark.parametrize(
    "text",
    [
        "Antal tillfällen",
        "Andelen som avstår",
        "Drogvaneundersökningen i årskurs 9",
        "Trygghetsmätning vartannat år",
        "Kartläggning åk 9",
        "Minst 4 möten per år",
        "80 % av föräldrarna kommer",
        "Hur många som deltar",
        "Statistik över anmälda brott",
        "Mäts i föräldraenkäten",
        "Hälsa på lika villkor 2026",
        "DVU",
    ],
)
def test_something_to_count_or_compare_is_measurable(text: str) -> None:
    assert is_measurable(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "–",
        "Mötesprotokoll",
        "Upprättat dokument",
        "Intern utvärdering",
        "Dialog med rektorerna",
        "Redovisas i förebyggargruppen",
        "Tillsynsprotokoll, åk 7–9",
    ],
)
def test_papers_and_talk_are_not(text: str) -> None:
    assert not is_measurable(text)


@pytest.mark.parametrize(
    "text",
    [
        "Utvärderas 2027",
        "Protokoll 2026–2028",
        "Redovisning v. 38",
        "Rapport senast 31 december",
        "Beslut enligt § 112",
        "Genomgång i årskurs 7",
        "Se bilaga 2",
    ],
)
def test_figures_of_days_and_places_measure_nothing(text: str) -> None:
    assert not is_measurable(text)


def test_figure_beside_a_year_measures() -> None:
    assert is_measurable("12 besök före 2027")


# --- Late several years running


def outcome(year: int, *, is_late: bool | None, last_day: date | None = None, round_: int = 0) -> Outcome:
    return Outcome(round_ or year, 1, year, last_day or date(year + 1, 1, 31), is_late)


def years(*outcomes: Outcome) -> list[int]:
    return [each.year for each in late_years(outcomes)]


def test_latest_years_in_a_row_are_told_oldest_first() -> None:
    assert years(outcome(2026, is_late=True), outcome(2024, is_late=True), outcome(2025, is_late=True)) == [
        2024,
        2025,
        2026,
    ]


def test_a_year_in_time_breaks_the_row() -> None:
    assert years(outcome(2024, is_late=True), outcome(2025, is_late=False), outcome(2026, is_late=True)) == [2026]


def test_what_is_in_time_by_now_is_late_no_longer() -> None:
    assert years(outcome(2024, is_late=True), outcome(2025, is_late=True), outcome(2026, is_late=False)) == []


def test_round_that_nothing_is_known_of_changes_nothing() -> None:
    assert years(outcome(2024, is_late=True), outcome(2025, is_late=True), outcome(2026, is_late=None)) == [2024, 2025]


def test_year_without_a_round_is_skipped() -> None:
    assert years(outcome(2022, is_late=True), outcome(2024, is_late=True)) == [2022, 2024]


def test_year_of_terms_is_what_the_last_of_them_came_to() -> None:
    spring = outcome(2026, is_late=True, last_day=date(2026, 7, 31), round_=1)
    autumn = outcome(2026, is_late=False, last_day=date(2027, 1, 31), round_=2)
    assert years(autumn, spring) == []


def test_never_followed_up_is_not_late() -> None:
    assert years() == []


# --- Who carries how much


POLICE, SCHOOL, ELSE = (Actor(pk=pk, name=name) for pk, name in ((1, "Polisen"), (2, "Skolan"), (3, "Äldreomsorgen")))


def known(*actors: Actor, is_late: bool = False) -> Known:
    outcomes = (outcome(2026, is_late=True),) if is_late else ()
    return Known(Activity(title="Tillsyn"), actors, outcomes)


def test_load_counts_activities_and_the_late_ones_most_first() -> None:
    found = loads([known(SCHOOL), known(POLICE, is_late=True), known(POLICE, SCHOOL), known(POLICE)], held={1})
    assert [(load.name, len(load.activities), len(load.late), load.is_held) for load in found] == [
        ("Polisen", 3, 1, True),
        ("Skolan", 2, 0, False),
    ]


def test_same_number_is_told_in_swedish_order() -> None:
    assert [load.name for load in loads([known(ELSE), known(SCHOOL), known(POLICE)], held=())] == [
        "Polisen",
        "Skolan",
        "Äldreomsorgen",
    ]


def test_activity_in_a_plan_and_its_revision_is_one() -> None:
    activity = known(POLICE)
    assert len(loads([activity, activity], held=())[0].activities) == 1


def test_twice_the_mean_is_many() -> None:
    # 6, 2 and 1: the mean is 3.
    found = loads([*(known(POLICE) for _ in range(6)), known(SCHOOL), known(SCHOOL), known(ELSE)], ())
    assert [load.is_heavy for load in found] == [True, False, False]


def test_just_below_twice_the_mean_is_not() -> None:
    # 5, 2 and 1: the mean is 8/3, and twice that is more than 5.
    found = loads([*(known(POLICE) for _ in range(5)), known(SCHOOL), known(SCHOOL), known(ELSE)], ())
    assert [load.is_heavy for load in found] == [False, False, False]


def test_four_are_never_many() -> None:
    # 4, 1 and 1: twice the mean of 2.
    found = loads([*(known(POLICE) for _ in range(4)), known(SCHOOL), known(ELSE)], ())
    assert not any(load.is_heavy for load in found)


def test_load_says_its_number_and_how_many_are_late() -> None:
    one, two = loads([known(POLICE), known(SCHOOL, is_late=True), known(SCHOOL)], ())[::-1]
    assert (one.number_and_late, two.number_and_late) == ("1 aktivitet, ingen sen", "2 aktiviteter, 1 sen")
