"""Saving one cell of the plan's table: who may, what is answered, and two who write at the same time."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from activities.models import Activity
from organisations.models import Actor
from organisations.tests.cast import employed
from plans.models import PlanColumn

ADOPTED = "Planen är fastställd och går inte att ändra. Skapa en revidering för att ändra den."


@pytest.fixture
def activity(plan):
    return plan.activities.get(title="Tillsyn")


@pytest.fixture
def astrid(lindvalla):
    """A second samordnare at Lindvalla."""
    return employed("Astrid Holm", "coordinator", lindvalla)


@pytest.fixture
def save(signed_in, anna, activity):
    """Sends a cell as the page's script does; as Anna, unless told otherwise."""

    def send(field, value, *, base, by=anna, pk=None, row=None, **more):
        url = reverse("activity-field", args=[pk or activity.plan_id, row or activity.pk, field])
        return signed_in(by).post(url, {"value": value, "base": base, **more}, headers={"accept": "application/json"})

    return send


def told(response):
    return response.status_code, response.json()


def stored(activity, name="schedule"):
    return getattr(Activity.objects.get(pk=activity.pk), name)


# --- What is saved


def test_text_is_saved_and_answered(save, activity, time_machine):
    time_machine.move_to(datetime(2026, 11, 20, 13, 32, tzinfo=UTC), tick=False)
    response = save("schedule", "Varje höst\r\noch vår ", base="Två gånger per år")
    assert told(response) == (
        200,
        {
            "text": "Varje höst\noch vår",
            "saved": "14:32",
            "facts": "Målgrupp: krögare. Universell. Alkohol, tobak och nikotin",
            "warnings": [],
            "actors": [],
        },
    )
    assert stored(activity) == "Varje höst\noch vår"


@pytest.mark.parametrize(
    ("field", "base", "value"),
    [
        ("number", "1.1", "1.2"),
        ("title", "Tillsyn", "Samordnad tillsyn"),
        ("description", "Besök hos alla serveringsställen.", ""),
        ("partners_text", "Polisen", "Polisen, tullen"),
        ("responsible_text", "Alkoholhandläggaren", "Handläggaren"),
        ("follow_up", "Antal besök", "Antal"),
        ("target_group", "krögare", "krögare och vakter"),
        ("arena", "", "Krogen"),
        ("place", "", "Centrum"),
        ("cost", "", "40 tkr"),
        ("status", "", "ongoing"),
        ("level", "universal", ""),
        ("strategy", "", "supply"),
        ("orientation", "", "preventive"),
        ("substances", "AT", "ANT"),
    ],
)
def test_every_field_is_a_cell_and_a_history_row(save, activity, anna, field, base, value):
    assert save(field, value, base=base).status_code == 200
    change = activity.history.first()
    assert stored(activity, field) == value
    assert (change.history_change_reason, change.history_user, getattr(change, field)) == (field, anna, value)


def test_facts_follow_the_classification(save):
    assert save("substances", "ANDTS", base="AT").json()["facts"].endswith("Universell. Alla ANDTS-områden")


def test_own_column_is_saved_beside_the_others(save, activity, plan, anna):
    budget, other = plan.columns.get(), PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    save(f"own-{other.pk}", "Socialnämnden", base="")
    save(f"own-{budget.pk}", "", base="40 000 kr")
    assert stored(activity, "extra") == {str(other.pk): "Socialnämnden"}


def test_personal_data_is_saved_with_a_warning(save, activity):
    answer = save("follow_up", "Ring Eva, 070-174 06 05", base="Antal besök").json()
    assert stored(activity, "follow_up") == answer["text"]
    assert len(answer["warnings"]) == 1


# --- Actors


def actor(name, organisation):
    return Actor.known_as(name, organisation=organisation, by=None)


def test_chosen_actors_are_linked_and_answered(save, activity, lindvalla):
    police, school = actor("Polisen", lindvalla), actor("Elevhälsan", lindvalla)
    answer = save("partners_text", "Polisen, elevhälsan", base="Polisen", actor=[police.pk, school.pk]).json()
    assert {found["name"] for found in answer["actors"]} == {"Polisen", "Elevhälsan"}
    assert set(activity.partners.all()) == {police, school}
    assert activity.responsible.count() == 0


