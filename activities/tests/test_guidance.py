"""Hints under the fields of an activity, and what is said about texts that look like personal data."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from lxml import html

from activities.forms import ActivityForm
from activities.guidance import ACTIVITY, OWN_COLUMN, guidance_for
from activities.models import Activity
from andts.lib.personal_data import warnings_in
from organisations.models import Actor
from plans.guidance import COLUMN, HEADING, PICTURE, PLAN, TIP
from plans.models import Node, Plan, PlanColumn

ALL = [*ACTIVITY.items(), ("own", OWN_COLUMN)] + [
    each for fields in (PLAN, HEADING, TIP, PICTURE, COLUMN) for each in fields.items()
]
# Two lists of actors belong to the texts above them.
WITHOUT = {"partners", "responsible"}


@pytest.fixture
def plan(lindvalla, anna):
    plan = Plan.created(by=anna, organisation=lindvalla, title="Plan")
    Node.created(by=anna, plan=plan, kind="goal", heading="Färre unga röker")
    return plan


@pytest.fixture
def activity(plan, anna):
    return Activity.add(plan, by=anna, title="Vandring", schedule="Varje fredag")


@pytest.fixture
def client(signed_in, anna):
    return signed_in(anna)


def opened(client, activity):
    """The page with the activity's form."""
    page = client.get(reverse("activity-edit", args=[activity.plan_id, activity.pk]))
    return html.fromstring(page.content)


def saved(client, activity, **fields):
    address = reverse("activity-edit", args=[activity.plan_id, activity.pk])
    response = client.post(address, {"title": activity.title, "schedule": activity.schedule} | fields)
    assert response.status_code == 302
    return [str(message) for message in get_messages(response.wsgi_request)][1:]


# --- Hints


def test_every_field_of_an_activity_has_a_hint(plan):
    assert set(ActivityForm(plan=plan).fields) - WITHOUT == set(ACTIVITY)


@pytest.mark.parametrize(("field", "guidance"), ALL)
def test_hints_are_short_and_plain(field, guidance):
    texts = [guidance.hint, *guidance.examples]
    assert len(guidance.hint) <= 300
    assert guidance.hint.endswith(".")
    assert not [text for text in texts if "!" in text or "vänligen" in text.lower() or warnings_in(text)]


def test_column_of_the_plans_own_has_a_hint_however_it_is_named():
    assert (guidance_for("own-7"), guidance_for("own_7"), guidance_for("title")) == (
        OWN_COLUMN,
        OWN_COLUMN,
        ACTIVITY["title"],
    )
    assert guidance_for("finns_inte") is None


def test_hints_are_folded_until_somebody_opens_them(client, activity):
    tips = opened(client, activity).xpath("//details[@data-tips]")
    assert [each.get("data-tips") for each in tips] == [f"activity_{name}" for name in ACTIVITY]
    assert [each for each in tips if each.get("open") is not None] == []


def test_hint_that_was_left_open_is_open_again(client, activity, anna):
    anna.prefer("guidance.open", {"activity_title": True, "activity_cost": False, "plan_title": True})
    tips = opened(client, activity).xpath("//details[@data-tips][@open]")
    assert [each.get("data-tips") for each in tips] == ["activity_title"]


def test_all_own_columns_share_one_choice(client, activity, plan, anna):
    for name in ("Nämnd", "Budget"):
        PlanColumn.created(by=anna, plan=plan, name=name)
    assert len(opened(client, activity).xpath("//details[@data-tips='activity_own']")) == 2


def test_hint_says_which_field_it_is_about(client, activity):
    (summary,) = opened(client, activity).xpath("//details[@data-tips='activity_schedule']/summary")
    assert summary.text_content() == "Tips och exempel för När"


def test_hint_without_examples_promises_none(client, activity):
    (summary,) = opened(client, activity).xpath("//details[@data-tips='activity_status']/summary")
    assert summary.text_content() == "Tips för Status"


# --- Texts that look like personal data


