"""An activity's history in words, sitting by sitting, and the earlier wordings brought back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from lxml import html

from activities.copying import revise
from activities.history.activity import ActivityHistory
from activities.models import Activity, BulkChange
from activities.together import changed_together
from organisations.models import Actor
from plans.models import Node, PlanColumn

NINE = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)  # nine o'clock in Sweden


@pytest.fixture
def area(plan, anna):
    return Node.created(by=anna, plan=plan, kind="area", number="3", heading="Föreningslivet")


@pytest.fixture
def clock():
    with time_machine.travel(NINE, tick=False) as travelled:
        yield travelled


@pytest.fixture
def activity(clock, plan, anna):
    """Made at nine; it is an hour later."""
    made = Activity.add(plan, by=anna, title="Tillsyn", description="Besök hos alla krögare.")
    clock.shift(timedelta(hours=1))
    return made


def told(activity):
    """The sittings as "who did what", the newest first."""
    history = ActivityHistory(activity)
    return [f"{entry.by} {entry.did}" for entry in history.entries(history.sittings)]


def latest(activity):
    history = ActivityHistory(activity)
    return history.entries(history.sittings[:1])[0]


def differences(activity):
    return {field.label: [(piece.kind, piece.text) for piece in field.pieces] for field in latest(activity).fields}


# --- Sittings


def test_new_activity_is_told(activity):
    assert told(activity) == ["Anna Lindqvist lade till aktiviteten"]


def test_sitting_names_the_fields(activity, anna, clock):
    activity.record(by=anna, description="Besök hos hälften.")
    clock.shift(timedelta(minutes=1))
    activity.record(by=anna, schedule="Varje höst")
    assert told(activity)[0] == "Anna Lindqvist ändrade Vad och När"


def test_pause_of_less_than_fifteen_minutes_is_the_same_sitting(activity, anna, clock):
    for minutes in range(3):
        activity.record(by=anna, schedule=f"Vecka {minutes}")
        clock.shift(timedelta(minutes=14, seconds=59))
    assert told(activity)[0] == "Anna Lindqvist ändrade När"
    assert len(told(activity)) == 2


def test_pause_of_fifteen_minutes_begins_another(activity, anna, clock):
    for minutes in range(2):
        activity.record(by=anna, schedule=f"Vecka {minutes}")
        clock.shift(timedelta(minutes=15))
    assert told(activity)[:2] == ["Anna Lindqvist ändrade När"] * 2


def test_somebody_else_begins_another(activity, anna, bo, clock):
    for user, words in [(anna, "I maj"), (bo, "I juni"), (anna, "I juli")]:
        activity.record(by=user, schedule=words)
        clock.shift(timedelta(minutes=1))
    assert told(activity)[:3] == [f"{name} ändrade När" for name in ("Anna Lindqvist", "Bo Ekman", "Anna Lindqvist")]


def test_sitting_tells_its_first_and_last_moment(activity, anna, clock):
    activity.record(by=anna, schedule="I maj")
    clock.shift(timedelta(minutes=12))
    activity.record(by=anna, schedule="I juni")
    entry = latest(activity)
    assert (entry.first, entry.last) == (NINE + timedelta(hours=1), NINE + timedelta(hours=1, minutes=12))


def test_what_was_written_in_the_sitting_that_made_it_is_not_told_apart(clock, plan, anna):
    activity = Activity.add(plan, by=anna, title="Tillsyn")
    clock.shift(timedelta(minutes=2))
    activity.record(by=anna, schedule="I maj")
    assert told(activity) == ["Anna Lindqvist lade till aktiviteten"]
    assert differences(activity) == {"Aktivitet": [("added", "Tillsyn")], "När": [("added", "I maj")]}


def test_nobody_signed_in_is_the_system(activity):
    activity.record(by=None, schedule="I maj")
    assert told(activity)[0] == "Systemet ändrade När"


def test_change_and_back_again_is_told_as_that(activity, anna, clock):
    for words in ("I maj", ""):
        activity.record(by=anna, schedule=words)
        clock.shift(timedelta(minutes=1))
    assert told(activity)[0] == "Anna Lindqvist ändrade och ändrade tillbaka"


# --- What became different


def test_texts_are_compared_word_by_word(activity, anna):
    activity.record(by=anna, description="Besök hos hälften av alla krögare.")
    assert differences(activity) == {
        "Vad": [("same", "Besök hos "), ("added", "hälften av "), ("same", "alla krögare.")]
    }


def test_difference_is_from_before_the_sitting_to_after_it(activity, anna, clock):
    for words in ("I maj", "I juni"):
        activity.record(by=anna, schedule=words)
        clock.shift(timedelta(minutes=1))
    assert differences(activity) == {"När": [("added", "I juni")]}


def test_actors_are_named(activity, lindvalla, anna, clock):
    police, school = (Actor.known_as(name, organisation=lindvalla, by=anna) for name in ("Polisen", "Skolan"))
    activity.record(by=anna, responsible=[police])
    clock.shift(timedelta(hours=1))
    activity.record(by=anna, responsible=[police, school])
    assert told(activity)[0] == "Anna Lindqvist ändrade Ansvariga aktörer"
    assert differences(activity) == {"Ansvariga aktörer": [("same", "Polisen"), ("added", ", Skolan")]}


def test_actor_that_is_gone_keeps_its_name(activity, lindvalla, anna, clock):
    police = Actor.known_as("Polisen", organisation=lindvalla, by=anna)
    activity.record(by=anna, partners=[police])
    clock.shift(timedelta(hours=1))
    activity.record(by=anna, partners=[])
    police.record_deleted(by=anna)
    assert differences(activity) == {"Samverkande aktörer": [("removed", "Polisen")]}


def test_links_are_no_news_where_only_text_changed(activity, lindvalla, anna, clock):
    activity.record(by=anna, responsible=[Actor.known_as("Polisen", organisation=lindvalla, by=anna)])
    clock.shift(timedelta(hours=1))
    activity.record(by=anna, schedule="I maj")
    assert differences(activity) == {"När": [("added", "I maj")]}


def test_goals_that_it_serves_are_named(activity, area, anna):
    activity.record(by=anna, serves=[area])
    assert differences(activity) == {"Bidrar också till målen": [("added", "3 Föreningslivet")]}


def test_classification_is_in_words(activity, anna):
    activity.record(by=anna, level="universal", substances="AT", status="ongoing")
    assert differences(activity) == {
        "Status": [("added", "Pågår")],
        "Preventionsnivå": [("added", "Universell")],
        "ANDTS-område": [("added", "Alkohol, tobak och nikotin")],
    }


def test_own_column_has_its_name(activity, plan, anna):
    column = PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    activity.record(by=anna, extra={str(column.pk): "Socialnämnden"})
    assert told(activity)[0] == "Anna Lindqvist ändrade Nämnd"
    assert differences(activity) == {"Nämnd": [("added", "Socialnämnden")]}


def test_own_column_that_is_gone_keeps_its_name(activity, plan, anna):
    column = PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    activity.record(by=anna, extra={str(column.pk): "Socialnämnden"})
    column.remove(by=anna)
    assert told(activity)[0] == "Anna Lindqvist ändrade Nämnd"


def test_move_to_another_heading_is_told(activity, area, anna):
    activity.record(by=anna, node=area, order=7, schedule="I maj")
    assert told(activity)[0] == "Anna Lindqvist ändrade När samt flyttade den till ”3 Föreningslivet”"


def test_move_from_every_heading_is_told(activity, area, anna, clock):
    activity.record(by=anna, node=area)
    clock.shift(timedelta(hours=1))
    activity.record(by=anna, node=None)
    assert told(activity)[0] == "Anna Lindqvist flyttade ut den från rubrikerna"


def test_another_order_is_told_without_numbers(activity, anna):
    activity.record(by=anna, order=7)
    assert told(activity)[0] == "Anna Lindqvist ändrade ordningen"
    assert differences(activity) == {}


def test_removed_and_back_are_told(activity, anna, clock):
    activity.remove(by=anna)
    clock.shift(timedelta(hours=1))
    activity.restore(by=anna)
    assert told(activity)[:2] == ["Anna Lindqvist tog tillbaka aktiviteten", "Anna Lindqvist tog bort aktiviteten"]


def test_change_of_many_is_told_as_what_it_was(activity, plan, anna, bo, clock):
    with changed_together(plan, by=anna) as together:
        together.change(activity, status="done")
        change = together.keep("Satte status på 5 aktiviteter")
    clock.shift(timedelta(minutes=1))
    change.undo(by=bo)
    assert told(activity)[:2] == [
        "Bo Ekman ångrade ”Satte status på 5 aktiviteter”",
        "Anna Lindqvist satte status på 5 aktiviteter",
    ]


def test_pasted_activity_is_told_as_pasted(plan, anna):
    with changed_together(plan, by=anna) as together:
        activity = together.add(title="Tillsyn")
        together.keep("Klistrade in 200 aktiviteter")
    assert told(activity) == ["Anna Lindqvist klistrade in 200 aktiviteter"]


def test_copied_activity_is_told_as_copied(adopted, anna):
    draft = revise(adopted, by=anna)
    copied = draft.activities.get(title="Kontrollköp")
    assert told(copied) == ["Anna Lindqvist tog med aktiviteten från den tidigare planen"]
    assert differences(copied)["Ansvariga aktörer"] == [("added", "Polisen")]


@pytest.fixture
def copied(adopted, anna):
    """An activity that has just come along into a revision."""
    return revise(adopted, by=anna).activities.get(title="Kontrollköp")


def test_what_is_changed_soon_after_it_came_along_is_told_apart(copied, anna):
    copied.record(by=anna, description="Kontrollköp i alla butiker.")
    assert told(copied) == [
        "Anna Lindqvist ändrade Vad",
        "Anna Lindqvist tog med aktiviteten från den tidigare planen",
    ]


# --- The page


@pytest.fixture
def read(signed_in, anna):
    """The text of the history's sittings on its page, as Anna sees them."""

    def visit(activity, page=1):
        url = reverse("activity-history", args=[activity.plan_id, activity.pk])
        document = html.fromstring(signed_in(anna).get(url, {"sida": page}).content)
        return [" ".join(entry.text_content().split()) for entry in document.xpath("//ol[@class='history']/li")]

    return visit


