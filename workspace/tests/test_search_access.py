"""A hit reveals nothing that is not the reader's: canaries in another kommun, in drafts and in what is removed."""

from datetime import date

import pytest
from django.urls import reverse

from activities.models import Activity
from activities.snapshot import frozen_content
from andts.lib.searching import terms
from andts.tests.everything import SECRET, everything, made_report  # noqa: F401 - a fixture, and what it is made with
from andts.tests.test_access import ROLES
from organisations.models import Actor
from plans.models import Node, Plan, PlanText, Tip
from workspace.search.spelling import meant

CANARY = "Kanariefågeln"
# Who reads drafts of Lindvalla's, and who reads what it has decided. Carl's unit has no part in either plan.
DRAFTS = {"anna"}
DECIDED = {"anna", "bo", "lena", "adam", "rut"}
# The draft's own title and rows; the county's coordinator knows no actors of the kommun.
WORKS_THERE = {"anna", "bo", "carl", "adam", "rut"}


@pytest.fixture
def search(request, signed_in):
    """What a role is shown of a query: as a page, and while typing."""

    def ask(role, query):
        client = signed_in(request.getfixturevalue(role))
        return client.get(reverse("search"), {"q": query}), client.get(reverse("search-suggestions"), {"q": query})

    return ask


def plan_with_canaries(owner, by):
    """The word in every place that is searched."""
    plan = Plan.created(by=by, organisation=owner, title=f"{CANARY}, plan", valid_from=date(2026, 1, 1))
    node = Node.created(by=by, plan=plan, kind="goal", heading=f"{CANARY}, mål")
    Activity.add(plan, by=by, node=node, title=f"{CANARY}, aktivitet", responsible_text="Rektor")
    PlanText.created(by=by, plan=plan, heading=f"{CANARY}, text")
    Tip.created(by=by, plan=plan, node=node, text=f"{CANARY}, tips")
    made_report(plan, by)
    return plan


@pytest.fixture
def in_a_draft(lindvalla, anna):
    return plan_with_canaries(lindvalla, anna)


@pytest.fixture
def elsewhere(havsby, anna):
    Actor.known_as(f"{CANARY}, aktör", organisation=havsby, by=anna)
    plan = plan_with_canaries(havsby, anna)
    plan.adopt(content=frozen_content, decisions=[{"body": "Nämnden", "date": date(2026, 3, 2)}], by=anna)
    return plan


@pytest.mark.parametrize("role", ROLES)
def test_draft_is_found_by_those_who_read_it(search, in_a_draft, role):
    page, typed = search(role, CANARY)
    reads = role in DRAFTS
    # A plan, three places in it, an activity and a document.
    assert page.context["count"] == (6 if reads else 0)
    assert len(typed.json()["suggestions"]) == (3 if reads else 0)


@pytest.mark.parametrize("role", ROLES)
def test_other_kommuns_plan_is_found_by_nobody_here(search, elsewhere, role):
    page, typed = search(role, CANARY)
    found = role == "cecilia"
    assert (page.context["count"] > 0, typed.json()["suggestions"] != []) == (found, found)


@pytest.mark.parametrize("role", ROLES)
def test_secret_of_lindvalla_is_shown_to_those_who_may_read_something(search, everything, role):  # noqa: F811 - a fixture
    page, typed = search(role, SECRET)
    says = page.content.decode().replace(f'value="{SECRET}"', "").replace(f"{SECRET} – Sök", "")
    drafts = "utkast" in says
    assert (drafts, "fastställd" in says) == (role in DRAFTS, role in DECIDED)
    assert ("aktör" in [found.kind.one for found in page.context.get("results", [])]) == (role in WORKS_THERE)
    assert any("utkast" in offered["label"] for offered in typed.json()["suggestions"]) == (role in DRAFTS)


@pytest.mark.parametrize("role", ["cecilia", "bo", "lena"])
def test_misspelt_word_is_not_answered_out_of_what_one_may_not_read(request, in_a_draft, role):
    assert meant(request.getfixturevalue(role), terms("kanarifågeln")) == []


def test_misspelt_word_is_answered_out_of_what_one_may_read(in_a_draft, anna):
    assert meant(anna, terms("kanarifågeln")) == ["kanariefågeln"]


def test_counts_tell_nothing_of_what_is_hidden(search, in_a_draft):
    page, _ = search("bo", CANARY)
    assert "Inga träffar" in page.content.decode()
    assert page.context["tabs"] == [{"label": "Allt", "url": "/sok/?q=Kanarief%C3%A5geln", "is_current": True}]


def test_person_without_a_role_finds_nothing(in_a_draft, elsewhere, signed_in, django_user_model):
    stranger = django_user_model.objects.create_user("ny@exempel.se", name="Ny")
    assert signed_in(stranger).get(reverse("search"), {"q": CANARY}).context["count"] == 0


def test_names_of_holders_are_not_searched(everything, anna, signed_in):  # noqa: F811 - a fixture
    assert signed_in(anna).get("/sok/?q=bara.lindvalla@exempel.se").context["count"] == 0
