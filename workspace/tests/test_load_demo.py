"""The command that loads the demonstration, and the accounts that it tells."""

import io
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.test import Client

from organisations.models import Organisation, User
from organisations.roles import Role
from reports.models import Report
from workspace.demonstration import files
from workspace.demonstration.accounts import PASSWORD, Account, demo_accounts
from workspace.demonstration.loading import load

APPS = ["organisations", "plans", "activities", "followup", "reports"]


@pytest.fixture
def demo(db):
    """The demonstration's plans by their keys."""
    return load()


@pytest.fixture
def printed(db):
    said = io.StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


def rows():
    """How many rows each model of ours has, those of history included."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: model._default_manager.count() for model in models}


def test_command_prints_role_login_and_password_a_line_each(printed):
    accounts = [line.split("\t") for line in printed.splitlines()]
    assert accounts[:2] == [
        ["Samordnare", "samordnare@granasa.example", PASSWORD],
        ["Ansvarig", "ansvarig@granasa.example", PASSWORD],
    ]
    assert {role for role, _, _ in accounts} == set(Role.labels)


def test_command_makes_reports_ready_to_download(printed):
    """What takes longest waits for a worker."""
    reports = {report.kind: report for report in Report.objects.all()}
    assert {kind: report.state for kind, report in reports.items()} == {
        "genomforandeplan": "done",
        "sammanfattning": "done",
        "uppfoljning": "waiting",
    }
    assert {file.format for file in reports["genomforandeplan"].files.all()} == {"pdf", "docx", "xlsx"}


def test_command_again_changes_nothing_and_prints_the_same(printed):
    before = rows()
    again = io.StringIO()
    call_command("load_demo", stdout=again)
    assert (again.getvalue(), rows()) == (printed, before)


def test_command_again_leaves_what_people_changed(demo):
    plan = demo["storhamn-program"]
    owner = plan.organisation
    owner.record(by=None, name="Nya Storhamns kommun")
    assert load() == {}
    owner.refresh_from_db()
    assert owner.name == "Nya Storhamns kommun"


def test_command_refuses_where_served(db, settings):
    settings.SERVED = True
    with pytest.raises(CommandError) as refusal:
        call_command("load_demo")
    assert str(refusal.value).count("\n") == 0
    assert Organisation.objects.count() == 0


def test_command_refuses_with_one_line_and_fails(tmp_path):
    """As a program under served settings; it asks no database."""
    served = {
        "SITE_URL": "https://andts.example.se",
        "SECRET_KEY": "3f9a" * 16,
        "TRUSTED_PROXIES": "1",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "VAR": str(tmp_path),
        "PYTHONWARNINGS": "ignore",
    }
    ran = subprocess.run(
        [sys.executable, "manage.py", "load_demo"],
        cwd=project.BASE_DIR,
        env=served,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1), ran.stderr
    assert ran.stderr.startswith("CommandError: Demonstrationen har kända lösenord")


def test_command_fits_beside_the_cast_of_other_tests(anna, cecilia):
    load()
    assert Organisation.objects.filter(kind="municipality").count() == 8


# --- Accounts


def test_accounts_are_told_in_one_query(demo, django_assert_num_queries):
    with django_assert_num_queries(1):
        accounts = demo_accounts()
    assert accounts[0] == Account("Samordnare", "Granåsa kommun", "samordnare@granasa.example", PASSWORD)
    assert len(accounts) == len(files.read("people")["people"])


def test_accounts_are_told_only_where_the_demonstration_is(db, anna):
    assert demo_accounts() == []


def test_accounts_of_people_who_left_are_not_told(demo):
    User.objects.filter(email="chef@granasa.example").update(is_active=False)
    assert "chef@granasa.example" not in [account.login for account in demo_accounts()]


def test_accounts_are_never_told_where_served(demo, settings):
    settings.SERVED = True
    assert demo_accounts() == []


def test_start_page_shows_the_accounts(demo, client):
    page = client.get("/").content.decode()
    assert [account.login for account in demo_accounts() if account.login not in page] == []
    assert PASSWORD in page


def test_everyone_signs_in_with_the_password_told(demo):
    for account in demo_accounts():
        answer = Client().post("/logga-in/", {"login": account.login, "password": account.password})
        assert (account.login, answer.status_code, answer.headers["Location"]) == (account.login, 302, "/")
