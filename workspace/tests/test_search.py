"""What the search finds, on whichever database the tests run: the same examples as the rules themselves are held to."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.urls import reverse

from activities.models import Activity
from activities.snapshot import frozen_content
from andts.lib.searched import MOST_FOUND
from andts.lib.searching import terms
from andts.tests.everything import made_report
from andts.tests.searching_examples import EXAMPLES, HOSTILE, MISSPELT
from organisations.models import Actor
from plans.models import Node, Plan, PlanColumn, PlanText, Tip
from reports.models import Report
from workspace.search.hits import report_hit
from workspace.search.results import KINDS, find
from workspace.search.spelling import meant


@pytest.fixture
def draft(lindvalla, anna):
    return Plan.created(by=anna, organisation=lindvalla, title="Planen", valid_from=date(2026, 1, 1))


@pytest.fixture
def searched(signed_in, anna):
    """What Anna's search page knows."""
    client = signed_in(anna)
    return lambda query, **more: client.get(reverse("search"), {"q": query, **more}).context


def counts(user, query):
    return {found.kind.slug: found.count for found in find(user, terms(query)) if found.count}


def hits(user, query, slug):
    return next(found.first for found in find(user, terms(query)) if found.kind.slug == slug)


def read(pieces):
    return "".join(piece.text for piece in pieces)


def marks(pieces):
    return [piece.text for piece in pieces if piece.is_hit]


def decide(plan, by):
    plan.adopt(content=frozen_content, decisions=[{"body": "Nämnden", "date": date(2026, 3, 2)}], by=by)


# --- The rules hold in the database


@pytest.mark.parametrize(("text", "query", "expected"), EXAMPLES)
def test_example_holds_in_the_database(draft, anna, text, query, expected):
    Activity.add(draft, by=anna, title="Ärende", description=text)
    assert counts(anna, query).get("aktiviteter", 0) == expected


@pytest.mark.parametrize(("word", "text", "expected"), MISSPELT)
def test_misspelt_word_is_answered_with_the_one_meant(draft, anna, word, text, expected):
    Activity.add(draft, by=anna, title="Ärende", description=text)
    assert meant(anna, terms(word)) == [expected]


def test_misspelt_word_keeps_the_others(draft, anna):
    Activity.add(draft, by=anna, title="Kurator", description="Elevhälsan i varje skola")
    assert meant(anna, terms("skola elvhälsan")) == ["skola elevhälsan"]


def test_nothing_is_meant_when_no_word_is_near(draft, anna):
    Activity.add(draft, by=anna, title="Kurator")
    assert meant(anna, terms("kurator xyzzyx")) == []


def test_words_may_stand_in_different_fields(draft, anna):
    Activity.add(draft, by=anna, title="Föräldramöte", responsible_text="Rektor")
    assert counts(anna, "föräldrar rektor") == {"aktiviteter": 1}


def test_words_in_different_rows_are_not_together(draft, anna):
    Activity.add(draft, by=anna, title="Föräldramöte")
    Activity.add(draft, by=anna, title="Tillsyn", responsible_text="Rektor")
    assert counts(anna, "föräldramöte rektor") == {}


# --- Where it looks


@pytest.mark.parametrize("field", [*Activity.TEXTS, "number", "target_group", "arena", "place", "cost"])
def test_every_text_of_an_activity_is_searched(draft, anna, field):
    Activity.add(draft, by=anna, **{"title": "Ärende"} | {field: "Blåsippan"})
    assert counts(anna, "blåsippa") == {"aktiviteter": 1}


@pytest.mark.parametrize(
    ("values", "query"),
    [
        ({"status": "delayed"}, "försenad"),
        ({"level": "universal"}, "universell"),
        ({"strategy": "supply"}, "minska tillgång"),
        ({"orientation": "interventive"}, "interventiv"),
        ({"substances": "AT"}, "tobak"),
        ({"substances": "AS"}, "spel om pengar"),
    ],
)
def test_classification_is_searched_in_the_words_of_the_page(draft, anna, values, query):
    Activity.add(draft, by=anna, title="Ärende", **values)
    assert counts(anna, query) == {"aktiviteter": 1}
    assert counts(anna, "dopning") == {}


