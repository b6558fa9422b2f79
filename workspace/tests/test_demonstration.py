"""The demonstration is whole: every page has something to show, and nothing in it breaks a rule."""

from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from pypdf import PdfReader

from activities.models import Activity, PlanSource, UnplacedText
from followup.awaiting import awaiting
from followup.health.organisation import health_for
from followup.models import FollowUp, FollowUpAnswer, FollowUpRound
from followup.models.rounds import OWNER
from followup.reviewers import without_chef_in
from organisations import reference
from organisations.models import Actor, Membership, Organisation, User
from organisations.tests.cast import client_of
from plans.models import Decision, Node, Plan
from reports.builders import build
from reports.models import Report
from reports.renderers.pdf import render_pdf
from workspace.demonstration import files
from workspace.demonstration.accounts import demo_accounts
from workspace.demonstration.loading import load


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for these tests; the ids of its plans by their keys."""
    with django_db_blocker.unblock():
        ids = {key: plan.pk for key, plan in load().items()}
        yield ids
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def demo(loaded, db):
    """The demonstration's plans by their keys."""
    return {key: Plan.objects.get(pk=pk) for key, pk in loaded.items()}


def client(login):
    return client_of(User.objects.get(email=login))


# --- Reports


@pytest.mark.parametrize("state", ["open", "closed"])
def test_summary_of_a_round_is_one_page(demo, state):
    round_ = FollowUpRound.objects.filter(state=state, plan__organisation__name="Granåsa kommun").get()
    document = build(Report(kind="sammanfattning", round=round_, closed_at=round_.closed_at))
    assert len(PdfReader(BytesIO(render_pdf(document))).pages) == 1


# --- Pages


@pytest.mark.parametrize("name", ["plan", "plan-versions", "plan-comparison", "plan-review", "plan-excel", "plan-edit"])
def test_pages_of_every_plan_answer_its_author(demo, name):
    answers = {}
    for written in files.plans():
        plan = demo[written["key"]]
        if plan.is_open or name not in ("plan-review", "plan-edit"):
            answers[plan.title] = client(written["by"]).get(reverse(name, args=[plan.pk])).status_code
    assert set(answers.values()) == {200}, answers


@pytest.mark.parametrize("path", ["/", "/planer/", "/rapporter/", "/planer/ramverk/"])
def test_lists_answer_everyone(demo, path):
    answers = {account.login: client(account.login).get(path).status_code for account in demo_accounts()}
    assert set(answers.values()) == {200}, answers


def test_plan_pages_show_what_the_files_say(demo):
    page = client("samordnare@granasa.example").get(demo["granasa-2026"].get_absolute_url()).content.decode()
    written = files.read("plans/granasa-2026")
    titles = [entry["title"] for area in written["nodes"] for goal in area["nodes"] for entry in goal["activities"]]
    assert (len(titles), [title for title in titles if title not in page]) == (45, [])


def test_imported_plan_has_text_without_a_place(demo):
    plan = demo["angsbro-handlingsplan"]
    page = client("samordnare@angsbro.example").get(reverse("plan-unplaced", args=[plan.pk])).content.decode()
    assert "Arbetsmaterial, Ängsbro kommun" in page


# --- What there is


def test_every_kind_of_state_is_there(demo):
    labels = {key: Plan.objects.get(pk=plan.pk).state_label for key, plan in demo.items()}
    # Labels that depend on today are derived from days that pass; what does not depend on them is told here.
    assert labels["granasa-2026-revision"] == labels["angsbro-handlingsplan"] == "Utkast"
    assert labels["norrstranden-plats"] == "På remiss"
    assert labels["granasa-2023"] == "Fastställd, har slutat gälla"


def test_plans_are_of_many_kinds(demo):
    assert {plan.kind for plan in demo.values()} == {
        *("implementation_plan", "action_plan", "programme"),
        *("place_plan", "regional_action_plan", "citizen_promise", "policy"),
    }


