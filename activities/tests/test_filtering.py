"""What a plan's activities are narrowed to: each field alone, several together, and what nobody should ask."""

import pytest
from django.http import QueryDict

from activities.filtering import ActivityFilter
from activities.models import Activity
from activities.outline import plan_outline
from organisations.models import Actor
from plans.models import Node, Plan, PlanColumn, Tip


@pytest.fixture
def filled(lindvalla, anna):
    """Two areas, the first with a goal below; five activities, the last under no heading."""
    plan = Plan.created(by=anna, organisation=lindvalla, title="Plan")
    school = Node.created(by=anna, plan=plan, kind="area", heading="Skolan", number="1")
    goal = Node.created(by=anna, plan=plan, kind="goal", heading="Rökfritt", parent=school, order=1)
    supply = Node.created(by=anna, plan=plan, kind="area", heading="Tillgång", number="2", order=2)
    column = PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    Tip.created(by=anna, plan=plan, node=school, text="Bjud in föreningarna")
    own = {str(column.pk): "Utbildningsnämnden"}
    for fields in (
        {"node": school, "title": "Föräldramöten", "responsible_text": "Rektor", "status": "done", "extra": own},
        {"node": goal, "title": "Rökfri skolgård", "responsible_text": "Rektorn och elevhälsan", "substances": "T"},
        {"node": supply, "title": "Tillsyn", "responsible_text": "Polisen", "status": "ongoing", "substances": "AT"},
        {"node": supply, "title": "Kontrollköp", "target_group": "krögare, butiker", "status": "delayed"},
        {"title": "Nattvandring", "schedule": "Fredagar", "arena": "Gator och torg", "level": "universal"},
    ):
        Activity.add(plan, by=anna, **fields)
    return plan


@pytest.fixture
def asked(filled):
    def ask(query):
        data = QueryDict(query)
        return ActivityFilter(data, plan_outline(filled, chosen_actors=True), filled.columns.all())

    return ask


@pytest.fixture
def titles(asked):
    return lambda query: [activity.title for activity in asked(query).outline.all_activities]


EVERY = ["Nattvandring", "Föräldramöten", "Rökfri skolgård", "Tillsyn", "Kontrollköp"]


def test_nothing_asked_shows_everything(asked, titles):
    assert titles("") == EVERY
    assert asked("").wanted == {}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=tillsyn", ["Tillsyn"]),
        ("q=TILLSYN", ["Tillsyn"]),
        ("q=skola", ["Rökfri skolgård"]),
        ("q=föräldrar", ["Föräldramöten"]),
        ("q=utbildningsnämnd", ["Föräldramöten"]),
        ("q=fredag", ["Nattvandring"]),
        ("q=universell", ["Nattvandring"]),
        ("q=försenad", ["Kontrollköp"]),
        ("q=polisen+tillsyn", ["Tillsyn"]),
        ("q=polisen+fredag", []),
        ("ansvarig=Polisen", ["Tillsyn"]),
        ("ansvarig=polis", ["Tillsyn"]),
        ("ansvarig=Rektor", ["Föräldramöten", "Rökfri skolgård"]),
        ("ansvarig=Elevhälsan", ["Rökfri skolgård"]),
        ("ansvarig=Ingen+alls", []),
        ("status=done", ["Föräldramöten"]),
        ("status=utan", ["Nattvandring", "Rökfri skolgård"]),
        ("andts=T", ["Rökfri skolgård", "Tillsyn"]),
        ("andts=A", ["Tillsyn"]),
        ("malgrupp=Butiker", ["Kontrollköp"]),
        ("arena=torg", ["Nattvandring"]),
        ("niva=universal", ["Nattvandring"]),
        ("niva=utan", ["Föräldramöten", "Rökfri skolgård", "Tillsyn", "Kontrollköp"]),
        ("saknar=ansvarig", ["Nattvandring", "Kontrollköp"]),
        ("saknar=nar", ["Föräldramöten", "Rökfri skolgård", "Tillsyn", "Kontrollköp"]),
        ("saknar=uppfoljning", EVERY),
    ],
)
def test_each_field_narrows(titles, query, found):
    assert titles(query) == found


@pytest.mark.parametrize(
    ("text", "query", "is_found"),
    [
        ("Får på bete", "får", True),
        ("En far på bete", "får", False),
        ("Skolpersonal", "skola", True),
        ("Skolorna i kommunen", "skolan", True),
    ],
)
def test_words_are_found_as_swedes_mean_them(filled, anna, titles, text, query, is_found):
    Activity.add(filled, by=anna, title=text)
    assert (text in titles(f"q={query}")) == is_found


def test_heading_narrows_to_it_and_those_below(filled, titles):
    school = filled.nodes.get(heading="Skolan")
    assert titles(f"rubrik={school.pk}") == ["Föräldramöten", "Rökfri skolgård"]


def test_fields_narrow_together(titles):
    assert titles("ansvarig=Rektor&andts=T") == ["Rökfri skolgård"]
    assert titles("ansvarig=Rektor&andts=T&status=done") == []


def test_headings_without_hits_are_left_out_and_their_parents_kept(asked):
    outline = asked("q=skolgård").outline
    assert [(branch.node.heading, branch.count) for branch in outline.walk()] == [("Skolan", 1), ("Rökfritt", 1)]


