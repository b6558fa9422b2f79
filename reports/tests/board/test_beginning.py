"""What a package begins with: which matters fit, and good words with the right figures."""

from datetime import date

import pytest

from activities.models import Activity
from andts.lib.states import StateError
from reports.board.beginning import begin, matters_of, suggested
from reports.board.wording import the_plan
from reports.models import BoardPackage
from reports.tests.board.conftest import owned

# --- Which matters fit


def test_draft_is_to_be_adopted(plan):
    assert matters_of(plan) == ["adopt"]


def test_draft_of_a_revision_is_to_be_revised(adopted, anna):
    assert matters_of(revision_of(adopted, anna)) == ["revise"]


def test_adopted_plan_is_extended_or_repealed(adopted):
    assert matters_of(adopted) == ["extend", "repeal"]


def test_plan_until_further_notice_is_not_extended(plan, adopted):
    adopted.valid_until = None
    assert matters_of(adopted) == ["repeal"]


def test_repealed_plan_has_no_matter(adopted, anna):
    adopted.decide(action="repeal", body="Kommunstyrelsen", date=date(2026, 11, 20), by=anna)
    assert matters_of(adopted) == []


def test_round_goes_to_the_board_when_it_is_closed(closed, anna):
    assert matters_of(closed) == ["approve", "file"]
    closed.reopen("Ett svar fattas", by=anna)
    assert matters_of(closed) == []


def test_matter_that_does_not_fit_is_refused(plan, anna):
    with pytest.raises(StateError, match="passar inte"):
        begin(plan, "repeal", body="Kommunstyrelsen", by=anna)
    assert not BoardPackage.objects.exists()


# --- The texts about a plan


def test_proposal_to_adopt_says_who_what_and_how_long(package):
    assert package.points == [
        "Kommunstyrelsen antar genomförandeplanen ”ANDTS-arbetet i Lindvalla”. Planen gäller 2027–2028.",
        "Planen följs upp varje år, och uppföljningen redovisas för kommunstyrelsen.",
    ]


def test_facts_of_the_plan_are_filled_in(package):
    assert (package.title, package.registry_number) == ("Antagande av ANDTS-arbetet i Lindvalla", "KS 2026/117")
    assert (package.dispatch, package.officer) == ("Förebyggargruppen", "Samordnare för ANDTS-arbetet")


def test_summary_counts_activities_headings_and_those_who_answer(package):
    """Four activities under three headings; Tillsyn and Kontrollköp say who."""
    assert "Planen har 4 aktiviteter under 3 rubriker. 2 av dem har en ansvarig." in package.summary


def test_costs_are_those_that_the_plan_says(plan, anna):
    Activity.objects.filter(plan=plan, title="Nattvandring").update(cost="30 000 kr")
    economy = begin(owned(plan), "adopt", body="Kommunstyrelsen", by=anna).economy
    assert economy == "Planen anger kostnad för 1 aktivitet: Nattvandring (30 000 kr)."


def test_children_are_counted_by_target_group(plan, anna):
    Activity.objects.filter(plan=plan, title="Nattvandring").update(target_group="Ungdomar 13–17 år")
    children = begin(owned(plan), "adopt", body="Kommunstyrelsen", by=anna).children
    assert children.endswith("Barn, unga eller deras skola är målgrupp i 1 av 4 aktiviteter.")


def test_consultation_is_told(plan, anna):
    plan.send_for_consultation(by=anna)
    assert "på remiss" in begin(owned(plan), "adopt", body="Kommunstyrelsen", by=anna).background
    plan.take_back(by=anna)
    assert "har varit på remiss" in begin(owned(plan), "adopt", body="Kommunstyrelsen", by=anna).background


def test_extension_says_from_when_to_when(adopted, anna):
    package = begin(owned(adopted), "extend", body="Kommunstyrelsen", until=date(2029, 12, 31), by=anna)
    assert package.points == [
        "Kommunstyrelsen förlänger genomförandeplanen ”ANDTS-arbetet i Lindvalla” till och med 31 december 2029."
    ]
    assert "gäller till och med 31 december 2028. Förslaget är att den ska gälla till och med" in package.summary
    assert "Kommunstyrelsen antog planen 9 november 2026, § 112." in package.background


def test_revision_says_what_it_replaces_and_what_is_new(adopted, anna):
    revision = revision_of(adopted, anna)
    Activity.add(revision, by=anna, title="Ny aktivitet")
    package = begin(owned(revision), "revise", body="Kommunstyrelsen", by=anna)
    assert package.points[1] == "Den ersätter den plan som antogs 9 november 2026, § 112."
    # The revision of this test was begun empty: all four activities are gone and one is new.
    assert "1 aktivitet är ny, och 4 har tagits bort." in package.summary


def test_repeal_says_that_the_plan_ends(adopted, anna):
    package = begin(owned(adopted), "repeal", body="Kommunfullmäktige", by=anna)
    assert package.points == ["Kommunfullmäktige upphäver genomförandeplanen ”ANDTS-arbetet i Lindvalla”."]


# --- The texts about a round


def test_round_is_told_with_the_dashboards_figures(round_package):
    """One of four done (25,0 %), one delayed; two of four answers are in."""
    assert "1 av 4 aktiviteter är genomförd; 2 aktiviteter saknar svar." in round_package.summary
    assert "genomförd 1 (25,0\u00a0%), försenad 1 (25,0\u00a0%), inget svar 2 (50,0\u00a0%)" in round_package.summary
    assert "2 av 4 svar har kommit in." in round_package.background


def test_deviations_are_named(round_package):
    assert "Aktiviteter som är försenade eller utgår: ”Tillsyn”." in round_package.background


def test_round_is_approved_or_filed(round_package, closed, anna):
    what = "uppföljningen för 2027 av genomförandeplanen ”ANDTS-arbetet i Lindvalla”"
    filed = begin(closed, "file", body="Socialnämnden", by=anna)
    assert round_package.points == [f"Kommunstyrelsen godkänner {what}."]
    assert filed.points == [f"Socialnämnden lägger {what} till handlingarna."]


# --- What the package before teaches


def test_next_package_has_the_same_officer_and_signers(package, plan, anna):
    package.write(by=anna, officer="Folkhälsostrateg", signer="Kommundirektör")
    again = begin(owned(plan), "adopt", body="Socialnämnden", by=anna)
    assert (again.officer, again.signer) == ("Folkhälsostrateg", "Kommundirektör")


def test_suggestion_follows_the_plan(package, plan, anna):
    Activity.add(plan, by=anna, title="Ny aktivitet")
    assert "Planen har 5 aktiviteter" in suggested(package)["summary"]
    assert "Planen har 4 aktiviteter" in package.summary


# --- Words


def test_title_that_says_what_it_is_is_not_told_twice(plan):
    plan.title = "Genomförandeplan för ANDTS 2027–2028"
    assert the_plan(plan) == "”Genomförandeplan för ANDTS 2027–2028”"


def revision_of(plan, by):
    return type(plan).created(
        by=by, organisation=plan.organisation, title=plan.title, revises=plan, valid_until=plan.valid_until
    )
