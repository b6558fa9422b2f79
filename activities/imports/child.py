"""Reads one file in a process of its own, with limits, and writes the plan as JSON.

Started by `safety` with a fresh interpreter: it shares no database connection, no lock and no memory with the process
that asked. On standard input: a line of JSON (name, corrections), then the file. On standard output: one JSON object,
`plan` or `refused`.
"""

import json
import resource
import signal
import sys

MOST_MEMORY = 240_000_000  # bytes of address space; some 70 MB of it is the interpreter and its libraries
MOST_CPU_SECONDS = 1.3


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, MOST_CPU_SECONDS)  # its signal ends the process
    order = json.loads(sys.stdin.buffer.readline())
    sys.stdout.buffer.write(json.dumps(_answer(order, sys.stdin.buffer.read())).encode())


def _answer(order: dict[str, object], content: bytes) -> dict[str, object]:
    from activities.imports.corrections import Corrections
    from activities.imports.reading import read_plan
    from activities.imports.refusal import ImportRefused

    corrections = order["corrections"]
    try:
        given = Corrections.from_json(corrections) if isinstance(corrections, dict) else None
        return {"plan": read_plan(content, str(order["name"]), given).as_json()}
    except ImportRefused as refusal:
        return {"refused": refusal.message}
