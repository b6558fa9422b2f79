"""A program of its own: says "harmless" of a PDF that anyone can open and that runs nothing when it is opened.

It is started by followup/attaching.py with the file on its standard input, and knows nothing of the rest of the house.
"""

import resource
import sys
from io import BytesIO

import pikepdf

MOST_MEMORY = 768 * 1024**2
MOST_WORK = 5  # seconds
DEEPEST = 50
# A script, a form of Adobe's own that may hold one, a film or game.
ACTIVE = {"/JS", "/XFA", "/RichMedia"}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_WORK, MOST_WORK))
    with pikepdf.open(BytesIO(sys.stdin.buffer.read())) as pdf:
        if not pdf.is_encrypted and len(pdf.pages) > 0 and not any(map(_acts, pdf.objects)):
            sys.stdout.write("harmless")


def _acts(found: object, depth: int = 0) -> bool:
    """Whether it, or what lies in it without an object number of its own, starts a program or runs a script.

    Nobody's minutes lie as deep in each other as that: what does has something to hide.
    """
    if not isinstance(found, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
        return False
    if depth > DEEPEST:
        return True
    if isinstance(found, pikepdf.Array):
        return any(_acts(value, depth + 1) for value in _within(list(found)))
    if not ACTIVE.isdisjoint(found.keys()) or str(found.get("/S", "")) in ("/JavaScript", "/Launch"):
        return True
    return any(_acts(value, depth + 1) for value in _within([value for _, value in found.items()]))


def _within(values: list[object]) -> list[object]:
    return [value for value in values if isinstance(value, pikepdf.Object) and not value.is_indirect]


if __name__ == "__main__":
    main()
