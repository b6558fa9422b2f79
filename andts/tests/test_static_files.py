"""The modules of static/js under the names that they are served by."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from andts.static_files import HashedStaticFiles

IMPORTED = re.compile(r'^(?:import|export)\b[^;"]*"(\./[^"]+|\.\./[^"]+)";', re.M)
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The folder with each module under both names."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(settings.BASE_DIR / "static/js", folder / "js")
    storage = HashedStaticFiles(location=folder, base_url="/static/")
    source = FileSystemStorage(folder)
    names = [str(path.relative_to(folder)) for path in folder.rglob("*.js")]
    answers = [answer for _, _, answer in storage.post_process({name: (source, name) for name in names})]
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    return folder


def test_command_that_collects_them_leaves_out_what_no_page_names(tmp_path):
    """Among them a module that names one that is not there."""
    said = subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--dry-run", "--verbosity=2"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "andts.settings", "VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "htmx-2.min.js" in said
    assert [name for name in ("hx-sse-2.js", "bootstrap.rtl.css", "htmx-4") if name in said] == []


def imports_of(module: Path) -> list[Path]:
    return [module.parent / name for name in IMPORTED.findall(module.read_text())]


def test_modules_name_each_other_by_hashed_names(served):
    hashed = [path for path in served.rglob("*.js") if HASHED.search(path.name)]
    named = [other for module in hashed for other in imports_of(module)]
    assert len(named) > 50
    assert [str(path) for path in named if not HASHED.search(path.name)] == []


def test_every_module_that_is_named_is_there(served):
    named = [other for module in served.rglob("*.js") for other in imports_of(module)]
    assert [str(path) for path in named if not path.is_file()] == []
