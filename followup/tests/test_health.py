"""What is found to look over in plans, and the way to mend each thing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from activities.copying import continue_plan, revise
from activities.models import Activity
from followup.health.facts import examine, to_examine
from followup.health.organisation import health_for
from followup.health.points import PlanHealth, plan_health
from followup.models import FollowUp, FollowUpRound
from followup.rounds import carry_over, close_round
from followup.tests.conftest import opened_round
from organisations.models import Actor, ActorHolder, Organisation, User
from plans.models import Node, Plan

# Rounds are of 2027 and years before; the last day of each is 31 January the year after.
NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
LONG_AGO = datetime(2024, 3, 1, 12, tzinfo=UTC)


def health(plan: Plan, *, may_change: bool = True) -> PlanHealth:
    fetched = to_examine(Plan.objects.filter(pk=plan.pk)).get()
    return plan_health(examine([fetched])[0], may_change=may_change)


def names(plan: Plan, key: str) -> list[str]:
    return [found.name for point in health(plan).points if point.key == key for found in point.findings]


def way(plan: Plan, key: str, *, may_change: bool = True) -> str:
    """Where the first thing found is mended."""
    point = next(point for point in health(plan, may_change=may_change).points if point.key == key)
    found = point.findings[0].way
    return found.url if found else ""


def at_field(plan: Plan, activity: Activity, field: str) -> str:
    address = reverse("activity-edit", args=[plan.pk, activity.pk])
    return f"{address}?next=%2Fplaner%2F{plan.pk}%2Fatt-se-over%2F#id_{field}"


# --- The text of a plan. The example has four activities: 1.1 Tillsyn (written ansvarig, "Antal besök"), 1.2 Kontrollköp
# --- (Polisen chosen), Föräldramöten and Nattvandring (neither).


def test_neither_written_nor_chosen_is_without_ansvarig(plan: Plan) -> None:
    assert names(plan, "ansvarig") == ["Nattvandring", "Föräldramöten i årskurs 7."]


def test_only_a_dash_is_no_ansvarig(plan: Plan, anna: User) -> None:
    plan.activities.get(title="Tillsyn").record(by=anna, responsible_text=" – ")
    assert "1.1 Tillsyn" in names(plan, "ansvarig")


def test_written_ansvarig_without_actor_is_told_apart(plan: Plan) -> None:
    assert names(plan, "aktor") == ["1.1 Tillsyn"]


def test_missing_ansvarig_is_mended_at_its_field(plan: Plan) -> None:
    activity = plan.activities.get(title="Nattvandring")
    assert way(plan, "ansvarig") == at_field(plan, activity, "responsible_text")


def test_missing_ansvarig_is_mended_on_all_at_once(plan: Plan) -> None:
    point = next(point for point in health(plan).points if point.key == "ansvarig")
    rows = [plan.activities.get(title="Nattvandring").pk, plan.activities.get(schedule="Varje höst").pk]
    assert point.way
    assert (point.way.words, point.way.url) == (
        "Ange ansvarig på alla 2",
        f"{reverse('activities-bulk', args=[plan.pk])}?row={rows[0]}&row={rows[1]}",
    )


def test_nothing_to_measure_is_told_with_what_stands_there(plan: Plan, anna: User) -> None:
    plan.activities.get(title="Kontrollköp").record(by=anna, follow_up="Protokoll")
    point = next(point for point in health(plan).points if point.key == "matbar")
    assert [(found.name, found.said) for found in point.findings] == [
        ("Nattvandring", "Ingen uppföljning är angiven."),
        ("1.2 Kontrollköp", "Protokoll"),
        ("Föräldramöten i årskurs 7.", "Ingen uppföljning är angiven."),
    ]


def test_activity_that_has_been_measured_is_measurable(opened: FollowUpRound, anna: User, answer) -> None:
    value = {"name": "Antal köp", "unit": "", "number": 12, "target": None}
    answer.give(by=anna, status="done", values=[value])
    assert names(opened.plan, "matbar") == ["Nattvandring", "Föräldramöten i årskurs 7."]


def test_goal_without_activities_is_found_and_one_that_is_served_is_not(plan: Plan, anna: User) -> None:
    Node.created(by=anna, plan=plan, kind="goal", number="3", heading="Tryggare kommun")
    served = Node.created(by=anna, plan=plan, kind="goal", number="4", heading="Lugnare kvällar")
    plan.activities.get(title="Tillsyn").record(by=anna, serves=[served])
    assert names(plan, "mal") == ["3 Tryggare kommun"]


def test_goal_without_activities_is_mended_by_adding_one_there(plan: Plan, anna: User) -> None:
    goal = Node.created(by=anna, plan=plan, kind="goal", heading="Tryggare kommun")
    assert way(plan, "mal").startswith(f"{reverse('activity-create', args=[plan.pk])}?under={goal.pk}&next=")


def test_plan_of_goals_alone_is_one_thing_to_look_over(lindvalla: Organisation, anna: User) -> None:
    programme = Plan.created(by=anna, organisation=lindvalla, title="Program", kind="programme")
    for number in "12":
        Node.created(by=anna, plan=programme, kind="goal", number=number, heading="Mål")
    assert names(programme, "mal") == ["Planen har inga aktiviteter."]


def test_removed_activity_is_not_examined(plan: Plan, anna: User) -> None:
    plan.activities.get(title="Nattvandring").remove(by=anna)
    assert names(plan, "ansvarig") == ["Föräldramöten i årskurs 7."]


# --- Who stands behind, and who has much


def test_actor_that_nobody_stands_behind_is_found(plan: Plan) -> None:
    police = Actor.objects.get(name="Polisen")
    assert names(plan, "bakom") == ["Polisen"]
    assert way(plan, "bakom") == reverse("holder-create", args=[police.pk])


def test_actor_with_a_holder_is_not(plan: Plan, rut: User) -> None:
    ActorHolder.created(by=None, actor=Actor.objects.get(name="Polisen"), user=rut)
    assert names(plan, "bakom") == []


def test_holder_who_has_left_is_nobody(plan: Plan, rut: User, adam: User) -> None:
    ActorHolder.created(by=None, actor=Actor.objects.get(name="Polisen"), user=rut)
    rut.deactivate(by=adam)
    assert names(plan, "bakom") == ["Polisen"]


def test_holder_until_yesterday_is_nobody(plan: Plan) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    ActorHolder.created(by=None, actor=Actor.objects.get(name="Polisen"), email="ida@polisen.example", until=yesterday)
    assert names(plan, "bakom") == ["Polisen"]


def test_actor_with_many_activities_is_given_to_others_at_once(plan: Plan, anna: User) -> None:
    police = Actor.objects.get(name="Polisen")
    school = Actor.known_as("Skolan", organisation=plan.organisation, by=anna)
    for number in range(5):
        Activity.add(plan, by=anna, title=f"Kväll {number}", responsible=[police])
    Activity.add(plan, by=anna, title="Lektion", responsible=[school])
    Activity.add(
        plan, by=anna, title="Rast", responsible=[Actor.known_as("Elevhälsan", organisation=plan.organisation, by=anna)]
    )
    # 6, 1 and 1: the mean is 8/3, twice that 5.3.
    assert names(plan, "belastning") == ["Polisen"]
    assert way(plan, "belastning").startswith(f"{reverse('activities-bulk', args=[plan.pk])}?row=")


# --- What has become of it


@pytest.fixture
def old_plan(lindvalla: Organisation, anna: User) -> Plan:
    """Made, with two activities, long ago."""
    with time_machine.travel(LONG_AGO, tick=False):
        plan = Plan.created(by=anna, organisation=lindvalla, title="Gammal plan", valid_from=date(2024, 1, 1))
        for title in ("Glömd", "Vårdad"):
            Activity.add(plan, by=anna, title=title, responsible_text="Skolan", follow_up="Antal")
    return plan


@time_machine.travel(NOW, tick=False)
def test_what_nobody_has_touched_for_a_year_is_found(old_plan: Plan, anna: User) -> None:
    old_plan.activities.get(title="Vårdad").record(by=anna, schedule="Varje höst")
    point = next(point for point in health(old_plan).points if point.key == "ororda")
    assert [(found.name, found.said) for found in point.findings] == [("Glömd", "Senast 1 mars 2024")]


@time_machine.travel(NOW, tick=False)
def test_another_place_is_no_touch(old_plan: Plan, anna: User) -> None:
    old_plan.activities.get(title="Vårdad").move(up=True, by=anna)
    assert names(old_plan, "ororda") == ["Vårdad", "Glömd"]


@time_machine.travel(NOW, tick=False)
def test_copy_in_the_next_plan_is_no_touch(old_plan: Plan, anna: User) -> None:
    copy = continue_plan(old_plan, title="Ny plan", valid_from=date(2028, 1, 1), valid_until=None, by=anna)
    assert names(copy, "ororda") == ["Glömd", "Vårdad"]


def test_a_year_to_the_day_is_not_more_than_a_year(old_plan: Plan) -> None:
    with time_machine.travel(LONG_AGO + timedelta(days=365), tick=False):
        assert names(old_plan, "ororda") == []
    with time_machine.travel(LONG_AGO + timedelta(days=366), tick=False):
        assert names(old_plan, "ororda") == ["Glömd", "Vårdad"]


@pytest.fixture
def old_adopted(old_plan: Plan, anna: User) -> Plan:
    with time_machine.travel(LONG_AGO, tick=False):
        old_plan.adopt(
            content=lambda plan: {"documents": {}, "plan": {}},
            decisions=[{"body": "Kommunstyrelsen", "date": date(2024, 3, 1)}],
            by=anna,
        )
    return old_plan


@time_machine.travel(NOW, tick=False)
def test_opening_a_round_touches_nothing_and_answering_does(old_adopted: Plan, anna: User) -> None:
    opened = opened_round(old_adopted, anna, year=2027)
    assert names(old_adopted, "ororda") == ["Glömd", "Vårdad"]
    opened.follow_ups.get(activity__title="Vårdad").answers.get().give(by=anna, status="ongoing")
    assert names(old_adopted, "ororda") == ["Glömd"]


@time_machine.travel(NOW, tick=False)
def test_comment_is_a_touch(old_adopted: Plan, anna: User) -> None:
    opened = opened_round(old_adopted, anna, year=2027)
    opened.follow_ups.get(activity__title="Vårdad").say("Rektorn har slutat.", by=anna)
    assert names(old_adopted, "ororda") == ["Glömd"]


@time_machine.travel(NOW, tick=False)
def test_status_that_the_samordnare_sets_is_a_touch(old_adopted: Plan, anna: User) -> None:
    opened = opened_round(old_adopted, anna, year=2027)
    opened.follow_ups.get(activity__title="Vårdad").set_status("ongoing", by=anna)
    assert names(old_adopted, "ororda") == ["Glömd"]


@time_machine.travel(NOW, tick=False)
def test_untouched_in_an_adopted_plan_is_mended_by_asking(old_adopted: Plan, anna: User) -> None:
    point = next(point for point in health(old_adopted).points if point.key == "ororda")
    assert point.way
    assert point.way.url == f"{reverse('round-create')}?plan={old_adopted.pk}"
    opened = opened_round(old_adopted, anna, year=2027)
    asked = opened.follow_ups.get(activity__title="Glömd")
    assert way(old_adopted, "ororda") == reverse("follow-up-detail", args=[opened.pk, asked.pk])


@time_machine.travel(NOW, tick=False)
def test_done_long_ago_needs_no_touch(old_plan: Plan, anna: User) -> None:
    with time_machine.travel(LONG_AGO, tick=False):
        old_plan.activities.get(title="Glömd").record(by=anna, status="done")
    assert names(old_plan, "ororda") == ["Vårdad"]


def late_round(plan: Plan, by: User, year: int, status: str = "") -> FollowUpRound:
    """Closed after its last day; Glömd was answered with the status, or by nobody, and Vårdad was answered."""
    with time_machine.travel(datetime(year + 1, 2, 10, 12, tzinfo=UTC), tick=False):
        round_ = opened_round(plan, by, year=year)
        round_.follow_ups.get(activity__title="Vårdad").answers.get().give(by=by, status="ongoing")
        if status:
            round_.follow_ups.get(activity__title="Glömd").answers.get().give(by=by, status=status)
        FollowUpRound.objects.filter(pk=round_.pk).update(state="closed", closed_at=timezone.now(), frozen={})
    return round_


@time_machine.travel(NOW, tick=False)
def test_late_two_years_running_is_found_with_its_years(old_adopted: Plan, anna: User) -> None:
    late_round(old_adopted, anna, 2025)
    latest = late_round(old_adopted, anna, 2026, "delayed")
    point = next(point for point in health(old_adopted).points if point.key == "sena")
    assert [(found.name, found.said) for found in point.findings] == [("Glömd", "2025 utan svar i tid, 2026 försenad")]
    forgotten = latest.follow_ups.get(activity__title="Glömd")
    assert way(old_adopted, "sena") == reverse("follow-up-detail", args=[latest.pk, forgotten.pk])


@time_machine.travel(NOW, tick=False)
def test_late_one_year_is_not_several(old_adopted: Plan, anna: User) -> None:
    late_round(old_adopted, anna, 2025, "ongoing")
    late_round(old_adopted, anna, 2026)
    assert names(old_adopted, "sena") == []


@time_machine.travel(NOW, tick=False)
def test_late_years_are_counted_across_a_revision(old_adopted: Plan, anna: User) -> None:
    late_round(old_adopted, anna, 2025)
    revision = revise(old_adopted, by=anna)
    revision.adopt(
        content=lambda plan: {"documents": {}, "plan": {}},
        decisions=[{"body": "Kommunstyrelsen", "date": date(2026, 3, 1)}],
        by=anna,
    )
    late_round(revision, anna, 2026)
    assert names(revision, "sena") == ["Glömd"]


@time_machine.travel(NOW, tick=False)
def test_same_line_in_another_kommun_is_none_of_ours(old_adopted: Plan, anna: User, havsby: Organisation) -> None:
    late_round(old_adopted, anna, 2025)
    late_round(old_adopted, anna, 2026)
    theirs = Plan.created(by=None, organisation=havsby, title="Lånad plan")
    line = old_adopted.activities.get(title="Glömd").line
    Activity.add(theirs, by=None, title="Glömd", line=line)
    assert names(theirs, "sena") == []


# --- Where it is mended, by the state of the plan and the reader


def test_who_only_reads_gets_words_and_no_links(plan: Plan) -> None:
    ways = [found.way for point in health(plan, may_change=False).points for found in point.findings]
    assert ways == [None] * len(ways)
    assert ways


def test_adopted_plan_is_mended_in_a_revision(adopted: Plan) -> None:
    point = health(adopted).points[0]
    assert (point.key, point.findings[0].way) == ("ansvarig", None)
    assert point.how.endswith("Planen är fastställd, så det görs i en revidering.")


def test_text_is_looked_over_in_the_revision_alone(adopted: Plan, anna: User) -> None:
    assert "ansvarig" in health(adopted).counts
    draft = revise(adopted, by=anna)
    assert ("ansvarig" in health(adopted).counts, "ansvarig" in health(draft).counts) == (False, True)


@time_machine.travel(NOW, tick=False)
def test_work_is_looked_over_in_the_adopted_plan_alone(old_adopted: Plan, anna: User) -> None:
    draft = revise(old_adopted, by=anna)
    assert ("ororda" in health(old_adopted).counts, "ororda" in health(draft).counts) == (True, False)


def test_ended_plan_is_mended_in_the_next_one(adopted: Plan) -> None:
    with time_machine.travel(datetime(2029, 1, 2, 12, tzinfo=UTC), tick=False):
        assert health(adopted).points[0].how.endswith("Planen har slutat gälla, så det görs i nästa plan.")


# --- All plans


def test_organisation_counts_every_thing_once(adopted: Plan, anna: User) -> None:
    # Two without ansvarig, one without actor, three without anything to measure, and Polisen, whom nobody stands behind.
    assert health_for(anna).count == 2 + 1 + 3 + 1
    revise(adopted, by=anna)
    assert health_for(anna).count == 2 + 1 + 3 + 1


def test_organisation_leaves_out_what_has_ended_or_been_replaced(adopted: Plan, anna: User) -> None:
    with time_machine.travel(datetime(2029, 1, 2, 12, tzinfo=UTC), tick=False):
        assert health_for(anna).plans == []


def test_closed_round_with_its_revision_carried_over_is_counted(opened: FollowUpRound, anna: User) -> None:
    draft = revise(opened.plan, by=anna)
    draft.adopt(
        content=lambda plan: {"documents": {}, "plan": {}},
        decisions=[{"body": "Kommunstyrelsen", "date": date(2027, 3, 1)}],
        by=anna,
    )
    carry_over(draft, by=anna)
    fetched = to_examine(Plan.objects.filter(pk=draft.pk)).get()
    follow_ups = {row.latest.follow_up for row in examine([fetched])[0].activities if row.latest}
    assert follow_ups == set(FollowUp.objects.filter(round=opened).values_list("pk", flat=True))


def test_round_closed_before_its_last_day_makes_nothing_late(adopted: Plan, anna: User) -> None:
    with time_machine.travel(datetime(2028, 1, 10, 12, tzinfo=UTC), tick=False):
        round_ = opened_round(adopted, anna, year=2027)
        close_round(round_, by=anna)
    with time_machine.travel(datetime(2028, 6, 1, 12, tzinfo=UTC), tick=False):
        fetched = to_examine(Plan.objects.filter(pk=adopted.pk)).get()
        assert not any(row.is_late for row in examine([fetched])[0].activities)
