"""What PostgreSQL looks in, and that the search holds where it may not have it."""

import pytest
from django.db import OperationalError, ProgrammingError, connection
from django.db.migrations.state import ProjectState

from activities.models import Activity
from andts.lib.search_indexes import SearchIndexes
from andts.lib.searched import TooSlow, at_most, found
from andts.lib.searching import terms
from andts.lib.swedish import sort_key
from andts.lib.swedish_order import InSwedishOrder
from organisations.models import Actor
from plans.models import Node, Plan, PlanText
from workspace.search import texts
from workspace.search.results import find
from workspace.search.spelling import meant

on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has the indexes")
INDEXED = [(Activity, texts.ACTIVITY), (Node, texts.NODE), (PlanText, texts.TEXT)]


@pytest.fixture
def draft(lindvalla, anna):
    return Plan.created(by=anna, organisation=lindvalla, title="Planen")


@pytest.fixture
def without_extension(db):
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")


def indexes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname ~ '_(swedish|trigrams)$' ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


@on_postgres
@pytest.mark.parametrize(("model", "text"), INDEXED)
def test_search_uses_both_indexes(db, model, text):
    """As long as the expressions are those of the migrations, choices' words among them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = found(model.objects.order_by(), text, terms("skola")).explain()
    table = model._meta.db_table
    assert (f"{table}_swedish" in plan, f"{table}_trigrams" in plan) == (True, True), plan


@on_postgres
def test_migrations_make_the_indexes_and_take_them_away(db):
    tables = [model._meta.db_table for model, _ in INDEXED]
    assert indexes() == sorted(f"{table}_{kind}" for table in tables for kind in ("swedish", "trigrams"))
    with connection.schema_editor() as editor:
        SearchIndexes("plans_node", "heading").database_backwards("plans", editor, None, None)
    assert not [name for name in indexes() if name.startswith("plans_node")]


@on_postgres
def test_search_holds_without_the_extension(without_extension, draft, anna):
    Activity.add(draft, by=anna, title="Elevhälsan")
    assert [found.count for found in find(anna, terms("elevhälsa")) if found.count] == [1]
    assert meant(anna, terms("elvhälsan")) == ["elevhälsan"]


@on_postgres
def test_extension_that_may_not_be_made_leaves_the_other_index(without_extension, caplog):
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE guest; CREATE SCHEMA guests AUTHORIZATION guest")
        cursor.execute("SET LOCAL ROLE guest; SET LOCAL search_path = guests, public")
        cursor.execute("CREATE TABLE guests.rows (text text)")
    with connection.schema_editor() as editor:
        SearchIndexes("rows", "text").database_forwards("plans", editor, None, None)
    assert [name for name in indexes() if name.startswith("rows")] == ["rows_swedish"]
    assert "Sökningen går utan tillägget pg_trgm" in caplog.text


@on_postgres
def test_text_beyond_what_an_index_holds_can_be_saved(draft, anna):
    words = " ".join(f"ord{number}" for number in range(200_000))
    Activity.add(draft, by=anna, title="Lång", description=f"{words} blåsippa")
    assert [found.count for found in find(anna, terms("blåsippa")) if found.count] == [1]


@pytest.mark.skipif(connection.vendor == "postgresql", reason="about the other database")
def test_other_databases_are_given_no_index(db):
    editor = connection.schema_editor(collect_sql=True)
    operation = SearchIndexes("plans_node", "heading")
    operation.database_forwards("plans", editor, ProjectState(), ProjectState())
    operation.database_backwards("plans", editor, ProjectState(), ProjectState())
    assert editor.collected_sql == []


def test_search_that_takes_too_long_is_stopped(draft):
    Activity.objects.bulk_create(
        Activity(plan=draft, title=str(number), description="x" * 3000) for number in range(3000)
    )
    with pytest.raises(TooSlow), at_most(0.001):
        list(found(Activity.objects.all(), texts.ACTIVITY, terms("blåsippa")))
    assert Activity.objects.count() == 3000


def test_other_faults_of_the_database_are_not_taken_for_slowness(db):
    with (
        pytest.raises((OperationalError, ProgrammingError), match="no_such"),
        at_most(5),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM no_such_table")


def test_database_orders_as_swedish_lists_are_ordered(lindvalla):
    names = ["Öl", "ål", "Zebra", "Ängen", "Åre", "ärta", "Écu", "ebb", "Üb", "Ya", "ö", "A", "7"]
    Actor.objects.bulk_create(Actor(organisation=lindvalla, name=name) for name in names)
    ordered = Actor.objects.order_by(InSwedishOrder("name")).values_list("name", flat=True)
    assert list(ordered) == sorted(names, key=sort_key)