def test_text_alone_leaves_the_actors(save, activity, lindvalla, anna):
    activity.record(by=anna, partners=[actor("Polisen", lindvalla)])
    save("partners_text", "Polisen i Lindvalla", base="Polisen")
    assert [one.name for one in activity.partners.all()] == ["Polisen"]


@pytest.mark.parametrize(
    ("value", "linked"),
    [("Tullen", ["Räddningstjänsten"]), ("Polis, tull", ["Polisen", "Räddningstjänsten"]), ("", [])],
)
def test_actors_that_are_written_over_are_let_go(save, activity, lindvalla, anna, value, linked):
    activity.record(by=anna, partners=[actor("Polisen", lindvalla), actor("Räddningstjänsten", lindvalla)])
    answer = save("partners_text", value, base="Polisen", left="Polisen").json()
    assert sorted(one.name for one in activity.partners.all()) == linked
    assert sorted(one["name"] for one in answer["actors"]) == linked
    assert [one["name"] for one in answer["former"]] == ["Polisen", "Räddningstjänsten"]
    assert sorted(answer["let_go"] + linked) == ["Polisen", "Räddningstjänsten"]


def test_actor_that_is_chosen_and_then_written_over_is_let_go(save, activity, lindvalla):
    police, customs = actor("Polisen", lindvalla), actor("Tullverket", lindvalla)
    answer = save("partners_text", "Tullverket", base="Polisen", left="Polisen", actor=[police.pk, customs.pk]).json()
    assert (answer["actors"], answer["let_go"]) == ([{"id": customs.pk, "name": "Tullverket"}], ["Polisen"])


def test_choosing_none_takes_the_actors_away(save, activity, lindvalla, anna):
    activity.record(by=anna, partners=[actor("Polisen", lindvalla)])
    save("partners_text", "Polisen", base="Polisen", linked="1")
    assert activity.partners.count() == 0


@pytest.mark.parametrize("forged", ["0", "-1", "x", "²", "9" * 19, "9" * 5000])
def test_actor_that_is_none_is_refused(save, activity, forged):
    status, answer = told(save("partners_text", "Tullen", base="Polisen", actor=forged))
    assert (status, answer["error"]) == (422, "En av aktörerna finns inte längre. Välj på nytt.")
    assert stored(activity, "partners_text") == "Polisen"


def test_a_neighbours_actor_is_refused(save, activity, havsby):
    response = save("partners_text", "Polisen", base="Polisen", actor=actor("Nattvandrarna", havsby).pk)
    assert (response.status_code, activity.partners.count()) == (422, 0)


def test_actors_that_another_chose_meanwhile_are_shown(save, activity, lindvalla, anna, astrid, time_machine):
    police, school = actor("Polisen", lindvalla), actor("Elevhälsan", lindvalla)
    time_machine.move_to(datetime(2026, 11, 20, 13, 31, tzinfo=UTC), tick=False)
    activity.record(by=astrid, partners=[school])
    activity.record(by=anna, partners_text="Polisen m.fl.")
    response = save("partners_text", "Polisen m.fl.", base="Polisen m.fl.", actor=police.pk, linked_base="")
    theirs = {"text": "Polisen m.fl.", "by": "Astrid Holm", "at": "14:31"}
    assert told(response) == (409, theirs | {"actors": [{"id": school.pk, "name": "Elevhälsan"}]})
    assert list(activity.partners.all()) == [school]


def test_actors_chosen_over_those_that_were_seen_are_saved(save, activity, lindvalla, anna):
    police, school = actor("Polisen", lindvalla), actor("Elevhälsan", lindvalla)
    activity.record(by=anna, partners=[school])
    answer = save("partners_text", "Polisen", base="Polisen", actor=police.pk, linked_base=f"{school.pk}")
    assert answer.json()["former"] == [{"id": school.pk, "name": "Elevhälsan"}]
    assert list(activity.partners.all()) == [police]


def test_both_who_chose_the_same_actors_are_saved(save, activity, lindvalla, astrid):
    police = actor("Polisen", lindvalla)
    sent = {"base": "Polisen", "actor": police.pk, "linked_base": ""}
    answers = [save("partners_text", "Polisen", **sent, by=by) for by in (astrid, activity.history.last().history_user)]
    assert [answer.status_code for answer in answers] == [200, 200]


