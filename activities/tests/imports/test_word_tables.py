"""Tables of activities in Word, in the shapes people make them."""

from docx.document import Document

from activities.tests.imports.files import SIX, add_table, merge, node_of, outline, read, titles, unplaced, word_file

WALK = ("Kvällsvandring", "Gå runt i Björkvik", "Varje höst", "Föreningar", "Samordnaren", "Antal vandringar")
COURSE = ("Föräldrakurs", "Fem träffar", "Löpande", "Elevhälsan", "Skolan", "Antal föräldrar")
CHECK = ("Tillsyn", "Besök i butiker", "2 gånger per år", "Polisen", "Handläggaren", "Protokoll")


def test_columns_named_and_ordered_differently_are_found() -> None:
    def write(document: Document) -> None:
        add_table(
            document,
            ("Huvudansvar", "ÅTGÄRD", "Klart senast:", "Hur följs det upp?", "Tillsammans med"),
            ("Skolan", "Föräldrakurs", "maj 2027", "Enkät", "Elevhälsan"),
        )

    activity = read(word_file(write)).activities[0]
    assert (activity.title, activity.responsible, activity.schedule) == ("Föräldrakurs", "Skolan", "maj 2027")
    assert (activity.follow_up, activity.partners) == ("Enkät", "Elevhälsan")


def test_every_field_says_where_it_came_from() -> None:
    plan = read(word_file(lambda document: add_table(document, SIX, WALK)))
    assert plan.activities[0].where["responsible"] == "tabell 1, rad 2, kolumn Ansvarig"


def test_table_goes_on_without_headings_after_empty_line() -> None:
    def write(document: Document) -> None:
        document.add_heading("Insatsområde: Trygghet", 1)
        add_table(document, SIX, WALK)
        document.add_paragraph("")
        add_table(document, COURSE, CHECK)

    plan = read(word_file(write))
    assert outline(plan) == ["area Trygghet (3)"]
    assert plan.activities[2].follow_up == "Protokoll"
    assert plan.warnings == ("Tabell 2 har ingen rubrikrad och lästes med samma kolumner som tabellen före.",)


def test_headings_that_repeat_inside_a_table_are_no_activity() -> None:
    again = ("Aktivitet", "Vad", "När", "Samverkan", "Ansvar", "Uppföljning")
    plan = read(word_file(lambda document: add_table(document, SIX, WALK, SIX, COURSE, again, CHECK)))
    assert titles(plan) == ["Kvällsvandring", "Föräldrakurs", "Tillsyn"]
    assert plan.activities[2].responsible == "Handläggaren"


def test_merged_goal_cells_hold_their_rows() -> None:
    def write(document: Document) -> None:
        table = add_table(
            document,
            ("Mål", "Vad", "När", "Ansvarig"),
            ("Färre unga ska röka", "Rökfri skolgård", "Löpande", "Rektor"),
            ("", "Kurs i tobak", "Hösten 2026", "Skolan"),
            ("Fler ska vandra", "Nattvandring", "Löpande", "Föreningen"),
        )
        merge(table, (1, 0), (2, 0))

    plan = read(word_file(write))
    assert outline(plan) == ["goal Färre unga ska röka (2)", "goal Fler ska vandra (1)"]


def test_empty_goal_cells_continue_the_group() -> None:
    def write(document: Document) -> None:
        add_table(
            document,
            ("Mål", "Aktivitet", "Ansvarig"),
            ("Mål 1: Färre unga ska röka", "Rökfri skolgård", "Rektor"),
            ("", "Kurs", "Skolan"),
            ("Mål 2: Fler ska vandra", "Nattvandring", "Föreningen"),
        )

    plan = read(word_file(write))
    assert outline(plan) == ["goal 1 Färre unga ska röka (2)", "goal 2 Fler ska vandra (1)"]
    assert plan.nodes[0].label == "Mål"


def test_goal_goes_on_in_a_table_that_goes_on() -> None:
    def write(document: Document) -> None:
        add_table(document, ("Mål", "Aktivitet", "Ansvarig"), ("Färre ska röka", "Kurs", "Skolan"))
        document.add_paragraph("")
        add_table(document, ("", "Rökfri skolgård", "Rektor"), ("Fler ska vandra", "Nattvandring", "Föreningen"))

    assert outline(read(word_file(write))) == ["goal Färre ska röka (2)", "goal Fler ska vandra (1)"]


def test_rows_merged_across_are_areas() -> None:
    def write(document: Document) -> None:
        blank = ("", "", "", "", "")
        table = add_table(document, SIX, ("Trygga platser", *blank), WALK, ("Hem och skola", *blank), COURSE, CHECK)
        merge(table, (1, 0), (1, 5))
        merge(table, (3, 0), (3, 5))

    assert outline(read(word_file(write))) == ["area Trygga platser (1)", "area Hem och skola (2)"]


