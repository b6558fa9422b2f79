"""Överlämning: what the document says, for whom it is, and that its files hold it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdf
import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activities.copying import continue_plan, revise
from activities.models import Activity
from activities.snapshot import frozen_content
from andts.lib.document import BulletList, Document, Paragraph, Section, Table
from followup.models import FollowUpRound
from followup.rounds import close_round
from followup.tests.conftest import opened_round
from organisations.models import Actor, ActorHolder, Organisation, User
from organisations.tests.cast import client_of
from plans.models import Plan
from reports.builders import build
from reports.models import Format, Report
from reports.production import render
from reports.tests.verapdf import verapdf_failures

# The example's plan holds 2027–2028 and was adopted by Kommunstyrelsen on 9 November 2026, § 112.
NOW = datetime(2028, 1, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def opened(adopted: Plan, anna: User) -> FollowUpRound:
    """Of 2027, its last day 31 January 2028."""
    return opened_round(adopted, anna)


def handover(organisation: Organisation, by: User | None = None) -> Document:
    return build(Report(kind="overlamning", organisation=organisation, ordered_by=by))


def section(document: Document, heading: str) -> Section:
    return next(each for each in document.sections if each.heading == heading)


def words(document: Document, heading: str) -> list[str]:
    """The paragraphs and points under a heading."""
    said: list[str] = []
    for block in section(document, heading).blocks:
        if isinstance(block, Paragraph):
            said.append(block.text)
        elif isinstance(block, BulletList):
            said.extend(block.items)
    return said


def rows(document: Document, heading: str, number: int = 0) -> list[tuple[str, ...]]:
    tables = [block for block in section(document, heading).blocks if isinstance(block, Table)]
    return list(tables[number].rows)


# --- What it says first


def test_says_that_it_is_internal_and_of_which_day(adopted: Plan, lindvalla: Organisation, anna: User) -> None:
    document = handover(lindvalla, anna)
    header = {line.label: line.text for line in document.header}
    assert (document.title, document.subtitle) == (
        "Överlämning, Lindvalla kommun",
        "Internt arbetsdokument för den som tar över",
    )
    assert (header["Läget den"], header["Beställd av"]) == ("10 januari 2028", "Anna Lindqvist")
    assert header["Spridning"].startswith("Internt. Här står namn och e-postadresser")


def test_headings_stand_in_the_order_one_needs_them(opened: FollowUpRound, lindvalla: Organisation) -> None:
    assert [each.heading for each in handover(lindvalla).sections if each.level == 1] == [
        "Börja här",
        "Planerna",
        "Uppföljningar som pågår",
        "Årets rytm",
        "Vem står bakom vad",
        "Partner utanför organisationen",
        "Konton och roller",
        "Det som är oavslutat",
        "Avvikelser det senaste året",
        "Öppna kommentarer",
        "Var allt finns",
    ]


def test_organisation_without_plans_says_so(lindvalla: Organisation, anna: User) -> None:
    document = handover(lindvalla)
    assert words(document, "Börja här") == ["Organisationen har inga planer än."]
    assert rows(document, "Konton och roller") == [
        ("Anna Lindqvist", "Samordnare", "Lindvalla kommun", "anna@exempel.se")
    ]


def test_first_steps_are_in_order_of_haste(opened: FollowUpRound, lindvalla: Organisation, anna: User) -> None:
    revise(opened.plan, by=anna)
    # To look over: in the revision 2 without ansvarig, 1 without actor, 3 without anything to measure; and Polisen, whom
    # nobody stands behind.
    assert words(handover(lindvalla), "Börja här")[2:] == [
        "Uppföljning 2027 av ANDTS-arbetet i Lindvalla: 4 aktiviteter väntar på svar, senast 31 januari 2028.",
        "Utkastet ANDTS-arbetet i Lindvalla (2027–2028): gör klart det och för det till beslut.",
        "Se över 7 saker som saknas, är bortglömda eller sena. De står under Det som är oavslutat.",
    ]


def test_state_is_told_in_figures_with_the_nearest_day(opened: FollowUpRound, lindvalla: Organisation) -> None:
    assert words(handover(lindvalla), "Börja här")[0] == (
        "Planer som gäller: 1. Utkast under arbete: 0. Uppföljningar som pågår: 1. "
        "Närmast kommer 31 januari 2028: sista dagen att svara på uppföljning 2027 (ANDTS-arbetet i Lindvalla)."
    )


def test_late_answers_come_first(opened: FollowUpRound, lindvalla: Organisation) -> None:
    with time_machine.travel(datetime(2028, 2, 10, 12, tzinfo=UTC), tick=False):
        assert words(handover(lindvalla), "Börja här")[2] == (
            "Uppföljning 2027 av ANDTS-arbetet i Lindvalla: 4 aktiviteter saknar svar fast sista dagen var "
            "31 januari 2028."
        )


def test_plan_that_soon_ends_without_a_next_one_is_a_step(adopted: Plan, lindvalla: Organisation, anna: User) -> None:
    step = (
        "ANDTS-arbetet i Lindvalla slutar gälla 31 december 2028: ta fram ett beslut om förlängning eller en ny plan."
    )
    with time_machine.travel(datetime(2028, 9, 1, 12, tzinfo=UTC), tick=False):
        assert step in words(handover(lindvalla), "Börja här")
        continue_plan(adopted, title="Ny plan", valid_from=date(2029, 1, 1), valid_until=None, by=anna)
        assert step not in words(handover(lindvalla), "Börja här")


def test_period_that_nobody_asked_about_is_a_step(adopted: Plan, lindvalla: Organisation, anna: User) -> None:
    step = (
        "ANDTS-arbetet i Lindvalla har inte följts upp för perioden som slutade 31 december 2027: öppna en uppföljning."
    )
    assert step in words(handover(lindvalla), "Börja här")
    opened_round(adopted, anna)
    assert step not in words(handover(lindvalla), "Börja här")


# --- The plans


def next_decision(organisation: Organisation, heading: str = "Planerna") -> list[str]:
    return [row[4] for row in rows(handover(organisation), heading)]


def test_plan_stands_with_state_period_and_decision(adopted: Plan, lindvalla: Organisation) -> None:
    assert rows(handover(lindvalla), "Planerna") == [
        (
            "ANDTS-arbetet i Lindvalla\nGenomförandeplan, Lindvalla",
            "Gällande",
            "2027–2028",
            "Kommunstyrelsen 9 november 2026, § 112",
            "Förläng planen eller fastställ en ny före 31 december 2028.",
        )
    ]


def test_draft_is_to_be_adopted(plan: Plan, lindvalla: Organisation) -> None:
    assert next_decision(lindvalla) == ["Utkastet ska fastställas."]


def test_revision_tells_what_it_replaces_and_the_plan_that_it_is_revised(
    adopted: Plan, lindvalla: Organisation, anna: User
) -> None:
    revise(adopted, by=anna)
    assert sorted(next_decision(lindvalla)) == [
        "Förläng planen eller fastställ en ny före 31 december 2028. En revidering finns: "
        "ANDTS-arbetet i Lindvalla (utkast).",
        "Utkastet ska fastställas. Det ersätter ANDTS-arbetet i Lindvalla (2027–2028).",
    ]


def test_plan_until_further_notice_awaits_its_review(lindvalla: Organisation, anna: User) -> None:
    plan = Plan.created(
        by=anna, organisation=lindvalla, title="Policy", valid_from=date(2027, 1, 1), review_due_at=date(2028, 6, 30)
    )
    Activity.add(plan, by=anna, title="Samtal")
    plan.adopt(content=frozen_content, decisions=[{"body": "Kommunfullmäktige", "date": date(2026, 12, 1)}], by=anna)
    assert next_decision(lindvalla) == ["Planen ska aktualitetsprövas senast 30 juni 2028."]
    plan = Plan.objects.get(pk=plan.pk)
    Plan.objects.filter(pk=plan.pk).update(review_due_at=None)
    assert next_decision(lindvalla) == ["Inget beslut väntar. Planen gäller tills vidare."]


def test_ended_plan_is_told_last_with_what_took_over(adopted: Plan, lindvalla: Organisation, anna: User) -> None:
    follower = continue_plan(adopted, title="Ny plan", valid_from=date(2029, 1, 1), valid_until=None, by=anna)
    follower.adopt(content=frozen_content, decisions=[{"body": "KS", "date": date(2028, 11, 1)}], by=anna)
    with time_machine.travel(datetime(2029, 2, 1, 12, tzinfo=UTC), tick=False):
        assert next_decision(lindvalla, "Tidigare planer") == [
            "Inget. Ny plan (från 1 januari 2029, tills vidare) har tagit vid."
        ]


# --- Rounds and the year


def test_open_round_says_what_it_awaits(opened: FollowUpRound, lindvalla: Organisation) -> None:
    heading = "Uppföljning 2027, ANDTS-arbetet i Lindvalla"
    document = handover(lindvalla)
    assert words(document, heading) == [
        "Ingen har svarat än; 4 aktiviteter väntar på svar.",
        "Sista dagen att svara är 31 januari 2028.",
    ]
    # Three activities have nobody chosen: the samordnare answers for them.
    assert rows(document, heading) == [("Utan ansvarig", "3", "3", "0"), ("Polisen", "1", "1", "0")]


def test_partners_answers_wait_to_be_accepted(opened: FollowUpRound, lindvalla: Organisation) -> None:
    answer = opened.follow_ups.get(activity__title="Kontrollköp").answers.get()
    answer.give(by=None, address="ida@polisen.example", status="done")
    heading = "Uppföljning 2027, ANDTS-arbetet i Lindvalla"
    assert "1 svar från partner ska läsas och godtas." in words(handover(lindvalla), heading)


def test_coming_days_are_in_order(opened: FollowUpRound, lindvalla: Organisation) -> None:
    assert [row[:2] for row in rows(handover(lindvalla), "Årets rytm")] == [
        ("31 januari 2028", "Sista dagen att svara på uppföljning 2027"),
        ("31 december 2028", "Dags att öppna uppföljningen av 2028"),
        ("31 december 2028", "Planen slutar gälla: före dess behövs beslut om förlängning eller en ny plan"),
    ]


def test_rhythm_is_told_with_how_it_has_been_done(opened: FollowUpRound, lindvalla: Organisation) -> None:
    document = handover(lindvalla)
    assert words(document, "Årets rytm") == ["ANDTS-arbetet i Lindvalla följs upp en gång om året, senast av 2027."]
    assert rows(document, "Årets rytm", 1) == [
        ("Uppföljning 2027, ANDTS-arbetet i Lindvalla", "10 januari 2028", "31 januari 2028", "Pågår")
    ]


# --- People


def test_holders_stand_with_name_address_and_period(
    adopted: Plan, lindvalla: Organisation, rut: User, social_services: Organisation
) -> None:
    police = Actor.objects.get(name="Polisen")
    police.record(by=None, unit=social_services)
    ActorHolder.created(by=None, actor=police, user=rut, since=date(2027, 3, 1))
    assert rows(handover(lindvalla), "Vem står bakom vad") == [
        ("Polisen", "Socialförvaltningen", "Rut Hed\nrut@exempel.se\nfrån 1 mars 2027, tills vidare", "1")
    ]


def test_former_holder_is_not_told(adopted: Plan, lindvalla: Organisation, rut: User) -> None:
    ActorHolder.created(by=None, actor=Actor.objects.get(name="Polisen"), user=rut, until=date(2027, 12, 31))
    assert rows(handover(lindvalla), "Vem står bakom vad") == [("Polisen", "", "Ingen", "1")]


def test_partner_outside_has_a_list_of_its_own(adopted: Plan, lindvalla: Organisation) -> None:
    ActorHolder.created(by=None, actor=Actor.objects.get(name="Polisen"), email="ida@polisen.example")
    document = handover(lindvalla)
    assert rows(document, "Partner utanför organisationen") == [("Polisen", "ida@polisen.example", "1", "0")]
    assert words(document, "Vem står bakom vad")[-1] == "Inga aktörer är inlagda."


def test_those_only_named_stand_in_a_sentence(plan: Plan, lindvalla: Organisation, anna: User) -> None:
    church = Actor.known_as("Kyrkan", organisation=lindvalla, by=anna)
    plan.activities.get(title="Nattvandring").record(by=anna, partners=[church])
    said = words(handover(lindvalla), "Partner utanför organisationen")
    assert "Planerna nämner dessutom, utan att någon kontakt är inlagd: Kyrkan." in said


# --- Unfinished, deviations, comments


def test_unfinished_is_the_same_as_on_the_page(plan: Plan, lindvalla: Organisation) -> None:
    document = handover(lindvalla)
    assert [row[:3] for row in rows(document, "ANDTS-arbetet i Lindvalla (utkast)")] == [
        ("Utan ansvarig", "2", "Nattvandring\nFöräldramöten i årskurs 7."),
        ("Ansvarig utan vald aktör", "1", "1.1 Tillsyn"),
        ("Utan mätbar uppföljning", "3", "Nattvandring\n1.2 Kontrollköp\nFöräldramöten i årskurs 7."),
    ]
    assert [row[:3] for row in rows(document, "De ansvariga")] == [("Ansvariga som ingen står bakom", "1", "Polisen")]


def test_one_thing_that_is_unfinished_is_said_of_one(lindvalla: Organisation, anna: User) -> None:
    plan = Plan.created(by=anna, organisation=lindvalla, title="Kort plan")
    samordnaren = Actor.known_as("Samordnaren", organisation=lindvalla, by=anna)
    ActorHolder.created(by=None, actor=samordnaren, user=anna)
    Activity.add(plan, by=anna, title="Nätverk", responsible=[samordnaren])
    document = handover(lindvalla)
    step = "Se över en sak som saknas, är bortglömd eller sen. Den står under Det som är oavslutat."
    assert step in words(document, "Börja här")
    assert words(document, "Det som är oavslutat")[:1] == [
        "En sak i planerna saknas, är bortglömd eller sen. Sidan ”Att se över” visar den som den är just nu."
    ]


def test_many_are_cut_on_paper_and_whole_in_the_sheet(plan: Plan, lindvalla: Organisation, anna: User) -> None:
    for number in range(20):
        Activity.add(plan, by=anna, title=f"Kväll {number}", responsible_text="Skolan", follow_up="Antal")
    document = handover(lindvalla)
    cell = next(
        row for row in rows(document, "ANDTS-arbetet i Lindvalla (utkast)") if row[0].startswith("Ansvarig utan")
    )
    # 21 with 1.1 Tillsyn.
    assert (cell[1], cell[2].splitlines()[-1]) == ("21", "och 9 till")
    sheet = next(sheet for sheet in document.sheets if sheet.name == "Att se över")
    assert len([row for row in sheet.rows if row[1] == "Ansvarig utan vald aktör"]) == 21


def test_deviation_stands_with_reason_and_next_step(opened: FollowUpRound, lindvalla: Organisation, anna: User) -> None:
    answer = opened.follow_ups.get(activity__title="Kontrollköp").answers.get()
    answer.give(by=anna, status="delayed", reason="Sjukdom", next_step="Två kvällar i mars")
    document = handover(lindvalla)
    heading = next(
        each
        for each in document.sections[document.sections.index(section(document, "Avvikelser det senaste året")) :]
        if each.level == 2
    )
    assert heading.heading == "Uppföljning 2027, ANDTS-arbetet i Lindvalla"
    table = heading.blocks[0]
    assert isinstance(table, Table)
    assert table.rows == (("1.2 Kontrollköp", "Polisen", "Försenad", "Sjukdom", "Två kvällar i mars"),)


def test_deviation_that_a_partner_wrote_waits_until_it_is_accepted(
    opened: FollowUpRound, lindvalla: Organisation
) -> None:
    answer = opened.follow_ups.get(activity__title="Kontrollköp").answers.get()
    answer.give(by=None, address="ida@polisen.example", status="delayed", reason="Sjukdom")
    assert words(handover(lindvalla), "Avvikelser det senaste året") == [
        "Ingen har det senaste året svarat att något inte gick som planerat."
    ]


def test_deviation_of_a_round_closed_long_ago_is_left_out(
    opened: FollowUpRound, lindvalla: Organisation, anna: User
) -> None:
    answer = opened.follow_ups.get(activity__title="Kontrollköp").answers.get()
    answer.give(by=anna, status="delayed", reason="Sjukdom")
    close_round(opened, by=anna)
    assert "Sjukdom" in str(handover(lindvalla))
    with time_machine.travel(datetime(2029, 1, 11, 12, tzinfo=UTC), tick=False):
        assert "Sjukdom" not in str(handover(lindvalla))


def test_open_comments_are_those_since_the_latest_approval(
    opened: FollowUpRound, lindvalla: Organisation, anna: User, carl: User
) -> None:
    follow_up = opened.follow_ups.get(activity__title="Kontrollköp")
    follow_up.say("Har ni en plan?", by=anna)
    follow_up.answers.get().give(by=anna, status="done")
    follow_up.approve(by=carl)
    opened.follow_ups.get(activity__title="Tillsyn").say("Vem tar det här?", by=carl)
    assert rows(handover(lindvalla), "Öppna kommentarer") == [
        ("1.1 Tillsyn", "10 januari 2028", "Carl Berg", "Vem tar det här?")
    ]


# --- Where things are


def test_documents_stand_with_version_decision_and_address(adopted: Plan, lindvalla: Organisation) -> None:
    assert rows(handover(lindvalla), "Var allt finns", 1) == [
        (
            "ANDTS-arbetet i Lindvalla (2027–2028)",
            f"Version 1, {day(adopted)}",
            "Kommunstyrelsen antar 9 november 2026, § 112",
            reverse("plan-versions", args=[adopted.pk]),
        )
    ]


def day(plan: Plan) -> str:
    assert plan.versions.get().created_at.date() == date(2028, 1, 10)
    return "10 januari 2028"


def test_every_address_opens(adopted: Plan, lindvalla: Organisation, anna: User) -> None:
    document, client = handover(lindvalla), client_of(anna)
    addresses = [row[-1] for number in (0, 1) for row in rows(document, "Var allt finns", number)]
    assert {client.get(address).status_code for address in addresses} == {200}


def test_nothing_of_another_kommun_is_told(opened: FollowUpRound, havsby: Organisation, cecilia: User) -> None:
    said = str(handover(havsby))
    assert ("Lindvalla" in said, "Polisen" in said, "Anna" in said) == (False, False, False)


# --- Its files


def test_pdf_is_accessible_and_fit_for_the_archive(
    opened: FollowUpRound, lindvalla: Organisation, tmp_path: Path
) -> None:
    file = tmp_path / "overlamning.pdf"
    file.write_bytes(render(handover(lindvalla), Format.PDF, archive=True))
    assert verapdf_failures(file, "ua1,2a") == []


def test_pdf_says_what_the_document_says(opened: FollowUpRound, lindvalla: Organisation) -> None:
    pages = pypdf.PdfReader(io.BytesIO(render(handover(lindvalla), Format.PDF))).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert "Internt.Härstårnamn" in text
    assert "§112" in text
    assert "Sistadagenattsvarapåuppföljning2027" in text


def test_word_has_its_headings(opened: FollowUpRound, lindvalla: Organisation) -> None:
    paragraphs = docx.Document(io.BytesIO(render(handover(lindvalla), Format.DOCX))).paragraphs
    assert {"Börja här", "Vem står bakom vad", "Var allt finns"} <= {paragraph.text for paragraph in paragraphs}


def test_excel_has_a_sheet_for_each_table(opened: FollowUpRound, lindvalla: Organisation, anna: User) -> None:
    ActorHolder.created(by=None, actor=Actor.objects.get(name="Polisen"), email="ida@polisen.example")
    answer = opened.follow_ups.get(activity__title="Kontrollköp").answers.get()
    answer.give(by=anna, status="delayed", reason="Sjukdom")
    opened.follow_ups.get(activity__title="Tillsyn").say("Vem tar det här?", by=anna)
    workbook = openpyxl.load_workbook(io.BytesIO(render(handover(lindvalla), Format.XLSX)))
    assert workbook.sheetnames == [
        "Om dokumentet",
        "Planerna",
        "Svar som väntas",
        "Kommande datum",
        "Partner utanför organisationen",
        "Konton och roller",
        "Att se över",
        "Avvikelser",
        "Öppna kommentarer",
        "Beslut och versioner",
    ]


def test_command_writes_it(opened: FollowUpRound, tmp_path: Path) -> None:
    output = tmp_path / "overlamning.docx"
    call_command("produce", "overlamning", organisation="9701", format="docx", output=str(output))
    assert docx.Document(str(output)).paragraphs


@pytest.mark.parametrize("more", [0, 40])
def test_queries_do_not_grow_with_the_activities(
    plan: Plan, anna: User, lindvalla: Organisation, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    for number in range(more):
        Activity.add(plan, by=anna, title=f"Kväll {number}", responsible=[Actor.objects.get(name="Polisen")])
    plan.adopt(content=frozen_content, decisions=[{"body": "KS", "date": date(2026, 11, 9)}], by=anna)
    opened_round(plan, anna)
    # The organisation; plans, decisions, rounds, health (9), follow-ups with answers; actors, holders, those named (2),
    # roles, comments, versions.
    with django_assert_num_queries(22):
        handover(lindvalla)


# --- For whom


@pytest.mark.parametrize(
    ("name", "status"), [("anna", 302), ("bo", 403), ("carl", 403), ("adam", 403), ("lena", 404), ("cecilia", 404)]
)
def test_order_is_for_those_who_order_there(
    adopted: Plan, lindvalla: Organisation, name: str, status: int, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    sent = {"organisation": lindvalla.pk, "kind": "overlamning"}
    assert client.post(reverse("report-order"), sent).status_code == status


@pytest.mark.parametrize(("name", "status"), [("anna", 200), ("bo", 403), ("rut", 403), ("cecilia", 404)])
def test_file_with_names_is_for_those_who_read_drafts(
    adopted: Plan, lindvalla: Organisation, anna: User, name: str, status: int, request: pytest.FixtureRequest
) -> None:
    report = Report.objects.create(
        kind="overlamning", organisation=lindvalla, title="Överlämning", ordered_by=anna, state="done", document={}
    )
    report.keep_file("docx", b"PK")
    response = client_of(request.getfixturevalue(name)).get(reverse("report-file", args=[report.pk, "docx"]))
    response.close()
    assert response.status_code == status


def test_reports_page_and_att_se_over_offer_it_to_the_samordnare(adopted: Plan, anna: User, bo: User) -> None:
    for address in (reverse("reports"), reverse("health-overview")):
        assert 'value="overlamning"' in client_of(anna).get(address).content.decode()
    assert 'value="overlamning"' not in client_of(bo).get(reverse("reports")).content.decode()
