"""The national goals, as the strategies number them, and what continues what."""

import pytest

from plans import reference
from plans.models import GoalFramework
from plans.models.frameworks import FrameworkGoal


@pytest.fixture
def frameworks(db: None) -> list[GoalFramework]:
    reference.load()
    return list(GoalFramework.objects.order_by("first_year"))


def test_the_national_strategies_are_two(frameworks: list[GoalFramework]) -> None:
    facts = [(framework.years, framework.source, framework.goals.count()) for framework in frameworks]
    assert facts == [("2016–2020", "Skr. 2015/16:86", 6), ("2022–2025", "Skr. 2021/22:213", 7)]


def test_goals_continue_each_other_in_both_directions(frameworks: list[GoalFramework]) -> None:
    earlier, later = frameworks
    forwards = {goal.number: [other.number for other in goal.counterparts.all()] for goal in earlier.goals.all()}
    backwards = {goal.number: [other.number for other in goal.counterparts.all()] for goal in later.goals.all()}
    assert forwards == {"1": ["1"], "2": ["3"], "3": ["4"], "4": ["5"], "5": ["6"], "6": ["7"]}
    assert backwards == {"1": ["1"], "2": [], "3": ["2"], "4": ["3"], "5": ["4"], "6": ["5"], "7": ["6"]}


def test_loading_again_creates_nothing(frameworks: list[GoalFramework]) -> None:
    assert reference.load() == 0
    assert FrameworkGoal.objects.count() == 13
