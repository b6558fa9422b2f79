"""What the review before decision finds, and what of it stops a decision."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from activities.gaps import given
from activities.models import Activity, PlanSource, UnplacedText
from andts.lib.fields import LineField, PlainTextField
from organisations.models import Organisation, User
from plans.models import HeaderLine, Node, Plan, PlanColumn, PlanPicture, PlanText, Tip
from workspace.review import review

COMPLETE = {
    "schedule": "Varje höst",
    "responsible_text": "Polisen",
    "follow_up": "Antal möten",
    "partners_text": "Skolan",
}
# 811228-9874 is an invented number that authorities use as an example: its check digit is right.
NUMBER = "811228-9874"


@pytest.fixture
def plan(lindvalla: Organisation, anna: User) -> Plan:
    """A plan that lacks nothing: one goal with one activity."""
    plan = Plan.created(
        by=anna, organisation=lindvalla, title="Plan 2027", valid_from=date(2027, 1, 1), document_owner="Folkhälsorådet"
    )
    goal = Node.created(by=anna, plan=plan, kind="goal", number="1", heading="Färre unga provar")
    Activity.add(plan, by=anna, node=goal, title="Föräldramöte", **COMPLETE)
    return plan


def remarks(plan: Plan) -> list[tuple[str, str]]:
    return [(remark.sentence, remark.place) for remark in review(plan).acceptable]


def blocks(plan: Plan) -> list[tuple[str, str]]:
    return [(remark.sentence, remark.place) for remark in review(plan).blocks]


def test_complete_plan_has_no_remarks(plan):
    assert review(plan).is_complete


def test_period_and_document_owner_are_asked_for(plan, anna):
    plan.record(by=anna, valid_from=None, document_owner="")
    assert remarks(plan) == [
        ("Planen har inget datum då den börjar gälla.", "uppgifter/"),
        ("Planen har ingen dokumentägare.", "uppgifter/"),
    ]


def test_activities_with_gaps_come_first_under_their_heading(plan, anna):
    gap = Activity.add(plan, by=anna, node=plan.nodes.get(), title="Vandring", **COMPLETE | {"schedule": " – "})
    heading = review(plan).headings[0]
    assert [(str(row.activity), row.missing) for row in heading.rows] == [("Vandring", ("När",)), ("Föräldramöte", ())]
    assert (heading.node.number, heading.gaps, review(plan).gaps) == ("1", 1, 1)
    assert heading.rows[0].activity == gap


def test_missing_partners_are_shown_but_no_gap(plan, anna):
    plan.activities.get().record(by=anna, partners_text="")
    row = review(plan).headings[0].rows[0]
    assert (row.missing, dict(row.cells)["Samverkan"]) == ((), "")


def test_column_that_the_whole_plan_does_without_is_said_once(plan, anna):
    for activity in plan.activities.all():
        activity.record(by=anna, schedule="")
    assert remarks(plan) == [("Ingen aktivitet har något angivet under När.", "")]
    assert review(plan).gaps == 0


def test_deleted_activity_is_not_reviewed(plan, anna):
    Activity.add(plan, by=anna, title="Struken").remove(by=anna)
    assert review(plan).is_complete


def test_goal_and_area_without_activities_are_named(plan, anna):
    goal = Node.created(by=anna, plan=plan, kind="goal", heading="Tryggare kommun")
    area = Node.created(by=anna, plan=plan, kind="area", heading="Torget", written_label="Plats", parent=goal)
    assert remarks(plan) == [("Plats: ”Torget” har inga aktiviteter.", f"rubriker/{area.pk}/")]


def test_goal_that_an_activity_elsewhere_serves_is_not_empty(plan, anna):
    served = Node.created(by=anna, plan=plan, kind="goal", heading="Tryggare kommun")
    plan.activities.get().record(by=anna, serves=[served])
    assert remarks(plan) == []


def test_plan_with_goals_only_may_be_adopted(lindvalla, anna):
    plan = Plan.created(
        by=anna, organisation=lindvalla, title="Program", valid_from=date(2027, 1, 1), document_owner="KS"
    )
    Node.created(by=anna, plan=plan, kind="goal", heading="Mål ett")
    Node.created(by=anna, plan=plan, kind="goal", heading="Mål två")
    assert (blocks(plan), remarks(plan)) == ([], [("Planen har inga aktiviteter.", "aktiviteter/ny/")])


def test_plan_with_neither_goals_nor_activities_may_not(lindvalla, anna):
    plan = Plan.created(by=anna, organisation=lindvalla, title="Tom")
    Node.created(by=anna, plan=plan, kind="area", heading="Skolan")
    assert blocks(plan) == [("Planen har varken mål eller aktiviteter.", "rubriker/ny/")]


def test_plan_without_title_may_not(plan, anna):
    plan.record(by=anna, title="")
    assert blocks(plan) == [("Planen har ingen titel.", "uppgifter/")]


def test_picture_without_description_is_named(plan, anna):
    file = ContentFile(b"png", "karta.png")
    picture = PlanPicture.created(by=anna, plan=plan, caption="Karta", file=file)
    assert remarks(plan) == [
        ("Bilden ”Karta” saknar beskrivning för den som inte ser den.", f"bilder/{picture.pk}/"),
    ]


def test_unplaced_texts_are_counted_until_they_are_settled(plan, anna):
    source = PlanSource.objects.create(organisation=plan.organisation, plan=plan, name="plan.docx", sha256="")
    texts = [UnplacedText.objects.create(plan=plan, source=source, text=text) for text in ("Fotnot", "Kommentar")]
    assert remarks(plan) == [("2 texter ur den inlästa filen har inte placerats eller avfärdats.", "utan-plats/")]
    for text in texts:
        text.settle(UnplacedText.Outcome.DISMISSED, by=anna)
    assert remarks(plan) == []


def test_personal_number_stops_the_decision_wherever_it_stands(plan, anna):
    activity, goal = plan.activities.get(), plan.nodes.get()
    column = PlanColumn.created(by=anna, plan=plan, name=NUMBER)
    places = [
        "uppgifter/",
        f"huvud/{HeaderLine.created(by=anna, plan=plan, label='Kontakt', text=NUMBER).pk}/",
        f"texter/{PlanText.created(by=anna, plan=plan, text=f'Se {NUMBER}.').pk}/",
        f"bilder/{PlanPicture.created(by=anna, plan=plan, alternative=NUMBER, file=ContentFile(b'', 'b.png')).pk}/",
        f"kolumner/{column.pk}/",
        f"rubriker/{goal.pk}/",
        f"tips/{Tip.created(by=anna, plan=plan, text=NUMBER).pk}/",
        f"aktiviteter/{activity.pk}/",
    ]
    plan.record(by=anna, applies_to=NUMBER)
    goal.record(by=anna, text=NUMBER)
    activity.record(by=anna, extra={str(column.pk): NUMBER})
    assert [place for _, place in blocks(plan)] == places
    assert not any(NUMBER in sentence for sentence, _ in blocks(plan))


def test_what_may_be_a_telephone_number_does_not_stop_the_decision(plan, anna):
    # 0701014565: a right check digit by chance (andts/tests/test_personal_numbers.py)
    plan.record(by=anna, applies_to="Ring 0701014565")
    assert blocks(plan) == []
    assert remarks(plan) == [
        ("Planens uppgifter: 07… kan vara ett personnummer. Ta bort det om det är det.", "uppgifter/"),
    ]


def test_numbers_that_begin_alike_are_told_once(plan, anna):
    Activity.add(plan, by=anna, title="Möte", description=f"{NUMBER} 19{NUMBER} 811228+9874", **COMPLETE)
    assert [sentence for sentence, _ in blocks(plan)] == [
        "Aktiviteten ”Möte”: personnumret som börjar på 81 måste bort.",
        "Aktiviteten ”Möte”: personnumret som börjar på 19 måste bort.",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Stina 070-123 45 67",
            "070… ser ut som ett telefonnummer. Ta bort det om det är en persons. Planen läses av många.",
        ),
        (
            "stina@gmail.com",
            "…@gmail.com ser ut som en privat e-postadress. Ange en funktion i stället. Planen läses av många.",
        ),
        ("811228-9873", "81… ser ut som ett personnummer. Ta bort det om det är det."),
    ],
)
def test_what_looks_like_personal_data_is_remarked_on_and_stops_nothing(plan, anna, text, sentence):
    activity = plan.activities.get()
    activity.record(by=anna, partners_text=text)
    assert blocks(plan) == []
    assert remarks(plan) == [(f"Aktiviteten ”Föräldramöte”: {sentence}", f"aktiviteter/{activity.pk}/")]


def test_figures_of_a_usual_plan_are_not_remarked_on(plan, anna):
    plan.record(by=anna, registry_number="KS 2026/00117", related_documents="SFS 2010:1622, lag (2018:1937)")
    figures = "v. 38, 2027-2028, kl. 08-16, 40 000 kr ur kst 1138, 13–18 år, 112 eller 1177, info@lindvalla.se"
    plan.activities.get().record(by=anna, cost=figures, follow_up="Antal: 120 (2025), 140 (2026)")
    assert review(plan).is_complete


# Every text that a user writes in a plan, whichever row of it it stands in.
WRITTEN = [
    (model, field.name)
    for model in (Plan, HeaderLine, PlanText, PlanPicture, PlanColumn, Node, Tip, Activity)
    for field in model._meta.fields
    if isinstance(field, PlainTextField | LineField)
]


@pytest.mark.parametrize(("model", "field"), WRITTEN, ids=lambda each: getattr(each, "__name__", each))
def test_personal_number_stops_the_decision_in_any_text(model, field, plan, anna):
    row = plan if model is Plan else model.objects.filter(plan=plan).first() or sample(model, plan, anna)
    row.record(by=anna, **{field: f"Se {NUMBER}"})
    assert len(blocks(Plan.objects.get())) == 1


def sample(model, plan, by):
    """A row of a kind that the plan has none of yet."""
    needed = {
        HeaderLine: {"label": "Kontakt"},
        PlanText: {"heading": "Bakgrund", "text": "Så var det."},
        PlanPicture: {"alternative": "En karta", "file": ContentFile(b"", "b.png")},
        PlanColumn: {"name": "Budget"},
        Tip: {"text": "Bjud på kaffe."},
    }
    return model.created(by=by, plan=plan, **needed[model])


@pytest.mark.parametrize("text", ["", " ", "-", "–", "…", "- \n -"])
def test_signs_alone_say_nothing(text):
    assert given(text) == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_review_takes_nine_queries(rows, plan, anna, django_assert_num_queries):
    for number in range(rows - 1):
        node = Node.created(by=anna, plan=plan, kind="area", heading=f"Område {number}")
        Activity.add(plan, by=anna, node=node, title=f"Nr {number}", extra={"1": "x"})
    fetched = Plan.objects.get()
    with django_assert_num_queries(9):
        review(fetched)