def test_text_and_actors_of_two_both_survive(save, activity, lindvalla, astrid):
    save("partners_text", "Polisen", base="Polisen", actor=actor("Polisen", lindvalla).pk, linked_base="", by=astrid)
    assert save("partners_text", "Polisen och vakterna", base="Polisen").status_code == 200
    assert (stored(activity, "partners_text"), activity.partners.count()) == ("Polisen och vakterna", 1)


@pytest.mark.parametrize("seen", ["x", "-1", "9" * 5000, ",,"])
def test_actors_that_nobody_could_have_seen_are_none(save, seen):
    assert save("partners_text", "Polisen", base="Polisen", linked="1", linked_base=seen).status_code == 200


# --- What a cell does not take


@pytest.mark.parametrize(
    ("field", "base", "value", "words"),
    [
        ("number", "1.1", "9" * 51, "Numret får vara högst 50 tecken."),
        ("level", "universal", "all", "Välj ett av alternativen i listan."),
        ("substances", "AT", "B", "Välj bland alkohol, narkotika, dopning, tobak och spel."),
    ],
)
def test_refused_value_changes_nothing(save, activity, field, base, value, words):
    assert told(save(field, value, base=base)) == (422, {"error": words})
    assert stored(activity, field) == base


def test_last_of_title_and_description_is_not_cleared(save, activity):
    save("description", "", base="Besök hos alla serveringsställen.")
    assert told(save("title", " ", base="Tillsyn")) == (
        422,
        {"error": "Ange en aktivitet, eller beskriv den under Vad."},
    )
    assert stored(activity, "title") == "Tillsyn"


@pytest.mark.parametrize("sent", [{}, {"value": "Varje höst"}, {"base": "Två gånger per år"}])
def test_half_a_request_is_refused(signed_in, anna, activity, sent):
    url = reverse("activity-field", args=[activity.plan_id, activity.pk, "schedule"])
    response = signed_in(anna).post(url, sent, headers={"accept": "application/json"})
    assert (response.status_code, stored(activity)) == (400, "Två gånger per år")


# --- Two who write


def test_two_who_write_in_different_cells_both_keep_theirs(save, activity, astrid):
    save("schedule", "Varje höst", base="Två gånger per år")
    assert save("follow_up", "Antal ställen", base="Antal besök", by=astrid).status_code == 200
    assert (stored(activity), stored(activity, "follow_up")) == ("Varje höst", "Antal ställen")


def test_two_who_write_in_different_own_columns_both_keep_theirs(save, activity, plan, anna, astrid):
    budget, other = plan.columns.get(), PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    save(f"own-{budget.pk}", "50 000 kr", base="40 000 kr")
    save(f"own-{other.pk}", "Socialnämnden", base="", by=astrid)
    assert stored(activity, "extra") == {str(budget.pk): "50 000 kr", str(other.pk): "Socialnämnden"}


def test_two_who_write_in_the_same_cell_are_shown_both_texts(save, activity, astrid, time_machine):
    time_machine.move_to(datetime(2026, 11, 20, 13, 31, tzinfo=UTC), tick=False)
    save("schedule", "Varje höst", base="Två gånger per år", by=astrid)
    response = save("schedule", "Varje vår", base="Två gånger per år")
    assert told(response) == (409, {"text": "Varje höst", "by": "Astrid Holm", "at": "14:31"})
    assert stored(activity) == "Varje höst"


def test_own_text_is_kept_over_one_that_was_seen(save, activity, astrid):
    save("schedule", "Varje höst", base="Två gånger per år", by=astrid)
    assert save("schedule", "Varje vår", base="Varje höst").status_code == 200
    assert (stored(activity), activity.history.all()[1].schedule) == ("Varje vår", "Varje höst")


def test_change_of_another_day_is_told_with_its_day(save, astrid, time_machine):
    time_machine.move_to(datetime(2026, 3, 12, 8, 5, tzinfo=UTC), tick=False)
    save("schedule", "Varje höst", base="Två gånger per år", by=astrid)
    time_machine.move_to(datetime(2026, 3, 14, 8, 5, tzinfo=UTC), tick=False)
    assert save("schedule", "Varje vår", base="").json()["at"] == "09:05 den 12 mars"


def test_conflict_names_who_wrote_this_cell_and_not_another(save, astrid):
    save("schedule", "Varje höst", base="Två gånger per år", by=astrid)
    save("title", "Samordnad tillsyn", base="Tillsyn")
    assert save("schedule", "Varje vår", base="").json()["by"] == "Astrid Holm"