def test_own_column_is_searched_by_its_text_and_not_its_number(draft, anna):
    column = PlanColumn.created(by=anna, plan=draft, name="Budget")
    Activity.add(draft, by=anna, title="Ärende", extra={str(column.pk): 'Rad\nBlåsippa "hel" kr'})
    (hit,) = hits(anna, "blåsippa hel", "aktiviteter")
    assert [(passage.label, marks(passage.pieces)) for passage in hit.passages] == [("Budget", ["Blåsippa", "hel"])]
    assert counts(anna, str(column.pk)) == {}


def test_removed_activity_is_not_found(draft, anna):
    Activity.add(draft, by=anna, title="Blåsippa").remove(by=anna)
    assert counts(anna, "blåsippa") == {}


@pytest.mark.parametrize("field", ["title", "subtitle", "place", "registry_number", "document_owner", "applies_to"])
def test_plan_is_found_by_what_it_says_of_itself(lindvalla, anna, field):
    Plan.created(by=anna, organisation=lindvalla, **{"title": "Planen"} | {field: "Blåsippan"})
    assert counts(anna, "blåsippa") == {"planer": 1}


def test_plan_is_found_by_its_kind_and_whose_it_is(lindvalla, anna):
    Plan.created(by=anna, organisation=lindvalla, title="ANDTS", kind="programme")
    assert counts(anna, "program lindvalla") == {"planer": 1}


def test_headings_texts_and_tips_lead_to_their_place(draft, anna):
    node = Node.created(by=anna, plan=draft, kind="area", number="1", heading="Blåsippan")
    text = PlanText.created(by=anna, plan=draft, heading="Bakgrund", text="Om blåsippor")
    tip = Tip.created(by=anna, plan=draft, text="Plocka inte blåsippor")
    found = hits(anna, "blåsippa", "texter")
    places = [f"rubrik-{node.pk}", f"text-{text.pk}", f"tips-{tip.pk}"]
    assert [hit.url for hit in found] == [f"/planer/{draft.pk}/#{place}" for place in places]
    assert [(read(hit.title), hit.kind) for hit in found] == [
        ("1 Blåsippan", "Insatsområde"),
        ("Bakgrund", "Text"),
        ("Plocka inte blåsippor", "Tips"),
    ]


def test_activity_leads_to_its_row(draft, anna):
    activity = Activity.add(draft, by=anna, number="1.2", title="Blåsippa")
    (hit,) = hits(anna, "blåsippa", "aktiviteter")
    assert (read(hit.title), hit.url, hit.plan) == (
        "1.2 Blåsippa",
        f"/planer/{draft.pk}/#aktivitet-{activity.pk}",
        draft,
    )


def test_actor_is_found_by_any_of_its_names(lindvalla, anna):
    actor = Actor.known_as("Polisen", organisation=lindvalla, by=anna)
    actor.add_aliases(["Blåljus", "Lokalpolisområdet"], by=anna)
    (hit,) = hits(anna, "blåljus polis", "aktorer")
    assert (hit.url, [read(passage.pieces) for passage in hit.passages]) == (
        f"/aktorer/{actor.pk}/",
        ["Blåljus, Lokalpolisområdet"],
    )


