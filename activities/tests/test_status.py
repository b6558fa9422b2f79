"""How an activity goes, as the plan itself says it: wherever its classification goes, but not into a new period."""

from datetime import date

import pytest
from django.urls import reverse

from activities.copying import continue_plan, revise
from activities.imports.plan import ImportedActivity
from activities.imports.reading import read_plan
from activities.models import Activity, PlanSource
from activities.snapshot import plan_document, plan_json, plan_workbook
from activities.storing import store_plan
from plans.models import Plan
from reports.models import Format
from reports.production import render

# Word for word as looks.md has the six, and what they are stored as.
SIX = {
    "Ej påbörjad": "not_started",
    "Pågår": "ongoing",
    "Delvis genomförd": "partly_done",
    "Genomförd": "done",
    "Försenad": "delayed",
    "Utgår": "cancelled",
}


@pytest.fixture
def ongoing(plan, anna):
    plan.activities.get(title="Tillsyn").record(by=anna, status="ongoing")
    return Plan.objects.with_owner().get(pk=plan.pk)


@pytest.fixture
def import_back(lindvalla, anna):
    def import_file(content, name):
        source = PlanSource.keep(content, name=name, organisation=lindvalla, by=anna)
        return store_plan(read_plan(content, name), source=source, by=anna, title="Inläst")

    return import_file


def stored(import_back, *cells):
    rows = ["Aktivitet;Status", *(f"Kurs {number};{cell}" for number, cell in enumerate(cells))]
    return import_back("\n".join(rows).encode(), "plan.csv")


def test_new_activity_has_no_status(plan, anna):
    assert Activity.add(plan, by=anna, title="Kurs").status == ""


def test_form_changes_it(signed_in, anna, plan):
    activity = plan.activities.get(title="Nattvandring")
    page = reverse("activity-edit", args=[plan.pk, activity.pk])
    signed_in(anna).post(page, {"title": "Nattvandring", "status": "delayed"})
    assert plan.activities.get(title="Nattvandring").status == "delayed"


def test_form_refuses_a_status_that_is_none_of_ours(signed_in, anna, plan):
    activity = plan.activities.get(title="Nattvandring")
    page = reverse("activity-edit", args=[plan.pk, activity.pk])
    assert signed_in(anna).post(page, {"title": "Nattvandring", "status": "klar"}).status_code == 422


def test_facts_begin_with_it(ongoing):
    assert ongoing.activities.get(title="Tillsyn").facts.startswith("Status: Pågår. Målgrupp: krögare. ")


def test_paper_says_it_under_vad(ongoing):
    assert "Status: Pågår." in str(plan_document(ongoing).as_json())


def test_json_keeps_the_value(ongoing):
    found = {activity["title"]: activity["status"] for activity in plan_json(ongoing)["activities"]}
    assert (found["Tillsyn"], found["Nattvandring"]) == ("ongoing", "")


@pytest.mark.parametrize(("word", "value"), SIX.items())
def test_import_knows_the_six_words(import_back, word, value):
    plan = stored(import_back, word)
    assert (plan.activities.get().status, plan.columns.count()) == (value, 0)


def test_import_does_not_mind_case(import_back):
    assert stored(import_back, "ej PÅBÖRJAD").activities.get().status == "not_started"


@pytest.mark.parametrize("words", ["Klar", "Pågår enligt plan", "Nästan genomförd", "2026"])
def test_import_keeps_other_words_as_a_column(import_back, words):
    plan = stored(import_back, words)
    activity, column = plan.activities.get(), plan.columns.get()
    assert (activity.status, column.name, activity.extra) == ("", "Status", {str(column.pk): words})


def test_import_takes_each_row_for_itself(import_back):
    plan = stored(import_back, "Genomförd", "Klar i maj")
    assert [activity.status for activity in plan.activities.all()] == ["done", ""]
    assert [list(activity.extra.values()) for activity in plan.activities.all()] == [[], ["Klar i maj"]]


def test_import_keeps_the_status_of_a_year_under_its_name(import_back):
    plan = import_back("Aktivitet;När;Status 2025;Status 2026\nKurs;Våren;Pågår;Genomförd".encode(), "plan.csv")
    assert [column.name for column in plan.columns.all()] == ["Status 2025", "Status 2026"]
    assert list(plan.activities.get().extra.values()) == ["Pågår", "Genomförd"]


def test_words_of_a_status_stay_where_none_is_asked_for(import_back):
    plan = import_back("Aktivitet;När;Kommentar\nKurs;Våren;Pågår".encode(), "plan.csv")
    assert (plan.activities.get().status, plan.columns.get().name) == ("", "Kommentar")


def test_workbook_gives_back_every_status(ongoing, anna, import_back):
    for activity, value in zip(ongoing.activities.all(), ("done", "cancelled", "", "partly_done"), strict=True):
        activity.record(by=anna, status=value)
    again = import_back(render(plan_workbook(ongoing), Format.XLSX), "plan.xlsx")
    assert sorted(activity.status for activity in again.activities.all()) == ["", "cancelled", "done", "partly_done"]


def test_what_an_import_found_need_not_have_it():
    assert ImportedActivity("a", None, title="Kurs").status == ""


def test_revision_keeps_it(ongoing, anna):
    decision = {"body": "Kommunstyrelsen", "date": date(2026, 11, 9)}
    ongoing.adopt(content=lambda plan: {}, decisions=[decision], by=anna)
    assert revise(ongoing, by=anna).activities.get(title="Tillsyn").status == "ongoing"


def test_plan_for_the_next_period_begins_without(ongoing, anna):
    draft = continue_plan(ongoing, title="Plan 2029", valid_from=date(2029, 1, 1), valid_until=None, by=anna)
    assert draft.activities.get(title="Tillsyn").status == ""


def test_review_shows_it(signed_in, anna, ongoing):
    page = signed_in(anna).get(reverse("plan-review", args=[ongoing.pk])).content.decode()
    assert page.count('class="status status-ongoing"') == 1