def test_page_tells_who_what_and_when(activity, anna, clock, read):
    activity.record(by=anna, description="Besök hos några krögare.")
    clock.shift(timedelta(minutes=5))
    activity.record(by=anna, schedule="I maj")
    assert read(activity)[0] == (
        "Anna Lindqvist ändrade Vad och När 12 mars 2026 kl. 10:00–10:05 "
        "VadBesök hos [borttaget: alla][tillagt: några] krögare. Återställ Vad som det var före 12 mars 2026 kl. 10:00"
        "När[tillagt: I maj] Återställ När som det var före 12 mars 2026 kl. 10:00"
    )


def test_page_hides_nothing_dangerous(activity, anna, read):
    activity.record(by=anna, schedule="<script>alert(1)</script>")
    assert "[tillagt: <script>alert(1)</script>]" in read(activity)[0]


def test_long_history_has_pages(activity, anna, clock, read):
    for number in range(25):
        activity.record(by=anna, schedule=f"Vecka {number}")
        clock.shift(timedelta(hours=1))
    assert (len(read(activity)), len(read(activity, page=2))) == (20, 6)
    assert "lade till aktiviteten" in read(activity, page=2)[-1]


@pytest.mark.parametrize("sittings", [1, 3, 19])
def test_queries_do_not_follow_the_sittings(
    activity, anna, area, lindvalla, clock, signed_in, django_assert_num_queries, sittings
):
    for number in range(sittings):
        actor = Actor.known_as(f"Aktör {number}", organisation=lindvalla, by=anna)
        activity.record(by=anna, schedule=f"Vecka {number}", responsible=[actor], partners=[actor], node=area)
        clock.shift(timedelta(hours=1))
    client, url = signed_in(anna), reverse("activity-history", args=[activity.plan_id, activity.pk])
    client.get(url)
    with django_assert_num_queries(14):
        client.get(url)


