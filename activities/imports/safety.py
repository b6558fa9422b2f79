"""Reads files from people. Whatever a file holds, the answer is a plan or a message that says what to do.

The file is first inspected here, which parses nothing, and then read by a process of its own with limits on memory and
time. That process is a fresh interpreter and not a fork: a worker of gunicorn or Celery has threads, locks and database
connections that a fork would share. Measured on two cores, it costs about 0.1 s for Word and 0.2 s for Excel.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from activities.imports.corrections import Corrections
from activities.imports.inspection import LARGEST_FILE, inspect
from activities.imports.ooxml import DAMAGED
from activities.imports.plan import ImportedPlan
from activities.imports.refusal import ImportRefused

_LONGEST_WAIT = 10.0  # seconds by the clock, on a busy machine; the child's own limit is in seconds of work
_TOO_HEAVY = (
    "Filen är för stor eller för invecklad för att läsas in. Ta bort det som inte hör till "
    "planen, eller dela den, och försök igen."
)
_TOO_LARGE = "Filen är större än 20 MB. Ta bort bilder och sådant som inte hör till planen och försök igen."
_ROOT = Path(__file__).resolve().parents[2]
# The package "andts" starts Celery when it is imported. The reading needs only one of its leaf modules, so the child is
# given the package without that: it starts twice as fast and knows nothing of brokers and settings.
_START = """
import sys, types
sys.path.insert(0, sys.argv[1])
house = types.ModuleType("andts")
house.__path__ = [sys.argv[1] + "/andts"]
sys.modules["andts"] = house
from activities.imports.child import main
main()
"""


def read_plan_safely(file: bytes | Path, name: str, corrections: Corrections | None = None) -> ImportedPlan:
    """The plan in a file called `name`; raises ImportRefused with a Swedish `message` for a file that cannot be
    read.
    """
    content = _content(file)
    inspect(content, name)
    answer = _ask_child(content, name, corrections or Corrections())
    if "refused" in answer:
        raise ImportRefused(str(answer["refused"]))
    return ImportedPlan.from_json(answer["plan"])


def _content(file: bytes | Path) -> bytes:
    if isinstance(file, bytes):
        return file
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise ImportRefused(_TOO_LARGE)
        return file.read_bytes()
    except OSError as error:
        raise ImportRefused("Filen gick inte att öppna. Kontrollera att den finns och att du får läsa den.") from error


def _ask_child(content: bytes, name: str, corrections: Corrections) -> dict[str, Any]:
    order = json.dumps({"name": name, "corrections": corrections.as_json()}).encode() + b"\n"
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own program; the file goes in as data
            [sys.executable, "-I", "-c", _START, str(_ROOT)],
            input=order + content,
            capture_output=True,
            timeout=_LONGEST_WAIT,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as error:
        raise ImportRefused(_TOO_HEAVY) from error
    if done.returncode != 0:
        raise ImportRefused(_TOO_HEAVY if ran_out(done) else DAMAGED)
    return dict(json.loads(done.stdout))


def ran_out(done: subprocess.CompletedProcess[bytes]) -> bool:
    # Ended by a signal, or by the limit on memory.
    return done.returncode < 0 or b"MemoryError" in done.stderr or b"RecursionError" in done.stderr
