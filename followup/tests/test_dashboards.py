"""Dashboards as their readers meet them: one number everywhere, for those who may see it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from lxml import html
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from activities.models import Activity
from followup.models import FollowUpAnswer, FollowUpRound
from followup.rounds import close_round
from followup.tests.conftest import opened_round
from followup.tests.reading import figures_on, table_on
from organisations.models import Actor, Organisation, User
from organisations.tests.cast import client_of
from plans.models import Plan

AFTER_THE_LAST_DAY = "2028-02-02T09:00:00+01:00"


@pytest.fixture
def answered(opened: FollowUpRound, answer_of: Callable[[str], FollowUpAnswer], anna: User) -> FollowUpRound:
    """Of four activities one is done (Polisen), one delayed, and two unanswered."""
    answer_of("Kontrollköp").give(by=anna, status="done", done="Tolv")
    answer_of("Tillsyn").give(by=anna, status="delayed", reason="Sjukdom")
    return opened


def got(user: User, path: str) -> HttpResponse:
    response: Any = client_of(user).get(path)
    assert response.status_code == 200
    return response


def in_json(user: User, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(got(user, path).content)
    return found


def in_csv(user: User, path: str) -> list[list[str]]:
    return list(csv.reader(got(user, path).content.decode("utf-8-sig").splitlines(), delimiter=";"))


def url(round_: FollowUpRound) -> str:
    return f"/uppfoljning/{round_.pk}/"


# --- The figures


def test_round_says_how_it_goes(answered: FollowUpRound, anna: User) -> None:
    assert figures_on(got(anna, url(answered))) == {
        "aktiviteter": 4,
        "genomforda": 1,
        "sena": 0,
        "vantar": 2,
        "att_granska": 2,
        "godkanda": 0,
    }


def test_sentence_stands_on_top(answered: FollowUpRound, anna: User) -> None:
    page = html.fromstring(got(anna, url(answered)).content)
    assert page.cssselect(".page-lead")[0].text_content() == (
        "1 av 4 aktiviteter är genomförd; 2 aktiviteter väntar på svar."
    )


def test_unanswered_is_late_after_the_last_day(answered: FollowUpRound, anna: User) -> None:
    with time_machine.travel(AFTER_THE_LAST_DAY, tick=False):
        figures = figures_on(got(anna, url(answered)))
    assert (figures["sena"], figures["vantar"]) == (2, 0)


def test_closed_in_time_a_round_is_never_late(answered: FollowUpRound, anna: User) -> None:
    close_round(answered, by=anna)
    with time_machine.travel(AFTER_THE_LAST_DAY, tick=False):
        page = got(anna, url(answered))
    assert (figures_on(page)["sena"], "is-late" in page.content.decode()) == (0, False)


def test_closed_round_waits_for_nobody(answered: FollowUpRound, anna: User) -> None:
    close_round(answered, by=anna)
    page = html.fromstring(got(anna, url(answered)).content)
    assert (
        page.cssselect(".page-lead")[0].text_content() == "1 av 4 aktiviteter är genomförd; 2 aktiviteter saknar svar."
    )
    assert [each.text for each in page.cssselect(".waiting-for li span")] == ["2 utan svar"]
    assert "Väntar på svar" not in page.text_content()


def test_closed_round_waits_for_nobody_in_its_files(answered: FollowUpRound, anna: User) -> None:
    close_round(answered, by=anna)
    found = in_json(anna, f"{url(answered)}?format=json")
    assert (found["siffror"]["saknas"], found["tabeller"]["rubriker"][0]["Saknar svar"]) == (2, 0)
    assert [row["Svar"] for row in found["tabeller"]["aktiviteter"]].count("Saknar svar") == 2
    assert "Väntar på svar" not in str(found)


def test_what_has_been_taken_out_of_the_plan_is_not_counted(answered: FollowUpRound, anna: User) -> None:
    gone = answered.follow_ups.get(activity__title="Tillsyn")
    gone.record(by=anna, removed_at=answered.opened_at)
    assert in_json(anna, f"{url(answered)}?format=json")["siffror"]["aktiviteter"] == 3


def test_headings_count_what_lies_below(answered: FollowUpRound, anna: User) -> None:
    rows = in_json(anna, f"{url(answered)}?format=json")["tabeller"]["rubriker"]
    assert [(row["Mål och insatsområde"], row["Aktiviteter"], row["Genomförd"]) for row in rows] == [
        ("1 Tillgång", 2, 1),
        ("Färre langare", 2, 1),
        ("2 Skolan", 1, 0),
        ("Utan rubrik", 1, 0),
    ]


def test_shares_tell_all_from_those_with_a_status(answered: FollowUpRound, anna: User) -> None:
    """1 of 4 is 25,0 %; of the 2 with a status 50,0 %."""
    rows = in_json(anna, f"{url(answered)}?format=json")["tabeller"]["status"]
    assert [row for row in rows if row["Antal"]] == [
        {"Status": "Genomförd", "Antal": 1, "Procent": 25.0, "Valid procent": 50.0},
        {"Status": "Försenad", "Antal": 1, "Procent": 25.0, "Valid procent": 50.0},
        {"Status": "Inget svar", "Antal": 2, "Procent": 50.0, "Valid procent": None},
    ]


@pytest.mark.parametrize("query", ["", "?svar=saknas", "?status=done", "?rubrik=utan", "?ansvarig=utan"])
@pytest.mark.parametrize("where", ["round", "overview"])
def test_every_number_is_the_same_in_page_csv_and_json(
    answered: FollowUpRound, anna: User, where: str, query: str
) -> None:
    path = f"{url(answered) if where == 'round' else '/uppfoljning/'}{query or '?'}"
    shown, stored = got(anna, path), in_json(anna, f"{path}&format=json")
    assert figures_on(shown) == {name: number for name, number in stored["siffror"].items() if name != "andrade"}
    for name in ("status", "rubriker", "ansvariga"):
        columns, *rows = in_csv(anna, f"{path}&format=csv&tabell={name}")
        assert [dict(zip(columns, row, strict=True)) for row in rows] == as_written(stored["tabeller"][name])
        assert table_on(shown, name) == [columns, *rows]


def as_written(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    """JSON's numbers as a Swedish spreadsheet writes them."""
    return [{key: "" if value is None else str(value).replace(".", ",") for key, value in row.items()} for row in rows]


