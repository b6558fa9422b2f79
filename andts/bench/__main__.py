"""Measures everything in a folder and a database of its own, prints one table, and leaves nothing behind."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import django

from andts.bench.extent import FULL, QUICK, Extent

PARTS = ("pages", "documents", "imports", "typing", "followup")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description="Mäter hur snabbt det går.")
    parser.add_argument("--quick", action="store_true", help="små planer och få gånger: bara för att se att allt går")
    parser.add_argument("--only", choices=PARTS, help="bara en del av det")
    given = parser.parse_args()
    warn_when_busy()
    with tempfile.TemporaryDirectory(prefix="andts-bench-") as folder:
        prepare(Path(folder))
        measure(QUICK if given.quick else FULL, [given.only] if given.only else PARTS)


def warn_when_busy() -> None:
    # Whoever shares the processor with others waits in the middle of long work but seldom of short.
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    if load >= cores:
        warning = (
            f"Maskinen gör annat också ({load:.1f} program på {cores} kärnor): det som tar lång tid ser långsammare ut."
        )
        print(warning, file=sys.stderr)


def prepare(folder: Path) -> None:
    # As in production, but everything that is written goes to the folder.
    os.environ |= {"DJANGO_SETTINGS_MODULE": "andts.settings", "VAR": str(folder), "LOG_LEVEL": "ERROR"}
    for name in ("DEBUG", "SITE_URL", "REDIS_URL", "EMAIL_URL"):
        os.environ.pop(name, None)
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        os.environ.pop("DATABASE_URL", None)  # nobody's SQLite file but our own
    (folder / "static").mkdir()
    django.setup()


def measure(extent: Extent, parts: Sequence[str]) -> None:
    # They need the settings that `prepare` has decided.
    from andts.bench import database, documents, followup, imports, pages, results, typing

    measures = {
        "pages": pages.measure,
        "documents": documents.measure,
        "imports": imports.measure,
        "typing": typing.measure,
        "followup": followup.measure,
    }
    with database.temporary():
        example = database.fill(extent)
        results.show([row for part in parts for row in measures[part](extent, example)])


if __name__ == "__main__":
    main()