def test_documents_are_versions_and_finished_reports(draft, anna):
    decide(draft, anna)
    version = draft.versions.get()
    kept = version.keep_file("docx", "", b"x")
    report = Report(
        kind="kortversion", organisation=draft.organisation, plan=draft, version=version, title="Planen i korthet"
    )
    report.state, report.document = "done", {}
    report.save()
    report.keep_file("pdf", b"%PDF")
    Report.objects.create(kind="kortversion", organisation=draft.organisation, plan=draft, title="Planen görs")
    found = hits(anna, "planen", "dokument")
    assert [(read(hit.title), hit.url, hit.files) for hit in found] == [
        (
            "Planen, version 1",
            f"/planer/{draft.pk}/versioner/1/",
            [("Word", f"/planer/{draft.pk}/versioner/1/filer/{kept.pk}/")],
        ),
        ("Planen i korthet", f"/rapporter/{report.pk}/pdf/", [("PDF", f"/rapporter/{report.pk}/pdf/")]),
    ]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"kind": "genomforandeplan"}, "Genomförandeplan, utkast"),
        ({"kind": "uppfoljning", "round_id": 1}, "Uppföljningsrapport, pågående uppföljning"),
        ({"kind": "uppfoljning", "round_id": 1, "closed_at": datetime(2026, 2, 1, tzinfo=UTC)}, "Uppföljningsrapport"),
        ({"kind": "overlamning"}, "Överlämning, läget 2 mars 2026"),
    ],
)
def test_report_is_called_a_draft_where_it_is_one(draft, facts, kind):
    about = {} if facts["kind"] in ("uppfoljning", "overlamning") else {"plan": draft}
    ordered_at = datetime(2026, 3, 2, tzinfo=UTC)
    report = Report(pk=1, organisation=draft.organisation, title="Planen", ordered_at=ordered_at, **about, **facts)
    assert report_hit(report, terms("planen")).kind == kind


# --- In what order, and how many


def test_those_whose_title_answers_come_first(draft, anna):
    Activity.add(draft, by=anna, title="Ärende", description="Blåsippor")
    Activity.add(draft, by=anna, title="Blåsippa")
    assert [read(hit.title) for hit in hits(anna, "blåsippa", "aktiviteter")] == ["Blåsippa", "Ärende"]


def test_what_has_been_replaced_comes_last(lindvalla, anna):
    for title, state in (("Blåsippa ett", "replaced"), ("Blåsippa två", "adopted"), ("Blåsippa tre", "draft")):
        Plan.created(by=anna, organisation=lindvalla, title=title, state=state)
    assert [read(hit.title) for hit in hits(anna, "blåsippa", "planer")] == [
        "Blåsippa tre",
        "Blåsippa två",
        "Blåsippa ett",
    ]


def test_names_stand_in_swedish_order(lindvalla, anna):
    for name in ("Öblåsippa", "Äblåsippa", "Åblåsippa", "Zblåsippa"):
        Actor.known_as(name, organisation=lindvalla, by=anna)
    assert [read(hit.title)[0] for hit in hits(anna, "blåsippa", "aktorer")] == ["Z", "Å", "Ä", "Ö"]


def test_more_than_a_thousand_are_not_counted(draft, anna):
    Activity.objects.bulk_create(Activity(plan=draft, title="Blåsippa") for _ in range(MOST_FOUND + 2))
    (found,) = (found for found in find(anna, terms("blåsippa")) if found.places)
    assert (found.count, found.heading) == (MOST_FOUND, "fler än 1\u00a0000 aktiviteter")


# --- The page


def test_page_groups_by_kind_with_counts(draft, anna, searched):
    Node.created(by=anna, plan=draft, kind="area", heading="Blåsippan")
    for number in range(7):
        Activity.add(draft, by=anna, title=f"Blåsippa {number}")
    page = searched("blåsippa")
    assert [(found.kind.slug, found.count_text, len(found.first)) for found in page["results"]] == [
        ("texter", "1", 1),
        ("aktiviteter", "7", 5),
    ]
    assert [tab["label"] for tab in page["tabs"]] == ["Allt", "Rubriker och texter", "Aktiviteter"]


def test_page_of_one_kind_is_paginated(draft, anna, searched):
    for number in range(23):
        Activity.add(draft, by=anna, title=f"Blåsippa {number:02}")
    page = searched("blåsippa", typ="aktiviteter", sida="2")["page"]
    assert [read(hit.title) for hit in page] == ["Blåsippa 20", "Blåsippa 21", "Blåsippa 22"]


