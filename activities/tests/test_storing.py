"""From what an import found to rows: all of it, in one transaction."""

import pytest
from django.db import IntegrityError

from activities.imports.plan import (
    ImportedActivity,
    ImportedNode,
    ImportedPicture,
    ImportedPlan,
    ImportedText,
    Unplaced,
)
from activities.models import PlanSource
from activities.storing import AlreadyStoredError, paragraphs, store_plan
from andts.tests.pixel import PIXEL
from plans.models import Plan


@pytest.fixture
def store(lindvalla, anna):
    source = PlanSource.keep(b"", name="plan.docx", organisation=lindvalla, by=anna)
    return lambda **found: store_plan(ImportedPlan(**found), source=source, by=anna, title="Plan")


def test_classification_becomes_choices_where_the_words_are_ours(store):
    found = ImportedActivity("a", None, title="Kurs", prevention_level="Universell", substances="Alkohol, tobak")
    activity = store(activities=(found,)).activities.get()
    assert (activity.level, activity.substances, activity.extra) == ("universal", "AT", {})


def test_classification_in_other_words_becomes_a_column(store):
    found = ImportedActivity("a", None, title="Kurs", prevention_level="Riktad till riskgrupper")
    plan = store(activities=(found,))
    column = plan.columns.get()
    assert (column.name, plan.activities.get().extra) == (
        "Preventionsnivå",
        {str(column.pk): "Riktad till riskgrupper"},
    )


def test_row_that_names_no_activity_is_kept_as_text_without_place(store):
    where = {"responsible": "tabell 1, rad 3, kolumn Ansvarig", "extra.Nämnd": "tabell 1, rad 3, kolumn Nämnd"}
    found = ImportedActivity("a", None, responsible="Polisen", extra={"Nämnd": "KS"}, where=where)
    plan = store(activities=(found,))
    assert plan.activities.count() == 0
    assert [(text.text, text.where) for text in plan.unplaced_texts.all()] == [
        ("Polisen", "tabell 1, rad 3, kolumn Ansvarig"),
        ("KS", "tabell 1, rad 3, kolumn Nämnd"),
    ]


def test_picture_is_stored_with_the_heading_it_stood_under(store):
    node = ImportedNode("n", None, "area", "Skolan")
    picture = ImportedPicture("b", "image/png", PIXEL, alternative="Ett träd", belongs_to="n")
    plan = store(nodes=(node,), pictures=(picture,))
    assert (plan.pictures.get().node.heading, plan.pictures.get().alternative) == ("Skolan", "Ett träd")


def test_picture_that_cannot_be_shown_is_told_of(store):
    plan = store(pictures=(ImportedPicture("b", "image/x-emf", b"\x01\x00", where="bild 1"),))
    assert (plan.pictures.count(), plan.unplaced_texts.get().text) == (0, "Bild av slaget image/x-emf")


def test_paragraphs_are_parted_and_lists_kept_together():
    assert paragraphs("Ett.\nTvå.\n• a\n• b\nTre.") == "Ett.\n\nTvå.\n\n• a\n• b\n\nTre."


def test_texts_and_pieces_without_place_stay_in_order(store):
    text, piece = ImportedText("t", "Bakgrund", "Så var det."), Unplaced("Sidfot", "sidfot 1", "page_footer")
    plan = store(texts=(text,), unplaced=(piece,))
    assert (plan.texts.get().heading, plan.unplaced_texts.get().kind) == ("Bakgrund", "page_footer")


def test_failure_halfway_leaves_nothing(store):
    with pytest.raises((KeyError, ValueError, IntegrityError)):
        store(nodes=(ImportedNode("n", "saknas", "area", "Skolan"),))
    assert Plan.objects.count() == 0


def test_what_is_too_long_for_a_number_begins_the_text(store):
    nodes = (ImportedNode("n", None, "area", "Skolan", number="1." * 30),)
    plan = store(nodes=nodes, activities=(ImportedActivity("a", "n", number="Nr " * 20, title="Kurs"),))
    activity, area = plan.activities.get(), plan.nodes.get()
    assert (activity.number, activity.title) == ("", f"{'Nr ' * 20}Kurs")
    assert (area.number, area.heading) == ("", f"{'1.' * 30} Skolan")


def test_columns_that_are_called_the_same_are_one(store):
    found = ImportedActivity(
        "a", None, title="Kurs", extra={"Politiskt mål": "Trygghet", "Politiskt  ma\u030al": "Hälsa"}
    )
    plan = store(activities=(found,), own_columns=tuple(found.extra))
    column = plan.columns.get()
    assert (column.name, plan.activities.get().extra) == ("Politiskt mål", {str(column.pk): "Trygghet\nHälsa"})


def test_long_column_heading_is_cut(store):
    plan = store(activities=(ImportedActivity("a", None, title="Kurs", extra={"x" * 400: "Ja"}),))
    assert plan.columns.get().name == "x" * 300


@pytest.mark.parametrize("name", ["plan " * 80 + ".docx", "\u0958" * 240 + ".docx"])
def test_long_file_name_keeps_its_ending(lindvalla, anna, name):
    source = PlanSource.keep(b"", name=name, organisation=lindvalla, by=anna)
    source.refresh_from_db()
    assert (len(source.name), source.name[-5:]) == (255, ".docx")


def test_a_source_becomes_one_plan(store):
    store()
    with pytest.raises(AlreadyStoredError):
        store()
    assert Plan.objects.count() == 1
