"""Queries put into others as SQL give the rows that they gave as QuerySets."""

import pytest
from django.db.models import Q

from andts.lib.finished import ids_of
from organisations.models import Organisation


@pytest.fixture
def all_names(lindvalla, havsby):
    return Organisation.objects


def test_finished_query_finds_the_same_rows(all_names):
    inner = all_names.filter(kind="municipality", name__startswith="Lind")
    assert list(all_names.filter(pk__in=ids_of(inner))) == list(inner)


def test_finished_query_goes_on_being_narrowed(all_names):
    narrowed = all_names.filter(Q(pk__in=ids_of(all_names.filter(code="9701"))) | Q(code="9801")).exclude(code="9801")
    assert [place.code for place in narrowed] == ["9701"]


def test_finished_query_lies_within_another(all_names):
    deep = ids_of(all_names.filter(parent__in=ids_of(all_names.filter(code="97"))))
    assert [place.code for place in all_names.filter(pk__in=deep)] == ["9701"]


def test_rows_that_several_queries_find_come_once(all_names):
    either = ids_of(all_names.filter(kind="municipality"), all_names.none(), all_names.filter(code__startswith="97"))
    assert [place.code for place in all_names.filter(pk__in=either).order_by("code")] == ["97", "9701", "9801"]


def test_rows_chosen_by_their_ids_alone_add_no_query_within_a_query(all_names):
    ids = ids_of(all_names.filter(code="9701"))
    assert ids_of(all_names.filter(pk__in=ids)).sql == ids.sql
    assert ids_of(all_names.filter(parent__in=ids)).sql != ids.sql
    assert ids_of(all_names.exclude(pk__in=ids)).sql != ids.sql
    assert ids_of(all_names.filter(pk__in=ids, code="97")).sql != ids.sql


def test_empty_query_finds_nothing(all_names):
    assert list(all_names.filter(pk__in=ids_of(all_names.filter(pk__in=[])))) == []
    assert list(all_names.filter(pk__in=ids_of(all_names.none()))) == []


def test_per_cent_and_quotes_in_a_value_are_only_a_value(all_names):
    odd = Organisation.created(by=None, kind="county", name="100 % ”Län's” län", is_invented=True)
    assert list(all_names.filter(pk__in=ids_of(all_names.filter(name=odd.name)))) == [odd]
    assert list(all_names.filter(pk__in=ids_of(all_names.filter(name__contains="0 %")))) == [odd]
