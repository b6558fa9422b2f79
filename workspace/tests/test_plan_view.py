"""How somebody sees a plan: the columns they chose, what they narrowed it to, and the same as Excel."""

from io import BytesIO
from urllib.parse import urlencode

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from activities.filtering import CHOSEN, NAMED
from activities.models import Activity
from activities.snapshot import frozen_content
from organisations.models import Actor
from plans.models import HeaderLine, Node, Plan, PlanColumn, PlanText, Tip

NARROWINGS = [
    "",
    "q=polis",
    "q=skola&saknar=ansvarig",
    "ansvarig=Polisen",
    "status=done",
    "status=utan&andts=A",
    "saknar=ansvarig",
    "saknar=nar&q=finns+inte",
    "status=hittepå",
]


@pytest.fixture
def large(lindvalla, anna):
    """Thirty activities under three headings, one after the other in each way they can differ."""
    plan = Plan.created(by=anna, organisation=lindvalla, title="Plan")
    PlanText.created(by=anna, plan=plan, heading="Bakgrund", text="Så kom planen till.")
    nodes = [Node.created(by=anna, plan=plan, kind="area", heading=f"Område {n}", order=n) for n in range(3)]
    column = PlanColumn.created(by=anna, plan=plan, name="Nämnd")
    Tip.created(by=anna, plan=plan, node=nodes[0], text="Bjud in")
    Activity.objects.bulk_create(
        Activity(
            plan=plan,
            node=nodes[n % 3],
            order=n,
            title=f"Aktivitet {n}",
            description="På skolan" if n % 4 else "På torget",
            responsible_text=["Polisen", "Rektorn", ""][n % 3],
            schedule="Löpande" if n % 2 else "",
            status=["", "done", "ongoing"][n % 3],
            substances=["A", "", "AT"][n % 3],
            target_group="unga" if n % 5 == 0 else "",
            extra={str(column.pk): "Socialnämnden"} if n % 6 == 0 else {},
        )
        for n in range(30)
    )
    police = Actor.known_as("Polisen", organisation=lindvalla, by=anna)
    plan.activities.get(title="Aktivitet 2").record(by=anna, responsible=[police])
    return plan


def page_of(client, plan, query=""):
    response = client.get(f"{plan.get_absolute_url()}?{query}")
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def headings(page):
    """Of the first table, in words alone."""
    row = page.xpath("//table[contains(@class, 'is-plan')][1]/thead/tr")[0]
    return [cell.text for cell in row if cell.get("data-field")]


def titles(page):
    return [cell.text_content() for cell in page.xpath("//table[contains(@class, 'is-plan')]/tbody/tr/th")]


def words(page, css):
    return [" ".join(each.text_content().split()) for each in page.cssselect(css)]


def excel_of(client, plan, query):
    response = client.get(f"{reverse('plan-excel', args=[plan.pk])}?{query}")
    assert response.status_code == 200
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response)))["Aktiviteter"]
    heading, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def choose(client, plan, shown):
    """The page's own form, sent with these columns; where it leads."""
    form = page_of(client, plan).cssselect("form[data-columns]")[0]
    sent = {"name": "plan.columns", "offered": [each.get("value") for each in form.cssselect("[name=offered]")]}
    return client.post(form.get("action"), sent | {"value": shown})


# --- Columns


def test_form_of_columns_shows_and_hides(signed_in, anna, large):
    client = signed_in(anna)
    assert headings(page_of(client, large)) == [
        *("Aktivitet", "Vad", "När", "Samverkan", "Ansvarig", "Uppföljning", "Nämnd ")
    ]
    response = choose(client, large, ["schedule", "status"])
    assert response.url == f"{large.get_absolute_url()}"
    assert headings(page_of(client, large)) == ["Aktivitet", "Vad", "När", "Status"]


def test_choice_is_remembered_when_one_signs_in_again(signed_in, anna, large):
    choose(signed_in(anna), large, ["status"])
    assert headings(page_of(signed_in(anna), large)) == ["Aktivitet", "Vad", "Status"]


def test_choice_holds_for_other_plans_and_for_nobody_else(signed_in, anna, lena, large, everything):
    choose(signed_in(anna), large, ["status"])
    assert headings(page_of(signed_in(anna), everything.draft)) == ["Aktivitet", "Vad", "Status"]
    assert headings(page_of(signed_in(lena), everything.adopted)) == [
        *("Aktivitet", "Vad", "När", "Samverkan", "Ansvarig", "Uppföljning")
    ]


def test_columns_as_from_the_start(signed_in, anna, large):
    client = signed_in(anna)
    choose(client, large, ["status"])
    client.post(reverse("preferences"), {"name": "plan.columns", "reset": "1"})
    assert len(headings(page_of(client, large))) == 7


@pytest.mark.parametrize("role", ["anna", "bo", "lena", "rut", "adam"])
def test_whoever_reads_chooses_columns(request, signed_in, everything, role):
    client = signed_in(request.getfixturevalue(role))
    choose(client, everything.adopted, ["status", "responsible_text"])
    assert headings(page_of(client, everything.adopted)) == ["Aktivitet", "Vad", "Ansvarig", "Status"]


