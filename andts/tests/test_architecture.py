"""The house stands as drawn: one-way layers in imports and in the models' relations."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

# From the bottom up; `.importlinter` holds the same order for imports.
LAYERS = ["organisations", "plans", "activities", "followup", "reports", "workspace"]


def ours() -> list[type]:
    return [model for model in apps.get_models() if model._meta.app_label in LAYERS]


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_relations_of_models_point_downwards(model):
    layer = LAYERS.index(model._meta.app_label)
    upward = [
        field.name
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model._meta.app_label in LAYERS[layer + 1 :]
    ]
    assert upward == []


def test_imports_keep_to_the_layers():
    linter = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([linter], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_linter_and_relations_know_the_same_layers():
    written = (settings.BASE_DIR / ".importlinter").read_text()
    layers = re.search(r"^layers =\n((?: +\S+\n)+)", written, re.MULTILINE)
    assert layers.group(1).split() == [*reversed(LAYERS), "andts.lib"]


def test_import_against_the_layers_is_found(tmp_path):
    """The contract is seen to fail: a house with one wrong import in its lowest room."""
    for package in [*LAYERS, "andts", "andts/lib"]:
        (tmp_path / package).mkdir(parents=True)
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "organisations/wrong.py").write_text("import plans\n")
    (tmp_path / ".importlinter").write_text(
        (settings.BASE_DIR / ".importlinter").read_text().split("[importlinter:contract:leaves]")[0]
    )
    linter = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([linter, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, "organisations.wrong -> plans" in ran.stdout) == (1, True), ran.stdout + ran.stderr


def test_unsafe_markup_is_never_asserted():
    """No template and no code declares a text to be safe: what a user typed is never markup."""
    files = [*settings.BASE_DIR.glob("templates/**/*.html"), *settings.BASE_DIR.glob("[a-z]*/**/*.py")]
    marks = re.compile(r"\|\s*safe\b|mark_safe\(|autoescape off|safeseq")
    found = [path.name for path in files if ".venv" not in path.parts and marks.search(path.read_text())]
    assert found == [Path(__file__).name]


# --- What docs and style say, and a machine can see

SOURCES = [path for path in settings.BASE_DIR.glob("**/*.py") if not {".venv", "var"}.intersection(path.parts)]


def lines_with(pattern):
    """Where the pattern stands, but for this file, which holds it itself."""
    others = (path for path in SOURCES if path != Path(__file__))
    return [
        f"{path.name}: {line.strip()}"
        for path in others
        for line in path.read_text().splitlines()
        if re.search(pattern, line)
    ]


def test_no_room_is_for_whatever():
    names = {path.stem for path in SOURCES} | {path.parent.name for path in SOURCES}
    assert names.isdisjoint({"utils", "common", "services", "helpers", "misc"})


def test_every_exception_says_why():
    assert lines_with(r"# noqa: [A-Z0-9, ]+$|# noqa$|# type: ignore(\[[\w, -]+\])?$") == []


def test_nothing_happens_by_signal_or_in_save():
    """What a model does stands in the method that is called; `update()` and bulk changes pass by the others.

    allauth asks its forms to `save` with the request: no model does.
    """
    assert lines_with(r"@receiver|signals import|^    def save\((?!self, request: )") == []