def test_page_marks_what_was_searched_for_and_nothing_else(draft, anna, signed_in):
    Activity.add(draft, by=anna, title="<b>Skolan</b> & far", description="Får gå")
    says = signed_in(anna).get("/sok/?q=skola+<b>").content.decode()
    assert "&lt;b&gt;<mark>Skolan</mark>&lt;/b&gt; &amp; far" in says.replace("<mark>b</mark>", "b")
    assert "<b>" not in says


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "Skriv ett eller flera ord"),
        ("   ", "Skriv ett eller flera ord"),
        ("!?", "Det finns inget ord att söka på"),
        ("xyzzyx", "Inga träffar på ”xyzzyx”"),
        ("xyzzyx blåsippa", "Prova med färre ord"),
    ],
)
def test_page_without_hits_gives_advice(anna, signed_in, query, says):
    assert says in signed_in(anna).get(reverse("search"), {"q": query}).content.decode()


def test_page_offers_what_was_meant(draft, anna, signed_in):
    Activity.add(draft, by=anna, title="Elevhälsan")
    page = signed_in(anna).get("/sok/?q=elvhälsan").content.decode()
    assert '<a class="meant" href="/sok/?q=elevh%C3%A4lsan">elevhälsan</a>' in page


def test_kind_without_hits_leads_to_the_others(draft, anna, searched, signed_in):
    Activity.add(draft, by=anna, title="Blåsippa")
    page = signed_in(anna).get("/sok/?q=blåsippa&typ=planer").content.decode()
    assert ("Inga träffar bland planer" in page, "Visa allt" in page) == (True, True)


def test_unknown_kind_and_page_are_the_first(draft, anna, searched):
    Activity.add(draft, by=anna, title="Blåsippa")
    assert searched("blåsippa", typ="bananer")["chosen"] is None
    assert searched("blåsippa", typ="aktiviteter", sida="99")["page"].number == 1


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_query_is_a_query(everything, anna, signed_in, query):
    client = signed_in(anna)
    for address in ("search", "search-suggestions"):
        assert client.get(reverse(address), {"q": query, "typ": "aktiviteter"}).status_code == 200


def test_null_byte_is_refused(anna, signed_in):
    assert signed_in(anna).get("/sok/?q=a%00b").status_code == 400


def test_search_that_takes_too_long_says_so(draft, anna, signed_in, monkeypatch):
    Activity.objects.bulk_create(
        Activity(plan=draft, title=f"Ärende {number}", description="x" * 3000) for number in range(3000)
    )
    monkeypatch.setattr("workspace.views.search.SECONDS", 0.001)
    client = signed_in(anna)
    assert "Sökningen tog för lång tid" in client.get("/sok/?q=blåsippa").content.decode()
    monkeypatch.undo()
    assert "Inga träffar" in client.get("/sok/?q=blåsippa").content.decode()


@pytest.mark.parametrize("size", [1, 4])
def test_queries_do_not_grow_with_what_is_found(lindvalla, anna, signed_in, django_assert_max_num_queries, size):
    """Of each source one to find and two or three to show; a page without room for a source's hits needs fewer."""
    for number in range(size):
        plan = Plan.created(by=anna, organisation=lindvalla, title=f"Blåsippa {number}")
        node = Node.created(by=anna, plan=plan, kind="area", heading="Blåsippa")
        Activity.add(plan, by=anna, node=node, title="Blåsippa")
        PlanText.created(by=anna, plan=plan, heading="Blåsippa")
        Tip.created(by=anna, plan=plan, text="Blåsippa")
        Actor.known_as(f"Blåsippa {number}", organisation=lindvalla, by=anna)
        decide(plan, anna)
        made_report(plan, anna)
    client = signed_in(anna)
    with django_assert_max_num_queries(30 + 3 * (connection.vendor == "postgresql")):
        assert client.get("/sok/?q=blåsippa").context["count"] == 8 * size


def test_kinds_have_addresses_of_their_own():
    assert [kind.slug for kind in KINDS] == ["planer", "texter", "aktiviteter", "aktorer", "dokument"]