def test_rows_with_one_text_are_areas() -> None:
    blank = ("", "", "", "", "")
    plan = read(
        word_file(lambda d: add_table(d, SIX, ("1. Trygga platser", *blank), WALK, ("2. Skola", *blank), COURSE))
    )
    assert outline(plan) == ["area 1 Trygga platser (1)", "area 2 Skola (1)"]


def test_goal_row_above_area_row_is_its_parent() -> None:
    blank = ("", "", "", "", "")
    rows = (("Mål 1: Tryggt", *blank), ("Område 1.1: Torget", *blank), WALK, ("Område 1.2: Skolan", *blank), COURSE)
    plan = read(word_file(lambda document: add_table(document, SIX, *rows)))
    assert outline(plan) == ["goal 1 Tryggt (0)", "  area 1.1 Torget (1)", "  area 1.2 Skolan (1)"]


def test_goal_and_area_columns_nest_from_left_to_right() -> None:
    def write(document: Document) -> None:
        add_table(
            document,
            ("Insatsområde", "Mål", "Aktivitet", "Ansvarig"),
            ("Skolan", "Färre ska röka", "Kurs", "Rektor"),
            ("Skolan", "Färre ska röka", "Rökfri skolgård", "Rektor"),
            ("", "Fler ska trivas", "Kamratstöd", "Elevhälsan"),
            ("Fritiden", "", "Nattvandring", "Föreningen"),
        )

    assert outline(read(word_file(write))) == [
        "area Skolan (0)",
        "  goal Färre ska röka (2)",
        "  goal Fler ska trivas (1)",
        "area Fritiden (1)",
    ]


def test_one_table_per_activity_with_labels_down_the_side() -> None:
    def write(document: Document) -> None:
        document.add_heading("Mål 1: Färre ska röka", 1)
        add_table(document, ("Aktivitet", "Kurs"), ("Ansvarig", "Skolan"), ("Tidplan", "2026"), ("Budget", "5 000 kr"))
        add_table(
            document, ("Aktivitet", "Nattvandring"), ("Ansvarig", "Föreningen"), ("Tidplan", ""), ("Syfte", "Trygghet")
        )

    plan = read(word_file(write))
    assert outline(plan) == ["goal 1 Färre ska röka (2)"]
    assert (plan.activities[0].cost, plan.activities[1].extra) == ("5 000 kr", {"Syfte": "Trygghet"})


def test_one_column_per_activity() -> None:
    rows = (("Aktivitet", "Kurs", "Vandring"), ("Ansvarig", "Skolan", "Föreningen"), ("När", "Hösten", "Löpande"))
    plan = read(word_file(lambda document: add_table(document, *rows)))
    assert [(a.title, a.responsible, a.schedule) for a in plan.activities] == [
        ("Kurs", "Skolan", "Hösten"),
        ("Vandring", "Föreningen", "Löpande"),
    ]


def test_columns_that_are_none_of_ours_become_the_plans_own() -> None:
    plan = read(
        word_file(lambda d: add_table(d, ("Aktivitet", "Ansvarig", "Barnrättsperspektiv"), ("Kurs", "Skolan", "Ja")))
    )
    assert plan.own_columns == ("Barnrättsperspektiv",)
    assert plan.activities[0].extra == {"Barnrättsperspektiv": "Ja"}


def test_second_column_for_a_field_becomes_the_plans_own() -> None:
    rows = (("Aktivitet", "Ansvarig nämnd", "Ansvarig tjänsteperson"), ("Kurs", "Skolnämnden", "Rektor"))
    activity = read(word_file(lambda document: add_table(document, *rows))).activities[0]
    assert (activity.responsible, activity.extra) == ("Skolnämnden", {"Ansvarig tjänsteperson": "Rektor"})


def test_what_and_how_without_activity_are_title_and_description() -> None:
    plan = read(word_file(lambda d: add_table(d, ("Vad", "Hur", "Vem"), ("Kurs", "Fem träffar", "Skolan"))))
    assert (plan.activities[0].title, plan.activities[0].description) == ("Kurs", "Fem träffar")


def test_cell_merged_over_rows_holds_for_each_activity() -> None:
    def write(document: Document) -> None:
        table = add_table(document, ("Aktivitet", "Ansvarig"), ("Kurs", "Skolan"), ("Rökfri skolgård", ""))
        merge(table, (1, 1), (2, 1))

    assert [activity.responsible for activity in read(word_file(write)).activities] == ["Skolan", "Skolan"]


def test_row_without_words_of_its_own_goes_on_with_the_activity_above() -> None:
    rows = (("Aktivitet", "Ansvarig", "Uppföljning"), ("Kurs", "Skolan", "Enkät"), ("", "Elevhälsan", "Samtal"))
    activities = read(word_file(lambda document: add_table(document, *rows))).activities
    assert [(a.title, a.responsible) for a in activities] == [("Kurs", "Skolan\nElevhälsan")]


def test_area_above_the_headings_of_its_table() -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Handlingsplan för Björkvik 2026", style="Title")
        table = add_table(
            document, ("Område: Skolan", "", ""), ("Aktivitet", "När", "Ansvarig"), ("Kurs", "Våren", "Rektor")
        )
        merge(table, (0, 0), (0, 2))

    assert outline(read(word_file(write))) == ["area Skolan (1)"]


