"""The latest changes of a whole plan, and what has been removed from it, as their pages tell."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse
from lxml import html

from activities.history.plan import PlanHistory
from activities.history.removed import removed_from
from activities.models import Activity
from activities.together import changed_together
from andts.tests.pixel import PIXEL
from plans.models import HeaderLine, Node, Plan, PlanColumn, PlanPicture, PlanText, Tip

NINE = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)  # nine o'clock in Sweden


@pytest.fixture
def clock():
    with time_machine.travel(NINE, tick=False) as travelled:
        yield travelled


@pytest.fixture
def plan(clock, lindvalla, anna):
    """Made at nine with an activity, a heading and a text; it is an hour later."""
    plan = Plan.created(by=anna, organisation=lindvalla, title="Plan")
    node = Node.created(by=anna, plan=plan, kind="area", number="1", heading="Skolan")
    Activity.add(plan, by=anna, title="Tillsyn", node=node)
    PlanText.created(by=anna, plan=plan, heading="Bakgrund", text="Första stycket.")
    clock.shift(timedelta(hours=1))
    return plan


def entries(plan):
    history = PlanHistory(plan)
    return history.entries(history.sittings)


def told(plan):
    return [f"{entry.by} {entry.did}" for entry in entries(plan)]


def things(plan):
    return [(thing.name, thing.labels) for thing in entries(plan)[0].things]


# --- Sittings


def test_beginning_is_told(plan):
    assert told(plan) == ["Anna Lindqvist skapade planen samt lade till 1 aktivitet, 1 rubrik och 1 text"]


def test_rows_are_counted_by_what_was_done(plan, anna):
    activity = plan.activities.get()
    activity.record(by=anna, schedule="I maj")
    Activity.add(plan, by=anna, title="Kontrollköp")
    plan.texts.get().remove(by=anna)
    plan.nodes.get().record(by=anna, heading="Skolorna")
    assert told(plan)[0] == (
        "Anna Lindqvist lade till 1 aktivitet, ändrade 1 aktivitet och 1 rubrik samt tog bort 1 text"
    )


def test_fields_of_an_activity_are_named(plan, anna):
    activity = plan.activities.get()
    for values in ({"schedule": "I maj"}, {"description": "Besök"}, {"schedule": "I juni"}):
        activity.record(by=anna, **values)
    assert things(plan) == [("Tillsyn", "När och Vad")]


def test_activity_leads_to_its_history(plan, anna):
    activity = plan.activities.get()
    activity.record(by=anna, schedule="I maj")
    assert entries(plan)[0].things[0].url == f"/planer/{plan.pk}/aktiviteter/{activity.pk}/historik/"


def test_two_who_work_side_by_side_have_a_line_each(plan, anna, bo, clock):
    activity = plan.activities.get()
    for user, words in [(anna, "I maj"), (bo, "I juni"), (anna, "I juli")]:
        activity.record(by=user, schedule=words)
        clock.shift(timedelta(minutes=1))
    assert told(plan)[:2] == ["Anna Lindqvist ändrade 1 aktivitet", "Bo Ekman ändrade 1 aktivitet"]


def test_difference_of_a_text_is_shown(plan, anna):
    plan.texts.get().record(by=anna, text="Första stycket är nytt.")
    (field,) = entries(plan)[0].things[0].fields
    assert field.label == "Text"
    assert [(piece.kind, piece.text) for piece in field.pieces] == [
        ("same", "Första stycket"),
        ("added", " är nytt"),
        ("same", "."),
    ]


def test_facts_of_the_plan_are_in_words(plan, anna):
    plan.record(by=anna, kind="policy", valid_from=date(2027, 1, 1))
    assert told(plan)[0] == "Anna Lindqvist ändrade planens uppgifter"
    shown = {field.label: field.pieces[-1].text for field in entries(plan)[0].things[0].fields}
    assert shown == {"Dokumenttyp": "Policy", "Gäller från": "1 januari 2027"}


def test_state_of_the_plan_is_in_words(plan, anna):
    plan.send_for_consultation(by=anna)
    assert things(plan) == [("Plan", "Läge")]
    assert entries(plan)[0].things[0].fields[0].pieces[-1].text == "På remiss"


def test_heading_under_another_is_told_by_its_name(plan, anna):
    above = Node.created(by=anna, plan=plan, kind="goal", heading="Unga")
    plan.nodes.get(heading="Skolan").record(by=anna, parent=above)
    moved = next(thing for thing in entries(plan)[0].things if thing.name == "1 Skolan")
    assert (moved.verb, moved.labels, moved.fields[0].pieces[0].text) == ("flyttade", "Ligger under", "Unga")


def test_removed_heading_and_what_moved_are_told(plan, anna):
    plan.nodes.get().remove(by=anna)
    assert told(plan)[0] == "Anna Lindqvist flyttade 1 aktivitet samt tog bort 1 rubrik"


def test_removed_and_back_are_told(plan, anna, clock):
    text = plan.texts.get()
    pk = text.pk
    text.remove(by=anna)
    plan.activities.get().remove(by=anna)
    clock.shift(timedelta(hours=1))
    PlanText.bring_back(plan, pk, by=anna)
    plan.activities.get().restore(by=anna)
    assert told(plan)[:2] == [
        "Anna Lindqvist tog tillbaka 1 aktivitet och 1 text",
        "Anna Lindqvist tog bort 1 aktivitet och 1 text",
    ]


def test_change_of_many_has_a_line_of_its_own(plan, anna, clock):
    activity = plan.activities.get()
    activity.record(by=anna, schedule="I maj")
    clock.shift(timedelta(minutes=1))
    with changed_together(plan, by=anna) as together:
        together.change(activity, status="done")
        change = together.keep("Satte status på 1 aktivitet")
    assert told(plan)[:2] == ["Anna Lindqvist satte status på 1 aktivitet", "Anna Lindqvist ändrade 1 aktivitet"]
    assert [entry.bulk and entry.bulk.pk for entry in entries(plan)[:2]] == [change.pk, None]


def test_only_some_of_very_many_are_named(plan, anna):
    with changed_together(plan, by=anna) as together:
        for number in range(60):
            together.add(title=f"Aktivitet {number}")
        together.keep("Klistrade in 60 aktiviteter")
    entry = entries(plan)[0]
    assert (entry.did, len(entry.things), entry.unnamed) == ("klistrade in 60 aktiviteter", 50, 10)


def test_other_plans_are_not_told(plan, lindvalla, anna):
    other = Plan.created(by=anna, organisation=lindvalla, title="Annan")
    Activity.add(other, by=anna, title="Annat")
    assert told(plan) == ["Anna Lindqvist skapade planen samt lade till 1 aktivitet, 1 rubrik och 1 text"]


# --- Its page


@pytest.fixture
def opened(signed_in, anna):
    def visit(name, plan, **query):
        response = signed_in(anna).get(reverse(name, args=[plan.pk]), query)
        return html.fromstring(response.content)

    return visit


def test_page_offers_undo_of_a_change_of_many(plan, anna, opened):
    with changed_together(plan, by=anna) as together:
        together.change(plan.activities.get(), status="done")
        change = together.keep("Satte status på 1 aktivitet")
    forms = opened("plan-changes", plan).xpath("//ol[@class='history']//form/@action")
    assert forms == [f"/planer/{plan.pk}/andringar/{change.pk}/angra/"]


def test_page_offers_no_undo_of_what_is_undone(plan, anna, opened, clock):
    with changed_together(plan, by=anna) as together:
        together.change(plan.activities.get(), status="done")
        change = together.keep("Satte status på 1 aktivitet")
    clock.shift(timedelta(minutes=1))
    change.undo(by=anna)
    document = opened("plan-changes", plan)
    assert document.xpath("//ol[@class='history']//form") == []
    assert "Ångrat" in document.text_content()


def test_page_offers_no_undo_of_what_is_old(plan, anna, opened, clock):
    with changed_together(plan, by=anna) as together:
        together.change(plan.activities.get(), status="done")
        together.keep("Satte status på 1 aktivitet")
    clock.shift(timedelta(days=30, minutes=1))
    assert opened("plan-changes", plan).xpath("//ol[@class='history']//form") == []


def test_long_list_has_pages(plan, anna, opened, clock):
    activity = plan.activities.get()
    for number in range(25):
        activity.record(by=anna, schedule=f"Vecka {number}")
        clock.shift(timedelta(hours=1))
    shown = [len(opened("plan-changes", plan, sida=number).xpath("//ol[@class='history']/li")) for number in (1, 2)]
    assert shown == [20, 6]


@pytest.mark.parametrize("count", [1, 3, 200])
def test_queries_for_the_changes_have_a_ceiling(plan, anna, signed_in, clock, django_assert_num_queries, count):
    for number in range(count):
        Activity(plan=plan, title=f"Ny {number}").record_new(by=anna)
    for number in range(min(count, 15)):
        for row in (plan.nodes.get(), plan.texts.get()):
            row.record(by=anna, heading=f"Rubrik {number}")
        clock.shift(timedelta(hours=1))
    client, url = signed_in(anna), reverse("plan-changes", args=[plan.pk])
    client.get(url)
    with django_assert_num_queries(11):
        client.get(url)


# --- What has been removed


@pytest.fixture
def column(plan, anna):
    return PlanColumn.created(by=anna, plan=plan, name="Nämnd")


def test_everything_removed_is_listed(plan, anna, bo, column, clock):
    picture = PlanPicture(plan=plan, alternative="Karta")
    picture.file.save("bild.png", ContentFile(PIXEL), save=False)
    picture.record_new(by=anna)
    line = HeaderLine.created(by=anna, plan=plan, label="Informationsklass")
    tip = Tip.created(by=anna, plan=plan, text="Bjud in föreningarna")
    for row in (plan.activities.get(), plan.nodes.get(), plan.texts.get(), tip, line, picture, column):
        clock.shift(timedelta(minutes=1))
        row.remove(by=bo)
    assert [(row.kind, row.name, row.by) for row in removed_from(plan)] == [
        ("egen kolumn", "Nämnd", "Bo Ekman"),
        ("bild", "Karta", "Bo Ekman"),
        ("rad i dokumenthuvudet", "Informationsklass", "Bo Ekman"),
        ("tips", "Bjud in föreningarna", "Bo Ekman"),
        ("text", "Bakgrund", "Bo Ekman"),
        ("rubrik", "1 Skolan", "Bo Ekman"),
        ("aktivitet", "Tillsyn", "Bo Ekman"),
    ]


def test_removed_is_kept_for_thirty_days(plan, anna, clock):
    plan.activities.get().remove(by=anna)
    plan.texts.get().remove(by=anna)
    clock.shift(timedelta(days=30))
    assert len(removed_from(plan)) == 2
    clock.shift(timedelta(minutes=1))
    assert removed_from(plan) == []


def test_what_came_back_is_not_listed(plan, anna):
    text = plan.texts.get()
    pk = text.pk
    text.remove(by=anna)
    PlanText.bring_back(plan, pk, by=anna)
    assert removed_from(plan) == []


def test_removed_twice_is_listed_once(plan, anna, bo, clock):
    text = plan.texts.get()
    pk = text.pk
    text.remove(by=anna)
    PlanText.bring_back(plan, pk, by=anna)
    clock.shift(timedelta(minutes=1))
    plan.texts.get().remove(by=bo)
    assert [(row.name, row.by, row.at) for row in removed_from(plan)] == [
        ("Bakgrund", "Bo Ekman", NINE + timedelta(hours=1, minutes=1))
    ]


def test_every_removed_row_can_be_brought_back_from_the_page(plan, anna, opened, signed_in, column):
    for row in (plan.activities.get(), plan.nodes.get(), plan.texts.get(), column):
        row.remove(by=anna)
    actions = opened("plan-removed", plan).xpath("//table//form/@action")
    assert [signed_in(anna).post(action).status_code for action in actions] == [302] * 4
    assert removed_from(plan) == []
    assert [each.count() for each in (plan.activities.present(), plan.nodes, plan.texts, plan.columns)] == [1] * 4


def test_removed_activity_is_refused_after_thirty_days(plan, anna, signed_in, clock):
    activity = plan.activities.get()
    activity.remove(by=anna)
    clock.shift(timedelta(days=30, minutes=1))
    response = signed_in(anna).post(reverse("activity-restore", args=[plan.pk, activity.pk]), follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "Det är mer än 30 dagar sedan, och då går det inte längre att ta tillbaka."
    ]
    assert plan.activities.present().count() == 0


def test_page_says_that_nothing_is_removed(plan, opened):
    assert "Inget har tagits bort de senaste 30 dagarna" in opened("plan-removed", plan).text_content()


@pytest.mark.parametrize("count", [1, 3, 60])
def test_queries_for_the_removed_do_not_follow_the_rows(plan, anna, signed_in, django_assert_num_queries, count):
    for number in range(count):
        Activity.add(plan, by=anna, title=f"Ny {number}").remove(by=anna)
        Tip.created(by=anna, plan=plan, text=f"Tips {number}").remove(by=anna)
    client, url = signed_in(anna), reverse("plan-removed", args=[plan.pk])
    client.get(url)
    with django_assert_num_queries(12):
        client.get(url)


def test_adopted_plan_is_read_and_not_changed(adopted, anna, opened):
    for name in ("plan-changes", "plan-removed"):
        assert opened(name, adopted).xpath("//main//form") == []