def test_adopted_plan_shows_the_history_and_restores_nothing(adopted, anna, signed_in):
    activity = adopted.activities.get(title="Tillsyn")
    page = signed_in(anna).get(reverse("activity-history", args=[adopted.pk, activity.pk])).content.decode()
    assert "lade till aktiviteten" in page
    assert "Återställ" not in page


def test_revision_points_at_the_history_before_it(adopted, anna, signed_in):
    before = adopted.activities.get(title="Tillsyn")
    draft = revise(adopted, by=anna)
    after = draft.activities.get(title="Tillsyn")
    page = signed_in(anna).get(reverse("activity-history", args=[draft.pk, after.pk])).content.decode()
    assert f'href="/planer/{adopted.pk}/aktiviteter/{before.pk}/historik/"' in page


# --- Bringing back


@pytest.fixture
def restore(signed_in, anna):
    """Presses Återställ for the field in the newest sitting; what the page says then."""

    def press(activity, label):
        field = next(each for each in latest(activity).fields if each.label == label)
        arguments = [activity.plan_id, activity.pk, field.version, field.name]
        response = signed_in(anna).post(reverse("wording-restore", args=arguments), follow=True)
        activity.refresh_from_db()
        return [str(message) for message in response.context["messages"]]

    return press


def test_earlier_wording_comes_back_as_a_new_change(activity, bo, anna, clock, restore):
    activity.record(by=bo, description="Fel.")
    clock.shift(timedelta(minutes=1))
    assert restore(activity, "Vad") == ["Återställt. ”Vad” är som förut."]
    assert activity.description == "Besök hos alla krögare."
    assert told(activity)[:2] == ["Anna Lindqvist återställde Vad", "Bo Ekman ändrade Vad"]


