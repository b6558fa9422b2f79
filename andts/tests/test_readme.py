"""What the README tells of settings, commands and addresses is what there is."""

import re

import pytest
from django.conf import settings
from django.urls import resolve

README = (settings.BASE_DIR / "README.md").read_text()


def first_cells(heading: str) -> list[str]:
    """What stands between backticks first in each row of the table under a heading."""
    section = README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^`]+)`", section, re.MULTILINE)


def test_every_setting_of_the_environment_is_told_of() -> None:
    read = re.findall(r'\benv\.\w+\("([A-Z_]+)"', (settings.BASE_DIR / "andts/settings.py").read_text())
    assert len(read) > 10
    assert set(first_cells("Inställningar")) == set(read)


def test_every_command_of_ours_is_told_of() -> None:
    told = {command.split()[1] for command in first_cells("Kommandon") if command.startswith("manage.py")}
    assert told == {path.stem for path in settings.BASE_DIR.glob("*/management/commands/[!_]*.py")}


def test_every_goal_of_the_makefile_is_told_of() -> None:
    goals = set(re.findall(r"^([a-z]+):", (settings.BASE_DIR / "Makefile").read_text(), re.MULTILINE))
    assert {command.split()[1] for command in first_cells("Kommandon") if command.startswith("make")} == goals - {
        "help"
    }


@pytest.mark.parametrize("path", first_cells("Adresser"))
def test_every_address_told_of_exists(path: str) -> None:
    assert resolve(path)


@pytest.mark.parametrize("path", re.findall(r"\]\(([^)#]+)\)", README))
def test_every_link_leads_to_a_file(path: str) -> None:
    assert (settings.BASE_DIR / path).exists()