@pytest.mark.parametrize("where", ["round", "overview"])
def test_every_figure_is_a_link_to_its_rows(answered: FollowUpRound, anna: User, where: str) -> None:
    path = url(answered) if where == "round" else "/uppfoljning/"
    shown = html.fromstring(got(anna, path).content)
    links = {link.get("href"): link for link in shown.cssselect("[data-figure], [data-table] a")}
    for href, link in links.items():
        number = link.cssselect("strong")[0].text if link.get("data-figure") else link.text
        rows = in_json(anna, f"{path}{href.partition('#')[0]}&format=json")["tabeller"]["aktiviteter"]
        assert (href, len(rows)) == (href, int(number or ""))


def test_page_shows_the_rows_of_its_query(answered: FollowUpRound, anna: User) -> None:
    page = html.fromstring(got(anna, f"{url(answered)}?status=done").content)
    assert [cell.text_content().strip() for cell in page.cssselect(".round-table tbody th")] == ["1.2 Kontrollköp"]


def test_nothing_left_says_so(answered: FollowUpRound, anna: User) -> None:
    assert "Inga aktiviteter passar urvalet" in got(anna, f"{url(answered)}?status=cancelled").content.decode()


# --- Files


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "＝HYPERLINK(1)", "@SUM(1)"])
def test_formula_in_a_title_is_text_in_csv(answered: FollowUpRound, anna: User, title: str) -> None:
    Activity.objects.filter(title="Nattvandring").update(title=title)
    rows = in_csv(anna, f"{url(answered)}?format=csv")
    assert f"'{title}" in [row[0] for row in rows]


def test_chart_is_a_file(answered: FollowUpRound, anna: User) -> None:
    response = got(anna, f"{url(answered)}?format=svg&diagram=status")
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="status.svg"'
    assert response.content.startswith(b"<svg")


@pytest.mark.parametrize("query", ["format=csv&tabell=hemligt", "format=svg&diagram=trend", "format=svg&diagram=x"])
def test_file_that_is_not_there_is_not_found(answered: FollowUpRound, anna: User, query: str) -> None:
    assert client_of(anna).get(f"{url(answered)}?{query}").status_code == 404


# --- Over the years


def test_trend_follows_the_activities_from_year_to_year(answered: FollowUpRound, adopted: Plan, anna: User) -> None:
    close_round(answered, by=anna)
    later = opened_round(adopted, anna, year=2028)
    trend = in_json(anna, f"{url(later)}?format=json")["tabeller"]["trend"]
    assert trend == [
        {"Period": "2027", "Aktiviteter": 4, "Genomförda": 1, "Andel": 25.0},
        {"Period": "2028", "Aktiviteter": 4, "Genomförda": 0, "Andel": 0.0},
    ]


