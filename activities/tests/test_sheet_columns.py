"""The columns of a plan's page, what somebody has chosen of them, and what stands in their cells."""

import pytest
from lxml import html

from activities.models import Activity
from activities.sheet_columns import CLASSIFYING, USUAL, facts_beside_columns, sheet_columns
from organisations.models import Actor
from plans.models import PlanColumn

SIX = ["När", "Samverkan", "Ansvarig", "Uppföljning"]  # beside Aktivitet and Vad, which are always there


def labels(columns):
    return [column.label for column in columns.shown]


def chosen(**columns):
    return {"plan.columns": columns}


@pytest.fixture
def activity(plan):
    return plan.activities.get(title="Tillsyn")


def row(activity, preferences, own=()):
    return next(sheet_columns(own, preferences).rows([activity]))


def test_usual_columns_are_shown_until_one_chooses(plan):
    assert labels(sheet_columns(plan.columns.all(), {})) == [*SIX, "Budget"]


def test_classification_is_offered(plan):
    offered = [column.label for column in sheet_columns(plan.columns.all(), {}).offered]
    assert offered == [
        *SIX,
        *("Målgrupp", "Arena", "Preventionsnivå", "Strategi", "Inriktning", "ANDTS-område", "Status", "Plats"),
        *("Kostnad", "Budget"),
    ]


def test_hidden_column_is_left_out():
    assert labels(sheet_columns([], chosen(schedule=False))) == ["Samverkan", "Ansvarig", "Uppföljning"]


def test_chosen_column_stands_in_its_place():
    assert labels(sheet_columns([], chosen(status=True, arena=True))) == [*SIX, "Arena", "Status"]


def test_own_column_is_hidden_by_its_name_in_every_plan(plan):
    columns = sheet_columns([PlanColumn(pk=7, name="Budget"), PlanColumn(pk=8, name="Nämnd")], chosen())
    assert labels(columns) == [*SIX, "Budget", "Nämnd"]
    hidden = {"plan.columns": {"own:Budget": False}}
    assert labels(sheet_columns([PlanColumn(pk=9, name="Budget")], hidden)) == SIX
    assert labels(sheet_columns(plan.columns.all(), hidden)) == SIX


def test_unknown_column_is_no_column():
    assert labels(sheet_columns([], chosen(title=False, unknown=True))) == SIX


def test_every_column_can_be_hidden(activity):
    hidden = chosen(**{column.field: False for column in USUAL})
    assert (labels(sheet_columns([], hidden)), row(activity, hidden).cells) == ([], "")


def test_names_of_cells_are_those_of_the_fields():
    fields = {field.name for field in Activity._meta.fields}
    assert {column.field for column in (*USUAL, *CLASSIFYING)} <= fields
    assert [column.field for column in sheet_columns([PlanColumn(pk=7, name="Budget")], {}).shown][-1] == "own-7"


@pytest.mark.parametrize(
    ("field", "kind"),
    [("schedule", "text"), ("partners_text", "actors"), ("status", "choice"), ("substances", "substances")],
)
def test_kind_says_how_a_cell_is_written(field, kind):
    assert {column.field: column.kind for column in (*USUAL, *CLASSIFYING)}[field] == kind


def test_cells_stand_in_the_order_of_the_columns(activity, plan):
    assert row(activity, {}, plan.columns.all()).cells == (
        '<td data-label="När">Två gånger per år</td><td data-label="Samverkan">Polisen</td>'
        '<td data-label="Ansvarig">Alkoholhandläggaren</td><td data-label="Uppföljning">Antal besök</td>'
        '<td data-label="Budget">40 000 kr</td>'
    )


def test_choice_shows_its_words_and_keeps_its_value(activity):
    assert (
        '<td data-label="Preventionsnivå" data-value="universal">Universell</td>'
        in row(activity, chosen(level=True)).cells
    )


def test_choice_that_is_not_made_is_empty(activity):
    assert '<td data-label="Strategi" data-value=""></td>' in row(activity, chosen(strategy=True)).cells


def test_substances_keep_their_letters(activity):
    cells = row(activity, chosen(substances=True)).cells
    assert '<td data-label="ANDTS-område" data-value="AT">Alkohol, tobak och nikotin</td>' in cells


def test_status_is_shape_word_and_colour(activity, anna):
    activity.record(by=anna, status="delayed")
    cell = row(activity, chosen(status=True)).cells.split('data-label="Status"')[1]
    assert cell.startswith(' data-value="delayed">')
    assert ('class="status status-delayed"' in cell, "#status-delayed" in cell, "Försenad" in cell) == (True,) * 3


@pytest.mark.parametrize(("text", "shown"), [("", "Elevhälsan, Polisen"), ("Skolan", "Skolan")])
def test_chosen_actors_stand_where_nobody_is_written(activity, anna, lindvalla, text, shown):
    linked = [Actor.known_as(name, organisation=lindvalla, by=anna) for name in ("Polisen", "Elevhälsan")]
    activity.record(by=anna, partners=linked, partners_text=text)
    fetched = Activity.objects.with_chosen_actors().get(pk=activity.pk)
    cell = row(fetched, {}).cells.split("<td")[2]
    assert html.fromstring(f"<td{cell}").text_content() == shown
    assert ("chosen-actors" in cell) == (not text)


def test_facts_leave_out_what_has_a_column(activity):
    assert row(activity, {}).facts == "Målgrupp: krögare. Universell. Alkohol, tobak och nikotin"
    assert row(activity, chosen(target_group=True, substances=True)).facts == "Universell"
    assert row(activity, chosen(target_group=True, substances=True, level=True)).facts == ""


def test_facts_of_a_saved_cell_leave_out_the_same(activity):
    assert facts_beside_columns(activity, chosen(target_group=True, level=True)) == "Alkohol, tobak och nikotin"


@pytest.mark.parametrize("text", ["<b>fet</b>", "{0}", "{}", "{{ 7 }}", '"><script>', "%s", "&amp;"])
def test_text_and_name_of_a_column_are_never_markup(activity, anna, text):
    activity.record(by=anna, schedule=text, extra={"7": text})
    cells = row(activity, {}, [PlanColumn(pk=7, name=text)]).cells
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert cells.startswith(f'<td data-label="När">{safe}</td>')
    assert cells.endswith(f'<td data-label="{safe}">{safe}</td>')


def test_few_columns_share_the_width_and_many_have_room():
    assert not sheet_columns([], {}).are_many
    assert sheet_columns([], chosen(status=True, arena=True)).are_many
