"""Plans in Word that are not tables: labels, headings, bullets."""

import pytest
from docx.document import Document

from activities.tests.imports.files import SIX, add_bold, add_table, outline, read, titles, word_file


def paragraphs(*texts: str) -> bytes:
    def write(document: Document) -> None:
        for text in texts:
            document.add_paragraph(text)

    return word_file(write)


def bullets(document: Document, *texts: str) -> None:
    for text in texts:
        document.add_paragraph(text, style="List Bullet")


def test_labelled_paragraphs_are_activities() -> None:
    plan = read(
        paragraphs(
            "Aktivitet: 1. Kurs för föräldrar", "Ansvarig: Skolan", "Samverkanspartner: -", "Uppföljning: Enkät. Samtal.",
            "Aktivitet: 2 Nattvandring", "Ansvarig: Föreningen", "Samverkanspartner:", "Uppföljning: Antal",
        )
    )  # fmt: skip
    assert [(a.number, a.title, a.partners) for a in plan.activities] == [
        ("1", "Kurs för föräldrar", "-"),
        ("2", "Nattvandring", ""),
    ]


def test_name_of_a_section_alone_on_its_line_is_a_heading() -> None:
    plan = read(paragraphs("Bakgrund", "Därför finns planen.", "Aktivitet: Kurs", "När: Våren"))
    assert [(text.heading, text.text) for text in plan.texts] == [("Bakgrund", "Därför finns planen.")]
    assert titles(plan) == ["Kurs"]


def test_name_of_a_section_that_comes_again_is_no_heading() -> None:
    kurs = ("Aktivitet: Kurs", "Bakgrund", "Därför en kurs.", "När: Våren")
    vandring = ("Aktivitet: Vandring", "Bakgrund", "Därför en vandring.", "När: Hösten")
    plan = read(paragraphs(*kurs, *vandring))
    assert len(plan.activities) == 2
    assert "Bakgrund" not in [text.heading for text in plan.texts]


def test_bold_labels_without_colon() -> None:
    def write(document: Document) -> None:
        for label, text in (("Aktivitet", " Kurs"), ("Ansvarig", " Skolan"), ("Tidplan", " Hösten 2026")):
            add_bold(document, label, text)

    activity = read(word_file(write)).activities[0]
    assert (activity.title, activity.responsible, activity.schedule) == ("Kurs", "Skolan", "Hösten 2026")


def test_label_on_its_own_line_takes_the_paragraphs_below() -> None:
    def write(document: Document) -> None:
        add_bold(document, "Aktivitet")
        document.add_paragraph("Kurs för föräldrar")
        add_bold(document, "Beskrivning")
        document.add_paragraph("Fem träffar.")
        document.add_paragraph("En per månad.")
        add_bold(document, "Ansvarig")
        document.add_paragraph("Skolan")

    activity = read(word_file(write)).activities[0]
    assert (activity.title, activity.description, activity.responsible) == (
        "Kurs för föräldrar",
        "Fem träffar.\nEn per månad.",
        "Skolan",
    )


def test_labels_with_line_breaks_in_one_paragraph() -> None:
    plan = read(
        paragraphs("Åtgärd: Kurs\nAnsvarig: Skolan\nNär: Våren", "Åtgärd: Vandring\nAnsvarig: Föreningen\nNär: Löpande")
    )
    assert [(a.title, a.schedule) for a in plan.activities] == [("Kurs", "Våren"), ("Vandring", "Löpande")]


def test_label_that_is_none_of_ours_becomes_the_plans_own_column() -> None:
    plan = read(
        paragraphs(
            "Aktivitet: Kurs", "Ansvarig: Skolan", "Barnperspektiv: Ja", "Aktivitet: Vandring", "Ansvarig: Alla", "Barnperspektiv: Nej"
        )
    )  # fmt: skip
    assert [activity.extra for activity in plan.activities] == [{"Barnperspektiv": "Ja"}, {"Barnperspektiv": "Nej"}]


def test_heading_above_labels_is_the_activitys_title() -> None:
    def write(document: Document) -> None:
        document.add_heading("Insatsområde: Skolan", 1)
        document.add_heading("Föräldrakurs", 2)
        document.add_paragraph("Fem träffar på skolan.")
        document.add_paragraph("Ansvarig: Rektor")
        document.add_paragraph("Tidplan: Hösten")
        document.add_heading("Rökfri skolgård", 2)
        document.add_paragraph("Ansvarig: Rektor")
        document.add_paragraph("Tidplan: Löpande")

    plan = read(word_file(write))
    assert outline(plan) == ["area Skolan (2)"]
    assert [(a.title, a.description) for a in plan.activities] == [
        ("Föräldrakurs", "Fem träffar på skolan."),
        ("Rökfri skolgård", ""),
    ]


