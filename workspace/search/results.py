"""What a search gives: the hits of each kind, counted, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from andts.lib.searched import MOST_FOUND
from andts.lib.searching import Term
from organisations.models import User
from workspace.search import sources
from workspace.search.hits import Hit
from workspace.search.sources import Source

ON_A_PAGE = 20
OF_EACH_KIND = 5


@dataclass(frozen=True)
class Kind:
    """`slug` stands in the address; `one` and `several` in "1 aktivitet" and "23 aktiviteter"."""

    slug: str
    label: str
    one: str
    several: str
    sources: tuple[Source, ...]


KINDS = (
    Kind("planer", "Planer", "plan", "planer", (sources.PLANS,)),
    Kind("texter", "Rubriker och texter", "ställe", "ställen", (sources.NODES, sources.TEXTS, sources.TIPS)),
    Kind("aktiviteter", "Aktiviteter", "aktivitet", "aktiviteter", (sources.ACTIVITIES,)),
    Kind("aktorer", "Aktörer", "aktör", "aktörer", (sources.ACTORS,)),
    Kind("dokument", "Dokument", "dokument", "dokument", (sources.VERSIONS, sources.REPORTS)),
)


@dataclass(frozen=True)
class Found:
    """What was found of one kind, in order; the rows themselves are fetched when a page of them is shown."""

    kind: Kind
    asked: Sequence[Term]
    places: list[tuple[Source, int]]

    @property
    def count(self) -> int:
        return min(len(self.places), MOST_FOUND)

    @property
    def count_text(self) -> str:
        # "23", or "fler än 1 000" where nobody has counted on.
        return f"fler än {MOST_FOUND:,}".replace(",", "\u00a0") if len(self.places) > MOST_FOUND else str(self.count)

    @property
    def heading(self) -> str:
        return f"{self.count_text} {self.kind.one if self.count == 1 else self.kind.several}"

    @cached_property
    def first(self) -> list[Hit]:
        return self._hits(self.places[:OF_EACH_KIND])

    def _hits(self, places: list[tuple[Source, int]]) -> list[Hit]:
        # Each source's rows are fetched together; they stand one source after another.
        by_source = [(source, [pk for there, pk in places if there is source]) for source in self.kind.sources]
        return [hit for source, ids in by_source for hit in source.hits(ids, self.asked)]

    @property
    def has_more(self) -> bool:
        return self.count > OF_EACH_KIND

    def page(self, number: str | None) -> Page[Any]:
        page: Page[Any] = Paginator(self.places[: self.count], ON_A_PAGE).get_page(number)
        page.object_list = self._hits(list(page.object_list))
        return page


def find(user: User, asked: Sequence[Term]) -> list[Found]:
    """All kinds, those without a hit too; a query for each source and, as pages are shown, a few for their rows."""
    return [Found(kind, asked, _places(kind, user, asked)) for kind in KINDS]


def _places(kind: Kind, user: User, asked: Sequence[Term]) -> list[tuple[Source, int]]:
    return [(source, pk) for source in kind.sources for pk in source.ids(user, asked)]
