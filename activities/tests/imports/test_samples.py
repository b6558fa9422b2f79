"""The real plans, where they are at hand. Their counts are facts from the documents; their words are not repeated here."""

from collections import Counter
from pathlib import Path

import pytest

from activities.imports import ImportedPlan
from activities.tests.imports.files import SAMPLES, read

SEEDS = SAMPLES.parent / "seeds"
NORSJO = "norsjo-genomforandeplan-2017-2018"
KRONOBERG = "kronoberg-regional-handlingsplan-2017-2021.docx"


def sample(name: str) -> ImportedPlan:
    return _plan(SAMPLES / name, name)


def seed(number: str) -> ImportedPlan:
    found = next(SEEDS.glob(f"{number}_*.txt"), SEEDS / "missing")
    return _plan(found, "seed.txt")


def _plan(path: Path, name: str) -> ImportedPlan:
    if not path.exists():
        pytest.skip("the real plans are not here")
    return read(path.read_bytes(), name)


def under(plan: ImportedPlan, kind: str) -> list[int]:
    """How many activities stand under each node of a kind, at any depth, in order."""
    parents = {node.key: node.parent for node in plan.nodes}
    counts: Counter[str | None] = Counter()
    for activity in plan.activities:
        node = activity.node
        while node:
            counts[node] += 1
            node = parents[node]
    return [counts[node.key] for node in plan.nodes if node.kind == kind]


@pytest.mark.parametrize("plan_of", [lambda: sample(f"{NORSJO}.docx"), lambda: seed("004")])
def test_norsjo_in_word_and_as_text(plan_of: object) -> None:
    assert callable(plan_of)
    plan = plan_of()
    assert under(plan, "area") == [12, 9, 37]
    assert under(plan, "goal") == [9, 4, 15, 10, 1, 1, 6]
    assert len(plan.header) == 9
    assert (str(plan.valid_from), str(plan.valid_until), plan.kind) == (
        "2017-01-01",
        "2018-12-31",
        "implementation_plan",
    )
    assert plan.unplaced == ()


def test_norsjo_goal_line_belongs_to_the_area_that_follows() -> None:
    plan = sample(f"{NORSJO}.docx")
    assert plan.goals[0].parent == plan.areas[1].key


def test_norsjo_in_excel() -> None:
    plan = sample(f"{NORSJO}.xlsx")
    assert under(plan, "area") == [12, 9, 37]
    assert len(plan.goals) == 6
    assert (plan.warnings, plan.unplaced) == ((), ())


@pytest.mark.parametrize("plan_of", [lambda: sample(KRONOBERG), lambda: seed("002")])
def test_kronoberg_in_word_and_as_text(plan_of: object) -> None:
    assert callable(plan_of)
    plan = plan_of()
    assert under(plan, "goal") == [13, 7, 10, 7, 9, 12]
    assert len(plan.areas) == 12
    assert {node.parent for node in plan.areas} == {node.key for node in plan.goals}
    tips = Counter(tip.node for tip in plan.tips)
    assert [tips[goal.key] for goal in plan.goals] == [9, 8, 10, 5, 4, 7]
    assert sum(1 for activity in plan.activities if activity.partners in ("", "-")) == 12
