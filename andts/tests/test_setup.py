"""The set-up says one clear line where it cannot go on."""

import ast
import os
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

SETUP = settings.BASE_DIR / "andts" / "setup.py"


@pytest.fixture
def checkout(tmp_path):
    """A checkout with one small requirement."""
    (tmp_path / "andts").mkdir()
    shutil.copy(SETUP, tmp_path / "andts")
    (tmp_path / "requirements.txt").write_text("six==1.17.0\n")
    return tmp_path


def set_up(checkout, **variables):
    return subprocess.run(
        [sys.executable, "andts/setup.py"],
        cwd=checkout,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
    )


def test_old_pythons_can_read_it():
    ast.parse(SETUP.read_text(), feature_version=(3, 6))


def test_lost_network_is_one_line(checkout):
    nowhere = "http://127.0.0.1:9/simple"
    done = set_up(checkout, PIP_CONFIG_FILE="/dev/null", PIP_FIND_LINKS="", PIP_INDEX_URL=nowhere, PIP_NO_CACHE_DIR="1")
    assert done.returncode == 1
    assert done.stderr == (
        "Pythonpaketen gick inte att installera: ingen kontakt med paketförrådet. Kontrollera nätverket och kör om.\n"
    )


def test_missing_package_is_named_to_those_who_may_not_install(checkout):
    """Somebody without rights, on a machine where nothing can be found."""
    code = "import setup; setup.os.geteuid = lambda: 1000; setup.install_packages(['libpango-1.0-0'])"
    bare = {"PYTHONPATH": str(checkout / "andts"), "PATH": path_without_sudo(checkout)}
    done = subprocess.run([sys.executable, "-c", code], env=bare, capture_output=True, text=True)
    assert done.stderr == (
        "Systempaket saknas. Kör: sudo apt-get install --no-install-recommends libpango-1.0-0, "
        "och sedan samma make-kommando igen.\n"
    )


def path_without_sudo(folder):
    programs = folder / "bin"
    programs.mkdir()
    (programs / "apt-get").symlink_to("/usr/bin/true")
    return str(programs)