def test_conflict_names_who_wrote_this_own_column_and_not_another(save, plan, anna, astrid):
    budget, other = plan.columns.get(), PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    save(f"own-{budget.pk}", "50 000 kr", base="40 000 kr", by=astrid)
    save(f"own-{other.pk}", "Socialnämnden", base="")
    answer = save(f"own-{budget.pk}", "60 000 kr", base="").json()
    assert (answer["text"], answer["by"]) == ("50 000 kr", "Astrid Holm")


def test_text_that_nobody_has_changed_is_its_makers(save, anna):
    assert save("schedule", "Varje höst", base="").json()["by"] == "Anna Lindqvist"


def test_text_that_a_command_wrote_is_somebodys(save, activity):
    activity.record(by=None, schedule="Löpande")
    assert save("schedule", "Varje höst", base="").json()["by"] == "Någon annan"


def test_sent_again_it_is_answered_the_same_and_written_once(save, activity):
    answers = [save("schedule", "Varje höst", base="Två gånger per år") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert activity.history.filter(history_type="~").count() == 1


def test_both_who_write_the_same_are_saved(save, astrid):
    save("schedule", "Varje höst", base="Två gånger per år", by=astrid)
    assert save("schedule", "Varje  höst", base="x").status_code == 409
    assert save("schedule", "Varje höst", base="Två gånger per år").status_code == 200


def test_base_is_compared_as_it_would_be_stored(save, activity, anna):
    activity.record(by=anna, schedule="Förskolan\nvarje år")
    assert save("schedule", "Varje höst", base=" Fo\u0308rskolan\r\nvarje år ").status_code == 200


# --- Who may


@pytest.mark.parametrize(
    ("who", "status"), [("bo", 403), ("carl", 403), ("adam", 403), ("rut", 403), ("cecilia", 404), ("lena", 404)]
)
def test_others_change_nothing(request, save, activity, who, status):
    response = save("schedule", "Varje höst", base="Två gånger per år", by=request.getfixturevalue(who))
    assert (response.status_code, list(response.json())) == (status, ["error"])
    assert stored(activity) == "Två gånger per år"


def test_coordinator_of_the_kommun_writes_in_its_units_plans(save, social_services, activity, plan):
    plan.record(by=None, organisation=social_services)
    assert save("schedule", "Varje höst", base="Två gånger per år").status_code == 200


def test_adopted_meanwhile_is_told_in_words(save, activity, adopted):
    response = save("schedule", "Varje höst", base="Två gånger per år")
    assert told(response) == (403, {"error": ADOPTED})
    assert stored(activity) == "Två gånger per år"


def test_removed_meanwhile_is_told_in_words(save, activity, anna):
    activity.remove(by=anna)
    status, answer = told(save("schedule", "Varje höst", base="Två gånger per år"))
    assert (status, answer["error"].split(".")[0]) == (404, "Aktiviteten eller kolumnen finns inte längre")


@pytest.mark.parametrize("field", ["node", "own-999999", "own-999999999999999999", "deleted_at"])
def test_cell_that_is_none_is_not_found(save, field):
    assert save(field, "1", base="").status_code == 404


def test_own_column_of_another_plan_is_not_found(save, lindvalla, anna, plan):
    other = type(plan).created(by=anna, organisation=lindvalla, title="B")
    column = PlanColumn.created(by=anna, plan=other, name="Nämnd")
    assert save(f"own-{column.pk}", "X", base="").status_code == 404


def test_activity_of_another_plan_is_not_found(save, lindvalla, anna, plan):
    other = type(plan).created(by=anna, organisation=lindvalla, title="B")
    assert save("schedule", "X", base="", pk=other.pk).status_code == 404


# --- What it costs


@pytest.mark.parametrize(
    ("field", "value", "base"),
    [("schedule", "Varje höst", "Två gånger per år"), ("partners_text", "Tullen", "Polisen")],
)
def test_saving_takes_six_queries(signed_in, anna, activity, django_assert_num_queries, field, value, base):
    """The session, the user, the beginning of the transaction, the row, its change and the history.

    Here the test's own transaction is outside: a savepoint and its release stand for the beginning.
    """
    client = signed_in(anna)
    with django_assert_num_queries(7):
        client.post(
            reverse("activity-field", args=[activity.plan_id, activity.pk, field]), {"value": value, "base": base}
        )
