"""What a person chooses for the pages: kept with the account, checked, and put back."""

import pytest
from django.test import Client
from django.urls import reverse

from organisations.declining import decline
from organisations.models import Declined, User
from organisations.preferences import WEEKDAY
from organisations.tests.cast import client_of

PAGE = reverse("preferences")


def kept(user: User) -> object:
    return User.objects.get(pk=user.pk).preferences


@pytest.fixture
def client(anna: User) -> Client:
    return client_of(anna)


@pytest.mark.parametrize(("value", "is_on"), [("on", True), ("off", False)])
def test_switch_is_kept(client, anna, value, is_on):
    assert client.post(PAGE, {"name": "shortcuts.off", "value": value}).status_code == 302
    assert kept(anna) == {"shortcuts.off": is_on}


def test_each_hint_is_kept_open_by_itself(client, anna):
    for open_now in (["activity_title"], []):
        client.post(PAGE, {"name": "guidance.open", "offered": ["activity_title"], "value": open_now})
    client.post(PAGE, {"name": "guidance.open", "offered": ["node_text"], "value": ["node_text"]})
    assert kept(anna) == {"guidance.open": {"activity_title": False, "node_text": True}}


def test_columns_are_kept_with_what_was_offered(client, anna):
    client.post(PAGE, {"name": "plan.columns", "offered": ["schedule", "status"], "value": ["status"]})
    assert kept(anna) == {"plan.columns": {"schedule": False, "status": True}}


def test_columns_that_were_not_offered_stay_as_they_were(client, anna):
    anna.prefer("plan.columns", {"own:Nämnd": False, "status": True})
    client.post(PAGE, {"name": "plan.columns", "offered": ["status"]})
    assert kept(anna) == {"plan.columns": {"own:Nämnd": False, "status": False}}


def test_column_that_was_not_offered_is_not_shown_by_saying_so(client, anna):
    client.post(PAGE, {"name": "plan.columns", "offered": ["status"], "value": ["cost"]})
    assert kept(anna) == {"plan.columns": {"status": False}}


def test_columns_chosen_longest_ago_are_forgotten(client, anna):
    anna.prefer("plan.columns", {f"own:{number}": False for number in range(300)})
    client.post(PAGE, {"name": "plan.columns", "offered": ["own:Ny"]})
    columns = kept(anna)["plan.columns"]
    assert (len(columns), "own:0" in columns, "own:1" in columns, columns["own:Ny"]) == (300, False, True, False)


def test_one_choice_leaves_the_others(client, anna):
    anna.prefer("shortcuts.off", value=True)
    client.post(PAGE, {"name": "plan.columns", "offered": "status"})
    assert kept(anna) == {"shortcuts.off": True, "plan.columns": {"status": False}}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": "is_staff", "value": "on"},
        {"name": "shortcuts.off"},
        {"name": "shortcuts.off", "value": "ja"},
        {"name": "plan.columns"},
        {"name": "plan.columns", "offered": "<script>"},
        {"name": "plan.columns", "offered": f"own:{'x' * 301}"},
        {"name": "plan.columns", "offered": [f"own:{number}" for number in range(101)]},
        {"name": "is_staff", "reset": "1"},
    ],
)
def test_what_is_no_choice_is_refused(anna, sent):
    client = Client(raise_request_exception=False)
    client.force_login(anna, backend="organisations.signin.Backend")
    assert (client.post(PAGE, sent).status_code, kept(anna)) == (400, {})


def test_choosing_takes_a_post(client):
    assert client.get(PAGE).status_code == 405


def test_choosing_takes_a_sign_in(anna):
    response = Client().post(PAGE, {"name": "shortcuts.off", "value": "on"})
    assert (response.status_code, kept(anna)) == (302, {})
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("role", ["anna", "bo", "carl", "lena", "adam", "rut", "cecilia"])
def test_everybody_chooses_for_themselves(request, anna, role):
    user = request.getfixturevalue(role)
    client_of(user).post(PAGE, {"name": "shortcuts.off", "value": "on"})
    assert kept(user) == {"shortcuts.off": True}
    assert kept(anna) == ({"shortcuts.off": True} if user == anna else {})


def test_one_comes_back_to_the_page_one_was_on(client):
    response = client.post(f"{PAGE}?next=/planer/%3Flage%3Ddraft", {"name": "shortcuts.off", "value": "on"})
    assert response.url == "/planer/?lage=draft"


def test_one_is_not_sent_elsewhere(client):
    response = client.post(f"{PAGE}?next=//ond.example/", {"name": "shortcuts.off", "value": "on"})
    assert response.url == f"{reverse('account')}#val"


def test_script_gets_an_empty_answer(client):
    sent = {"name": "shortcuts.off", "value": "on"}
    response = client.post(PAGE, sent, headers={"Accept": "application/json"})
    assert (response.status_code, response.content) == (204, b"")


def test_account_shows_what_was_chosen_and_puts_it_back(client, anna):
    anna.prefer("plan.columns", {"status": True})
    anna.prefer("shortcuts.off", value=True)
    assert "Vilka kolumner som visas i planer" in client.get(reverse("account")).content.decode()
    page = client.post(PAGE, {"name": "plan.columns", "reset": "1"}, follow=True).content.decode()
    assert ("Valet är återställt." in page, "Vilka kolumner som visas" in page) == (True, False)
    assert kept(anna) == {"shortcuts.off": True}


def test_account_without_choices_says_so(client):
    assert "Du har inte ändrat något på sidorna." in client.get(reverse("account")).content.decode()


def test_choosing_leaves_no_history(client, anna):
    before = anna.history.count()
    client.post(PAGE, {"name": "shortcuts.off", "value": "on"})
    assert anna.history.count() == before


def test_reading_a_choice_takes_no_query_more(client, anna, django_assert_num_queries):
    with django_assert_num_queries(4):  # session; user with roles; roles to list; whether reminders are declined
        client.get(reverse("account"))
    anna.prefer("shortcuts.off", value=True)
    with django_assert_num_queries(4):
        client.get(reverse("account"))


# --- Reminders


def choose_reminders(user, **sent):
    return client_of(user).post("/konto/paminnelser/", sent)


def test_reminders_are_turned_off_and_on_by_name(anna):
    for sent in ({"weekday": ""}, {"wanted": "on", "weekday": ""}):
        choose_reminders(anna, **sent)
    assert [(row.history_type, row.history_user) for row in Declined.history.order_by("history_id")] == [
        ("+", anna),
        ("-", anna),
    ]


def test_what_was_declined_in_a_mail_is_told_on_the_account(anna):
    decline("ANNA@exempel.se", "reminder")
    reminders = client_of(anna).get("/mitt-konto/").context["reminders"]
    assert reminders.initial["wanted"] is False


def test_a_weekday_is_chosen_and_let_go(anna):
    choose_reminders(anna, wanted="on", weekday="4")
    assert kept(anna) == {WEEKDAY: 4}
    choose_reminders(anna, wanted="on", weekday="")
    assert kept(anna) == {}


def test_a_saturday_is_no_choice(anna):
    assert choose_reminders(anna, wanted="on", weekday="5").status_code == 302
    assert kept(anna) == {}
