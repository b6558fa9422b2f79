"""What a paste would do, row by row, before anything is done."""

import pytest

from activities.models import Activity
from activities.pasting.answers import ADD, FILL, Answers
from activities.pasting.clipboard import read_pasted
from activities.pasting.ground import Ground
from activities.pasting.headings import NewHeading
from activities.pasting.proposing import KEPT, NAMELESS, propose
from organisations.models import Actor


@pytest.fixture
def proposal(plan):
    """Of the rows, with "|" for tabs, pasted with these answers."""

    def make(*rows, markup="", **answers):
        return propose(read_pasted("\n".join(rows).replace("|", "\t"), markup), Answers(**answers), Ground.of(plan))

    return make


@pytest.fixture
def tillsyn(plan):
    return Activity.objects.get(plan=plan, number="1.1")


def kinds(found):
    return [row.kind for row in found.rows]


def notes(found):
    return [cell.note for row in found.rows for cell in row.cells if cell.note]


def test_new_activities_are_counted_first(proposal):
    found = proposal("Aktivitet|När", "Simskola|v. 12", "Lovfotboll|Löpande")
    assert found.summary == "2 aktiviteter läggs till."
    assert [row.values for row in found.rows] == [
        {"title": "Simskola", "schedule": "v. 12"},
        {"title": "Lovfotboll", "schedule": "Löpande"},
    ]


def test_what_does_not_fit_a_choice_goes_to_a_named_column(proposal):
    found = proposal("Aktivitet|Status", "Simskola|Nästan klar")
    assert found.rows[0].values == {"title": "Simskola", "Status (övrigt)": "Nästan klar"}
    assert found.new_columns == ("Status (övrigt)",)
    assert notes(found) == ["Är inget av valen för Status. Läggs i kolumnen ”Status (övrigt)”"]
    assert found.summary == "1 aktivitet läggs till. 1 cell passar inte."


def test_plans_own_column_takes_what_does_not_fit(plan, proposal):
    column = plan.columns.get()
    column.record(by=None, name="Status")
    found = proposal("Aktivitet|Status", "Simskola|Nästan klar", "Lovfotboll|Pågår")
    assert [row.values for row in found.rows] == [
        {"title": "Simskola", f"own-{column.pk}": "Nästan klar"},
        {"title": "Lovfotboll", "status": "ongoing"},
    ]


def test_unknown_heading_of_a_column_becomes_a_column_of_the_plan(proposal):
    found = proposal("Aktivitet|När|Vilka nås", "Simskola|Nu|Barn")
    assert found.rows[0].values["Vilka nås"] == "Barn"
    assert found.new_columns == ("Vilka nås",)


def test_two_columns_of_one_field_are_lines_of_it(proposal):
    found = proposal("Aktivitet|När|Slut", "Simskola|Våren|Hösten", columns={2: "schedule"})
    assert found.rows[0].values["schedule"] == "Våren\nHösten"


def test_column_left_out_is_shown_as_that(proposal):
    found = proposal("Aktivitet|När", "Simskola|Våren", columns={1: "ignore"})
    assert (found.rows[0].values, found.rows[0].cells[1].is_left) == ({"title": "Simskola"}, True)


def test_same_title_is_the_plans_own(proposal, tillsyn):
    found = proposal("Aktivitet|När", "TILLSYN|Varje vecka")
    assert (kinds(found), found.rows[0].activity, found.rows[0].values) == (
        ["changed"],
        tillsyn,
        {"title": "TILLSYN", "schedule": "Varje vecka"},
    )
    assert found.rows[0].cells[1].old == "Två gånger per år"


def test_empty_cells_of_a_known_activity_change_nothing(proposal):
    found = proposal("Aktivitet|När", "Tillsyn|", "Kontrollköp|")
    assert (kinds(found), found.summary) == (["same", "same"], "2 aktiviteter är redan som här.")


def test_known_activity_can_be_added_as_new(proposal):
    found = proposal("Aktivitet|När", "Tillsyn|Nu", rows={"r2": "activity"})
    assert kinds(found) == ["added"]