def test_numbered_paragraph_above_labels_is_the_activitys_title() -> None:
    plan = read(
        paragraphs("1. Ordna en kurs.", "Ansvarig: Skolan", "När: Våren", "2. Gå ut.", "Ansvarig: Alla", "När: Löpande")
    )
    assert [(a.number, a.title) for a in plan.activities] == [("1", "Ordna en kurs."), ("2", "Gå ut.")]


def test_bullets_under_the_responsible_party() -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Medborgarlöfte för Björkvik 2026", style="Title")
        document.add_paragraph("Polisens aktiviteter:")
        bullets(document, "Patrullera vid torget", "Besöka skolorna")
        document.add_paragraph("Kommunen ska")
        bullets(document, "öka belysningen")

    plan = read(word_file(write))
    assert [(a.title, a.responsible) for a in plan.activities] == [
        ("Patrullera vid torget", "Polisen"),
        ("Besöka skolorna", "Polisen"),
        ("öka belysningen", "Kommunen"),
    ]
    assert plan.kind == "citizen_promise"


@pytest.mark.parametrize(
    "line", ["Kommunen ansvarar för att:", "Kommunen kommer att", "Kommunens åtgärder", "Kommunen"]
)
def test_lines_that_name_who_will_do_the_bullets_below(line: str) -> None:
    def write(document: Document) -> None:
        document.add_paragraph(line)
        bullets(document, "öka belysningen")

    assert read(word_file(write)).activities[0].responsible == "Kommunen"


def test_actor_in_a_trailing_parenthesis_stays_in_the_text() -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Åtgärder:")
        bullets(document, "Öka belysningen (Kommunen)")

    activity = read(word_file(write)).activities[0]
    assert (activity.title, activity.responsible) == ("Öka belysningen (Kommunen)", "")


def test_preventive_and_interventive_measures_per_place() -> None:
    def write(document: Document) -> None:
        for place, preventive, interventive in (
            ("Torget", ("Belysning", "Fritidsgård"), ("Hundsök",)),
            ("Stationen", ("Skyltar",), ()),
        ):
            document.add_heading(f"Plats: {place}", 1)
            for words, measures in (("PREVENTIVA INSATSER:", preventive), ("INTERVENTIVA INSATSER:", interventive)):
                document.add_paragraph(words)
                bullets(document, *measures)

    plan = read(word_file(write))
    assert outline(plan) == ["area Torget (3)", "area Stationen (1)"]
    assert [a.orientation for a in plan.activities] == ["preventiv", "preventiv", "interventiv", "preventiv"]


def test_goals_and_areas_as_headings_with_text() -> None:
    def write(document: Document) -> None:
        document.add_heading("Handlingsplan 2026–2028", 0)
        document.add_heading("1. Färre unga ska börja röka", 1)
        document.add_paragraph("Nästan ingen i Björkvik ska röka, och den som gör det ska få hjälp att sluta.")
        document.add_heading("1.1 Skolans arbete", 2)
        add_table(document, SIX, ("Kurs", "", "", "", "Skolan", ""))
        document.add_heading("1.2 Fritidens arbete", 2)
        add_table(document, SIX, ("Vandring", "", "", "", "Alla", ""))

    plan = read(word_file(write))
    assert outline(plan) == [
        "goal 1 Färre unga ska börja röka (0)",
        "  area 1.1 Skolans arbete (1)",
        "  area 1.2 Fritidens arbete (1)",
    ]
    assert plan.nodes[0].text.startswith("Nästan ingen i Björkvik")


def test_goal_line_above_an_area_belongs_to_it() -> None:
    def write(document: Document) -> None:
        document.add_heading("Insatser inom området samverkan", 1)
        add_table(document, SIX, ("Råd", "", "", "", "Alla", ""))
        document.add_heading("Mål: Tryggare Björkvik", 2)
        document.add_heading("Insatser inom området trygghet", 1)
        add_table(document, SIX, ("Vandring", "", "", "", "Alla", ""))

    assert outline(read(word_file(write))) == [
        "area Insatser inom området samverkan (1)",
        "area Insatser inom området trygghet (0)",
        "  goal Tryggare Björkvik (1)",
    ]


def test_tips_are_tips_of_the_goal() -> None:
    def write(document: Document) -> None:
        document.add_heading("1. Färre ska röka", 1)
        document.add_heading("1.1 Insatsområde: Skolan", 2)
        document.add_paragraph("Aktivitet: Kurs")
        document.add_paragraph("Ansvarig: Skolan")
        document.add_heading("Tips lokala aktiviteter", 2)
        document.add_paragraph("• Ordna en temadag. • Bjud in föräldrar.")
        document.add_heading("2. Fler ska vandra", 1)
        document.add_paragraph("Aktivitet: Vandring")
        document.add_paragraph("Ansvarig: Alla")

    plan = read(word_file(write))
    assert [tip.text for tip in plan.tips] == ["Ordna en temadag.", "Bjud in föräldrar."]
    assert {tip.node for tip in plan.tips} == {plan.goals[0].key}
    assert titles(plan) == ["Kurs", "Vandring"]


