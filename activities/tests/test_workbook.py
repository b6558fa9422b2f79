"""A plan as tables for Excel."""

from activities.models import Activity
from activities.snapshot import plan_workbook
from plans.models import Node, Plan

SIX = ["Aktivitet", "Vad", "När", "Samverkan", "Ansvarig", "Uppföljning"]
CLASSES = ["Målgrupp", "Arena", "Status", "Preventionsnivå", "Strategi", "Inriktning", "ANDTS", "Plats", "Kostnad"]


def sheets_of(plan):
    return {sheet.name: sheet for sheet in plan_workbook(Plan.objects.with_owner().get(pk=plan.pk)).sheets}


def labels(sheet):
    return [column.label for column in sheet.columns]


def records(sheet):
    """The rows as dictionaries of what is not empty."""
    rows = (zip(labels(sheet), row, strict=True) for row in sheet.rows)
    return [{label: text for label, text in row if text is not None} for row in rows]


def test_activities_stand_one_to_a_row_with_their_headings(plan):
    sheet = sheets_of(plan)["Aktiviteter"]
    assert labels(sheet) == ["Insatsområde", "Mål", "Nr", *SIX, *CLASSES, "Bidrar också till", "Budget"]
    assert records(sheet) == [
        {"Aktivitet": "Nattvandring"},
        {
            "Insatsområde": "1 Tillgång",
            "Mål": "Färre langare",
            "Nr": "1.1",
            "Aktivitet": "Tillsyn",
            "Vad": "Besök hos alla serveringsställen.",
            "När": "Två gånger per år",
            "Samverkan": "Polisen",
            "Ansvarig": "Alkoholhandläggaren",
            "Uppföljning": "Antal besök",
            "Målgrupp": "krögare",
            "Preventionsnivå": "Universell",
            "ANDTS": "Alkohol, tobak och nikotin",
            "Budget": "40 000 kr",
        },
        {
            "Insatsområde": "1 Tillgång",
            "Mål": "Färre langare",
            "Nr": "1.2",
            "Aktivitet": "Kontrollköp",
            "Ansvarig": "Polisen",
            "Bidrar också till": "2 Skolan",
        },
        {"Insatsområde": "2 Skolan", "Vad": "Föräldramöten i årskurs 7.", "När": "Varje höst"},
    ]


def test_headings_and_tips_have_sheets_of_their_own(plan):
    sheets = sheets_of(plan)
    assert records(sheets["Mål och insatsområden"]) == [
        {"Nr": "1", "Slag": "Insatsområde", "Rubrik": "Tillgång"},
        {"Slag": "Mål", "Rubrik": "Färre langare", "Sikt": "Kort sikt", "Ligger under": "1 Tillgång"},
        {"Nr": "2", "Slag": "Insatsområde", "Rubrik": "Skolan", "Text": "Om skolan."},
    ]
    assert records(sheets["Tips"]) == [{"Ligger under": "1 Tillgång", "Tips": "Prata med handlarna."}]


def test_goals_come_first_where_they_are_outermost(lindvalla, anna):
    plan = Plan.created(by=anna, organisation=lindvalla, title="Regional plan")
    goal = Node.created(by=anna, plan=plan, kind="goal", heading="Tillgången minskar")
    area = Node.created(by=anna, plan=plan, kind="area", parent=goal, heading="Tillsyn")
    Activity.add(plan, by=anna, node=area, title="Besök")
    sheet = sheets_of(plan)["Aktiviteter"]
    assert (labels(sheet)[:2], sheet.rows[0][:2]) == (["Mål", "Insatsområde"], ("Tillgången minskar", "Tillsyn"))


def test_goal_under_a_goal_is_a_delmal(lindvalla, anna):
    plan = Plan.created(by=anna, organisation=lindvalla, title="Program")
    goal = Node.created(by=anna, plan=plan, kind="goal", heading="Ett")
    below = Node.created(by=anna, plan=plan, kind="goal", parent=goal, heading="Två")
    Activity.add(plan, by=anna, node=below, title="Besök")
    sheet = sheets_of(plan)["Aktiviteter"]
    assert records(sheet) == [{"Mål": "Ett", "Delmål": "Två", "Aktivitet": "Besök"}]


def test_workbook_takes_six_queries(plan, django_assert_num_queries):
    plan = Plan.objects.with_owner().get(pk=plan.pk)
    with django_assert_num_queries(6):
        plan_workbook(plan)