def test_tips_are_no_activities(asked):
    assert (asked("q=föräldramöten").outline.all_tips, len(asked("").outline.all_tips)) == ([], 1)


def test_actor_chosen_without_a_text_is_responsible(filled, anna, titles):
    police = Actor.known_as("Polisen", organisation=filled.organisation, by=anna)
    filled.activities.get(title="Kontrollköp").record(by=anna, responsible=[police])
    assert titles("ansvarig=Polisen") == ["Tillsyn", "Kontrollköp"]
    assert titles("saknar=ansvarig") == ["Nattvandring"]


def test_two_actors_chosen_without_a_text_are_found_each(filled, anna, titles):
    chosen = [Actor.known_as(name, organisation=filled.organisation, by=anna) for name in ("Vården", "Kyrkan")]
    filled.activities.get(title="Kontrollköp").record(by=anna, responsible=chosen)
    assert [titles("ansvarig=Vården"), titles("ansvarig=Kyrkan")] == [["Kontrollköp"], ["Kontrollköp"]]


def test_text_of_signs_alone_counts_as_lacking(filled, anna, titles):
    filled.activities.get(title="Tillsyn").record(by=anna, responsible_text="–")
    assert "Tillsyn" in titles("saknar=ansvarig")


def test_removed_activity_is_never_found(filled, anna, titles):
    filled.activities.get(title="Tillsyn").remove(by=anna)
    assert titles("q=tillsyn") == []


def chooser(asked, name, query=""):
    return next((each for each in asked(query).choosers if each["name"] == name), None)


def test_those_responsible_are_offered_once_and_in_order(asked):
    assert [label for _, label in chooser(asked, "ansvarig")["choices"]] == ["Alla", "elevhälsan", "Polisen", "Rektorn"]


def test_name_with_a_hyphen_is_one_name(filled, anna, asked, titles):
    filled.activities.get(title="Tillsyn").record(by=anna, responsible_text="Individ- och familjeomsorgen, polisen")
    assert "Individ- och familjeomsorgen" in dict(chooser(asked, "ansvarig")["choices"])
    assert titles("ansvarig=Individ-+och+familjeomsorgen") == ["Tillsyn"]


def test_only_what_the_plan_has_is_offered(asked):
    assert dict(chooser(asked, "status")["choices"]).keys() == {"", "done", "ongoing", "delayed", "utan"}
    assert (chooser(asked, "strategi"), chooser(asked, "plats")) == (None, None)


def test_headings_are_offered_as_they_lie(asked):
    labels = [label for _, label in chooser(asked, "rubrik")["choices"]]
    assert labels == ["Alla", "1 Skolan", "\u2003Rökfritt", "2 Tillgång"]


def test_what_is_chosen_is_told(asked):
    assert chooser(asked, "ansvarig", "ansvarig=Polisen")["chosen"] == "Polisen"


def test_name_that_nobody_has_is_offered_while_it_is_asked_for(asked):
    assert dict(chooser(asked, "ansvarig", "ansvarig=Kyrkan")["choices"])["Kyrkan"] == "Kyrkan"


def test_query_leads_to_the_same(asked):
    again = asked(asked("q=rökfri+skolgård&andts=T&status=").query)
    assert again.wanted == {"q": "rökfri skolgård", "andts": "T"}


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("status=klar", "Status"),
        ("status=%27+OR+1=1", "Status"),
        ("andts=X", "ANDTS-område"),
        ("saknar=allt", "Saknar"),
        ("rubrik=99999999", "Under rubrik"),
        ("rubrik=-1", "Under rubrik"),
        ("rubrik=ett", "Under rubrik"),
        ("niva=indicated", "Preventionsnivå"),
        (f"ansvarig={'x' * 5000}", "Ansvarig"),
        (f"q={'x' * 201}", "Sök i planen"),
    ],
)
def test_what_cannot_be_asked_does_not_narrow_and_is_told(asked, titles, query, label):
    assert (titles(query), asked(query).ignored) == (EVERY, [label])


@pytest.mark.parametrize("query", ["q=", "q=+++", "q=%21%21", "okand=1", "status=", "q=(((", "q=%5B%5E.*", "q=%2B%2B"])
def test_what_asks_nothing_shows_everything(titles, asked, query):
    assert (titles(query), asked(query).ignored) == (EVERY, [])


def test_last_of_several_values_counts(titles):
    assert titles("status=done&status=ongoing") == ["Tillsyn"]


def test_chosen_actors_are_found_as_those_that_are_written(filled, titles, lindvalla, anna):
    tullen = Actor.known_as("Tullen", organisation=lindvalla, by=anna)
    filled.activities.get(title="Kontrollköp").record(by=anna, responsible=[tullen])
    filled.activities.get(title="Nattvandring").record(by=anna, partners=[tullen])
    assert titles("ansvarig=Tullen") == ["Kontrollköp"]
    assert sorted(titles("q=tullen")) == ["Kontrollköp", "Nattvandring"]


def test_narrowing_asks_the_database_nothing(filled, django_assert_num_queries):
    columns = list(filled.columns.all())
    data = QueryDict("q=skola&ansvarig=Rektor&saknar=nar")
    with django_assert_num_queries(3):  # headings, activities, tips
        outline = plan_outline(filled, chosen_actors=True)
        assert ActivityFilter(data, outline, columns).outline.count == 1