def test_same_number_alone_is_offered_and_not_taken(proposal, tillsyn):
    rows = ("Nr|Aktivitet", "1.1|Simskola")
    assert (kinds(proposal(*rows)), proposal(*rows).rows[0].namesake) == (["added"], tillsyn)
    assert proposal(*rows, rows={"r2": "update"}).rows[0].values == {"title": "Simskola"}


def test_two_pasted_rows_are_not_the_same_activity(proposal):
    assert kinds(proposal("Aktivitet|När", "Tillsyn|Nu", "Tillsyn|Sen")) == ["changed", "added"]


def test_row_without_a_name_goes_on_with_the_one_above(proposal):
    found = proposal("Aktivitet|Ansvarig", "Simskola|Skolan", "|Polisen")
    assert (len(found.rows), found.rows[0].where) == (1, "rad 2–3")
    assert found.rows[0].values["responsible_text"] == "Skolan\nPolisen"


def test_rows_taken_apart_that_have_no_name_are_left(proposal):
    found = proposal("Aktivitet|Ansvarig", "Simskola|Skolan", "|Polisen", rows={"r2": "apart"})
    assert (kinds(found), found.rows[1].note) == (["added", "left"], NAMELESS)


def test_merged_cell_says_its_text_for_each_row(proposal):
    markup = "<table><tr><td>Aktivitet<td>Vad<td>Ansvarig<tr><td>A<td>Ett<td rowspan=2>Rektor<tr><td>B<td>Två</table>"
    found = proposal(markup=markup)
    assert [row.values["responsible_text"] for row in found.rows] == ["Rektor", "Rektor"]


def test_titles_above_the_headings_are_left_and_named(proposal):
    found = proposal("Handlingsplan 2027|", "Aktivitet|När", "Simskola|Nu")
    assert [(row.kind, row.note) for row in found.rows] == [
        ("left", "Står ovanför rubrikerna till kolumnerna"),
        ("added", ""),
    ]


def test_headings_that_come_again_are_no_activity(proposal):
    found = proposal("Aktivitet|När", "Simskola|Nu", "Aktivitet|När", "Lovfotboll|Sen")
    assert (kinds(found), found.summary) == (["added", "again", "added"], "2 aktiviteter läggs till.")


def test_heading_of_the_plan_is_found_by_its_words_or_number(plan, proposal):
    found = proposal("Insatsområde|Aktivitet", "Skolan|A", "1 Tillgång|B", "Insatsområde 2|C", "|D")
    assert [row.spot.heading for row in found.rows] == ["Skolan", "Tillgång", "Skolan", "Skolan"]


def test_new_headings_are_nested_as_the_columns_are(proposal):
    found = proposal("Mål|Insatsområde|Aktivitet", "Trygghet|Torget|A", "|Parken|B", "Hälsa||C")
    spots = [row.spot for row in found.rows]
    assert [(spot.kind, spot.text, spot.parent and spot.parent.text) for spot in spots] == [
        ("area", "Torget", "Trygghet"),
        ("area", "Parken", "Trygghet"),
        ("goal", "Hälsa", None),
    ]
    assert [each.text for each in found.unknown] == ["Trygghet", "Torget", "Parken", "Hälsa"]


def test_unknown_heading_may_stay_unmade(plan, proposal):
    school = plan.nodes.get(heading="Skolan")
    rows = ("Mål|Aktivitet", "Trygghet|A")
    assert isinstance(proposal(*rows).rows[0].spot, NewHeading)
    assert proposal(*rows, headings={"r2-goal": str(school.pk)}).rows[0].spot == school
    assert proposal(*rows, headings={"r2-goal": "none"}).rows[0].spot is None


def test_headings_are_made_at_most_three_deep(plan, proposal):
    goal = plan.nodes.get(kind="goal")  # on the second level already
    found = proposal("Mål|Insatsområde|Aktivitet", "Nytt|Nyare|A", under=goal.pk)
    spot = found.rows[0].spot
    assert (spot.text, spot.parent.heading) == ("Nyare", "Färre langare")


def test_row_of_its_own_can_be_a_heading(proposal):
    found = proposal("Aktivitet|När|Ansvarig", "Mål 1: Trygga unga||", "Simskola|Nu|Skolan")
    assert (kinds(found), found.rows[1].spot.text) == (["heading", "added"], "Mål 1: Trygga unga")


