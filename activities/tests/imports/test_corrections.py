"""What the user changes of a reading, and that plan and corrections survive being stored."""

import json
import pickle

from docx.document import Document

from activities.imports import Corrections, ImportedPlan
from activities.tests.imports.files import add_table, outline, read, titles, unplaced, word_file

ROWS = (("Aktivitet", "Grej", "Ansvarig"), ("Kurs", "Fem träffar", "Skolan"), ("Vandring", "En kväll", "Alla"))


def plan_with(corrections: Corrections | None = None) -> ImportedPlan:
    def write(document: Document) -> None:
        document.add_heading("Handlingsplan 2026", 0)
        document.add_heading("Skolan", 1)
        document.add_paragraph("En rad om skolan.")
        add_table(document, *ROWS)

    return read(word_file(write), corrections=corrections)


def test_reading_tells_how_tables_and_paragraphs_were_read() -> None:
    plan = plan_with()
    assert [(c.index, c.heading, c.field, c.example) for c in plan.tables[0].columns] == [
        (0, "Aktivitet", "title", "Kurs"),
        (1, "Grej", "own", "Fem träffar"),
        (2, "Ansvarig", "responsible", "Skolan"),
    ]
    assert [(row.id, row.role) for row in plan.tables[0].rows] == [
        ("t1r1", "columns"),
        ("t1r2", "activity"),
        ("t1r3", "activity"),
    ]
    assert [(block.id, block.role) for block in plan.blocks] == [("p1", "title"), ("p2", "area"), ("p3", "text")]


def test_column_becomes_another_field() -> None:
    plan = plan_with(Corrections(columns={"t1": {1: "description"}}))
    assert plan.activities[0].description == "Fem träffar"
    assert plan.own_columns == ()


def test_ignored_column_stays_among_the_unplaced() -> None:
    assert unplaced(plan_with(Corrections(columns={"t1": {1: "ignore"}})), "ignored") == ["Fem träffar", "En kväll"]


def test_heading_becomes_a_goal_or_a_text() -> None:
    assert outline(plan_with(Corrections(roles={"p2": "goal"}))) == ["goal Skolan (2)"]
    as_text = plan_with(Corrections(roles={"p2": "text_heading"}))
    assert [(text.heading, text.text) for text in as_text.texts] == [("Skolan", "En rad om skolan.")]
    assert outline(as_text) == []


def test_paragraph_becomes_an_activity_or_a_tip() -> None:
    assert titles(plan_with(Corrections(roles={"p3": "activity"}))) == ["En rad om skolan.", "Kurs", "Vandring"]
    assert [tip.text for tip in plan_with(Corrections(roles={"p3": "tip"})).tips] == ["En rad om skolan."]


def test_row_becomes_an_area_or_is_ignored() -> None:
    assert titles(plan_with(Corrections(roles={"t1r2": "ignore"}))) == ["Vandring"]
    plan = plan_with(Corrections(roles={"t1r2": "area"}))
    assert outline(plan) == ["area Skolan (0)", "  area Kurs (1)"]
    assert plan.nodes[1].text == "Fem träffar\nSkolan"


def test_table_is_ignored() -> None:
    plan = plan_with(Corrections(roles={"t1": "ignore"}))
    assert plan.activities == ()
    assert len(unplaced(plan, "ignored")) == 3


def test_table_that_was_set_aside_becomes_activities() -> None:
    def write(document: Document) -> None:
        add_table(document, ("Grej", "Folk"), ("Kurs", "Skolan"))

    corrections = Corrections(columns={"t1": {0: "title", 1: "responsible"}}, roles={"t1": "activities"})
    activity = read(word_file(write), corrections=corrections).activities[0]
    assert (activity.title, activity.responsible) == ("Kurs", "Skolan")


def test_label_becomes_another_field() -> None:
    text = "Aktivitet: Kurs\nAnsvarig: Skolan\nFolk: Alla\n"
    plan = read(text.encode(), "plan.txt", Corrections(labels={"Folk": "partners"}))
    assert plan.activities[0].partners == "Alla"


def test_plan_survives_json_and_pickle() -> None:
    plan = plan_with()
    assert ImportedPlan.from_json(json.loads(json.dumps(plan.as_json()))) == plan
    assert pickle.loads(pickle.dumps(plan)) == plan


def test_corrections_survive_json() -> None:
    corrections = Corrections(columns={"t1": {1: "ignore"}}, roles={"p2": "goal"}, labels={"Folk": "own"})
    assert Corrections.from_json(json.loads(json.dumps(corrections.as_json()))) == corrections