def test_table_inside_a_frame_table_is_read() -> None:
    def write(document: Document) -> None:
        frame = document.add_table(1, 1)
        frame.cell(0, 0).text = "Insatsområde: Skolan"
        inner = frame.cell(0, 0).add_table(2, 2)
        for cell, text in zip(inner._cells, ("Aktivitet", "Ansvarig", "Kurs", "Rektor"), strict=True):
            cell.text = text

    assert outline(read(word_file(write))) == ["area Skolan (1)"]


def test_contact_list_is_no_plan() -> None:
    def write(document: Document) -> None:
        add_table(document, SIX, WALK)
        document.add_heading("Kontaktlista", 1)
        add_table(document, ("Namn", "Telefon", "E-post"), ("Växeln", "0000-10 00 00", "vaxel@bjorkvik.example"))

    plan = read(word_file(write))
    assert titles(plan) == ["Kvällsvandring"]
    assert unplaced(plan, "contacts")[-1] == "Växeln | 0000-10 00 00 | vaxel@bjorkvik.example"


def test_other_table_is_set_aside_with_a_warning() -> None:
    plan = read(word_file(lambda document: add_table(document, ("Årskurs", "Pojkar", "Flickor"), ("9", "12", "14"))))
    assert unplaced(plan, "table") == ["Årskurs | Pojkar | Flickor", "9 | 12 | 14"]
    assert plan.warnings[0] == "Tabell 1 lästes inte som aktiviteter. Texten ligger bland det oplacerade."


def test_bullets_in_a_cell_stay_lines() -> None:
    def write(document: Document) -> None:
        table = add_table(document, ("Aktivitet", "Vad"), ("Kurs", ""))
        table.cell(1, 1).text = "Fem träffar"
        table.cell(1, 1).add_paragraph("En uppföljning")

    assert read(word_file(write)).activities[0].description == "Fem träffar\nEn uppföljning"


def test_activities_know_their_goal_when_a_heading_names_it() -> None:
    def write(document: Document) -> None:
        document.add_heading("Skolan ska vara fri från tobak", 1)
        add_table(document, SIX, COURSE)

    plan = read(word_file(write))
    assert node_of(plan, plan.activities[0]) == "Skolan ska vara fri från tobak"


def test_several_activities_in_one_table_of_labels() -> None:
    rows = (("Aktivitet 1", "Vandring"), ("Ansvarig", "Alla"), ("Aktivitet 2", "Lampor"), ("Ansvarig", "Kommunen"))
    plan = read(word_file(lambda document: add_table(document, *rows)))
    assert [(a.title, a.responsible) for a in plan.activities] == [("Vandring", "Alla"), ("Lampor", "Kommunen")]


def test_two_rows_of_headings() -> None:
    def write(document: Document) -> None:
        table = add_table(
            document, ("Aktivitet", "Uppföljning", ""), ("", "Mått", "Klart senast"), ("Kurs", "Antal", "maj")
        )
        merge(table, (0, 0), (1, 0))
        merge(table, (0, 1), (0, 2))

    activity = read(word_file(write)).activities[0]
    assert (activity.title, activity.follow_up, activity.schedule) == ("Kurs", "Antal", "maj")


def test_numbers_of_areas_and_activities_in_one_column() -> None:
    rows = (
        ("Nr", "Insatsområde", "Aktivitet"),
        ("1", "Skolan", ""),
        ("1.1", "", "Kurs"),
        ("2", "Fritiden", ""),
        ("2.1", "", "Läger"),
    )
    plan = read(word_file(lambda document: add_table(document, *rows)))
    assert outline(plan) == ["area 1 Skolan (1)", "area 2 Fritiden (1)"]
    assert [activity.number for activity in plan.activities] == ["1.1", "2.1"]


def test_goal_and_area_rows_above_the_headings_of_each_table() -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Åtgärdsplan för Björkvik")
        for area, goal in (("Droger", "Minska tillgången"), ("Våld", "Minska våldet")):
            rows = (
                (f"Prioriterat område: {area}", "", ""),
                (f"Mål: {goal}", "", ""),
                ("Vad?", "Vem?", "När?"),
                ("Kurs", "Alla", "Våren"),
            )
            add_table(document, *rows)

    assert outline(read(word_file(write))) == [
        "area Droger (0)",
        "  goal Minska tillgången (1)",
        "area Våld (0)",
        "  goal Minska våldet (1)",
    ]


def test_numbers_written_in_the_titles() -> None:
    rows = (("Aktivitet", "Ansvarig"), ("1.1 Kurs", "Skolan"), ("10 träffar för föräldrar", "Alla"))
    plan = read(word_file(lambda document: add_table(document, *rows)))
    assert [(a.number, a.title) for a in plan.activities] == [("1.1", "Kurs"), ("", "10 träffar för föräldrar")]