def test_pasted_over_the_sheet_empty_cells_empty(proposal, tillsyn):
    found = proposal("|Skolan", target=(tillsyn.pk,), shown=("schedule", "partners_text"))
    assert found.mode == FILL
    assert found.rows[0].values == {"schedule": "", "partners_text": "Skolan"}
    assert [cell.old for cell in found.rows[0].cells] == ["Två gånger per år", "Polisen"]


def test_empty_row_in_between_counts_in_the_sheet(plan, proposal):
    first, second, third, _ = plan.activities.all()
    found = proposal("A", "", "C", target=(first.pk, second.pk, third.pk), shown=("arena",))
    assert [(row.activity, row.values) for row in found.rows] == [
        (first, {"arena": "A"}),
        (second, {}),
        (third, {"arena": "C"}),
    ]


def test_rows_beyond_the_sheets_are_new_under_the_same_heading(proposal, tillsyn):
    found = proposal("A|x", "B|y", target=(tillsyn.pk,), shown=("title", "description"))
    assert [(row.kind, row.spot) for row in found.rows][1] == ("added", tillsyn.node)


def test_an_activity_is_never_left_saying_nothing(proposal, tillsyn):
    found = proposal("|\u00a0|Nu", target=(tillsyn.pk,), shown=("title", "description", "schedule"))
    assert (found.rows[0].values, found.rows[0].note) == ({"schedule": "Nu"}, KEPT)


def test_headings_in_what_is_pasted_make_new_rows_of_it(proposal, tillsyn):
    found = proposal("Aktivitet|När", "Simskola|Nu", target=(tillsyn.pk,), shown=("title", "description"))
    assert (found.mode, kinds(found)) == (ADD, ["added"])


def test_rows_of_another_plan_are_not_filled(proposal, tillsyn, anna, lindvalla):
    other = type(tillsyn.plan).created(by=anna, organisation=lindvalla, title="En annan")
    theirs = Activity.add(other, by=anna, title="Deras")
    found = proposal("Nytt", target=(theirs.pk,), shown=("title",))
    assert kinds(found) == ["added"]


def test_what_would_be_written_over_has_a_sign(plan, proposal, tillsyn, anna):
    before = proposal("Aktivitet|När", "Tillsyn|Nu").overwritten
    assert before == proposal("Aktivitet|När", "Tillsyn|Sen").overwritten
    tillsyn.record(by=anna, schedule="Varje vecka")
    assert before != proposal("Aktivitet|När", "Tillsyn|Nu").overwritten


@pytest.fixture
def watch(plan, lindvalla, anna):
    """An activity that names Polisen and is linked to it, and to an actor that it does not name."""
    linked = [Actor.known_as(name, organisation=lindvalla, by=anna) for name in ("Polisen", "Elevhälsan")]
    return Activity.add(plan, by=anna, title="Vandring", partners_text="Polisen och vuxna", partners=linked)


@pytest.mark.parametrize(
    ("text", "names"),
    [("Skolan", ("Polisen",)), ("Polis, skola", ()), ("", ("Elevhälsan", "Polisen"))],
)
def test_actors_that_are_pasted_over_are_told_beforehand(proposal, watch, text, names):
    found = proposal(f"{text}|Nu", target=(watch.pk,), shown=("partners_text", "schedule"))
    assert [cell.lets_go for cell in found.rows[0].cells] == [names, ()]


def test_actors_let_go_are_part_of_what_was_shown(proposal, watch, lindvalla, anna):
    pasted = ("Aktivitet|Samverkan", "Vandring|Skolan")
    before = proposal(*pasted).overwritten
    watch.record(by=anna, partners=[])
    assert before != proposal(*pasted).overwritten


def test_personal_data_is_warned_of_and_stops_nothing(proposal):
    found = proposal("Aktivitet|Ansvarig", "Simskola|Eva, eva.ek@gmail.com")
    assert found.rows[0].cells[1].warning
    assert kinds(found) == ["added"]


def test_reading_makes_no_query(plan, django_assert_num_queries):
    ground = Ground.of(plan)
    rows = read_pasted("Mål\tAktivitet\tStatus\n" + "Nytt\tTillsyn\tklart\n" * 50)
    answers = Answers(under=ground.nodes[0].pk)
    with django_assert_num_queries(0):
        propose(rows, answers, ground)
