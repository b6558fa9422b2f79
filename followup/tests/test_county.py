"""A län as its länssamordnare meets it: every figure from decided plans and closed rounds, and a link to its rows."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from activities.copying import revise
from activities.models import Activity
from activities.snapshot import frozen_content
from followup.county.reading import decided_plans, goals_of, read, rounds_of
from followup.models import FollowUpAnswer, FollowUpRound
from followup.rounds import close_round
from followup.tests.conftest import opened_round
from followup.tests.counties import municipalities
from followup.tests.reading import figures_on, table_on
from organisations.models import Membership, Organisation, User
from organisations.roles import Role
from organisations.tests.cast import client_of
from plans import reference
from plans.models import GoalFramework, Plan
from plans.models.frameworks import FrameworkGoal

PAGE = "/lan/97/"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The year of Lindvalla's plan and round has gone."""
    with time_machine.travel("2028-03-01T09:00:00+01:00", tick=False):
        yield


@pytest.fixture
def strategies(db: None) -> None:
    reference.load()


@pytest.fixture
def closed(opened: FollowUpRound, answer_of: Callable[[str], FollowUpAnswer], anna: User) -> FollowUpRound:
    """Lindvalla's round of 2027: of four activities one is done, one delayed, and two unanswered."""
    answer_of("Kontrollköp").give(by=anna, status="done", done="Tolv")
    answer_of("Tillsyn").give(by=anna, status="delayed", reason="Sjukdom")
    close_round(opened, by=anna)
    return opened


@pytest.fixture
def framework(strategies: None) -> GoalFramework:
    return GoalFramework.objects.get(first_year=2022)


@pytest.fixture
def point() -> Callable[[Plan, FrameworkGoal], None]:
    """Lets the plan's goal point at a goal of a framework, past the rule that an adopted plan stays as it is."""
    return lambda plan, goal: plan.nodes.get(kind="goal").framework_goals.add(goal)


def got(user: User, path: str = PAGE) -> HttpResponse:
    response: Any = client_of(user).get(path)
    assert response.status_code == 200
    return response


def in_json(user: User, path: str = f"{PAGE}?format=json") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(got(user, path).content)
    return found


def in_csv(user: User, name: str, query: str = "") -> list[list[str]]:
    response = got(user, f"{PAGE}?format=csv&tabell={name}{query}")
    return list(csv.reader(response.content.decode("utf-8-sig").splitlines(), delimiter=";"))


def by_goal(user: User, query: str = "") -> dict[str, int]:
    """How many activities each goal has, by its number or first word."""
    rows = in_json(user, f"{PAGE}?format=json{query}")["tabeller"]["mal"]
    return {row["Mål"].split()[0]: row["Aktiviteter"] for row in rows if row["Aktiviteter"]}


# --- The figures


def test_page_says_how_it_goes(closed: FollowUpRound, lena: User) -> None:
    assert figures_on(got(lena)) == {
        "kommuner": 1,
        "med_plan": 1,
        "foljt_upp": 1,
        "aktiviteter": 4,
        "genomforda": 1,
        "besvarade": 2,
    }


def test_sentence_stands_on_top(closed: FollowUpRound, lena: User) -> None:
    page = html.fromstring(got(lena).content)
    assert page.cssselect(".page-lead")[0].text_content() == (
        "Lindvalla har en gällande plan. 1 av 4 aktiviteter är genomförd (25,0\u00a0%), och 2 saknar svar."
    )


def test_open_round_is_counted_nowhere(opened: FollowUpRound, lena: User) -> None:
    assert figures_on(got(lena, f"{PAGE}?ar=2027"))["aktiviteter"] == 0


def test_draft_is_no_plan(plan: Plan, lena: User) -> None:
    page = got(lena)
    assert figures_on(page)["med_plan"] == 0
    assert (plan.title in page.content.decode(), "Ingen gällande plan" in page.content.decode()) == (False, True)