def test_trend_of_an_earlier_year_ends_with_it(answered: FollowUpRound, adopted: Plan, anna: User) -> None:
    opened_round(adopted, anna, year=2028)
    trend = in_json(anna, f"{url(answered)}?format=json")["tabeller"]["trend"]
    assert [row["Period"] for row in trend] == ["2027"]


def test_trend_of_one_who_answers_is_of_theirs(answered: FollowUpRound, police: Actor, anna: User) -> None:
    found = in_json(anna, f"{url(answered)}?ansvarig={police.pk}&format=json")
    assert (found["tabeller"]["trend"][0]["Aktiviteter"], found["siffror"]["aktiviteter"]) == (1, 1)


@pytest.mark.parametrize("where", ["round", "overview"])
@pytest.mark.parametrize(("role", "fixture"), [("carl", "carl_reviews"), ("rut", "rut_answers")])
def test_part_is_compared_with_the_same_part(
    request: pytest.FixtureRequest,
    answered: FollowUpRound,
    adopted: Plan,
    anna: User,
    role: str,
    fixture: str,
    where: str,
) -> None:
    """The closed round is read whole, and four activities are not what one's only one is compared with."""
    request.getfixturevalue(fixture)
    close_round(answered, by=anna)
    later = opened_round(adopted, anna, year=2028)
    path = url(later) if where == "round" else "/uppfoljning/"
    trend = in_json(request.getfixturevalue(role), f"{path}?enhet=&format=json")["tabeller"]["trend"]
    assert [(row["Period"], row["Aktiviteter"]) for row in trend] == [("2027", 1), ("2028", 1)]


@pytest.mark.parametrize("path", ["round", "overview"])
def test_who_sees_a_part_is_told_so(
    answered: FollowUpRound, carl_reviews: None, anna: User, carl: User, path: str
) -> None:
    address = url(answered) if path == "round" else "/uppfoljning/"
    said = {user: "Du ser bara de aktiviteter" in got(user, address).content.decode() for user in (anna, carl)}
    assert said == {anna: False, carl: True}


def test_chart_of_a_part_says_so(answered: FollowUpRound, carl_reviews: None, carl: User) -> None:
    drawn = got(carl, f"{url(answered)}?format=svg&diagram=status").content.decode()
    assert "en del av aktiviteterna" in drawn


# --- What has changed


def test_first_visit_tells_of_no_change(answered: FollowUpRound, anna: User) -> None:
    assert "andrade" not in figures_on(got(anna, url(answered)))


def test_next_visit_tells_what_has_changed_since(
    answered: FollowUpRound, answer_of: Callable[[str], FollowUpAnswer], anna: User
) -> None:
    got(anna, url(answered))
    later = answered.opened_at + timedelta(hours=2)
    with time_machine.travel(later, tick=False):
        answer_of("Nattvandring").give(by=anna, status="ongoing")
        answered.follow_ups.get(activity__title="Tillsyn").set_status("done", by=anna)
    with time_machine.travel(later + timedelta(hours=1), tick=False):
        shown = figures_on(got(anna, url(answered)))
        again = figures_on(got(anna, url(answered)))
    assert (shown["andrade"], again["andrade"]) == (2, 2)


def changed_for(reader: User, round_: FollowUpRound, act: Callable[[], object], where: str = "round") -> int:
    """How many the reader's next visit tells of, when this happens between."""
    path = url(round_) if where == "round" else "/uppfoljning/"
    got(reader, path)
    later = round_.opened_at + timedelta(hours=2)
    with time_machine.travel(later, tick=False):
        act()
    with time_machine.travel(later + timedelta(hours=1), tick=False):
        return figures_on(got(reader, path))["andrade"]


@pytest.mark.parametrize("where", ["round", "overview"])
def test_comment_is_told_as_a_change(answered: FollowUpRound, anna: User, lena: User, where: str) -> None:
    silent = answered.follow_ups.get(activity__title="Nattvandring")
    assert changed_for(anna, answered, lambda: silent.say("Vem går i maj?", by=lena), where) == 1


def test_review_is_told_as_a_change(answered: FollowUpRound, anna: User, lena: User) -> None:
    done = answered.follow_ups.get(activity__title="Kontrollköp")
    assert changed_for(anna, answered, lambda: done.approve(by=lena)) == 1


def test_comment_of_a_thread_that_one_does_not_read_is_no_change(
    answered: FollowUpRound, carl: User, carl_reviews: None, anna: User
) -> None:
    def say() -> None:
        for follow_up in answered.follow_ups.all():
            follow_up.say("Vem gör det?", by=anna)

    # Carl reviews what Polisen answers for, and reads all of the round.
    assert changed_for(carl, answered, say) == 1


