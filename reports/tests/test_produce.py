"""`manage.py produce`: the same files without the browser, or one clear line."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from activities.snapshot import frozen_content
from plans.models import Plan, PlanPicture, VersionFile
from reports import production
from reports.models import Report


def produce(output, kind="genomforandeplan", organisation="9701", format="pdf", **options):
    said = StringIO()
    call_command("produce", kind, organisation=organisation, format=format, output=str(output), stdout=said, **options)
    return said.getvalue()


@pytest.mark.parametrize(("format", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{")])
def test_every_format_is_written(plan, tmp_path, format, start):
    produce(tmp_path / "plan", format=format)
    assert (tmp_path / "plan").read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_json_is_the_document(plan, tmp_path):
    produce(tmp_path / "plan.json", format="json", kind="kortversion")
    assert json.loads((tmp_path / "plan.json").read_text())["kind"] == "Genomförandeplan, kortversion"


def test_file_is_the_one_that_a_report_has(adopted, anna, tmp_path):
    report = production.order("genomforandeplan", plan=adopted, by=anna)
    production.produce(report.pk)
    produce(tmp_path / "plan.pdf")
    with report.files.get(format="pdf").file.open("rb") as file:
        assert (tmp_path / "plan.pdf").read_bytes() == file.read()


def test_current_plan_goes_before_drafts_and_a_year_finds_its_own(plan, anna, lindvalla, tmp_path):
    years = {"valid_from": date(2020, 1, 1), "valid_until": date(2021, 12, 31)}
    Plan.created(by=anna, organisation=lindvalla, title="Gammal", **years)
    assert "ANDTS-arbetet" in produce(tmp_path / "plan.xlsx", format="xlsx")
    assert "Gammal" in produce(tmp_path / "plan.xlsx", format="xlsx", year="2021")


def test_genomforandeplan_goes_before_another_plan_in_force(anna, lindvalla, tmp_path):
    for title, kind in (("Planen", "implementation_plan"), ("Löftet", "citizen_promise")):
        plan = Plan.created(by=anna, organisation=lindvalla, title=title, kind=kind, valid_from=date(2026, 1, 1))
        plan.adopt(content=frozen_content, decisions=[{"body": "KS", "date": date(2026, 1, 1)}], by=anna)
    assert "Planen" in produce(tmp_path / "plan.json", format="json")


def test_plan_is_chosen_by_its_number(plan, anna, lindvalla, tmp_path):
    other = Plan.created(by=anna, organisation=lindvalla, title="En annan")
    assert "En annan" in produce(tmp_path / "plan.xlsx", format="xlsx", plan=str(other.pk))


WRONG = [
    ({"kind": "rapport"}, "Dokumentet ska vara genomforandeplan, kortversion, uppfoljning, sammanfattning, "),
    ({"format": "odt"}, "--format ska vara pdf, docx, xlsx eller json, inte ”odt”."),
    ({"organisation": "0000"}, "Det finns ingen organisation som heter ”0000”."),
    ({"plan": "999999"}, "Lindvalla kommun har ingen plan med nummer 999999."),
    ({"plan": "sju"}, "--plan ska vara ett heltal, inte ”sju”."),
    ({"year": "1999"}, "Lindvalla kommun har ingen plan för 1999."),
    ({"year": "12"}, "--year ska vara ett årtal, inte ”12”."),
]


@pytest.mark.parametrize(("options", "words"), WRONG)
def test_mistake_is_told_in_a_line(plan, tmp_path, options, words):
    with pytest.raises(CommandError) as refusal:
        produce(tmp_path / "plan.pdf", **options)
    assert str(refusal.value).startswith(words)
    assert "\n" not in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def test_place_that_cannot_be_written_is_told_before_any_work(adopted, tmp_path):
    with pytest.raises(CommandError, match="Det går inte att skriva till"):
        produce(tmp_path / "saknas" / "plan.pdf")
    assert not VersionFile.objects.exists()


def test_document_that_cannot_be_made_leaves_nothing(complete_plan, tmp_path):
    picture = PlanPicture.objects.get()
    picture.file.storage.delete(picture.file.name)
    with pytest.raises(CommandError, match="finns inte längre bland filerna"):
        produce(tmp_path / "plan.pdf")
    assert (list(tmp_path.iterdir()), Report.objects.count()) == ([], 0)


def test_plan_of_another_organisation_is_not_found(plan, havsby, tmp_path):
    with pytest.raises(CommandError, match="Havsby kommun har ingen plan"):
        produce(tmp_path / "plan.pdf", organisation="9801", plan=str(plan.pk))