def test_saving_warns_and_saves_all_the_same(client, activity):
    assert saved(client, activity, responsible_text="Stina, 070-123 45 67") == [
        "Ansvarig: 070… ser ut som ett telefonnummer. Ta bort det om det är en persons. Planen läses av många."
    ]
    activity.refresh_from_db()
    assert activity.responsible_text == "Stina, 070-123 45 67"


def test_saving_warns_about_a_column_of_the_plans_own(client, activity, plan, anna):
    column = PlanColumn.created(by=anna, plan=plan, name="Kontakt")
    (sentence,) = saved(client, activity, **{f"own_{column.pk}": "stina@gmail.com"})
    assert sentence.startswith("Kontakt: …@gmail.com ser ut som en privat e-postadress.")


def test_text_that_was_not_changed_is_not_warned_about_again(client, activity, anna):
    activity.record(by=anna, description="Ring 070-123 45 67")
    assert saved(client, activity, description="Ring 070-123 45 67", place="Torget") == []


def test_warning_stands_under_its_field(client, activity, anna):
    activity.record(by=anna, description="Ring 070-123 45 67 eller skriv till stina@gmail.com")
    page = opened(client, activity)
    assert len(page.xpath("//div[textarea[@name='description']]/p[@class='field-warning']")) == 2
    assert len(page.xpath("//p[@class='field-warning']")) == 2


def test_new_activity_is_warned_about(client, plan):
    response = client.post(reverse("activity-create", args=[plan.pk]), {"title": "Fråga 811228-9874"})
    assert [str(message) for message in get_messages(response.wsgi_request)][1] == (
        "Aktivitet: 81… är ett personnummer. Ta bort det: planen går inte att fastställa med ett personnummer."
    )


@pytest.mark.parametrize(
    ("slug", "field"), [("rubriker", "heading"), ("texter", "text"), ("tips", "text"), ("huvud", "label")]
)
def test_every_part_of_a_plan_is_warned_about(client, plan, slug, field):
    facts = {"kind": "area", "placement": "before", "level": "1", field: "Ring 070-123 45 67"}
    response = client.post(reverse("part-create", args=[plan.pk, slug]), facts)
    assert response.status_code == 302
    assert "070… ser ut som ett telefonnummer" in str(list(get_messages(response.wsgi_request))[1])


def test_the_plans_own_facts_are_warned_about(client, plan):
    response = client.post(
        reverse("plan-edit", args=[plan.pk]),
        {"kind": plan.kind, "title": plan.title, "prepared_by": "stina@hotmail.com"},
    )
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert said[1].startswith("Upprättad av: …@hotmail.com ser ut som en privat e-postadress.")


# --- Choosing actors without script


def test_actors_are_chosen_in_a_folded_list_beside_their_text(client, activity, lindvalla, anna):
    police = Actor.known_as("Polisen", organisation=lindvalla, by=anna)
    Actor.known_as("Skolan", organisation=lindvalla, by=anna)
    activity.record(by=anna, partners=[police])
    (choices,) = opened(client, activity).xpath("//details[@data-actors='id_partners_text']")
    assert choices.get("open") is None
    assert " ".join(choices.find("summary").text_content().split()) == (
        "Välj bland aktörerna: Samverkande aktörer (1 valda)"
    )
    assert [box.get("value") for box in choices.xpath(".//input[@checked]")] == [str(police.pk)]


def test_without_actors_there_is_no_list_to_see(client, activity):
    choices = opened(client, activity).xpath("//details[@data-actors]")
    assert [each.get("hidden") is not None for each in choices] == [True, True]


def test_actor_made_while_the_form_was_open_is_linked(client, activity, lindvalla, anna):
    opened(client, activity)
    actor = Actor.known_as("Nattvandrarna", organisation=lindvalla, by=anna)
    saved(client, activity, partners_text="Nattvandrarna", partners=[actor.pk])
    assert activity.partners.get() == actor


@pytest.mark.parametrize("rows", [1, 3])
def test_form_takes_as_many_queries_however_many_actors(
    rows, client, activity, lindvalla, anna, django_assert_num_queries
):
    for number in range(rows):
        Actor.known_as(f"Aktör {number}", organisation=lindvalla, by=anna)
    with django_assert_num_queries(18):
        opened(client, activity)