def test_bold_lines_are_headings_where_nothing_is_styled() -> None:
    def write(document: Document) -> None:
        add_bold(document, "Handlingsplan mot droger 2026")
        add_bold(document, "Bakgrund")
        document.add_paragraph("Björkvik är en liten kommun vid en sjö.")
        add_bold(document, "Skolan ska vara fri från tobak")
        add_table(document, SIX, ("Kurs", "", "", "", "Skolan", ""))

    plan = read(word_file(write))
    assert plan.title == "Handlingsplan mot droger 2026"
    assert [(text.heading, text.text) for text in plan.texts] == [
        ("Bakgrund", "Björkvik är en liten kommun vid en sjö.")
    ]
    assert outline(plan) == ["goal Skolan ska vara fri från tobak (1)"]


def test_texts_stand_before_and_after_the_activities() -> None:
    def write(document: Document) -> None:
        document.add_heading("Syfte", 1)
        document.add_paragraph("Planen visar vem som gör vad.")
        document.add_heading("Område: Skolan", 1)
        add_table(document, SIX, ("Kurs", "", "", "", "Skolan", ""))
        document.add_heading("Uppföljning", 1)
        document.add_paragraph("Rådet följer upp planen varje vår.")

    plan = read(word_file(write))
    assert [(text.heading, text.placement) for text in plan.texts] == [("Syfte", "before"), ("Uppföljning", "after")]


def test_goals_without_activities_are_goals_when_they_say_so() -> None:
    def write(document: Document) -> None:
        document.add_heading("Program mot droger 2026–2029", 0)
        document.add_heading("Delmål 1: Färre ska röka", 1)
        document.add_heading("Insatsområde 1.1: Skolan", 2)
        document.add_heading("Delmål 2: Fler ska vandra", 1)

    assert outline(read(word_file(write))) == [
        "goal 1 Färre ska röka (0)",
        "  area 1.1 Skolan (0)",
        "goal 2 Fler ska vandra (0)",
    ]


def test_long_term_goal_keeps_its_term() -> None:
    def write(document: Document) -> None:
        document.add_heading("Övergripande mål: Ett län utan droger", 1)
        document.add_heading("Delmål: Färre ska röka", 2)
        add_table(document, SIX, ("Kurs", "", "", "", "Skolan", ""))

    assert [node.term for node in read(word_file(write)).nodes] == ["overall", ""]


def test_heading_of_nothing_but_activities_is_no_area() -> None:
    def write(document: Document) -> None:
        document.add_heading("Mål och aktiviteter", 1)
        document.add_heading("Mål 1: Färre ska röka", 2)
        document.add_heading("Aktiviteter", 3)
        add_table(document, SIX, ("Kurs", "", "", "", "Skolan", ""))

    assert outline(read(word_file(write))) == ["goal 1 Färre ska röka (1)"]


def test_more_than_three_levels_are_kept_on_the_third() -> None:
    def write(document: Document) -> None:
        for level, heading in enumerate(("Mål: A ska öka", "Delmål: B ska öka", "Område: C", "Område: D"), 1):
            document.add_heading(heading, level)
        add_table(document, SIX, ("Kurs", "", "", "", "Skolan", ""))

    plan = read(word_file(write))
    assert outline(plan) == ["goal A ska öka (0)", "  goal B ska öka (0)", "    area C (0)", "    area D (1)"]
    assert "mer än tre nivåer" in plan.warnings[0]


def test_goal_line_and_list_under_an_area() -> None:
    def write(document: Document) -> None:
        document.add_heading("Fokusområde 1: Tidigt stöd", 1)
        document.add_paragraph("Mål: Alla barn ska få stöd i tid.")
        document.add_paragraph("Indikatorer: Antal samtal")
        document.add_paragraph("Aktiviteter:")
        bullets(document, "Utbilda personal", "Starta grupper")

    plan = read(word_file(write))
    assert outline(plan) == ["area 1 Tidigt stöd (0)", "  goal Alla barn ska få stöd i tid. (2)"]
    assert plan.goals[0].text == "Indikatorer: Antal samtal"


def test_heading_with_activity_number() -> None:
    def write(document: Document) -> None:
        for heading, who in (("Åtgärd 1: Fler vuxna ute", "Polisen"), ("Åtgärd 2: Bättre skola", "Skolan")):
            document.add_heading(heading, 2)
            add_bold(document, "Ansvarig: ", who)
            add_bold(document, "Tidplan: ", "2026")

    assert [(a.number, a.title) for a in read(word_file(write)).activities] == [
        ("1", "Fler vuxna ute"),
        ("2", "Bättre skola"),
    ]


def test_number_that_counts_something_is_part_of_the_title() -> None:
    plan = read(paragraphs("Aktivitet: 2 kurser per år", "Ansvarig: Skolan", "Aktivitet: 3 läger", "Ansvarig: Alla"))
    assert titles(plan) == ["2 kurser per år", "3 läger"]
