"""What a län's figures count; expected values by hand, and by the worked example of the länsrapport."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from followup.county.beside import IN_A_TABLE, groups
from followup.county.document import CountyReport, county_document
from followup.county.figures import (
    CountyFigures,
    FollowedActivity,
    FrameworkGoals,
    Municipality,
    frequencies,
    serving,
)
from followup.county.plans import DecidedPlan, HeldPlan, full_years, years_text
from followup.county.reading import ActivityName
from followup.county.stored import ToldMunicipality, as_json, from_json
from followup.county.words import sentence

GOALS = FrameworkGoals(1, "Nationella strategin 2022–2025", ((1, "1", "Tillgången ska minska"), (2, "2", "Barn")))
HELD = HeldPlan(1, "Planen", "Handlingsplan", date(2023, 11, 20), "2024–2026", 2)


def activity(status: str = "", *goals: int, pk: int = 1, is_answered: bool | None = None) -> FollowedActivity:
    answered = bool(status) if is_answered is None else is_answered
    return FollowedActivity(pk, 1, status, answered, "submitted" if answered else "unanswered", frozenset(goals))


def municipality(*activities: FollowedActivity, name: str = "Ale", plans: tuple[HeldPlan, ...] = ()) -> Municipality:
    return Municipality(1, "9901", f"{name} kommun", name, 9, plans=plans, activities=activities)


def county(*municipalities: Municipality) -> CountyFigures:
    return CountyFigures("Ådalarnas län", 2025, date(2025, 12, 31), GOALS, municipalities)


# --- Antal, procent, valid procent


def test_frequencies_are_those_of_the_worked_example() -> None:
    """8 municipalities, 2 yes, 4 no, 2 no answer: procent 25,0/50,0/25,0; valid procent 33,3/66,7."""
    found = frequencies([("Ja", 2), ("Nej", 4)], ("Inget svar", 2))
    assert [(each.label, each.number, each.percent, each.valid) for each in found] == [
        ("Ja", 2, Decimal("25.0"), Decimal("33.3")),
        ("Nej", 4, Decimal("50.0"), Decimal("66.7")),
        ("Inget svar", 2, Decimal("25.0"), None),
    ]


def test_the_worked_example_of_municipalities_that_followed_up() -> None:
    """The same eight: 2 carried out at least half, 4 less than half, and 2 have not followed up."""
    did, did_not = activity("done"), activity("ongoing")
    told = county(*[municipality(did)] * 2, *[municipality(did_not)] * 4, *[municipality()] * 2)
    assert [(each.number, each.percent, each.valid) for each in told.outcome_frequencies] == [
        (2, Decimal("25.0"), Decimal("33.3")),
        (4, Decimal("50.0"), Decimal("66.7")),
        (2, Decimal("25.0"), None),
    ]


def test_nobody_to_count_has_no_shares() -> None:
    assert [(each.percent, each.valid) for each in frequencies([("Ja", 0)], ("Inget svar", 0))] == [(None, None)] * 2


def test_nobody_who_answered_has_no_valid_share() -> None:
    ja, missing = frequencies([("Ja", 0)], ("Inget svar", 3))
    assert (ja.percent, ja.valid, missing.percent) == (Decimal("0.0"), None, Decimal("100.0"))


def test_half_is_half() -> None:
    assert municipality(activity("done"), activity("")).did_half
    assert not municipality(activity("done"), activity(""), activity("")).did_half
    assert not municipality().did_half


# --- Activities and goals


def test_activity_counts_under_each_goal_it_serves() -> None:
    rows = [activity("done", 1, 2), activity("ongoing", 2), activity("")]
    assert [len(serving(rows, goal)) for goal in ("1", "2", "utan")] == [1, 2, 1]


def test_whole_counts_each_activity_once() -> None:
    told = county(municipality(activity("done", 1, 2)))
    assert (told.whole.total, [group.tally.total for group in told.by_goal]) == (1, [1, 1, 0])


def test_goals_that_nothing_serves_are_told_too() -> None:
    assert [group.label for group in county(municipality()).by_goal] == [
        "1 Tillgången ska minska",
        "2 Barn",
        "Utan nationellt mål",
    ]


def test_own_framework_names_what_serves_none() -> None:
    assert FrameworkGoals(1, "Länets", (), is_national=False).without == "Utan mål i ramverket"


def test_status_without_everybodys_answer_is_known_but_not_answered() -> None:
    whole = municipality(activity("partly_done", is_answered=False)).whole
    assert (whole.known, whole.answered) == (1, 0)


def test_key_figures_are_of_municipalities_then_of_activities() -> None:
    told = county(municipality(activity("done"), activity(""), plans=(HELD,)), municipality())
    assert {each.name: (each.number, each.share) for each in told.key_figures} == {
        "kommuner": (2, None),
        "med_plan": (1, Decimal("50.0")),
        "foljt_upp": (1, Decimal("50.0")),
        "aktiviteter": (2, None),
        "genomforda": (1, Decimal("50.0")),
        "besvarade": (1, Decimal("50.0")),
    }


# --- Plans on a day


def plan(**facts: Any) -> DecidedPlan:
    usual = {"adopted": date(2023, 11, 20), "starts": date(2024, 1, 1), "ends": date(2025, 12, 31)}
    return DecidedPlan(1, 1, "Planen", "Handlingsplan", **usual | facts)


@pytest.mark.parametrize(
    ("facts", "day", "holds"),
    [
        ({}, date(2025, 12, 31), True),
        ({}, date(2026, 1, 1), False),
        ({}, date(2023, 12, 31), False),
        ({"ends": None}, date(2040, 1, 1), True),
        ({"starts": None, "ends": None}, date(2023, 11, 19), False),
        ({"starts": None}, date(2023, 11, 20), True),
        ({"repealed": date(2025, 3, 1)}, date(2025, 2, 28), True),
        ({"repealed": date(2025, 3, 1)}, date(2025, 3, 1), False),
        ({"replaced": date(2025, 3, 1)}, date(2025, 12, 31), False),
        ({"extensions": ((date(2025, 11, 1), date(2026, 12, 31)),)}, date(2026, 6, 1), True),
        # Not decided then.
        ({"extensions": ((date(2026, 2, 1), date(2026, 12, 31)),)}, date(2026, 1, 15), False),
    ],
)
def test_plan_holds_on_a_day(facts: dict[str, Any], day: date, holds: bool) -> None:
    assert plan(**facts).held(day) is holds


def test_age_is_full_years_since_the_decision() -> None:
    decided = date(2023, 11, 20)
    assert [full_years(decided, day) for day in (date(2024, 11, 19), date(2024, 11, 20), date(2026, 1, 1))] == [0, 1, 2]
    assert [years_text(years) for years in (None, 0, 1, 12)] == ["–", "under 1 år", "1 år", "12 år"]


def test_held_plan_says_until_when_as_decided_then() -> None:
    extended = plan(extensions=((date(2025, 11, 1), date(2026, 12, 31)),))
    assert [extended.as_on(day).validity for day in (date(2025, 6, 1), date(2025, 12, 1))] == ["2024–2025", "2024–2026"]


def test_oldest_plan_gives_the_age() -> None:
    younger = HeldPlan(2, "Löftet", "Medborgarlöfte", date(2025, 3, 1), "2025", 0)
    assert municipality(plans=(younger, HELD)).age == 2
    assert municipality().age is None


# --- In words


def test_sentence_tells_plans_and_outcome() -> None:
    done, open_ = activity("done"), activity("")
    told = county(municipality(done, done, open_, plans=(HELD,)), municipality(), municipality(done, plans=(HELD,)))
    assert sentence(told) == (
        "2 av 3 kommuner har en gällande plan. 2 har följt upp 2025: 3 av 4 aktiviteter är genomförda (75,0\u00a0%), "
        "och 1 saknar svar."
    )


@pytest.mark.parametrize(
    ("municipalities", "said"),
    [
        ((), "Inga kommuner passar urvalet."),
        ((municipality(),), "Ale har ingen gällande plan. Ingen uppföljning av 2025 är avslutad än."),
        (
            (municipality(activity("ongoing"), plans=(HELD,)),),
            "Ale har en gällande plan. Den enda aktiviteten är inte genomförd.",
        ),
        (
            (municipality(activity(), plans=(HELD,)),),
            "Ale har en gällande plan. Den enda aktiviteten saknar svar.",
        ),
        (
            (municipality(activity("done"), plans=(HELD,)), municipality(plans=(HELD,))),
            "Båda kommunerna har en gällande plan. En har följt upp 2025: den enda aktiviteten är genomförd.",
        ),
    ],
)
def test_sentence_at_the_edges(municipalities: tuple[Municipality, ...], said: str) -> None:
    assert sentence(county(*municipalities)) == said


@pytest.mark.parametrize(
    ("number", "name"), [(1, "Ådalarnas län"), (2, "Ådalarnas län och Ådalarnas län"), (21, "21 län")]
)
def test_report_over_many_counties_has_a_title_that_can_be_read(number: int, name: str) -> None:
    report = CountyReport((county(municipality()),) * number, (), date(2026, 3, 1))
    document = county_document(report, "#0b4f5c")
    assert document.title == f"Länsrapport: sammanställning för {name} 2025"
    assert ("Län" in [line.label for line in document.header]) is (number > 1)


# --- Beside each other, and kept


@pytest.mark.parametrize(
    ("number", "sizes"), [(0, []), (1, [1]), (7, [7]), (8, [4, 4]), (15, [5, 5, 5]), (49, [7] * 7)]
)
def test_columns_are_spread_evenly_over_tables(number: int, sizes: list[int]) -> None:
    assert [len(group) for group in groups([municipality()] * number)] == sizes
    assert max(sizes, default=0) <= IN_A_TABLE


def test_what_is_kept_comes_back_as_it_was() -> None:
    figures = municipality(activity("done", 1, 2, pk=7), plans=(HELD,))
    told = ToldMunicipality(figures, {7: ActivityName("Planen", "1.1", "Kontrollköp")})
    assert from_json(json.loads(json.dumps(as_json(told)))) == told
