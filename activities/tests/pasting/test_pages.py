"""Pasting in the browser's steps: the text, the preview, and the change with its undo."""

import pytest
from django.urls import reverse
from lxml import html

from activities.models import Activity, BulkChange
from organisations.models import Actor
from plans.models import Node

TABLE = "Aktivitet\tNär\tAnsvarig\tStatus\nLovfotboll\tmars 2026\tFritidsgården\tPågår\nDrogfri skola\tv. 12\tRektor\tKlart\n"


@pytest.fixture
def client(signed_in, anna):
    return signed_in(anna)


@pytest.fixture
def url(plan):
    return reverse("plan-paste", args=[plan.pk])


@pytest.fixture
def paste(client, url):
    """Posts the text, and what else the form holds; the response."""
    return lambda text=TABLE, **fields: client.post(url, {"text": text} | fields)


@pytest.fixture
def put_in(paste):
    """Takes the preview as it came and puts it in the plan, with these answers changed."""

    def press(text=TABLE, first=None, **answers):
        page = html.fromstring(paste(text, **(first or {})).content)
        form = next(form for form in page.forms if form.xpath(".//input[@name='seen']"))
        return paste(**(dict(form.form_values()) | {"apply": "1"} | answers))

    return press


def present(plan):
    return list(Activity.objects.filter(plan=plan).present().values_list("title", flat=True))


def many(count):
    """Rows of twelve columns."""
    headings = (
        "Nr\tAktivitet\tVad\tNär\tSamverkan\tAnsvarig\tUppföljning\tMålgrupp\tStatus\tANDTS\tKostnad\tKommentar\n"
    )
    row = "\tInsats {}\tSå här\tmars 2026\tSkolan\tRektor\tAntal\tUnga\tPågår\tANDT\t{} kr\tSe bilagan\n"
    return headings + "".join(f"7.{n}" + row.format(n, n) for n in range(count))


def test_the_form_asks_for_the_text_and_where_it_goes(client, url, plan):
    school = plan.nodes.get(heading="Skolan")
    page = client.get(url, {"under": school.pk})
    assert page.context["form"]["under"].value() == str(school.pk)
    assert "Klistra in från Excel eller Word" in page.content.decode()


def test_nothing_pasted_is_refused_in_words(paste, plan):
    response = paste("  \n")
    assert response.status_code == 422
    assert "Klistra in minst en rad från Excel eller Word." in response.content.decode()


def test_too_many_rows_are_refused_and_the_text_stays(paste):
    response = paste("A\n" * 1_001)
    assert response.status_code == 422
    assert "A\nA\n" in response.content.decode()


def test_preview_changes_nothing(paste, plan):
    before = present(plan)
    page = paste().content.decode()
    assert "2 aktiviteter läggs till. 1 cell passar inte." in page
    assert "Läses som vecka 12" in page
    assert present(plan) == before


def test_preview_asks_what_each_column_is(paste):
    page = html.fromstring(paste("Aktivitet\tNär\tVilka nås\nA\tB\tC").content)
    asked = page.xpath("//select[@aria-label='Vad kolumnen Vilka nås är']/option[@selected]/text()")
    assert asked == ["Ny egen kolumn"]


def test_hostile_text_is_shown_as_text(paste):
    page = paste("<script>alert(1)</script>\t{{ 7*7 }}\n=1+1\t&lt;b&gt;").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&amp;lt;b&amp;gt;" in page


def test_putting_it_in_leads_to_the_first_row(put_in, plan):
    before = len(present(plan))
    response = put_in()
    first = Activity.objects.get(title="Lovfotboll")
    assert response.url == f"{plan.get_absolute_url()}#aktivitet-{first.pk}"
    assert (first.schedule, first.responsible_text, first.status) == ("mars 2026", "Fritidsgården", "ongoing")
    assert len(present(plan)) == before + 2


def test_answers_of_the_preview_count(put_in):
    put_in(**{"kolumn-1": "place", "rad-r3": "ignore"})
    assert Activity.objects.get(title="Lovfotboll").place == "mars 2026"
    assert not Activity.objects.filter(title="Drogfri skola")


def test_what_did_not_fit_is_in_the_plans_own_column(put_in, plan):
    put_in()
    column = plan.columns.get(name="Status (övrigt)")
    assert Activity.objects.get(title="Drogfri skola").extra == {str(column.pk): "Klart"}


def test_rows_go_under_the_chosen_heading_in_their_order(put_in, plan):
    school = plan.nodes.get(heading="Skolan")
    put_in(first={"under": school.pk})
    assert [activity.title for activity in school.activities.all()][1:] == ["Lovfotboll", "Drogfri skola"]


