"""The whole plan as JSON: nothing that a row holds is left out."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from activities.models import Activity, PlanSource, UnplacedText
from activities.snapshot import frozen_content, plan_json
from andts.lib.document import document_from_json
from plans.models import Decision, HeaderLine, Node, Plan, PlanColumn, PlanPicture, PlanText, PlanVersion, Tip

# What a row's place in the JSON already says: whose it is, and in which order.
SAID_BY_PLACE = {"plan", "order"}
# Fields that are not the plan's content, each with the reason.
LEFT_OUT = {
    Activity: {"deleted_at"},  # what is removed is not in the plan
    PlanSource: {"organisation", "file", "corrections", "created_by"},  # how it was read in, by whom: the history's
    UnplacedText: {"source", "settled_at", "settled_by"},
}


def fields_of(model):
    fields = {*model._meta.fields, *model._meta.many_to_many}
    return {field.name for field in fields} - SAID_BY_PLACE - LEFT_OUT.get(model, set())


def json_of(plan):
    return json.loads(json.dumps(plan_json(Plan.objects.with_owner().get(pk=plan.pk))))


@pytest.mark.parametrize(
    ("model", "rows"),
    [
        (Node, "nodes"),
        (Activity, "activities"),
        (Tip, "tips"),
        (PlanText, "texts"),
        (HeaderLine, "header"),
        (PlanColumn, "columns"),
        (PlanPicture, "pictures"),
        (Decision, "decisions"),
        (PlanSource, "sources"),
        (UnplacedText, "unplaced"),
    ],
)
def test_every_field_of_a_row_is_there(everything, model, rows):
    found = json_of(everything.adopted if model is Decision else everything.draft)
    if model in (HeaderLine, PlanColumn):
        model.created(by=None, plan=everything.draft, **{"label" if model is HeaderLine else "name": "Budget"})
        found = json_of(everything.draft)
    assert set(found[rows][0]) == fields_of(model)


def test_every_field_of_the_plan_is_there(plan):
    fields = {field.name for field in (*Plan._meta.fields, *Plan._meta.many_to_many)}
    assert fields <= set(json_of(plan))


def test_activity_keeps_texts_actors_and_links(plan):
    first, second = (row for row in json_of(plan)["activities"] if row["number"])
    goal, school, column = plan.nodes.get(kind="goal"), plan.nodes.get(heading="Skolan"), plan.columns.get()
    police = plan.activities.get(number="1.2").responsible.get()
    assert (first["responsible_text"], first["node"], first["extra"]) == (
        "Alkoholhandläggaren",
        goal.pk,
        {str(column.pk): "40 000 kr"},
    )
    assert (second["responsible"], second["serves"]) == ([{"id": police.pk, "name": "Polisen"}], [school.pk])
    assert first["line"] == str(plan.activities.get(number="1.1").line)


def test_rows_stand_in_reading_order(plan):
    found = json_of(plan)
    assert [node["heading"] for node in found["nodes"]] == ["Tillgång", "Färre langare", "Skolan"]
    titles = [activity["title"] for activity in found["activities"]]
    assert titles == ["Nattvandring", "Tillsyn", "Kontrollköp", ""]


@pytest.mark.parametrize("more", [0, 30])
def test_queries_do_not_grow_with_the_activities(complete_plan, anna, django_assert_num_queries, more):
    for number in range(more):
        Activity.add(complete_plan, by=anna, title=f"Aktivitet {number}")
    plan = Plan.objects.with_owner().get(pk=complete_plan.pk)
    # nodes with their framework goals (3), activities with actors (2) and what they serve, tips, co-owners (2),
    # frameworks, decisions, header lines, texts, columns, pictures, sources, unplaced
    with django_assert_num_queries(18):
        plan_json(plan)


def test_frozen_content_is_what_a_version_keeps(complete_plan):
    content = frozen_content(Plan.objects.with_owner().get(pk=complete_plan.pk))
    assert PlanVersion.digest(content) == PlanVersion.digest(json.loads(json.dumps(content)))
    titles = {document_from_json(document).title for document in content["documents"].values()}
    assert (set(content["documents"]), titles) == ({"genomforandeplan", "kortversion"}, {complete_plan.title})


def test_command_prints_the_plan(plan):
    said = StringIO()
    call_command("plan_json", str(plan.pk), stdout=said)
    assert json.loads(said.getvalue()) == json_of(plan)


@pytest.mark.parametrize("number", ["", "sju", "999999999"])
def test_command_says_which_plan_it_does_not_find(db, number):
    with pytest.raises(CommandError, match=r"planens nummer|ingen plan med nummer"):
        call_command("plan_json", number)