def test_municipality_without_anything_is_listed_as_such(
    closed: FollowUpRound, county: Organisation, lena: User
) -> None:
    Organisation.created(by=None, kind="municipality", name="Åmyra kommun", short_name="Åmyra", parent=county)
    rows = {row[0]: row[1:] for row in in_csv(lena, "kommuner")[1:]}
    assert rows["Åmyra"] == ["0", "", "0", "0", "0", "", "0", ""]
    assert rows["Lindvalla"] == ["1", "1", "1", "4", "1", "25,0", "2", "50,0"]


def test_plans_of_units_are_not_the_municipalitys(
    closed: FollowUpRound, social_services: Organisation, lena: User
) -> None:
    """The länssamordnare does not read them."""
    Plan.objects.filter(pk=closed.plan_id).update(organisation=social_services)
    assert figures_on(got(lena, f"{PAGE}?ar=2027"))["aktiviteter"] == 0


def test_neighbouring_county_is_not_counted(havsby: Organisation, closed: FollowUpRound, lena: User) -> None:
    assert havsby.label not in got(lena).content.decode()


def test_latest_year_that_has_been_followed_up_comes_first(closed: FollowUpRound, lena: User) -> None:
    page = html.fromstring(got(lena).content)
    assert page.cssselect("h1")[0].text_content() == "Ådalarnas län 2027"
    years = [link.text_content() for link in page.cssselect("nav[aria-label=År] a")]
    assert years == ["2028", "2027"]


def test_year_is_chosen_in_the_address(closed: FollowUpRound, lena: User) -> None:
    assert figures_on(got(lena, f"{PAGE}?ar=2028"))["foljt_upp"] == 0


@pytest.mark.parametrize("query", ["ar=1066", "ar=x", "plan=kanske", "sortera=DROP", "kommun=0001", "ramverk=0"])
def test_what_cannot_be_asked_for_is_ignored(closed: FollowUpRound, lena: User, query: str) -> None:
    assert figures_on(got(lena, f"{PAGE}?{query}"))["aktiviteter"] == 4


def test_activity_in_two_of_the_years_rounds_counts_once(closed: FollowUpRound, adopted: Plan, anna: User) -> None:
    """As the last of them left it: the spring's answer gives way to the year's."""
    spring = opened_round(adopted, anna, year=2028)
    spring.record(by=anna, starts=date(2027, 1, 1), ends=date(2027, 6, 30), length="term")
    close_round(spring, by=anna)
    owner = adopted.organisation
    (figures,) = read([owner], rounds_of([owner.pk]), 2027, goals_of(None))
    assert (figures.whole.total, figures.whole.done, len(figures.rounds)) == (4, 1, 2)


def test_revised_plan_holds_until_its_revision_is_adopted(adopted: Plan, anna: User) -> None:
    draft = revise(adopted, by=anna)
    decision = {"body": "Kommunstyrelsen", "date": date(2027, 6, 1)}
    draft.adopt(content=frozen_content, decisions=[decision], by=anna)
    plans = decided_plans([adopted.organisation_id])
    held = {day: [plan.pk for plan in plans if plan.held(day)] for day in (date(2027, 5, 31), date(2027, 6, 1))}
    assert held == {date(2027, 5, 31): [adopted.pk], date(2027, 6, 1): [draft.pk]}


def test_repealed_plan_no_longer_holds(adopted: Plan, anna: User) -> None:
    adopted.decide(action="repeal", body="Kommunstyrelsen", date=date(2027, 3, 1), by=anna)
    (plan,) = decided_plans([adopted.organisation_id])
    assert (plan.held(date(2027, 2, 28)), plan.held(date(2027, 3, 1))) == (True, False)


# --- Goals


def test_activity_serves_the_goal_that_its_heading_points_at(
    adopted: Plan, closed: FollowUpRound, framework: GoalFramework, point: Any, lena: User
) -> None:
    """Tillsyn and Kontrollköp stand under the goal; the others under a heading that points at nothing."""
    point(adopted, framework.goals.get(number="1"))
    assert by_goal(lena) == {"1": 2, "Utan": 2}


def test_heading_above_tells_where_the_nearest_does_not(
    adopted: Plan, closed: FollowUpRound, framework: GoalFramework, lena: User
) -> None:
    adopted.nodes.get(heading="Tillgång").framework_goals.add(framework.goals.get(number="3"))
    assert by_goal(lena) == {"3": 2, "Utan": 2}