def test_adopted_plans_are_frozen_as_their_decisions_say(demo):
    for written in files.plans():
        plan = demo[written["key"]]
        versions = list(plan.versions.all())
        assert (plan.title, len(versions)) == (plan.title, int("decisions" in written))
        assert all(version.is_intact for version in versions)
        assert plan.decisions.filter(action="adopt").count() == len(written.get("decisions", []))


def test_next_plan_carries_the_lines_of_the_one_before(demo):
    before, after = (set(lines_of(demo[key])) for key in ("granasa-2023", "granasa-2026"))
    assert (len(before), len(after), len(before & after)) == (29, 45, 28)
    assert demo["granasa-2026"].continues == demo["granasa-2023"]


def test_revision_differs_as_its_file_says(demo):
    before, after = (set(lines_of(demo[key])) for key in ("granasa-2026", "granasa-2026-revision"))
    assert (len(before - after), len(after - before)) == (2, 2)
    assert demo["granasa-2026-revision"].revises == demo["granasa-2026"]


def lines_of(plan):
    return Activity.objects.filter(plan=plan).present().values_list("line", flat=True)


def test_programme_has_six_goals_and_areas_from_1_1_to_6_5(demo):
    nodes = demo["storhamn-program"].nodes
    goals = list(nodes.filter(kind="goal").values_list("number", flat=True))
    numbers = list(nodes.filter(parent__isnull=False).values_list("number", flat=True))
    assert goals == ["1", "2", "3", "4", "5", "6"]
    assert (len(numbers), numbers[0], numbers[-1]) == (24, "1.1", "6.5")
    assert nodes.filter(written_label="Förebyggsten").count() == 4


def test_regional_plan_has_tips_that_are_no_activities(demo):
    plan = demo["vintermark-regional"]
    assert (plan.tips.count(), plan.activities.count()) == (11, 19)
    assert plan.nodes.filter(written_label="Område för samhandling").count() == 7


def test_promise_is_shared_with_the_neighbour_and_the_police(demo):
    plan = demo["granasa-lofte"]
    assert [owner.name for owner in plan.co_owners.all()] == ["Fjällmo kommun"]
    assert [actor.name for actor in plan.co_owner_actors.all()] == ["Polisen"]
    assert client("samordnare@fjallmo.example").get(plan.get_absolute_url()).status_code == 200


def test_place_plan_has_measures_of_both_orientations(demo):
    orientations = set(demo["norrstranden-plats"].activities.values_list("orientation", flat=True))
    assert orientations == {"preventive", "interventive"}


def test_all_substances_are_worked_on(demo):
    assert set("".join(demo["granasa-2026"].activities.values_list("substances", flat=True))) == set("ANDTS")


def test_goals_point_at_the_national_strategy(demo):
    goals = Node.objects.filter(plan=demo["granasa-2026"], kind="goal", framework_goals__isnull=False)
    assert set(goals.values_list("framework_goals__number", flat=True)) == {"1", "2", "3", "4", "5", "6"}


def test_written_plans_know_who_is_responsible(demo):
    unknown = Activity.objects.exclude(plan=demo["angsbro-handlingsplan"]).filter(responsible__isnull=True)
    assert list(unknown) == []


def test_imported_plan_came_from_a_word_file(demo):
    source = PlanSource.objects.get()
    assert (source.plan, source.content()[:2]) == (demo["angsbro-handlingsplan"], b"PK")
    assert demo["angsbro-handlingsplan"].activities.filter(responsible_text="").count() == 2
    assert UnplacedText.objects.count() == 5


def test_one_round_is_under_way_and_those_of_2025_are_closed(demo):
    rounds = {(round_.plan, round_.period): round_.is_open for round_ in FollowUpRound.objects.select_related("plan")}
    followed_up = ("granasa-2023", "storhamn-program", "fjallmo-2024", "hedvik-2025")
    assert rounds == {(demo["granasa-2026"], "2026"): True} | {(demo[key], "2025"): False for key in followed_up}


