"""`manage.py import_plan`: what it tells and saves, and its one line when it is used wrongly."""

import json

import pytest
from django.core.management import CommandError, call_command

from activities.models import PlanSource
from plans.models import Plan

TABLE = """Insatsområde;Mål;Aktivitet;Ansvarig
Skolan;Färre provar narkotika;Föräldramöten;Rektor
;;Kamratstödjare;Kurator
Fritiden;Trygga kvällar;Nattvandring;Samordnaren
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text(TABLE)
    return str(path)


@pytest.fixture
def told(capsys):
    return lambda: json.loads(capsys.readouterr().out)


def test_command_tells_what_it_found(lindvalla, file, told):
    call_command("import_plan", file, "--organisation", "9701")
    found = told()
    counts = [found[thing] for thing in ("goals", "focus_areas", "activities", "tips")]
    assert (found["plan"], counts) == (Plan.objects.get().pk, [2, 2, 3, 0])


def test_title_and_period_are_those_given(lindvalla, file, told):
    period = ["--from", "2027-01-01", "--to", "2028-12-31"]
    call_command("import_plan", file, "--organisation", "9701", "--title", "Plan 2027", *period)
    plan = Plan.objects.get()
    assert (told()["title"], plan.title, plan.period) == ("Plan 2027", "Plan 2027", "2027–2028")


def test_dry_run_saves_nothing(lindvalla, file, told):
    call_command("import_plan", file, "--organisation", "9701", "--dry-run")
    assert (told()["plan"], Plan.objects.count(), PlanSource.objects.count()) == (None, 0, 0)


WRONG = [
    ([], "Ange filen med planen."),
    (["FILE", "--organisation", "0000"], "Det finns ingen organisation som heter ”0000”."),
    (["FILE", "--from", "20 mars"], "--from ska vara ett datum som 2027-01-31, inte ”20 mars”."),
    (["FILE", "--from", "2028-01-01", "--to", "2027-01-01"], "Planens sista dag är före den första."),
    (["saknas.docx"], "Filen saknas.docx går inte att läsa"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG)
def test_mistake_is_told_in_a_line(lindvalla, file, arguments, words):
    organisation = [] if "--organisation" in arguments else ["--organisation", "9701"]
    with pytest.raises(CommandError) as refusal:
        call_command("import_plan", *[file if part == "FILE" else part for part in arguments], *organisation)
    assert str(refusal.value).startswith(words)
    assert ("\n" in str(refusal.value), PlanSource.objects.count()) == (False, 0)