def test_further_heading_that_an_activity_serves_counts_too(
    adopted: Plan, closed: FollowUpRound, framework: GoalFramework, lena: User
) -> None:
    """Kontrollköp serves Skolan, where Föräldramöten stands."""
    adopted.nodes.get(heading="Skolan").framework_goals.add(framework.goals.get(number="2"))
    assert by_goal(lena) == {"2": 2, "Utan": 2}


def test_goal_of_an_earlier_strategy_counts_where_it_is_continued(
    adopted: Plan, closed: FollowUpRound, strategies: None, point: Any, lena: User
) -> None:
    """The second goal of 2016–2020 is continued by the third of 2022–2025."""
    point(adopted, GoalFramework.objects.get(first_year=2016).goals.get(number="2"))
    assert by_goal(lena) == {"3": 2, "Utan": 2}


def test_framework_is_chosen_in_the_address(
    adopted: Plan, closed: FollowUpRound, framework: GoalFramework, point: Any, lena: User
) -> None:
    point(adopted, framework.goals.get(number="3"))
    earlier = GoalFramework.objects.get(first_year=2016)
    assert by_goal(lena, f"&ramverk={earlier.pk}") == {"2": 2, "Utan": 2}


# --- One number everywhere


@pytest.mark.parametrize("query", ["", "&plan=finns", "&uppfoljning=mindre", "&kommun=9701"])
def test_every_number_is_the_same_in_page_csv_and_json(
    closed: FollowUpRound, strategies: None, lena: User, query: str
) -> None:
    shown, stored = got(lena, f"{PAGE}?{query}"), in_json(lena, f"{PAGE}?format=json{query}")
    assert figures_on(shown) == stored["siffror"]
    for name in ("status", "mal", "kommuner_mal", "planer", "utfall"):
        columns, *rows = in_csv(lena, name, query)
        written = [[_written(value) for value in row.values()] for row in stored["tabeller"][name]]
        assert (rows, [columns, *rows]) == (written, table_on(shown, name))


def _written(value: Any) -> str:
    return "" if value is None else str(value).replace(".", ",") if isinstance(value, float) else str(value)


def counted_links(page: HttpResponse, at: str) -> dict[str, int]:
    """The figures that lead to an address with `at` in it, each once."""
    links = html.fromstring(page.content).cssselect("[data-figure], [data-table] td a")
    numbers = {link.get("href", ""): (link.cssselect("strong") or [link])[0].text_content() for link in links}
    return {href: int(text) for href, text in numbers.items() if at in href and text.isdecimal()}


def test_every_figure_of_activities_is_a_link_to_as_many(
    closed: FollowUpRound, framework: GoalFramework, adopted: Plan, point: Any, lena: User
) -> None:
    point(adopted, framework.goals.get(number="1"))
    links = counted_links(got(lena), "aktiviteter/")
    assert len(links) > 15
    client = client_of(lena)
    shown = {href: html.fromstring(client.get(f"{PAGE}{href}").content) for href in links}
    assert {href: len(page.cssselect("[data-table=aktiviteter] tbody tr")) for href, page in shown.items()} == links


def test_every_figure_of_municipalities_is_a_link_to_as_many(
    closed: FollowUpRound, county: Organisation, lena: User
) -> None:
    """In 2025 three of the four had a plan and followed it up; Lindvalla adopted its plan later."""
    municipalities(county, 3)
    links = counted_links(got(lena, f"{PAGE}?ar=2025"), "#kommunerna")
    assert links == {
        "?ar=2025#kommunerna": 4,
        "?ar=2025&plan=finns#kommunerna": 3,
        "?ar=2025&plan=saknas#kommunerna": 1,
        "?ar=2025&uppfoljning=finns#kommunerna": 3,
        "?ar=2025&uppfoljning=mindre#kommunerna": 3,
        "?ar=2025&uppfoljning=saknas#kommunerna": 1,
    }
    client = client_of(lena)
    shown = {href: html.fromstring(client.get(f"{PAGE}{href}").content) for href in links}
    assert {href: len(page.cssselect("[data-table=kommuner] tbody tr")) for href, page in shown.items()} == links