def test_new_headings_are_made_with_their_history(put_in, plan, anna):
    put_in("Mål\tAktivitet\nMål 7: Trygga kvällar\tNattkafé\n")
    node = Node.objects.get(heading="Trygga kvällar")
    assert (node.number, node.label, node.kind, node.history.get().history_user) == ("7", "Mål", "goal", anna)
    assert Activity.objects.get(title="Nattkafé").node == node


def test_one_history_row_each_and_one_change(put_in, anna):
    put_in()
    change = BulkChange.objects.get()
    assert (change.what, change.by) == ("Klistrade in 2 aktiviteter", anna)
    assert [each.history.get().history_user for each in Activity.objects.filter(pk__in=change.after)] == [anna, anna]


def test_one_undo_takes_all_of_it_back(put_in, client, plan):
    before = present(plan)
    put_in(TABLE + "Tillsyn\tVarje vecka\t\t\n")
    change = BulkChange.objects.get()
    assert change.what == "Klistrade in 2 aktiviteter och ändrade 1"
    client.post(reverse("bulk-undo", args=[plan.pk, change.pk]))
    assert present(plan) == before
    assert Activity.objects.get(number="1.1").schedule == "Två gånger per år"


def test_known_activity_keeps_what_the_paste_does_not_say(put_in, plan):
    put_in("Aktivitet\tNär\nTillsyn\tVarje vecka\n")
    activity = Activity.objects.get(number="1.1")
    column = plan.columns.get()
    assert (activity.schedule, activity.follow_up, activity.extra) == (
        "Varje vecka",
        "Antal besök",
        {str(column.pk): "40 000 kr"},
    )


def test_own_columns_are_filled_beside_what_stands_in_others(put_in, plan):
    put_in("Aktivitet\tNär\tNytt\nTillsyn\t\tText\n")
    assert sorted(Activity.objects.get(number="1.1").extra.values()) == ["40 000 kr", "Text"]


def test_what_was_changed_meanwhile_is_shown_before_it_is_written_over(paste, put_in, plan, anna):
    response = put_in("Aktivitet\tNär\nTillsyn\tVarje vecka\n", seen="som det var i går")
    assert response.status_code == 200
    assert "Det som skulle skrivas över har ändrats." in response.content.decode()
    assert (BulkChange.objects.count(), Activity.objects.get(number="1.1").schedule) == (0, "Två gånger per år")


def test_preview_names_the_actors_that_are_let_go(paste, plan, lindvalla, anna):
    police = Actor.known_as("Polisen", organisation=lindvalla, by=anna)
    Activity.objects.get(number="1.1").record(by=anna, partners=[police])
    assert "Inte längre kopplad: Polisen" in paste("Aktivitet\tSamverkan\nTillsyn\tSkolan\n").content.decode()


def test_nothing_to_do_makes_no_change(put_in):
    response = put_in("Aktivitet\tNummer\nTillsyn\t1.1\n")
    assert (response.status_code, BulkChange.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    ("who", "status"), [("bo", 403), ("carl", 403), ("adam", 403), ("rut", 403), ("lena", 404), ("cecilia", 404)]
)
def test_others_can_neither_look_nor_put_in(request, signed_in, url, plan, who, status):
    client = signed_in(request.getfixturevalue(who))
    before = present(plan)
    for fields in ({}, {"apply": "1", "seen": ""}):
        assert client.post(url, {"text": TABLE} | fields).status_code == status
    assert present(plan) == before


def test_adopted_plan_takes_no_rows(paste, adopted):
    assert paste(apply="1").status_code == 403


def test_heading_of_another_plan_is_refused(paste, plan, anna):
    other = type(plan).created(by=anna, organisation=plan.organisation, title="En annan")
    theirs = Node.created(by=anna, plan=other, kind="area", heading="Deras")
    assert paste(under=theirs.pk).status_code == 422


@pytest.mark.parametrize("count", [20, 200])
def test_preview_takes_the_same_few_queries_for_many_rows(paste, plan, django_assert_max_num_queries, count):
    with django_assert_max_num_queries(14):
        assert paste(many(count)).context["proposal"].summary == f"{count} aktiviteter läggs till."


def test_two_hundred_rows_of_twelve_columns_take_few_statements(paste, plan, django_assert_max_num_queries):
    paste()
    seen = paste(many(200)).context["proposal"].overwritten
    with django_assert_max_num_queries(40):
        response = paste(many(200), apply="1", seen=seen)
    assert response.status_code == 302
    assert Activity.objects.filter(plan=plan, number__startswith="7.").count() == 200
