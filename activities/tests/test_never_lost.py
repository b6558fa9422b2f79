"""Whatever several people write at the same time: no word that somebody was told is saved is ever lost.

It stands in the plan, or in its history as a text that somebody replaced who had it before her. Real threads, real
requests, the real database; `EXAMPLES=500 make test ARGS="-k never_lost"` searches longer.
"""

import os
from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activities.models import Activity
from activities.tests.typists import Place, Saved, Stroke, Typist, history_of, together
from activities.together import changed_together
from organisations.tests.cast import client_of, employed
from plans.models import Plan, PlanColumn

strokes = st.builds(
    Stroke,
    place=st.integers(0, 3),
    how=st.sampled_from(["last", "first", "instead"]),
    pause=st.integers(0, 4),
    is_lost=st.booleans(),
    looks=st.booleans(),
    then=st.sampled_from(["mine", "theirs", "both"]),
)
# Two to four people, each with some texts to type.
scripts = st.lists(st.lists(strokes, min_size=1, max_size=5), min_size=2, max_size=4)


@pytest.fixture
def people(transactional_db, lindvalla):
    return [employed(f"Person{number} Ek", "coordinator", lindvalla) for number in range(4)]


@settings(
    max_examples=int(os.environ.get("EXAMPLES", "20")),
    deadline=None,
    # The people are the same from example to example; each example has a plan of its own.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(scripts=scripts)
def test_word_that_was_acknowledged_is_never_lost(people, lindvalla, scripts):
    plan, places = new_plan(lindvalla)
    typists = [Typist(user, plan.pk, dict.fromkeys(places, "")) for user, _ in zip(people, scripts, strict=False)]

    def write(number: int) -> None:
        for stroke in scripts[number]:
            typists[number].type(stroke, places)

    together(write, len(scripts))
    saved = [request for typist in typists for request in typist.saved]
    for place in places:
        assert unseen(place, saved) == []
        assert {request.value for request in saved if request.place == place} <= {text for _, text in history_of(place)}


def new_plan(organisation) -> tuple[Plan, list[Place]]:
    """Three cells of one activity and one of another; two are the plan's own columns, which are stored in one field."""
    plan = Plan.created(by=None, organisation=organisation, title="Plan")
    own = [f"own-{PlanColumn.created(by=None, plan=plan, name=name).pk}" for name in ("Nämnd", "Budget")]
    one, other = (Activity.add(plan, by=None, title=title).pk for title in ("Tillsyn", "Kontrollköp"))
    return plan, [(one, "schedule"), *((one, name) for name in own), (other, "schedule")]


def unseen(place: Place, saved: list[Saved]) -> list[tuple[str, str]]:
    """Texts that were replaced by somebody who was not told of them, with what they were replaced by."""
    lines = history_of(place)
    seen = {(request.by, request.base, request.value) for request in saved if request.place == place}
    return [(before, after) for (_, before), (by, after) in pairwise(lines) if (by, before, after) not in seen]


def test_all_who_change_a_plan_wait_for_each_other(people, lindvalla):
    """Cells, rows that move, the form, and many rows at once: in other orders, each would wait for the other for ever."""
    plan, places = new_plan(lindvalla)
    row, other = places[0][0], places[-1][0]
    cell, down, form = (
        reverse("activity-field", args=[plan.pk, row, "schedule"]),
        reverse("activity-down", args=[plan.pk, row]),
        reverse("activity-edit", args=[plan.pk, other]),
    )
    ways = [
        lambda client: client.post(cell, {"base": "", "value": "Nu"}).status_code == 200,
        lambda client: client.post(down).status_code == 302,
        lambda client: client.post(form, {"title": "Kontrollköp"}).status_code == 302,
        lambda _: set_together(plan, people[3]),
    ]

    def change(number: int) -> None:
        client = client_of(people[number])
        assert all(ways[number](client) for _ in range(10))

    together(change, len(ways))


def set_together(plan, user) -> bool:
    with changed_together(Plan.objects.get(pk=plan.pk), by=user) as change:
        for activity in plan.activities.order_by("-pk"):
            change.change(activity, status="ongoing")
        return bool(change.keep("Satte status på 2 aktiviteter"))