def test_rows_lead_to_pages_that_the_reader_may_read(closed: FollowUpRound, lena: User) -> None:
    page = html.fromstring(got(lena, f"{PAGE}aktiviteter/").content)
    found = {link.get("href"): client_of(lena).get(link.get("href")).status_code for link in page.cssselect("tbody a")}
    assert (len(found), set(found.values())) == (5, {200})


def test_plans_and_rounds_are_links_that_the_reader_may_read(closed: FollowUpRound, lena: User) -> None:
    page = html.fromstring(got(lena).content)
    links = [link.get("href") for link in page.cssselect("[data-table=kommuner] td a")]
    assert {closed.plan.get_absolute_url(), closed.get_absolute_url()} <= set(links)
    assert {client_of(lena).get(closed.plan.get_absolute_url()).status_code} == {200}


def test_rows_are_a_file_too(closed: FollowUpRound, lena: User) -> None:
    response = got(lena, f"{PAGE}aktiviteter/?format=csv&status=done")
    rows = list(csv.reader(response.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[1:] == [
        ["Lindvalla", "ANDTS-arbetet i Lindvalla", "1.2", "Kontrollköp", "Genomförd", "Alla har svarat"]
    ]


@pytest.mark.parametrize("name", ["mal", "kommuner"])
def test_charts_are_files(closed: FollowUpRound, strategies: None, lena: User, name: str) -> None:
    response = got(lena, f"{PAGE}?format=svg&diagram={name}")
    assert response["Content-Disposition"] == f'attachment; filename="{name}.svg"'
    assert b"Avslutade uppf" in response.content


def test_chart_of_goals_counts_each_activity_once(
    closed: FollowUpRound, framework: GoalFramework, adopted: Plan, lena: User
) -> None:
    """Though two of them serve two goals."""
    adopted.nodes.get(kind="goal").framework_goals.set(framework.goals.filter(number__in="12"))
    drawn = got(lena, f"{PAGE}?format=svg&diagram=mal").content.decode()
    assert ("Genomförd 1" in drawn, "Genomförd 2" in drawn) == (True, False)


@pytest.mark.parametrize(
    ("number", "query", "is_drawn"), [(12, "", True), (13, "", False), (13, "&diagram=kommuner", True)]
)
def test_status_of_each_of_many_is_shown_when_asked_for(
    county: Organisation, lena: User, number: int, query: str, is_drawn: bool
) -> None:
    """The chart and the table under it, which for 49 are most of the page."""
    municipalities(county, number)
    page = html.fromstring(got(lena, f"{PAGE}?ar=2025{query}").content)
    drawn, asked = page.cssselect("#varje-kommun svg"), page.cssselect('a[href$="&diagram=kommuner#varje-kommun"]')
    assert (len(drawn), len(asked)) == ((2, 0) if is_drawn else (0, 1))


# --- Order


@pytest.fixture
def three(county: Organisation) -> list[Organisation]:
    """Kommun 01 has carried out one of three, Kommun 02 three, Kommun 03 has no plan."""
    found = municipalities(county, 3)
    FollowUpRound.objects.get(plan__organisation=found[1]).follow_ups.update(status="done")
    for round_ in FollowUpRound.objects.filter(plan__organisation=found[2]):
        round_.follow_ups.all().delete()
        round_.delete()
    return found


@pytest.mark.parametrize(
    ("order", "names"),
    [("", "123"), ("kommun", "123"), ("-kommun", "321"), ("-andel", "213"), ("andel", "123"), ("aktiviteter", "312")],
)
def test_municipalities_come_in_the_order_asked_for(three: Any, lena: User, order: str, names: str) -> None:
    """Those without a share are last in either direction."""
    rows = in_csv(lena, "kommuner", f"&ar=2025&sortera={order}")[1:]
    assert "".join(row[0][-1] for row in rows) == names


def test_columns_are_links_that_order_and_turn(three: Any, lena: User) -> None:
    page = html.fromstring(got(lena, f"{PAGE}?ar=2025&sortera=-andel").content)
    (sorted_by,) = page.cssselect("th[aria-sort]")
    assert (sorted_by.get("aria-sort"), sorted_by.cssselect("a")[0].get("href")) == (
        "descending",
        "?ar=2025&sortera=andel#kommunerna",
    )


# --- How much it costs


@pytest.mark.parametrize("number", [1, 49])
def test_page_takes_as_many_queries_for_49_municipalities_as_for_one(
    county: Organisation,
    strategies: None,
    lena: User,
    number: int,
    signed_in: Callable[[User], Client],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    municipalities(county, number)
    client = signed_in(lena)
    with django_assert_num_queries(13):
        response: Any = client.get(f"{PAGE}?ar=2025")
    assert figures_on(response)["aktiviteter"] == 3 * number


@pytest.mark.parametrize("path", ["/lan/97/aktiviteter/?ar=2025", "/lan/?ar=2025"])
def test_rows_and_the_list_take_at_most_fifteen(
    county: Organisation,
    strategies: None,
    lena: User,
    path: str,
    signed_in: Callable[[User], Client],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    municipalities(county, 49)
    client = signed_in(lena)
    with django_assert_max_num_queries(15):
        assert client.get(path).status_code == 200


# --- Who reads it


def test_county_without_a_code_is_found_by_its_name(lena: User, county: Organisation) -> None:
    county.record(by=None, code=None)
    assert got(lena, f"/lan/{county.slug}/").status_code == 200


def test_who_belongs_to_the_county_but_reads_no_municipalities_is_told_no(county: Organisation, db: None) -> None:
    user = User.objects.create_user("chef@lanet.se", name="Chef")
    Membership.created(by=None, user=user, organisation=county, role=Role.MANAGER)
    assert [client_of(user).get(path).status_code for path in ("/lan/", PAGE, f"{PAGE}aktiviteter/")] == [403] * 3


@pytest.mark.parametrize("path", ["/lan/98/", "/lan/98/aktiviteter/", "/lan/9701/", "/lan/finns-inte/"])
def test_another_county_and_what_is_none_are_not_found(
    havsby: Organisation, lindvalla: Any, lena: User, path: str
) -> None:
    assert client_of(lena).get(path).status_code == 404


def test_menu_leads_to_the_county_of_those_who_read_it(lena: User, anna: User) -> None:
    links = [html.fromstring(client_of(user).get("/planer/").content).cssselect("a.frame-tab") for user in (lena, anna)]
    assert [[link.get("href") for link in each if "Länet" in link.text_content()] for each in links] == [
        [PAGE, PAGE],  # at the side, and under Fler on a phone
        [],
    ]


# --- Several


@pytest.fixture
def reads_both(lena: User, havsby: Organisation) -> User:
    Membership.created(by=None, user=lena, organisation=havsby.parent, role=Role.COUNTY_COORDINATOR)
    return User.objects.get(pk=lena.pk)


def test_counties_stand_beside_each_other(closed: FollowUpRound, reads_both: User) -> None:
    rows = list(csv.reader(got(reads_both, "/lan/?format=csv").content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[1:] == [
        ["Skärgårdens län", "1", "0", "0", "0", "0", "", "0", ""],
        ["Ådalarnas län", "1", "1", "1", "4", "1", "25,0", "2", "50,0"],
    ]


def test_figures_of_a_county_lead_to_its_page(closed: FollowUpRound, reads_both: User) -> None:
    page = html.fromstring(got(reads_both, "/lan/").content)
    links = {link.get("href"): link.text_content() for link in page.cssselect("[data-table=lan] a")}
    assert links["97/aktiviteter/?ar=2027&status=done"] == "1"
    found = html.fromstring(got(reads_both, "/lan/97/aktiviteter/?ar=2027&status=done").content)
    assert len(found.cssselect("[data-table=aktiviteter] tbody tr")) == 1


def test_only_the_counties_one_reads_are_listed(closed: FollowUpRound, havsby: Organisation, lena: User) -> None:
    assert "Skärgårdens län" not in got(lena, "/lan/").content.decode()


def test_activities_named_in_no_language_of_markup(closed: FollowUpRound, lena: User) -> None:
    Activity.objects.filter(title="Tillsyn").update(title="<script>alert(1)</script>")
    assert "<script>alert" not in got(lena, f"{PAGE}aktiviteter/").content.decode()
