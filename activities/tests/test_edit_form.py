"""Two who have the plain form of an activity open at the same time, which is how it is done without script."""

import pytest
from django.urls import reverse
from lxml import html

from activities.models import Activity
from organisations.models import Actor
from organisations.tests.cast import employed
from plans.models import Plan, PlanColumn


@pytest.fixture
def plan(lindvalla, anna):
    return Plan.created(by=anna, organisation=lindvalla, title="Plan")


@pytest.fixture
def budget(plan, anna):
    return PlanColumn.created(by=anna, plan=plan, name="Budget")


@pytest.fixture
def activity(plan, anna, budget):
    texts = {"title": "Tillsyn", "description": "Besök", "schedule": "Varje höst", "level": "universal"}
    return Activity.add(plan, by=anna, extra={str(budget.pk): "40 000 kr"}, **texts)


@pytest.fixture
def astrid(lindvalla):
    """A second samordnare at Lindvalla."""
    return employed("Astrid Holm", "coordinator", lindvalla)


@pytest.fixture
def opened(signed_in, anna, activity):
    """Opens the form as Anna; what is returned sends it, as it was opened but for what is given."""

    def open_form():
        client, url = signed_in(anna), reverse("activity-edit", args=[activity.plan_id, activity.pk])
        values = fields(client.get(url).content)
        return lambda **changes: client.post(url, values | changes)

    return open_form


def fields(page):
    """What the page's form would send as it stands."""
    form = next(form for form in html.fromstring(page).forms if form.xpath(".//textarea"))
    chosen = {}
    for name, value in form.form_values():
        chosen.setdefault(name, []).append(value)
    return chosen


def now(activity):
    return Activity.objects.get(pk=activity.pk)


def errors(response):
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def test_different_fields_both_survive(opened, activity, astrid):
    send = opened()
    activity.record(by=astrid, schedule="Varje vår", level="")
    assert send(description="Besök och samtal").status_code == 302
    assert (now(activity).description, now(activity).schedule, now(activity).level) == (
        "Besök och samtal",
        "Varje vår",
        "",
    )


def test_different_own_columns_both_survive(opened, activity, plan, anna, astrid, budget):
    board = PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    send = opened()
    activity.record(by=astrid, extra={str(budget.pk): "50 000 kr"})
    send(**{f"own_{board.pk}": "Socialnämnden"})
    assert now(activity).extra == {str(budget.pk): "50 000 kr", str(board.pk): "Socialnämnden"}


def test_own_column_that_another_emptied_stays_empty(opened, activity, astrid):
    send = opened()
    activity.record(by=astrid, extra={})
    send(description="Besök och samtal")
    assert now(activity).extra == {}


def test_text_in_a_column_that_is_gone_comes_back_with_it(opened, activity, plan, anna, budget):
    column = str(budget.pk)
    budget.remove(by=anna)
    opened()(schedule="I maj")
    PlanColumn.bring_back(plan, int(column), by=anna)
    assert (now(activity).schedule, now(activity).extra) == ("I maj", {column: "40 000 kr"})


def test_actors_that_others_chose_survive(opened, activity, lindvalla, astrid):
    police = Actor.known_as("Polisen", organisation=lindvalla, by=None)
    send = opened()
    activity.record(by=astrid, partners=[police])
    send(description="Besök och samtal")
    assert list(activity.partners.all()) == [police]


def test_same_field_shows_both_texts_and_saves_neither_yet(opened, activity, astrid):
    send = opened()
    activity.record(by=astrid, schedule="Varje vår")
    response = send(schedule="I maj", description="Samtal")
    assert errors(response) == {
        "schedule": [
            "Astrid Holm har ändrat fältet medan du skrev. Nu står det ”Varje vår”. "
            "Spara igen om det du har skrivit ska gälla."
        ]
    }
    assert response.context["form"]["schedule"].value() == "I maj"
    assert (response.status_code, now(activity).schedule, now(activity).description) == (422, "Varje vår", "Besök")


def test_saved_again_ones_own_text_holds_and_the_other_is_in_the_history(opened, activity, astrid, signed_in, anna):
    send = opened()
    activity.record(by=astrid, schedule="Varje vår")
    again = fields(send(schedule="I maj").content)
    url = reverse("activity-edit", args=[activity.plan_id, activity.pk])
    assert signed_in(anna).post(url, again).status_code == 302
    assert [row.schedule for row in activity.history.all()[:2]] == ["I maj", "Varje vår"]


def test_own_column_that_both_changed_is_asked_about(opened, activity, astrid, budget):
    send = opened()
    activity.record(by=astrid, extra={})
    response = send(**{f"own_{budget.pk}": "60 000 kr"})
    assert list(errors(response)) == [f"own_{budget.pk}"]
    assert "”(tomt)”" in errors(response)[f"own_{budget.pk}"][0]


@pytest.mark.parametrize(
    ("theirs", "mine", "words"),
    [
        ({"level": "selective"}, {"level": "indicated"}, "”Selektiv”"),
        ({"substances": "ANDTS"}, {"substances": ["A"]}, "”Alla ANDTS-områden”"),
    ],
)
def test_what_others_chose_is_told_in_words(opened, activity, astrid, theirs, mine, words):
    send = opened()
    activity.record(by=astrid, **theirs)
    said = errors(send(**mine))
    assert [words in sentence for sentences in said.values() for sentence in sentences] == [True]


def test_actors_that_both_chose_are_told_by_name(opened, activity, lindvalla, astrid):
    police, school = (Actor.known_as(name, organisation=lindvalla, by=None) for name in ("Polisen", "Elevhälsan"))
    send = opened()
    activity.record(by=astrid, partners=[police])
    assert "”Polisen”" in errors(send(partners=[school.pk]))["partners"][0]


def test_both_who_write_the_same_agree(opened, activity, astrid):
    send = opened()
    activity.record(by=astrid, schedule="Varje vår")
    assert send(schedule="Varje vår ").status_code == 302


def test_two_who_empty_one_each_are_stopped(opened, activity, astrid):
    send = opened()
    activity.record(by=astrid, title="")
    assert errors(send(description="")) == {"title": ["Ange en aktivitet, eller beskriv den under Vad."]}


@pytest.mark.parametrize("forged", ["", "x", "[]", "null", "{}", '{"schedule": null}'])
def test_form_that_does_not_say_what_was_seen_is_taken_at_its_word(signed_in, anna, activity, forged):
    sent = {"title": "Tillsyn", "schedule": "I maj", "seen": forged}
    signed_in(anna).post(reverse("activity-edit", args=[activity.plan_id, activity.pk]), sent)
    assert now(activity).schedule == "I maj"


def test_form_that_says_that_something_else_was_seen_is_asked_about(opened, activity):
    assert list(errors(opened()(schedule="I maj", seen='{"schedule": "x"}'))) == ["schedule"]
