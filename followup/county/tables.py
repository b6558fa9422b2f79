"""A län's figures as tables, for the page and its files. A cell that counts knows the address that shows its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote_plus

from followup.county.figures import CountyFigures, Frequency, Municipality, serving
from followup.county.filters import CountyFilter
from followup.tables import COUNTED, SHARES, Address, Cell, DataTable, counted_cells, status_table
from followup.tallies import Group

# Of the municipalities, with what each is ordered by in the page's address.
COLUMNS = (
    ("Kommun", "kommun"),
    ("Gällande planer",),
    ("Äldsta planens ålder, år", "alder"),
    ("Avslutade uppföljningar",),
    ("Aktiviteter", "aktiviteter"),
    ("Genomförda", "genomforda"),
    ("Andel genomförda", "andel"),
    ("Besvarade", "svar"),
    ("Andel besvarade", "besvarade"),
)
# The same few values again and again.
_quoted = lru_cache(maxsize=1_000)(quote_plus)

# What the tables are called; that of the municipalities says its year.
TITLES = {
    "status": "Aktiviteterna efter status",
    "mal": "Status efter mål",
    "kommuner_status": "Status efter kommun",
    "kommuner_mal": "Aktiviteter efter mål och kommun",
    "planer": "Kommuner med gällande plan",
    "utfall": "Kommuner efter hur mycket som är genomfört",
    "planlista": "Gällande planer",
}


def no_address(_chosen: dict[str, str]) -> str:
    # On paper there are no links.
    return ""


class CountyTables(Mapping[str, DataTable]):
    """All of them, by the name that stands in addresses. Each is made when it is asked for: a page shows some."""

    def __init__(self, figures: CountyFigures, narrowed: CountyFilter) -> None:
        self._figures, self._narrowed = figures, narrowed
        self._makers: dict[str, Callable[[], DataTable]] = {
            "kommuner": lambda: municipality_table(figures, self._here, self._rows),
            "status": lambda: status_table(figures.whole, self._rows, TITLES["status"]),
            "mal": lambda: group_table("mal", TITLES["mal"], "Mål", figures.by_goal, self._rows),
            "kommuner_status": self._statuses,
            "kommuner_mal": lambda: goal_table(figures, self._rows),
            "planer": self._plans,
            "utfall": self._outcomes,
            "planlista": lambda: plan_table(figures),
        }
        self._made: dict[str, DataTable] = {}
        self._unsorted = narrowed.narrower(sortera="")

    def __getitem__(self, name: str) -> DataTable:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    @property
    def titles(self) -> list[tuple[str, str]]:
        # What can be had as files, by name.
        return [(name, TITLES.get(name) or f"Kommunerna {self._figures.year}") for name in self]

    def _statuses(self) -> DataTable:
        title, groups = TITLES["kommuner_status"], self._figures.by_municipality
        return group_table("kommuner_status", title, "Kommun", groups, self._rows)

    def _plans(self) -> DataTable:
        urls = self._among("plan", ["finns", "saknas"])
        return frequency_table("planer", TITLES["planer"], "Plan", self._figures.plan_frequencies, urls)

    def _outcomes(self) -> DataTable:
        urls = self._among("uppfoljning", ["minst", "mindre", "saknas"])
        return frequency_table("utfall", TITLES["utfall"], "Genomfört", self._figures.outcome_frequencies, urls)

    def _here(self, chosen: dict[str, str]) -> str:
        return f"?{self._narrowed.narrower(**chosen)}"

    def _rows(self, chosen: dict[str, str]) -> str:
        # Asked for each of a thousand figures: what they have in common is written once.
        if self._narrowed.wanted.keys().isdisjoint(chosen):
            own = (f"{name}={_quoted(value)}" for name, value in chosen.items())
            return f"aktiviteter/?{'&'.join(filter(None, [self._unsorted, *own]))}"
        return f"aktiviteter/?{self._narrowed.narrower(**{'sortera': ''} | chosen)}"

    def _among(self, name: str, values: Sequence[str]) -> list[str]:
        return [f"?{self._narrowed.narrower(**{name: value})}#kommunerna" for value in values]


def municipality_table(figures: CountyFigures, page: Address, rows: Address) -> DataTable:
    def row(each: Municipality) -> tuple[Cell, ...]:
        here = {"kommun": each.key}
        return (
            Cell(each.label, url=page(here)),
            Cell(len(each.plans)),
            Cell(each.age),
            Cell(len(each.rounds)),
            Cell(each.whole.total, url=rows(here)),
            Cell(each.whole.done, url=rows(here | {"status": "done"})),
            Cell(each.done_share),
            Cell(each.whole.answered, url=rows(here | {"svar": "finns"})),
            Cell(each.answered_share),
        )

    columns = tuple(label for label, *_ in COLUMNS)
    return DataTable("kommuner", f"Kommunerna {figures.year}", columns, tuple(map(row, figures.municipalities)))


def group_table(name: str, title: str, first: str, groups: Sequence[Group], rows: Address) -> DataTable:
    return DataTable(name, title, (first, *COUNTED), tuple(counted_cells(group, rows) for group in groups))


def goal_table(figures: CountyFigures, rows: Address) -> DataTable:
    goals = figures.framework.short_labels

    def row(each: Municipality) -> tuple[Cell, ...]:
        # How many activities of the municipality serve each goal.
        counted = [(goal, len(serving(each.activities, goal))) for goal, _ in goals]
        cells = (Cell(number, url=rows({"kommun": each.key, "mal": goal})) for goal, number in counted)
        return (Cell(each.label), *cells)

    columns = ("Kommun", *(label for _, label in goals))
    return DataTable("kommuner_mal", TITLES["kommuner_mal"], columns, tuple(map(row, figures.followed_up)))


def frequency_table(
    name: str, title: str, first: str, found: Sequence[Frequency], urls: Sequence[str] = ()
) -> DataTable:
    rows = tuple(
        (Cell(each.label), Cell(each.number, url=url), Cell(each.percent), Cell(each.valid))
        for each, url in zip(found, urls or [""] * len(found), strict=True)
    )
    return DataTable(name, title, (first, *SHARES), rows)


def plan_table(figures: CountyFigures) -> DataTable:
    columns = ("Kommun", "Plan", "Dokumenttyp", "Antagen", "Gäller", "Ålder, år")
    rows = tuple(
        (
            Cell(each.label),
            Cell(plan.title),
            Cell(plan.kind),
            Cell(plan.adopted.isoformat()),
            Cell(plan.validity),
            Cell(plan.age),
        )
        for each in figures.municipalities
        for plan in each.plans
    )
    return DataTable("planlista", TITLES["planlista"], columns, rows)