def test_one_comes_back_to_what_one_had_narrowed(signed_in, anna, large):
    client = signed_in(anna)
    form = page_of(client, large, "q=skolan&status=done").cssselect("form[data-columns]")[0]
    sent = {"name": "plan.columns", "offered": "status", "value": "status"}
    assert client.post(form.get("action"), sent).url == f"{large.get_absolute_url()}?q=skolan&status=done"


def test_what_has_a_column_is_not_said_under_vad_too(signed_in, anna, large):
    client = signed_in(anna)
    assert "Målgrupp: unga" in " ".join(words(page_of(client, large), ".facts-line"))
    choose(client, large, ["target_group"])
    assert "unga" not in " ".join(words(page_of(client, large), ".facts-line"))


def test_status_is_shown_as_component(signed_in, anna, large):
    client = signed_in(anna)
    choose(client, large, ["status"])
    assert len(page_of(client, large).cssselect("td[data-label=Status] .status-done svg")) == 10


def test_sheet_gets_the_choices_of_the_columns_shown(signed_in, anna, bo, large):
    client = signed_in(anna)
    choose(client, large, ["status", "substances"])
    page = page_of(client, large)
    assert [each.get("data-choices") for each in page.cssselect("template[data-choices]")] == ["substances", "status"]
    assert len(page.cssselect("template[data-shown]")) == 6


def test_reader_without_titles_gets_no_empty_column(signed_in, bo, anna, large):
    large.activities.update(title="", description="Bara vad")
    large.adopt(content=frozen_content, decisions=[{"body": "KS", "date": "2026-03-02"}], by=anna)
    assert headings(page_of(signed_in(bo), large))[0] == "Vad"


# --- Filter


def test_narrowed_page_says_how_much_is_shown(signed_in, anna, large):
    page = page_of(signed_in(anna), large, "status=done")
    assert words(page, "[data-count]") == ["10 av 30 aktiviteter visas."]
    assert page.cssselect("[data-clear]")[0].get("href") == large.get_absolute_url()


def test_whole_page_says_nothing_of_it(signed_in, anna, large):
    assert words(page_of(signed_in(anna), large), ".sheet-count") == []


def test_narrowed_page_leaves_out_headings_texts_and_tips(signed_in, anna, large):
    page = page_of(signed_in(anna), large, "status=done")
    assert [text for text in words(page, ".sheet-heading") if "Område" in text] == [
        "InsatsområdeOmråde 1 Ändra rubriken Område 1"
    ]
    assert (words(page, ".sheet-prose"), words(page, ".tips")) == ([], [])


def test_outline_counts_what_is_shown(signed_in, anna, large):
    assert words(page_of(signed_in(anna), large, "q=torget"), ".outline .count") == [
        "3",
        "3",
        "2",
    ]  # 0 12 24, 4 16 28, 8 20


def test_nothing_found_says_what_to_do(signed_in, anna, large):
    page = page_of(signed_in(anna), large, "q=finnsinte")
    assert "Inga aktiviteter passar det du har valt" in words(page, ".empty")[0]
    assert words(page, "[data-count]") == ["0 av 30 aktiviteter visas."]


def test_form_keeps_what_was_asked(signed_in, anna, large):
    page = page_of(signed_in(anna), large, "q=skolan&ansvarig=Polisen")
    assert page.cssselect("#filter-q")[0].value == "skolan"
    assert page.cssselect("#filter-ansvarig")[0].value == "Polisen"
    assert page.cssselect("form[data-filter] details")[0].get("open") is not None


def test_what_cannot_be_asked_is_told_in_a_sentence(signed_in, anna, large):
    page = page_of(signed_in(anna), large, "status=klar&rubrik=abc")
    assert words(page, ".sheet-count") == [
        "Det här går inte att välja i den här planen och används inte: Status, Under rubrik."
    ]
    assert len(titles(page)) == 30


@pytest.mark.parametrize(
    "query",
    [
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
        "q=" + "x" * 5000,
        "ansvarig=%22%3E%3Cimg+src=x%3E",
        "rubrik=" + "9" * 4000,
        "status[]=done&status=&q=&q=",
        "kolumner=alla&sida=-1",
        "q=%F0%9F%98%80%E2%80%AE",
    ],
)
def test_hostile_questions_are_answered(signed_in, anna, large, query):
    page = page_of(signed_in(anna), large, query)
    assert page.xpath("//img[@src='x']|//script[contains(text(), 'alert')]") == []
    excel_of(signed_in(anna), large, query)


def test_empty_plan_offers_nothing_to_narrow(signed_in, anna, lindvalla):
    page = page_of(signed_in(anna), Plan.created(by=anna, organisation=lindvalla, title="Tom"))
    assert (page.cssselect(".sheet-tools"), len(page.cssselect(".empty"))) == ([], 1)


# --- Excel


@pytest.mark.parametrize("query", NARROWINGS)
def test_page_and_excel_show_the_same_rows_in_the_same_order(signed_in, anna, large, query):
    client = signed_in(anna)
    found = excel_of(client, large, f"{query}&kolumner=visade")
    assert [row.get("Aktivitet") for row in found] == titles(page_of(client, large, query))


