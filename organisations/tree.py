"""Organisations in the order of a page: each above its units, siblings by name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from andts.lib.swedish import sort_key
from organisations.models import Organisation


@dataclass(frozen=True)
class Branch:
    """An organisation and how many of those shown stand above it."""

    organisation: Organisation
    depth: int

    @property
    def indent(self) -> str:
        return "– " * self.depth

    @property
    def label(self) -> str:
        return f"{self.indent}{self.organisation.name}"


def branches(organisations: Iterable[Organisation]) -> list[Branch]:
    """All of them, as a tree; those whose parent is not among them stand at the top."""
    rows = sorted(organisations, key=lambda row: sort_key(row.name))
    shown = {row.pk for row in rows}
    below: dict[int | None, list[Organisation]] = defaultdict(list)
    for row in rows:
        below[row.parent_id if row.parent_id in shown else None].append(row)
    return list(_walk(below, None, 0))


def _walk(below: dict[int | None, list[Organisation]], above: int | None, depth: int) -> Iterator[Branch]:
    for organisation in below[above]:
        yield Branch(organisation, depth)
        yield from _walk(below, organisation.pk, depth + 1)
