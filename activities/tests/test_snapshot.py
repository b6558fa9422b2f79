"""A plan as the document that is printed."""

from datetime import date

import pytest

from activities.models import Activity
from activities.snapshot import PictureMissing, frozen_content, plan_document
from activities.tests.example import HOSTILE
from andts.lib.document import BulletList, Figure, HeaderField, Paragraph, Table, document_from_json
from plans.models import Decision, HeaderLine, Plan, PlanColumn, PlanPicture


def document_of(plan, **options):
    return plan_document(Plan.objects.with_owner().get(pk=plan.pk), **options)


def section(document, heading):
    return next(section for section in document.sections if section.heading == heading)


def only_table(section):
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    return table


def headings(document):
    return [(section.level, section.number, section.heading) for section in document.sections]


def lines(document):
    return [(field.label, field.text) for field in document.header]


# --- Sections


def test_document_stands_in_the_order_of_the_page(plan):
    assert headings(document_of(plan)) == [
        (1, "", "Bakgrund"),
        (1, "", "Aktiviteter"),
        (1, "1", "Insatsområde: Tillgång"),
        (2, "", "Färre langare"),
        (2, "", "Tips för lokala aktiviteter"),
        (1, "2", "Skolan"),
        (1, "", "Utfall"),
    ]


def test_text_is_divided_at_empty_lines(plan):
    assert section(document_of(plan), "Bakgrund").blocks == (Paragraph("Första stycket."), Paragraph("Andra stycket."))


def test_text_without_empty_lines_is_divided_at_each_line(plan, anna):
    plan.texts.get(heading="Bakgrund").record(by=anna, text="Ett.\nTvå.")
    assert section(document_of(plan), "Bakgrund").blocks == (Paragraph("Ett."), Paragraph("Två."))


def test_table_has_the_six_columns_and_those_of_the_plan(plan):
    table = only_table(section(document_of(plan), "Färre langare"))
    labels = ["Aktivitet", "Vad", "När", "Samverkan", "Ansvarig", "Uppföljning", "Budget"]
    assert [column.label for column in table.columns] == labels
    assert table.rows[0] == (
        "1.1 Tillsyn",
        "Besök hos alla serveringsställen.\nMålgrupp: krögare. Universell. Alkohol, tobak och nikotin",
        "Två gånger per år",
        "Polisen",
        "Alkoholhandläggaren",
        "Antal besök",
        "40 000 kr",
    )


def test_actor_stands_where_nobody_wrote_who(plan):
    table = only_table(section(document_of(plan), "Färre langare"))
    assert table.rows[1] == ("1.2 Kontrollköp", "Bidrar också till: 2 Skolan", "", "", "Polisen", "", "")


def test_shares_of_columns_add_up(plan):
    for found in document_of(plan).sections:
        for table in (block for block in found.blocks if isinstance(block, Table)):
            assert sum(column.share for column in table.columns) == pytest.approx(100, abs=0.05)


def test_table_without_titles_begins_with_vad(plan):
    table = only_table(section(document_of(plan), "Skolan"))
    assert [column.label for column in table.columns] == ["Vad", "När", "Samverkan", "Ansvarig", "Uppföljning"]
    assert table.rows == (("Föräldramöten i årskurs 7.", "Varje höst", "", "", ""),)
    assert not table.row_headers


def test_other_plans_have_the_columns_that_they_use(lindvalla, anna):
    plan = Plan.created(by=anna, organisation=lindvalla, title="Regional plan", kind="regional_action_plan")
    Activity.add(plan, by=anna, number="1", title="Erbjud kommunerna stöd i tillsynen.", responsible_text="Länet")
    table = only_table(section(document_of(plan), "Aktiviteter"))
    assert [column.label for column in table.columns] == ["Aktivitet", "Ansvarig"]
    assert (table.rows, table.row_headers) == ((("1 Erbjud kommunerna stöd i tillsynen.", "Länet"),), False)


def test_many_own_columns_are_written_under_vad(plan, anna):
    columns = [PlanColumn.created(by=anna, plan=plan, name=f"K{number}") for number in range(4)]
    activity = plan.activities.get(title="Nattvandring")
    activity.record(by=anna, extra={str(column.pk): f"text {column.name}" for column in columns})
    table = only_table(section(document_of(plan), "Aktiviteter"))
    assert len(table.columns) == 6
    assert table.rows[0][1] == "K0: text K0\nK1: text K1\nK2: text K2\nK3: text K3"


def test_removed_activity_is_not_printed(plan, anna):
    plan.activities.get(title="Nattvandring").remove(by=anna)
    assert "Aktiviteter" not in [found.heading for found in document_of(plan).sections]


def test_outline_with_activities_is_landscape_and_texts_are_not(plan):
    turned = {found.heading: found.orientation for found in document_of(plan).sections}
    assert (turned["Bakgrund"], turned["Insatsområde: Tillgång"], turned["Skolan"]) == (
        "portrait",
        "landscape",
        "landscape",
    )


def test_tips_are_a_list_after_the_headings_below(plan):
    found = section(document_of(plan), "Tips för lokala aktiviteter")
    assert found.blocks == (BulletList(("Prata med handlarna.",)),)


def test_goal_says_its_term_and_the_goals_it_answers_to(complete_plan):
    found = section(document_of(complete_plan), "Färre langare")
    assert found.blocks[:2] == (
        Paragraph("Mål på kort sikt"),
        Paragraph("Svarar mot Nationella strategin 2022–2025: 1 Tillgången ska minska"),
    )


def test_picture_stands_under_its_text_with_its_description(complete_plan):
    figure = section(document_of(complete_plan), "Bakgrund").blocks[-1]
    assert isinstance(figure, Figure)
    assert (figure.picture.alternative, figure.caption) == ("Organisationen som träd", "Figur 1")


