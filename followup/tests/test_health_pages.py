"""Att se över as its readers meet it: for whom, with what links, in how many queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from pytest_django import DjangoAssertNumQueries

from activities.copying import revise
from activities.models import Activity
from organisations.models import Actor, Membership, Organisation, User
from organisations.tests.cast import SignIn, client_of
from plans.models import Plan


def page(user: User, plan: Plan | None = None) -> html.HtmlElement:
    address = reverse("plan-health", args=[plan.pk]) if plan else reverse("health-overview")
    response = client_of(user).get(address)
    assert response.status_code == 200
    return html.fromstring(response.content)


def lead(page: html.HtmlElement) -> str:
    return str(page.cssselect(".page-lead")[0].text_content())


@pytest.fixture
def chef(lindvalla: Organisation, carl: User) -> User:
    """Carl, chef of the whole kommun."""
    Membership.created(by=None, user=carl, organisation=lindvalla, role="manager")
    return carl


def test_plan_says_how_many_and_each_number_leads_to_its_rows(plan: Plan, anna: User) -> None:
    found = page(anna, plan)
    assert lead(found) == "7 saker i planen saknas, är bortglömda eller sena."
    for link in found.cssselect(".health-summary a"):
        rows = found.get_element_by_id(link.get("href")[1:]).cssselect(".health-rows > li")
        assert str(len(rows)) == link.cssselect("strong")[0].text


def test_every_rule_is_said(plan: Plan, anna: User) -> None:
    assert "ett tal, antal, andel, procent" in page(anna, plan).get_element_by_id("matbar").text_content()


def test_way_leads_to_the_field_and_back(plan: Plan, anna: User, signed_in: SignIn) -> None:
    way = page(anna, plan).cssselect("#ansvarig .health-rows a.btn")[0].get("href")
    address, _, field = way.partition("#")
    form = html.fromstring(signed_in(anna).get(address).content)
    assert form.get_element_by_id(field).get("name") == "responsible_text"
    back = [link.get("href") for link in form.cssselect("a") if "att-se-over" in link.get("href", "")]
    assert back


@pytest.mark.parametrize("key", ["ansvarig", "aktor", "matbar", "bakom"])
def test_ways_of_a_draft_are_pages_that_open(plan: Plan, anna: User, key: str) -> None:
    client = client_of(anna)
    section = page(anna, plan).get_element_by_id(key)
    ways = [link.get("href").partition("#")[0] for link in section.cssselect("a") if link.get("href").startswith("/")]
    assert {client.get(way).status_code for way in ways} == {200}


def test_field_of_every_way_is_on_its_form(plan: Plan, anna: User) -> None:
    client = client_of(anna)
    for way in page(anna, plan).xpath("//a[contains(@href, '#id_')]/@href"):
        address, _, field = way.partition("#")
        assert html.fromstring(client.get(address).content).xpath(f"//*[@id='{field}']"), way


def test_bulk_way_has_all_the_rows_picked(plan: Plan, anna: User) -> None:
    way = page(anna, plan).xpath("//a[text()='Ange ansvarig på alla 2']/@href")[0]
    assert "2 aktiviteter" in client_of(anna).get(way).content.decode()


def test_chef_reads_and_gets_no_ways(plan: Plan, chef: User) -> None:
    found = page(chef, plan)
    assert (len(found.cssselect(".health-rows li")), found.cssselect(".health-rows a.btn")) == (7, [])
    assert "Samordnaren ändrar i planen." in found.text_content()


def test_fortroendevald_may_not(adopted: Plan, bo: User) -> None:
    client = client_of(bo)
    statuses = [client.get(reverse("plan-health", args=[adopted.pk])), client.get(reverse("health-overview"))]
    assert [response.status_code for response in statuses] == [403, 403]


def test_adopted_plan_offers_the_revision(adopted: Plan, anna: User) -> None:
    form = page(anna, adopted).cssselect(".page-header form")[0]
    assert form.get("action") == reverse("plan-revision", args=[adopted.pk])


def test_adopted_plan_under_revision_leads_to_the_draft(adopted: Plan, anna: User) -> None:
    draft = revise(adopted, by=anna)
    found = page(anna, adopted)
    assert found.cssselect(".notice-link")[0].get("href") == reverse("plan-health", args=[draft.pk])
    assert found.cssselect(".page-header form") == []


def test_revision_leads_to_what_it_revises(adopted: Plan, anna: User) -> None:
    found = page(anna, revise(adopted, by=anna))
    assert found.cssselect(".notice-link")[0].get("href") == reverse("plan-health", args=[adopted.pk])


def test_replaced_plan_has_nothing_to_look_over(adopted: Plan, anna: User) -> None:
    adopted.decide(action="repeal", body="Kommunstyrelsen", date=date(2027, 5, 1), by=anna)
    assert lead(page(anna, adopted)) == "Planen gäller inte längre, så här finns inget att se över."


def test_plan_that_lacks_nothing_says_so(lindvalla: Organisation, anna: User, rut: User) -> None:
    plan = Plan.created(by=anna, organisation=lindvalla, title="Hel plan")
    school = Actor.known_as("Skolan", organisation=lindvalla, by=anna)
    school.holders.model.created(by=None, actor=school, user=rut)
    Activity.add(plan, by=anna, title="Lektion", responsible=[school], follow_up="Antal lektioner")
    found = page(anna, plan)
    assert lead(found) == "Inget i planen saknas, är bortglömt eller sent flera år i rad."
    assert "Inget att se över" in found.text_content()


def test_load_shows_which_activities(plan: Plan, anna: User) -> None:
    row = page(anna, plan).xpath("//section[@aria-labelledby='per-ansvarig']//tbody/tr")[0]
    assert [" ".join(cell.text_content().split()) for cell in row] == [
        "Polisen",
        "1",
        "0",
        "Visa aktiviteterna hos Polisen1.2 Kontrollköp",
    ]


# --- All plans


def test_overview_has_a_row_for_each_plan_and_a_link_for_each_number(plan: Plan, anna: User) -> None:
    found = page(anna)
    assert lead(found) == "7 saker i planerna saknas, är bortglömda eller sena."
    numbers = {link.get("href"): link.text for link in found.cssselect(".health-plans td a")}
    here = reverse("plan-health", args=[plan.pk])
    assert numbers == {f"{here}#ansvarig": "2", f"{here}#aktor": "1", f"{here}#matbar": "3"}


def test_overview_numbers_and_the_plan_pages_say_the_same(plan: Plan, anna: User) -> None:
    for link in page(anna).cssselect(".health-plans td a"):
        key = link.get("href").partition("#")[2]
        rows = page(anna, plan).get_element_by_id(key).cssselect(".health-rows > li")
        assert str(len(rows)) == link.text


def test_overview_of_a_stranger_shows_nothing_of_ours(plan: Plan, cecilia: User) -> None:
    found = page(cecilia)
    assert plan.title not in found.text_content()
    assert "Det finns inga planer att se över" in found.text_content()
    assert lead(found) == "Här visas utkast och planer som gäller, med det som saknas i dem."


def test_chef_of_a_unit_is_not_told_that_nothing_is_missing_in_the_kommuns_plan(plan: Plan, carl: User) -> None:
    found = page(carl).text_content()
    assert "Inget i planerna saknas" not in found
    assert "Kommunens planer ser de över som har en roll i hela kommunen." in found


def test_start_leads_the_samordnare_there(plan: Plan, anna: User) -> None:
    start = html.fromstring(client_of(anna).get("/").content)
    assert reverse("health-overview") in [link.get("href") for link in start.cssselect("a")]


@pytest.mark.parametrize("name", ["chef", "bo"])
def test_start_leads_nobody_else(plan: Plan, name: str, request: pytest.FixtureRequest) -> None:
    start = client_of(request.getfixturevalue(name)).get("/").content.decode()
    assert reverse("health-overview") not in start


def test_plan_and_uppfoljning_lead_here_for_those_who_may(adopted: Plan, anna: User, bo: User) -> None:
    ways = [(adopted.get_absolute_url(), reverse("plan-health", args=[adopted.pk]))]
    ways.append((reverse("follow-up"), reverse("health-overview")))
    for user, leads in ((anna, True), (bo, False)):
        client = client_of(user)
        assert [there in client.get(here).content.decode() for here, there in ways] == [leads, leads]


# --- In how many queries


@pytest.fixture(params=[1, 60])
def grown(request: pytest.FixtureRequest, lindvalla: Organisation, anna: User) -> Plan:
    plan = Plan.created(by=anna, organisation=lindvalla, title="Växande")
    police = Actor.known_as("Polisen", organisation=lindvalla, by=anna)
    for number in range(request.param):
        Activity.add(plan, by=anna, title=f"Aktivitet {number}", responsible=[police])
    return plan


# Session, user with roles, the plan, its decisions; activities, their ansvariga, headings, those served, the history,
# the follow-ups, who stands behind; whether there is a chef, and who could give somebody the role.
PLAN_QUERIES = 13


def test_plan_asks_the_same_however_many_activities(
    grown: Plan, anna: User, signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(anna)
    with django_assert_num_queries(PLAN_QUERIES):
        client.get(reverse("plan-health", args=[grown.pk]))


@pytest.mark.parametrize("plans", [1, 3])
def test_overview_asks_the_same_however_many_plans(
    lindvalla: Organisation,
    anna: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
    plans: int,
) -> None:
    police = Actor.known_as("Polisen", organisation=lindvalla, by=anna)
    for number in range(plans):
        plan = Plan.created(by=anna, organisation=lindvalla, title=f"Plan {number}")
        Activity.add(plan, by=anna, title="Tillsyn", responsible=[police])
    client: Client = signed_in(anna)
    with django_assert_num_queries(PLAN_QUERIES):
        assert client.get(reverse("health-overview")).status_code == 200