def test_page_and_excel_agree_on_every_list_to_choose_from(signed_in, anna, large):
    client = signed_in(anna)
    classified = {"arena": "Skolan", "place": "Torget", "level": "universal", "strategy": "demand"}
    large.activities.filter(order__lt=9).update(**classified, orientation="preventive")
    lists = page_of(client, large).cssselect("[data-filter] select")
    asked = {each.get("name"): each.cssselect("option")[1].get("value") for each in lists}
    queries = [urlencode({name: value}) for name, value in asked.items()]
    on_page = [titles(page_of(client, large, query)) for query in queries]
    in_excel = [
        [row.get("Aktivitet") for row in excel_of(client, large, f"{query}&kolumner=visade")] for query in queries
    ]
    assert in_excel == on_page
    assert set(asked) == {*NAMED, *CHOSEN, "saknar", "rubrik", "andts"}


def test_excel_has_the_columns_of_the_page(signed_in, anna, large):
    client = signed_in(anna)
    choose(client, large, ["status", "responsible_text"])
    row = excel_of(client, large, "q=Aktivitet&kolumner=visade")[0]
    assert list(row) == ["Insatsområde", "Mål", "Aktivitet", "Vad", "Ansvarig", "Status", "Övriga uppgifter"]


def test_excel_of_what_i_see_is_offered_with_the_question(signed_in, anna, large):
    page = page_of(signed_in(anna), large, "q=skolan&status=done")
    link = page.cssselect("a[data-excel]")[0]
    assert link.get("href") == f"/planer/{large.pk}/excel/?q=skolan&status=done&kolumner=visade"


def test_excel_of_a_question_alone_has_every_column(signed_in, anna, large):
    client = signed_in(anna)
    choose(client, large, [])
    row = excel_of(client, large, "status=done")[0]
    assert {"När", "Ansvarig", "Status", "Kostnad", "Nämnd"} <= set(row)
    assert "Övriga uppgifter" not in row


def test_excel_of_the_whole_plan_is_as_it_was(signed_in, anna, large):
    client = signed_in(anna)
    assert len(excel_of(client, large, "")) == len(excel_of(client, large, "okand=1")) == 30
    assert "Preventionsnivå" in excel_of(client, large, "")[0]


def test_excel_names_whom_nobody_wrote(signed_in, anna, large):
    rows = excel_of(signed_in(anna), large, "ansvarig=Polisen&kolumner=visade")
    assert {row["Aktivitet"]: row["Ansvarig"] for row in rows}["Aktivitet 2"] == "Polisen"


def test_excel_of_nothing_has_its_headings(signed_in, anna, large):
    assert excel_of(signed_in(anna), large, "q=finnsinte&kolumner=visade") == []


def test_excel_of_a_part_is_called_so(signed_in, anna, large):
    response = signed_in(anna).get(f"{reverse('plan-excel', args=[large.pk])}?q=skolan")
    b"".join(response)
    assert "urval" in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("role", "status"), [("anna", 200), ("bo", 403), ("carl", 403), ("lena", 404), ("rut", 403), ("cecilia", 404)]
)
def test_narrowing_opens_no_draft(request, signed_in, large, role, status):
    client = signed_in(request.getfixturevalue(role))
    found = {client.get(f"{address}?q=skolan&kolumner=visade").status_code for address in addresses(large)}
    assert found == {status}


def addresses(plan):
    return plan.get_absolute_url(), reverse("plan-excel", args=[plan.pk])


# --- Cost


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        b"".join(response)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize("copies", [2, 10])
def test_filter_and_columns_cost_no_queries(signed_in, anna, large, copies):
    """60 and 300 activities: as without (workspace/tests/test_plan_page.py) and the own columns, less the plan's texts."""
    rows = list(large.activities.all())
    Activity.objects.bulk_create(
        Activity(plan=large, node=row.node, title=row.title, order=n) for n in range(copies - 1) for row in rows
    )
    client = signed_in(anna)
    choose(client, large, ["status", "target_group", "substances", "level"])
    asked = "q=skolan&ansvarig=Polisen&saknar=nar&status=utan"
    assert queries(client, f"{large.get_absolute_url()}?{asked}") == 7
    excel = reverse("plan-excel", args=[large.pk])
    assert queries(client, f"{excel}?{asked}&kolumner=visade") <= 10
    HeaderLine.created(by=anna, plan=large, label="Giltig", text="2026")
    assert queries(client, f"{large.get_absolute_url()}?{asked}") == 8


# --- Changes from a narrowed page


@pytest.mark.parametrize("name", ["activity-up", "activity-delete", "activity-copy"])
def test_change_leads_back_to_what_one_had_narrowed(signed_in, anna, large, name):
    row = large.activities.get(title="Aktivitet 4")
    page = f"http://testserver{large.get_absolute_url()}?q=torget&status=done"
    response = signed_in(anna).post(reverse(name, args=[large.pk, row.pk]), headers={"Referer": page})
    assert response.url.startswith(f"{large.get_absolute_url()}?q=torget&status=done")