def test_picture_without_its_file_is_told_in_words(complete_plan):
    picture = PlanPicture.objects.get()
    picture.file.storage.delete(picture.file.name)
    with pytest.raises(PictureMissing, match="”Organisationen som träd” finns inte längre"):
        document_of(complete_plan)


def test_kortversion_holds_goals_and_areas_only(plan):
    document = document_of(plan, short=True)
    assert headings(document) == [
        (1, "1", "Insatsområde: Tillgång"),
        (2, "", "Färre langare"),
        (1, "2", "Skolan"),
    ]
    assert section(document, "Skolan").blocks == (Paragraph("Om skolan."),)
    assert [sheet.name for sheet in document.sheets] == ["Mål och insatsområden"]


def test_plan_with_nothing_in_it_says_so(lindvalla, anna):
    document = document_of(Plan.created(by=anna, organisation=lindvalla, title="Tom"))
    (found,) = document.sections
    assert found.blocks == (Paragraph("Planen har inga mål, insatsområden eller aktiviteter än."),)


def test_document_is_a_draft_until_adopted(plan, anna):
    assert document_of(plan).draft
    decisions = [{"body": "Kommunstyrelsen", "date": date(2026, 11, 9)}]
    plan.adopt(content=frozen_content, decisions=decisions, by=anna)
    document = document_of(plan)
    assert (document.draft, document.dated) == (False, date(2026, 11, 9))


def test_document_survives_json(complete_plan):
    document = document_of(complete_plan)
    assert document_from_json(document.as_json()) == document


def test_hostile_text_is_text(plan, anna):
    Activity.add(plan, by=anna, title=HOSTILE)
    assert only_table(section(document_of(plan), "Aktiviteter")).rows[1][0] == HOSTILE


@pytest.mark.parametrize("more", [0, 30])
def test_queries_do_not_grow_with_the_activities(complete_plan, anna, django_assert_num_queries, more):
    for number in range(more):
        Activity.add(complete_plan, by=anna, node=complete_plan.nodes.first(), title=f"Aktivitet {number}")
    plan = Plan.objects.with_owner().get(pk=complete_plan.pk)
    # decisions, nodes with their framework goals (3), activities, tips, what activities serve, columns, actors, texts,
    # pictures, header lines, co-owners (2), frameworks
    with django_assert_num_queries(15):
        plan_document(plan)


# --- Header


def test_header_has_the_facts_of_the_plan(plan):
    assert lines(document_of(plan)) == [
        ("Dokumenttyp", "Genomförandeplan"),
        ("Dokumentägare", "Förebyggargruppen"),
        ("Gäller från", "1 januari 2027"),
        ("Gäller till", "31 december 2028"),
        ("Diarienummer", "KS 2026/117"),
    ]


def test_plan_without_an_end_is_valid_until_further_notice(plan, anna):
    plan.record(by=anna, valid_until=None)
    assert ("Gäller till", "tills vidare") in lines(document_of(plan))


def test_every_decision_stands_with_day_and_paragraph(plan, anna):
    Decision.created(by=anna, plan=plan, body="Kommunstyrelsen", date=date(2026, 11, 9), paragraph="§ 112")
    Decision.created(
        by=anna,
        plan=plan,
        body="Kommunfullmäktige",
        date=date(2028, 10, 2),
        action="extend",
        extends_until=date(2029, 12, 31),
    )
    assert dict(lines(document_of(plan)))["Beslutsinstans"] == (
        "Kommunstyrelsen, 9 november 2026, § 112\nKommunfullmäktige förlänger till 31 december 2029, 2 oktober 2028"
    )


def test_line_of_the_source_stands_as_written_while_the_field_says_the_same(plan, anna):
    HeaderLine.created(by=anna, plan=plan, label="Giltig till", text="2028-12-31", field="valid_until")
    assert ("Giltig till", "2028-12-31") in lines(document_of(plan))
    plan.record(by=anna, valid_until=date(2029, 6, 30))
    found = lines(document_of(plan))
    assert ("Gäller till", "30 juni 2029") in found
    assert "Giltig till" not in dict(found)


def test_source_speaks_in_its_place_where_the_plan_has_no_fact(plan, anna):
    HeaderLine.created(by=anna, plan=plan, label="Informationsklass", text="Öppen")
    HeaderLine.created(by=anna, plan=plan, label="Fastställd", text="hösten 2026", field="adopted_at", order=1)
    labels = [label for label, _ in lines(document_of(plan))]
    assert labels[1:4] == ["Dokumentägare", "Fastställd", "Gäller från"]
    assert labels[-1] == "Informationsklass"


def test_other_labels_of_the_source_follow(complete_plan):
    document = document_of(complete_plan)
    assert document.header[-1] == HeaderField("Informationsklass", "Öppen")
    assert ("Delas med", "Ådalarnas län") in lines(document)
    assert ("Bygger på målen i", "Nationella strategin 2022–2025") in lines(document)


def test_source_that_names_more_bodies_than_have_decided_is_kept(plan, anna):
    HeaderLine.created(by=anna, plan=plan, label="Beslut av", text="Kommunstyrelsen\nPolisen", field="decision_body")
    Decision.created(by=anna, plan=plan, body="Kommunstyrelsen", date=date(2026, 11, 9))
    found = lines(document_of(plan))
    assert ("Beslutsinstans", "Kommunstyrelsen, 9 november 2026") in found
    assert ("Beslut av", "Kommunstyrelsen\nPolisen") in found


def test_unit_is_named_after_its_kommun(social_services, anna):
    plan = Plan.created(by=anna, organisation=social_services, title="Åtgärdsplan")
    assert document_of(plan).organisation == "Lindvalla kommun, Socialförvaltningen"