def test_link_to_what_has_changed_shows_just_that(
    answered: FollowUpRound, answer_of: Callable[[str], FollowUpAnswer], anna: User
) -> None:
    later = answered.opened_at + timedelta(hours=2)
    with time_machine.travel(later, tick=False):
        answer_of("Nattvandring").give(by=anna, status="ongoing")
    moment = (later - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%SZ")
    rows = in_json(anna, f"{url(answered)}?andrat={moment}&format=json")["tabeller"]["aktiviteter"]
    assert [row["Aktivitet"] for row in rows] == ["Nattvandring"]


def test_file_is_no_visit(answered: FollowUpRound, anna: User) -> None:
    got(anna, f"{url(answered)}?format=json")
    anna.refresh_from_db()
    assert anna.preferences == {}


# --- A kommun and its förvaltningar


def test_overview_counts_all_plans_of_the_kommun(
    answered: FollowUpRound, other_round: FollowUpRound, anna: User
) -> None:
    found = in_json(anna, "/uppfoljning/?format=json")
    assert found["siffror"]["aktiviteter"] == 4 + 1
    assert {row["Plan"]: row["Aktiviteter"] for row in found["tabeller"]["rubriker"]} == {
        "ANDTS-arbetet i Lindvalla": 4,
        "Tobaksplanen": 1,
    }


def test_overview_of_a_unit_counts_what_it_answers_for(
    answered: FollowUpRound, carl_reviews: None, social_services: Organisation, anna: User
) -> None:
    found = in_json(anna, f"/uppfoljning/?enhet={social_services.pk}&format=json")
    assert [row["Aktivitet"] for row in found["tabeller"]["aktiviteter"]] == ["Kontrollköp"]


def test_chef_of_a_unit_begins_with_the_unit(answered: FollowUpRound, carl_reviews: None, carl: User) -> None:
    page = html.fromstring(got(carl, "/uppfoljning/").content)
    assert page.cssselect("h1")[0].text_content() == "Uppföljning 2027, Socialförvaltningen"


def test_overview_begins_with_the_latest_period(answered: FollowUpRound, adopted: Plan, anna: User) -> None:
    opened_round(adopted, anna, year=2028)
    assert in_json(anna, "/uppfoljning/?format=json")["om"] == "Uppföljning 2028, Lindvalla kommun"
    earlier = in_json(anna, "/uppfoljning/?period=year-2027-01-01&format=json")
    assert earlier["om"] == "Uppföljning 2027, Lindvalla kommun"


def test_overview_leads_to_the_rounds_of_its_period(answered: FollowUpRound, adopted: Plan, anna: User) -> None:
    later = opened_round(adopted, anna, year=2028)
    page = html.fromstring(got(anna, "/uppfoljning/").content)
    assert [link.get("href") for link in page.cssselect(".overview-line p a")] == [later.get_absolute_url()]


def test_links_of_a_period_stay_in_it(answered: FollowUpRound, adopted: Plan, anna: User) -> None:
    opened_round(adopted, anna, year=2028)
    page = html.fromstring(got(anna, "/uppfoljning/?period=year-2027-01-01").content)
    links = [link.get("href") for link in page.cssselect("[data-figure]")]
    assert all("period=year-2027-01-01" in link for link in links)


def test_before_the_first_round_the_page_says_what_comes(anna: User) -> None:
    assert "Här finns ingen uppföljning än" in got(anna, "/uppfoljning/").content.decode()


@pytest.fixture
def other_round(lindvalla: Organisation, anna: User) -> FollowUpRound:
    """Of another plan of Lindvalla, with one activity."""
    return opened_round(adopted_plan(lindvalla, anna, "Tobaksplanen", "Rökfria skolgårdar"), anna)


def adopted_plan(owner: Organisation, by: User, title: str, *activities: str) -> Plan:
    plan = Plan.created(
        by=by, organisation=owner, title=title, valid_from=date(2027, 1, 1), valid_until=date(2028, 12, 31)
    )
    for name in activities:
        Activity.add(plan, by=by, title=name, responsible=[Actor.known_as("Hälsan", organisation=owner, by=by)])
    plan.adopt(content=lambda _: {}, decisions=[{"body": "KS", "date": date(2026, 11, 9)}], by=by)
    return plan


# --- Who sees what


@pytest.fixture
def elsewhere(havsby: Organisation, cecilia: User) -> FollowUpRound:
    """In Havsby, with a name that must not be seen in Lindvalla."""
    return opened_round(adopted_plan(havsby, cecilia, "Kanarieplanen", "Kanariefågeln"), cecilia)


@pytest.mark.parametrize("role", ["anna", "carl", "rut", "bo", "lena", "adam"])
@pytest.mark.parametrize("query", ["", "?format=json", "?format=csv", "?format=csv&tabell=ansvariga"])
def test_nothing_of_another_kommun_is_told(
    request: pytest.FixtureRequest, answered: FollowUpRound, elsewhere: FollowUpRound, role: str, query: str
) -> None:
    said = got(request.getfixturevalue(role), f"/uppfoljning/{query}").content.decode()
    assert [word for word in ("Kanarie", "Hälsan", "Havsby") if word in said] == []


def test_stranger_learns_nothing_of_a_round(answered: FollowUpRound, cecilia: User) -> None:
    for query in ("", "?format=json", "?format=csv", "?format=svg"):
        assert client_of(cecilia).get(f"{url(answered)}{query}").status_code == 404


def test_forvaltning_sees_and_counts_its_own_alone(answered: FollowUpRound, carl_reviews: None, carl: User) -> None:
    found = in_json(carl, f"{url(answered)}?format=json")
    assert (found["siffror"]["aktiviteter"], found["tabeller"]["trend"][0]["Aktiviteter"]) == (1, 1)
    assert "Nattvandring" not in str(found)


def test_one_who_answers_counts_their_own(answered: FollowUpRound, rut_answers: object, rut: User) -> None:
    found = in_json(rut, f"{url(answered)}?format=json")
    assert [row["Aktivitet"] for row in found["tabeller"]["aktiviteter"]] == ["Kontrollköp"]


def test_politician_reads_closed_rounds_alone(answered: FollowUpRound, anna: User, bo: User) -> None:
    assert client_of(bo).get(url(answered)).status_code == 403
    close_round(answered, by=anna)
    assert figures_on(got(bo, url(answered)))["aktiviteter"] == 4


# --- How many queries


@pytest.mark.parametrize("activities", [1, 3, 60])
@pytest.mark.parametrize(("where", "queries"), [("round", 13), ("overview", 14)])
def test_as_many_queries_for_many_activities(
    lindvalla: Organisation,
    anna: User,
    where: str,
    queries: int,
    activities: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = adopted_plan(lindvalla, anna, "Planen", *(f"Aktivitet {number}" for number in range(activities)))
    round_ = opened_round(plan, anna)
    path, client = (url(round_) if where == "round" else "/uppfoljning/"), client_of(anna)
    client.get(path)
    for follow_up in round_.follow_ups.all():
        follow_up.say("Vem gör det?", by=anna)
    # A new visit, which tells what has changed and is noted: all that the page ever asks.
    with time_machine.travel(round_.opened_at + timedelta(hours=2), tick=False), django_assert_num_queries(queries):
        client.get(path)


# --- Excel, which the reports' renderer writes


@pytest.mark.parametrize("where", ["round", "overview"])
def test_every_number_is_the_same_in_excel(answered: FollowUpRound, anna: User, where: str) -> None:
    path = url(answered) if where == "round" else "/uppfoljning/"
    tables = in_json(anna, f"{path}?format=json&svar=saknas")["tabeller"]
    response: Any = client_of(anna).get(f"{path}excel/?svar=saknas")
    workbook = load_workbook(BytesIO(response.getvalue()))
    for sheet, rows in zip(workbook.worksheets[1:], tables.values(), strict=True):
        columns, *cells = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert [dict(zip(columns, [cell or "" for cell in row], strict=True)) for row in cells] == [
            {key: value or "" for key, value in row.items()} for row in rows
        ]


def test_sheets_have_names_that_excel_has_room_for(answered: FollowUpRound, anna: User) -> None:
    response: Any = client_of(anna).get(f"{url(answered)}excel/")
    assert load_workbook(BytesIO(response.getvalue())).sheetnames == [
        *("Om dokumentet", "Status", "Status efter mål", "Status efter ansvarig"),
        *("Genomfört över åren", "Aktiviteter"),
    ]


def test_shares_keep_their_decimal_in_excel(answered: FollowUpRound, anna: User) -> None:
    """25,0 is not shown as 25; numbers of activities have no decimals."""
    response: Any = client_of(anna).get(f"{url(answered)}excel/")
    [delayed] = [
        row for row in load_workbook(BytesIO(response.getvalue()))["Status"].rows if row[0].value == "Försenad"
    ]
    assert [(cell.value, cell.number_format) for cell in delayed[1:]] == [(1, "General"), (25, "0.0"), (50, "0.0")]
