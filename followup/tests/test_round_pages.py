"""The pages of rounds: opening, the list, one of them, closing and opening again."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from lxml import html

from activities.copying import revise
from activities.models import Activity
from activities.snapshot import frozen_content
from followup.forms.rounds import RoundForm
from followup.models import FollowUpAnswer, FollowUpRound
from followup.rounds import close_round
from followup.tests.conftest import FINE, opened_round
from organisations.tests.cast import client_of
from plans.models import Plan

SOON = {"last_day": f"{timezone.localdate().year + 1}-01-31"}


def create(user, plan, **fields):
    this_year = timezone.localdate().year
    data = {"plan": plan.pk, "period": f"year:{this_year}-01-01", **SOON, **fields}
    return client_of(user).post("/uppfoljning/ny/", data)


def test_opening_makes_a_round_with_the_periods_days(adopted, anna):
    response = create(anna, adopted)
    opened = FollowUpRound.objects.get()
    year = timezone.localdate().year
    assert (response.status_code, response.url) == (302, f"/uppfoljning/{opened.pk}/")
    assert (opened.starts, opened.ends) == (date(year, 1, 1), date(year, 12, 31))
    assert opened.history.get().history_user == anna


@pytest.mark.parametrize(
    ("today", "period", "last_day"),
    [
        (date(2027, 2, 1), "year:2026-01-01", date(2027, 3, 4)),  # 31 days after the day it is opened
        (date(2027, 11, 1), "year:2027-01-01", date(2028, 1, 31)),
    ],
)
def test_form_suggests_the_year_that_is_to_be_followed_up(db, today, period, last_day):
    form = RoundForm(plans=Plan.objects.all(), today=today)
    assert (form.initial["period"], form.initial["last_day"]) == (period, last_day)


def test_form_says_the_days_of_each_period(db):
    form = RoundForm(plans=Plan.objects.all(), today=date(2027, 5, 3))
    shown = str(form["period"])
    for words in (
        "2027 (1 januari 2027–31 december 2027)",
        "Våren 2027 (1 januari 2027–30 juni 2027)",
        "Kvartal 2 2027 (1 april 2027–30 juni 2027)",
    ):
        assert words in shown


def test_same_period_again_is_told_on_the_form(adopted, anna):
    create(anna, adopted)
    response = create(anna, adopted)
    year = timezone.localdate().year
    assert response.status_code == 422
    assert f"Planen har redan en uppföljning av {year}, och den pågår." in response.content.decode()
    assert FollowUpRound.objects.count() == 1


@pytest.mark.parametrize(("day", "words"), [("2000-01-31", "inte har passerat"), ("", "Ange sista dag att svara.")])
def test_last_day_that_does_not_hold_is_told(adopted, anna, day, words):
    response = create(anna, adopted, last_day=day)
    assert (response.status_code, words in response.content.decode()) == (422, True)


def test_last_day_is_not_before_the_period(adopted, anna):
    coming = timezone.localdate().year + 1
    tomorrow = timezone.localdate() + timedelta(days=1)
    response = create(anna, adopted, period=f"year:{coming}-01-01", last_day=tomorrow.isoformat())
    assert f"Ange en dag efter 1 januari {coming}" in response.content.decode()


@pytest.mark.parametrize(("day", "is_taken"), [("12-31", True), ("01-01", False)])
def test_last_day_is_within_two_years_of_the_period(adopted, anna, day, is_taken):
    year = timezone.localdate().year
    response = create(anna, adopted, last_day=f"{year + 2 if is_taken else year + 3}-{day}")
    told = f"Ange en dag senast 31 december {year + 2}, två år efter periodens slut." in response.content.decode()
    assert (FollowUpRound.objects.exists(), told) == (is_taken, not is_taken)


def test_plan_that_is_not_adopted_is_not_offered(plan, anna):
    assert "Det finns ingen fastställd plan" in client_of(anna).get("/uppfoljning/ny/").content.decode()
    assert create(anna, plan).status_code == 422


def test_plan_of_strangers_is_not_offered(adopted, cecilia):
    assert adopted.title not in client_of(cecilia).get(f"/uppfoljning/ny/?plan={adopted.pk}").content.decode()
    assert create(cecilia, adopted).status_code == 422
    assert not FollowUpRound.objects.exists()


def test_plan_in_the_address_is_chosen(adopted, anna):
    page = client_of(anna).get(f"/uppfoljning/ny/?plan={adopted.pk}").content.decode()
    assert f'<option value="{adopted.pk}" selected>' in page


def test_plan_page_leads_to_opening(adopted, anna, bo):
    link = f"/uppfoljning/ny/?plan={adopted.pk}"
    shown = [link in client_of(user).get(adopted.get_absolute_url()).content.decode() for user in (anna, bo)]
    assert shown == [True, False]


# --- The list and the round


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_however_many_rounds(adopted, anna, count, django_assert_max_num_queries):
    for number in range(count):
        opened_round(adopted, anna, year=2027 + number)
    client = client_of(anna)
    with django_assert_max_num_queries(15):
        assert client.get("/uppfoljning/").content.decode().count('data-label="Sista dag att svara"') == count


def test_list_tells_how_many_have_answered(opened, answer, rut, anna):
    answer.give(by=rut, **FINE)
    assert "1 av 4" in client_of(anna).get("/uppfoljning/").content.decode()


def test_list_that_is_empty_says_what_happens_next(anna, rut):
    assert "Öppna en uppföljning av en fastställd plan." in client_of(anna).get("/uppfoljning/").content.decode()
    assert "När samordnaren öppnar en uppföljning" in client_of(rut).get("/uppfoljning/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_round_asks_the_same_however_many_activities(lindvalla, anna, count, django_assert_max_num_queries):
    plan = Plan.created(by=anna, organisation=lindvalla, title="Liten plan")
    for number in range(count):
        Activity.add(plan, by=anna, title=f"Aktivitet {number}")
    plan.adopt(content=frozen_content, decisions=[{"body": "KS", "date": date(2027, 1, 1)}], by=anna)
    opened, client = opened_round(plan, anna), client_of(anna)
    with django_assert_max_num_queries(15):
        assert client.get(f"/uppfoljning/{opened.pk}/").content.decode().count("Aktivitet ") >= count


def test_round_stands_goal_by_goal_in_the_plans_order(opened, anna):
    page = html.fromstring(client_of(anna).get(f"/uppfoljning/{opened.pk}/").content)
    rows = page.xpath("//section[contains(@class, 'round-section')]//*[self::h2 or self::h3 or @scope='row']")
    assert [" ".join(row.text_content().split()) for row in rows] == [
        *("Aktiviteter", "Nattvandring", "1 Tillgång", "Färre langare", "1.1 Tillsyn", "1.2 Kontrollköp"),
        *("2 Skolan", "Föräldramöten i årskurs 7."),
    ]


def test_one_who_answers_reads_their_own_rows_alone(opened, rut, rut_answers):
    page = client_of(rut).get(f"/uppfoljning/{opened.pk}/").content.decode()
    assert ("Kontrollköp" in page, "Nattvandring" in page, "Avsluta" in page) == (True, False, False)


# --- Closing and opening again


def test_closing_tells_how_many_are_unanswered_first(opened, answer, rut, anna):
    answer.give(by=rut, **FINE)
    page = client_of(anna).get(f"/uppfoljning/{opened.pk}/avslut/").content.decode()
    assert "3 av 4 svar saknas än." in page
    assert FollowUpRound.objects.get().is_open


def test_closing_freezes_by_name(opened, anna):
    client_of(anna).post(f"/uppfoljning/{opened.pk}/avslut/")
    closed = FollowUpRound.objects.get()
    assert (closed.is_open, closed.frozen is not None, closed.history.first().history_user) == (False, True, anna)


def test_closing_twice_is_told(opened, anna):
    client = client_of(anna)
    client.post(f"/uppfoljning/{opened.pk}/avslut/")
    page = client.post(f"/uppfoljning/{opened.pk}/avslut/", follow=True).content.decode()
    assert "Uppföljningen är redan avslutad." in page


def test_opening_again_takes_a_reason(opened, anna):
    close_round(opened, by=anna)
    client = client_of(anna)
    assert client.post(f"/uppfoljning/{opened.pk}/oppna-igen/", {"because": " "}).status_code == 422
    client.post(f"/uppfoljning/{opened.pk}/oppna-igen/", {"because": "Polisens svar saknades"})
    latest = FollowUpRound.objects.get().history.first()
    assert (latest.state, latest.reopened_because, latest.history_user) == ("open", "Polisens svar saknades", anna)


def test_answers_of_a_closed_round_stay_readable(opened, answer, rut, anna, bo):
    answer.give(by=rut, **FINE)
    close_round(opened, by=anna)
    page = client_of(bo).get(f"/uppfoljning/{opened.pk}/aktiviteter/{answer.follow_up_id}/").content.decode()
    assert ("Tolv kontrollköp" in page, "Svara" in page) == (True, False)


def test_closed_round_says_in_what_year_one_answered(opened, answer, rut, anna):
    with time_machine.travel("2028-01-14T10:00:00Z", tick=False):
        answer.give(by=rut, status="done")
    words = "Polisen: svarat 14 januari"
    assert f"{words}</li>" in client_of(anna).get(f"/uppfoljning/{opened.pk}/").content.decode()
    close_round(opened, by=anna)
    assert f"{words} 2028</li>" in client_of(anna).get(f"/uppfoljning/{opened.pk}/").content.decode()


# --- Adopting a revision


def test_adopting_a_revision_takes_the_open_round_with_it(opened, adopted, anna):
    draft = revise(adopted, by=anna)
    data = {
        "form-TOTAL_FORMS": "3",
        "form-INITIAL_FORMS": "0",
        "form-0-body": "Nämnden",
        "form-0-date": "2026-03-02",
        "accept": "on",
    }
    response = client_of(anna).post(f"/planer/{draft.pk}/faststallande/", data)
    assert response.status_code == 302
    opened.refresh_from_db()
    assert opened.plan == draft
    assert set(FollowUpAnswer.objects.values_list("follow_up__activity__plan", flat=True)) == {draft.pk}