def test_county_has_municipalities_of_every_kind(demo):
    """Those that have followed up, more or less of it carried out; one with an old plan, and one without any."""
    page = client("lanssamordnare@vintermark.example").get("/lan/99/?ar=2025&format=json").json()
    told = {row["Kommun"]: (row["Gällande planer"], row["Aktiviteter"]) for row in page["tabeller"]["kommuner"]}
    assert told == {
        "Fjällmo": (1, 6),
        "Granåsa": (1, 29),
        "Hedvik": (1, 10),
        "Storhamn": (1, 18),
        "Tallåsa": (1, 0),
        "Ängsbro": (0, 0),
    }


def test_answers_are_of_every_kind(demo):
    given = FollowUpAnswer.objects.given()
    assert set(given.values_list("status", flat=True)) == set(Activity.Status.values)
    reviews = set(FollowUp.objects.filter(round__plan=demo["granasa-2026"]).values_list("review", flat=True))
    assert reviews == set(FollowUp.Review.values)


@pytest.mark.parametrize(
    ("login", "first"),
    [
        ("ansvarig@granasa.example", ("answer", "Tobaks- och nikotinfri skoltid", True)),
        ("chef@granasa.example", ("answer", "Fördjupning om narkotikaklassade läkemedel", False)),
    ],
)
def test_something_awaits_those_who_answer(demo, login, first):
    items = awaiting(User.objects.get(email=login))
    assert (items[0].kind, items[0].title, items[0].is_returned) == first


def test_partners_answer_awaits_the_samordnare_and_submitted_ones_the_chef(demo):
    kinds = {
        login: {item.kind for item in awaiting(User.objects.get(email=f"{login}@granasa.example"))}
        for login in ("samordnare", "chef", "kommundirektor")
    }
    assert kinds == {"samordnare": {"answer", "accept"}, "chef": {"answer", "review"}, "kommundirektor": {"review"}}


def test_every_activity_of_the_open_round_has_a_chef(demo):
    assert without_chef_in(FollowUpRound.objects.open().select_related(OWNER).get()) is None


def test_last_years_answer_stands_beside_this_years(demo):
    answer = FollowUpAnswer.objects.get(
        follow_up__round__plan=demo["granasa-2026"], follow_up__activity__title="Tobaks- och nikotinfri skoltid"
    )
    page = client("ansvarig@granasa.example").get(reverse("answer", args=[answer.follow_up.round_id, answer.pk]))
    assert "Fyra av sex skolor har en känd rutin." in page.content.decode()


def test_something_is_to_be_looked_over_of_what_is_usual(demo):
    found = health_for(User.objects.get(email="samordnare@granasa.example"))
    kinds = {point.key for health in found.plans for point in health.points}
    assert kinds == {"matbar", "sena", "bakom", "belastning"}


# --- What must hold


def test_every_row_is_valid(demo):
    for model in (Organisation, User, Membership, Actor, Plan, Node, Activity, Decision):
        for row in model._default_manager.all():
            row.full_clean(exclude=["password"])


def test_every_row_has_its_history(demo):
    for model in (Plan, Node, Activity):
        told = set(model.history.filter(history_type="+").values_list("id", flat=True))
        assert told == set(model._default_manager.values_list("pk", flat=True))


def test_actors_belong_to_units_of_their_own_kommun(demo):
    actors = Actor.objects.filter(unit__isnull=False).select_related("unit__parent__parent__parent")
    assert [actor for actor in actors if actor.unit.authority.pk != actor.organisation_id] == []


def test_nothing_is_invented_about_a_real_organisation(demo):
    real = [*reference.counties(), *reference.municipalities()]
    names, codes = {row["name"] for row in real}, {row["code"] for row in real}
    assert set(Organisation.objects.values_list("is_invented", flat=True)) == {True}
    assert names.isdisjoint(Organisation.objects.values_list("name", flat=True))
    assert codes.isdisjoint(filter(None, Organisation.objects.values_list("code", flat=True)))
