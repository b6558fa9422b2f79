"""Reports of rounds and of organisations: what is made once, who orders and who reads."""

import pytest
from django.urls import reverse
from django.utils import timezone

from followup.models import FollowUpRound
from followup.rounds import close_round
from followup.tests.conftest import opened_round
from plans.models import Plan
from reports import production
from reports.models import Report


@pytest.fixture
def opened(adopted, anna):
    return opened_round(adopted, anna)


@pytest.fixture
def closed(adopted, anna):
    closed = opened_round(adopted, anna, year=2025)
    close_round(closed, by=anna)
    return closed


def test_what_is_made_of_a_closed_round_is_made_once(closed, anna, bo):
    first = production.order("uppfoljning", round_=closed, by=anna)
    assert production.order("uppfoljning", round_=closed, by=bo) == first


def test_round_that_was_opened_and_closed_again_gives_a_new_report(closed, anna):
    first = production.order("uppfoljning", round_=closed, by=anna)
    closed.reopen("Ett svar saknades", by=anna)
    close_round(closed, by=anna)
    again = production.order("uppfoljning", round_=closed, by=anna)
    assert (again != first, again.closed_at) == (True, closed.closed_at)


def test_report_of_an_open_round_is_ordered_once_while_it_waits(opened, anna, bo):
    first = production.order("uppfoljning", round_=opened, by=anna)
    assert production.order("uppfoljning", round_=opened, by=anna) == first
    Report.objects.update(state=Report.State.RUNNING)
    assert production.order("uppfoljning", round_=opened, by=anna) != first


def test_two_kinds_of_one_round_are_two_reports(closed, anna):
    kinds = ("uppfoljning", "sammanfattning")
    assert len({production.order(kind, round_=closed, by=anna).pk for kind in kinds}) == 2


def test_years_of_an_organisation_are_two_reports(lindvalla, anna):
    years = (2025, 2026, None)
    assert len({production.order("overlamning", organisation=lindvalla, year=year, by=anna).pk for year in years}) == 3


def test_summary_and_letters_have_no_excel():
    without = {kind for kind in Report.Kind if "xlsx" not in Report(kind=kind).formats}
    assert without == {"sammanfattning", "tjansteskrivelse", "beslutsforslag"}


# --- Who reads


def reads(user, report):
    return Report.objects.visible_to(user).contains(report)


def test_report_of_a_closed_round_is_read_by_those_who_read_the_round(closed, anna, bo, lena, cecilia):
    report = production.order("uppfoljning", round_=closed, by=anna)
    assert [reads(user, report) for user in (anna, bo, lena, cecilia)] == [True, True, True, False]


def test_report_of_an_open_round_stays_inside_when_the_round_has_been_closed(opened, anna, bo, lena):
    report = production.order("uppfoljning", round_=opened, by=anna)
    close_round(opened, by=anna)
    assert [reads(user, report) for user in (anna, bo, lena)] == [True, False, False]


def test_report_of_an_organisation_is_read_where_drafts_are(lindvalla, anna, bo, rut, lena, cecilia):
    report = production.order("overlamning", organisation=lindvalla, by=anna)
    assert [reads(user, report) for user in (anna, bo, rut, lena, cecilia)] == [True, False, False, False, False]


# --- Who orders

OF_OPEN = [("anna", 302), ("carl", 403), ("bo", 403), ("rut", 403), ("adam", 403), ("cecilia", 404), ("lena", 404)]
OF_CLOSED = [("anna", 302), ("bo", 302), ("lena", 302), ("cecilia", 404)]
OF_LINDVALLA = [("anna", 302), ("bo", 403), ("rut", 403), ("adam", 403), ("cecilia", 404), ("lena", 404)]


def order(client, **asked):
    return client.post(reverse("report-order"), asked).status_code


@pytest.mark.parametrize(("who", "status"), OF_OPEN)
def test_open_round_is_reported_by_those_who_may(signed_in, opened, request, who, status):
    client = signed_in(request.getfixturevalue(who))
    assert order(client, round=opened.pk, kind="uppfoljning") == status


@pytest.mark.parametrize(("who", "status"), OF_CLOSED)
def test_closed_round_is_reported_by_those_who_read_it(signed_in, closed, request, who, status):
    client = signed_in(request.getfixturevalue(who))
    assert order(client, round=closed.pk, kind="sammanfattning") == status


@pytest.mark.parametrize(("who", "status"), OF_LINDVALLA)
def test_handover_is_ordered_by_those_who_may(signed_in, lindvalla, request, who, status):
    client = signed_in(request.getfixturevalue(who))
    assert order(client, organisation=lindvalla.pk, kind="overlamning") == status


def test_county_report_of_a_kommun_is_nobodys(signed_in, lindvalla, anna):
    assert order(signed_in(anna), organisation=lindvalla.pk, kind="lansrapport", year=2026) == 403


WRONG = [{"round": "sju"}, {"round": "", "kind": "uppfoljning"}, {"kind": "overlamning"}, {"kind": "genomforandeplan"}]


@pytest.mark.parametrize("wrong", WRONG)
def test_order_that_does_not_hold_together_changes_nothing(signed_in, anna, closed, wrong):
    asked = {"round": closed.pk, "kind": "uppfoljning"} | wrong
    assert (order(signed_in(anna), **asked), Report.objects.exists()) == (422, False)


@pytest.mark.parametrize(("written", "year"), [("2025", 2025), ("tjugo", None), ("9" * 5000, None), ("²", None)])
def test_year_that_is_none_is_this_year(signed_in, anna, lindvalla, written, year):
    order(signed_in(anna), organisation=lindvalla.pk, kind="overlamning", year=written)
    assert Report.objects.get().year == (year or timezone.localdate().year)


def test_list_says_what_each_was_made_of(signed_in, anna, opened, closed, lindvalla):
    for subject in ({"round_": opened}, {"round_": closed}):
        production.order("uppfoljning", by=anna, **subject)
    production.order("overlamning", organisation=lindvalla, by=anna)
    page = signed_in(anna).get(reverse("reports")).text
    wanted = ["Pågående uppföljning", "Avslutad uppföljning", "Läget ", f'href="{closed.get_absolute_url()}"']
    assert [text for text in wanted if text not in page] == []


def test_letter_of_a_round_is_made_of_one_that_is_closed(closed, anna, lindvalla):
    letter = Report(kind="tjansteskrivelse", organisation=lindvalla, round=closed)
    assert letter.made_of == "Avslutad uppföljning"


def test_report_of_a_plan_with_the_longest_title_has_room(closed, adopted, anna):
    Plan.objects.update(title="Å" * 300)
    report = production.order("uppfoljning", round_=FollowUpRound.objects.get(pk=closed.pk), by=anna)
    report.finish({"title": "Uppföljning 2025 av " + "Å" * 300})
    report.refresh_from_db()
    assert (len(report.title), report.title[-1]) == (300, "…")
