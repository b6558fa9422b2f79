"""From a file to a draft plan in the browser's steps: upload, correct, make the plan, place what is left."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from activities.models import PlanSource, UnplacedText
from plans.models import Plan

TABLE = """Insatsområde;Mål;Aktivitet;Beskrivning;Tidplan;Samverkan;Ansvarig;Uppföljning;Nämnd
Skolan;Färre provar narkotika;Föräldramöten;Info om langning;Varje höst;Polisen;Rektor;Antal möten;Barn- och utbildningsnämnden
;;Kamratstödjare;Utbilda elever;Löpande;Elevhälsan;Kurator;Antal elever;
Fritiden;Trygga kvällar;Nattvandring;Vuxna ute på stan;Riskhelger;Föreningar;Samordnaren;Antal kvällar;Kultur- och fritidsnämnden
"""


@pytest.fixture
def client(signed_in, anna):
    return signed_in(anna)


@pytest.fixture
def source(client, lindvalla):
    return upload(client, lindvalla)


def upload(client, owner, content=TABLE, name="plan.csv"):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    response = client.post(reverse("plan-import"), {"organisation": owner.pk, "file": file})
    assert response.status_code == 302, response.context["form"].errors
    return PlanSource.objects.get()


def make(client, source, **answers):
    facts = {"title": "Handlingsplan", "kind": "action_plan", "valid_from": "2026-01-01", "create": "1"}
    client.post(reverse("plan-import-preview", args=[source.pk]), facts | answers)
    return Plan.objects.get()


def test_upload_leads_to_a_preview_and_saves_no_plan(client, source):
    page = client.get(reverse("plan-import-preview", args=[source.pk])).content.decode()
    assert "Vi hittade 3 aktiviteter, 2 mål och 2 insatsområden." in page
    assert Plan.objects.count() == 0


def test_preview_tells_where_each_field_stood(client, source):
    page = client.get(reverse("plan-import-preview", args=[source.pk])).content.decode()
    assert "<li>Ansvarig: " in page


def test_preview_tells_what_looks_like_personal_data_and_where(client, lindvalla):
    file = TABLE.replace("Rektor", "Stina 070-123 45 67").replace("Barn- och utbildningsnämnden", "stina@gmail.com")
    source = upload(client, lindvalla, file)
    told = client.get(reverse("plan-import-preview", args=[source.pk])).context["preview"].personal_data
    assert [(where, sentence.split()[0]) for where, sentence in told] == [
        ("rad 2, kolumn Ansvarig", "070…"),
        ("rad 2, kolumn Nämnd", "…@gmail.com"),
    ]


def test_preview_of_a_usual_file_tells_of_none(client, source):
    page = client.get(reverse("plan-import-preview", args=[source.pk]))
    assert "personuppgifter" not in page.content.decode()


def test_making_the_plan_stores_all_of_it(client, source, anna):
    plan = make(client, source)
    assert (plan.title, plan.kind, plan.valid_from, plan.state) == (
        "Handlingsplan",
        "action_plan",
        date(2026, 1, 1),
        "draft",
    )
    assert [(node.kind, node.heading, node.parent and node.parent.heading) for node in plan.nodes.all()] == [
        ("area", "Skolan", None),
        ("goal", "Färre provar narkotika", "Skolan"),
        ("area", "Fritiden", None),
        ("goal", "Trygga kvällar", "Fritiden"),
    ]
    assert [(row.title, row.schedule, row.node.heading) for row in plan.activities.all()] == [
        ("Föräldramöten", "Varje höst", "Färre provar narkotika"),
        ("Kamratstödjare", "Löpande", "Färre provar narkotika"),
        ("Nattvandring", "Riskhelger", "Trygga kvällar"),
    ]
    assert plan.activities.first().history.get().history_user == anna


def test_column_that_is_none_of_ours_becomes_the_plans_own(client, source):
    plan = make(client, source)
    column = plan.columns.get()
    assert (column.name, plan.activities.first().extra) == ("Nämnd", {str(column.pk): "Barn- och utbildningsnämnden"})


def test_correcting_a_column_reads_the_file_again(client, source):
    page = client.get(reverse("plan-import-preview", args=[source.pk]))
    table = page.context["preview"].imported.tables[0]
    column = next(column.index for column in table.columns if column.heading == "Nämnd")
    client.post(reverse("plan-import-preview", args=[source.pk]), {f"kolumn:{table.id}:{column}": "place", "read": "1"})
    source.refresh_from_db()
    assert source.corrections["columns"] == {table.id: {str(column): "place"}}
    plan = make(client, source)
    assert (plan.columns.count(), plan.activities.first().place) == (0, "Barn- och utbildningsnämnden")


def test_column_that_shall_not_come_along_is_kept_as_unplaced(client, source):
    page = client.get(reverse("plan-import-preview", args=[source.pk]))
    table = page.context["preview"].imported.tables[0]
    column = next(column.index for column in table.columns if column.heading == "Nämnd")
    plan = make(client, source, **{f"kolumn:{table.id}:{column}": "ignore"})
    assert "Kultur- och fritidsnämnden" in [text.text for text in plan.unplaced_texts.all()]


def test_source_file_stays_with_the_plan_as_it_came(client, source):
    plan = make(client, source)
    response = client.get(reverse("plan-source", args=[plan.pk, source.pk]))
    assert b"".join(response.streaming_content) == TABLE.encode()
    assert response["Content-Disposition"] == 'attachment; filename="plan.csv"'


def test_plan_can_be_made_of_a_file_only_once(client, source):
    make(client, source)
    assert client.get(reverse("plan-import-preview", args=[source.pk])).status_code in (403, 404)


def test_file_that_can_no_longer_be_read_is_told_of(client, source):
    PlanSource.objects.update(name="plan.exe")
    page = client.get(reverse("plan-import-preview", args=[source.pk]), follow=True).content.decode()
    assert "Filen kan inte läsas in." in page


def test_wrong_period_makes_no_plan_and_keeps_the_answers(client, source):
    data = {
        "title": "Plan",
        "kind": "action_plan",
        "valid_from": "2027-01-01",
        "valid_until": "2026-01-01",
        "create": "1",
    }
    response = client.post(reverse("plan-import-preview", args=[source.pk]), data)
    assert (response.status_code, Plan.objects.count()) == (422, 0)


def test_discarded_file_is_gone(client, source, django_capture_on_commit_callbacks):
    stored = source.file.path
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("plan-import-discard", args=[source.pk]))
    assert PlanSource.objects.count() == 0
    with pytest.raises(FileNotFoundError):
        open(stored).close()


def test_file_that_somebody_makes_a_plan_of_meanwhile_is_not_discarded(client, source):
    waiting = PlanSource.objects.get()
    plan = make(client, source)
    assert waiting.discard() is False
    assert (plan.sources.get(), source.content()) == (source, TABLE.encode())


def test_corrections_of_a_file_that_is_discarded_meanwhile_are_let_go(source):
    waiting = PlanSource.objects.get()
    assert source.discard()
    waiting.correct({"columns": {}})
    assert not PlanSource.objects.exists()


def test_pasted_table_is_read(client, lindvalla):
    pasted = "Aktivitet\tNär\tAnsvarig\nTillsyn\tVarje höst\tTobakshandläggaren\n"
    response = client.post(reverse("plan-import"), {"organisation": lindvalla.pk, "text": pasted})
    assert "Vi hittade 1 aktivitet." in client.get(response.url).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.docx", b"PK\x03\x04skadad", ""),
        ("plan.pdf", b"%PDF-1.7", "Word"),
        ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
        ("plan.csv", b"", "tom"),
    ],
)
def test_file_that_cannot_be_read_is_refused_beside_the_field(client, lindvalla, name, content, words):
    data = {"organisation": lindvalla.pk, "file": SimpleUploadedFile(name, content)}
    response = client.post(reverse("plan-import"), data)
    said = " ".join(response.context["form"].errors["file"])
    assert (response.status_code, PlanSource.objects.count()) == (422, 0)
    assert words in said
    assert said.endswith(".")


def test_neither_file_nor_text_is_refused(client, lindvalla):
    response = client.post(reverse("plan-import"), {"organisation": lindvalla.pk})
    assert response.context["form"].errors["file"] == ["Välj en fil eller klistra in text."]


def test_somebody_elses_organisation_cannot_be_chosen(client, havsby):
    data = {"organisation": havsby.pk, "text": "Aktivitet\tNär\nA\tB"}
    assert client.post(reverse("plan-import"), data).status_code == 422


@pytest.mark.parametrize("outcome", ["placed", "dismissed"])
def test_settling_a_text_without_place_and_undoing_it(client, everything, anna, outcome):
    url = reverse("plan-unplaced-settle", args=[everything.draft.pk, everything.unplaced.pk])
    client.post(url, {"outcome": outcome})
    text = UnplacedText.objects.get()
    assert (text.outcome, text.settled_by) == (outcome, anna)
    client.post(url, {"outcome": ""})
    text.refresh_from_db()
    assert (text.outcome, text.settled_at, text.settled_by) == ("", None, None)


@pytest.mark.parametrize(
    ("place", "rows", "field"),
    [
        ("activity", "activities", "description"),
        ("text", "texts", "text"),
        ("tip", "tips", "text"),
        ("goal", "nodes", "heading"),
        ("area", "nodes", "heading"),
    ],
)
def test_text_without_place_becomes_a_row_and_is_settled(client, everything, place, rows, field):
    plan = everything.draft
    response = client.post(reverse("plan-unplaced-settle", args=[plan.pk, everything.unplaced.pk]), {"outcome": place})
    made = getattr(plan, rows).order_by("pk").last()
    assert (getattr(made, field), UnplacedText.objects.get().outcome) == (everything.unplaced.text, "placed")
    page = client.get(response.url)
    assert (page.status_code, f"/{made.pk}/?next=" in response.url) == (200, True)


def test_text_pressed_twice_is_put_into_the_plan_once(client, everything):
    page = reverse("plan-unplaced-settle", args=[everything.draft.pk, everything.unplaced.pk])
    client.post(page, {"outcome": "tip"})
    response = client.post(page, {"outcome": "tip"})
    assert response.url == reverse("plan-unplaced", args=[everything.draft.pk])
    assert everything.draft.tips.filter(text=everything.unplaced.text).count() == 1


def test_unknown_outcome_changes_nothing(client, everything):
    url = reverse("plan-unplaced-settle", args=[everything.draft.pk, everything.unplaced.pk])
    assert client.post(url, {"outcome": "raderad"}).status_code == 400
    assert UnplacedText.objects.get().outcome == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_unplaced_asks_the_same_however_long(client, everything, anna, django_assert_num_queries, rows):
    plan, source = everything.draft, everything.unplaced.source
    for number in range(rows):
        UnplacedText.objects.create(plan=plan, source=source, text=f"Text {number}").settle("dismissed", by=anna)
    with django_assert_num_queries(5):  # session, user with roles, plan, texts, sources
        assert client.get(reverse("plan-unplaced", args=[plan.pk])).status_code == 200
