"""Adds up pytest's result files: one closing line for all the runs. Fails where a run left no test behind it."""

import sys
from pathlib import Path
from typing import Any

from defusedxml import ElementTree


def main(files: list[str]) -> None:
    suites = [suite for file in files for suite in ElementTree.parse(Path(file)).iter("testsuite")]
    total, failed, skipped = (count(suites, *names) for names in (["tests"], ["failures", "errors"], ["skipped"]))
    print(f"{total - failed - skipped} passed, {failed} failed, {skipped} skipped")
    if len(suites) < 2 or any(not int(suite.attrib["tests"]) for suite in suites):
        sys.exit("En av körningarna gav inget resultat.")


def count(suites: list[Any], *names: str) -> int:
    return sum(int(suite.attrib[name]) for suite in suites for name in names)


if __name__ == "__main__":
    main(sys.argv[1:])
