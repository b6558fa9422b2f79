"""The set-up behind `make setup`, `make run` and `make test`: system packages, `.venv/` and what goes into it.

Run by the system's own python3 with nothing but the standard library, and in syntax that an old Python can read, so
that it gets as far as saying that it is too old. `--test` adds what the tests need, `--services` the servers that
.ci/run starts.
"""

import ctypes
import glob
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit(
        "Python 3.11 eller nyare behövs, men python3 är här {}.{}. Ange en nyare: make PYTHON=python3.12".format(
            *sys.version_info
        )
    )

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# In the words of pip and of apt.
NO_NETWORK = (
    "from versions: none",
    "Connection",
    "timed out",
    "Temporary failure",
    "Unable to locate",
    "Unable to fetch",
    "no installation candidate",
)


def main(arguments: list[str]) -> None:
    for_tests = "--test" in arguments
    packages = {
        **FOR_RUNNING,
        **(FOR_TESTS if for_tests else {}),
        **(FOR_SERVICES if "--services" in arguments else {}),
    }
    install_packages([name for name, is_there in packages.items() if not is_there()])
    install_requirements([ROOT / "requirements.txt"] + ([ROOT / ".ci" / "requirements.txt"] if for_tests else []))


def install_packages(missing: list[str]) -> None:
    """Installs Debian packages where that is allowed; ends with one line naming the command where it is not."""
    if not missing:
        return
    command = f"apt-get install --no-install-recommends {' '.join(missing)}"
    if not shutil.which("apt-get"):
        sys.exit(f"Systempaket saknas. På Debian installeras de så: sudo {command}. Gör motsvarande här och kör om.")
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if rights and not may_use_sudo():
        sys.exit(f"Systempaket saknas. Kör: sudo {command}, och sedan samma make-kommando igen.")
    print(f"Installerar systempaket: {' '.join(missing)}", flush=True)
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    run_or_explain([*rights, *quiet, "update"], "Debians paketlistor gick inte att hämta")
    run_or_explain(
        [*rights, *quiet, "install", "-y", "--no-install-recommends", *missing],
        f"Systempaketen {' '.join(missing)} gick inte att installera",
    )


def may_use_sudo() -> bool:
    return bool(shutil.which("sudo")) and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0


def install_requirements(files: list[Path]) -> None:
    stamp = VENV / f"installed-{len(files)}"
    wanted = fingerprint(files)
    if stamp.exists() and stamp.read_text() == wanted and environment_works():
        return
    if not environment_works():
        print("Skapar .venv/", flush=True)
        shutil.rmtree(VENV, ignore_errors=True)
        run_or_explain([sys.executable, "-m", "venv", str(VENV)], "Pythonmiljön .venv/ gick inte att skapa")
    print("Installerar Pythonpaket, vilket kan ta ett par minuter", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "2"]
    run_or_explain(
        [*pip, *(part for file in files for part in ("-r", str(file)))], "Pythonpaketen gick inte att installera"
    )
    stamp.write_text(wanted)


def fingerprint(files: list[Path]) -> str:
    return hashlib.sha256(b"\0".join([sys.version.encode(), *(file.read_bytes() for file in files)])).hexdigest()


def environment_works() -> bool:
    # False also when the Python that .venv/ was made with has been replaced or the folder moved.
    try:
        return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0
    except OSError:
        return False


def run_or_explain(command: list[str], failure: str) -> None:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        if any(sign in done.stdout for sign in NO_NETWORK):
            sys.exit(f"{failure}: ingen kontakt med paketförrådet. Kontrollera nätverket och kör om.")
        last_line = (done.stdout.strip().splitlines() or ["inget besked"])[-1]
        sys.exit(f"{failure}. Det sista som sades var: {last_line}")


def library(name: str) -> Callable[[], bool]:
    def is_there() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return is_there


def program(name: str) -> Callable[[], bool]:
    return lambda: bool(shutil.which(name))


def file(pattern: str) -> Callable[[], bool]:
    return lambda: bool(glob.glob(pattern, recursive=True))


# Debian package: is what it brings here already, from wherever it came?
FOR_RUNNING = {
    "python3-venv": lambda: bool(importlib.util.find_spec("ensurepip")) or environment_works(),
    "libpango-1.0-0": library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": library("libharfbuzz-subset.so.0"),
    "fonts-liberation": file("/usr/share/fonts/**/LiberationSans-Regular.ttf"),
}
FOR_TESTS = {
    "chromium": program("chromium"),
    "libatomic1": library("libatomic.so.1"),  # for the program that Playwright steers it with
    "default-jdk-headless": program("javac"),
    "libjaxb-java": file("/usr/share/java/jaxb-runtime.jar"),
}
FOR_SERVICES = {
    "postgresql": file("/usr/lib/postgresql/*/bin/initdb"),
    "redis-server": program("redis-server"),
}

if __name__ == "__main__":
    main(sys.argv[1:])