def test_wording_that_came_along_comes_back(copied, anna, restore):
    wording = copied.description
    copied.record(by=anna, description="Kontrollköp i alla butiker.")
    restore(copied, "Vad")
    assert copied.description == wording


def test_restoring_touches_no_other_field(activity, bo, restore):
    activity.record(by=bo, description="Fel.", schedule="I maj")
    restore(activity, "Vad")
    assert activity.schedule == "I maj"


def test_restoring_can_be_undone(activity, bo, anna, restore):
    activity.record(by=bo, description="Annat.")
    restore(activity, "Vad")
    BulkChange.objects.get().undo(by=anna)
    activity.refresh_from_db()
    assert activity.description == "Annat."


def test_actors_come_back(activity, lindvalla, anna, clock, restore):
    police, school = (Actor.known_as(name, organisation=lindvalla, by=anna) for name in ("Polisen", "Skolan"))
    activity.record(by=anna, responsible=[police, school])
    clock.shift(timedelta(hours=1))
    activity.record(by=anna, responsible=[])
    school.record_deleted(by=anna)
    restore(activity, "Ansvariga aktörer")
    assert list(activity.responsible.all()) == [police]


def test_heading_and_own_text_come_back(activity, plan, area, anna, clock, restore):
    column = PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    activity.record(by=anna, node=area, extra={str(column.pk): "Socialnämnden"})
    clock.shift(timedelta(hours=1))
    activity.record(by=anna, node=None, extra={})
    restore(activity, "Nämnd")
    assert activity.extra == {str(column.pk): "Socialnämnden"}


def test_heading_comes_back(activity, area, anna, clock, restore):
    activity.record(by=anna, node=area)
    clock.shift(timedelta(hours=1))
    activity.record(by=anna, node=None)
    restore(activity, "Ligger under")
    assert activity.node == area


def test_what_is_there_now_cannot_be_restored(activity, anna, clock):
    for words in ("I maj", ""):
        activity.record(by=anna, schedule=words)
        clock.shift(timedelta(hours=1))
    history = ActivityHistory(activity)
    versions = [field.version for entry in history.entries(history.sittings) for field in entry.fields]
    assert [version is None for version in versions] == [False, True, True, True]


def test_restoring_does_not_leave_an_activity_empty(clock, plan, anna, restore):
    activity = Activity.add(plan, by=anna, description="Besök.")
    clock.shift(timedelta(hours=1))
    activity.record(by=anna, title="Tillsyn", description="")
    assert restore(activity, "Aktivitet") == [
        "Då skulle aktiviteten stå tom. Fyll först i Aktivitet eller Vad, och återställ sedan."
    ]
    assert activity.title == "Tillsyn"


def test_version_of_another_activity_is_not_found(activity, plan, anna, signed_in):
    other = Activity.add(plan, by=anna, title="Annat")
    arguments = [plan.pk, activity.pk, other.history.get().pk, "title"]
    assert signed_in(anna).post(reverse("wording-restore", args=arguments)).status_code == 404


@pytest.mark.parametrize("field", ["order", "deleted_at", "line", "plan", "own-x", "nonsense"])
def test_field_that_is_no_wording_is_not_found(activity, anna, signed_in, field):
    arguments = [activity.plan_id, activity.pk, activity.history.get().pk, field]
    assert signed_in(anna).post(reverse("wording-restore", args=arguments)).status_code == 404


def test_removed_activity_is_read_and_not_restored(activity, anna, signed_in):
    activity.record(by=anna, schedule="I maj")
    activity.remove(by=anna)
    url = reverse("activity-history", args=[activity.plan_id, activity.pk])
    page = signed_in(anna).get(url).content.decode()
    assert "Aktiviteten är borttagen ur planen." in page
    assert "wording" not in page
    assert "Återställ" not in page
