"""A län's figures as tables, for the page and its files. A cell that counts knows the address that shows its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from followup.county.figures import CountyFigures, Frequency, Municipality, serving
from followup.county.filters import CountyFilter
from followup.filters import NONE
from followup.tables import Cell, DataTable
from followup.tallies import LABELS, STATUSES, Group, Tally

SHARES = ("Antal", "Procent", "Valid procent")
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
Address = Callable[[dict[str, str]], str]


def no_address(_chosen: dict[str, str]) -> str:
    """On paper there are no links."""
    return ""


def county_tables(figures: CountyFigures, narrowed: CountyFilter) -> dict[str, DataTable]:
    """All of them, by the name that stands in addresses."""

    def rows(chosen: dict[str, str]) -> str:
        return f"aktiviteter/?{narrowed.narrower(**{'sortera': ''} | chosen)}"

    def among(name: str, values: Sequence[str]) -> list[str]:
        return [f"?{narrowed.narrower(**{name: value})}#kommunerna" for value in values]

    found = [
        municipality_table(figures, lambda chosen: f"?{narrowed.narrower(**chosen)}", rows),
        status_table(figures.whole, rows),
        group_table("mal", "Status efter mål", "Mål", figures.by_goal, rows),
        group_table("kommuner_status", "Status efter kommun", "Kommun", figures.by_municipality, rows),
        goal_table(figures, rows),
        frequency_table(
            "planer", "Kommuner med gällande plan", "Plan", figures.plan_frequencies, among("plan", ["finns", "saknas"])
        ),
        frequency_table(
            "utfall",
            "Kommuner efter hur mycket som är genomfört",
            "Genomfört",
            figures.outcome_frequencies,
            among("uppfoljning", ["minst", "mindre", "saknas"]),
        ),
        plan_table(figures),
    ]
    return {table.name: table for table in found}


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


def status_table(whole: Tally, rows: Address) -> DataTable:
    """Answered and not answered apart."""
    found = tuple(
        (
            Cell(LABELS[status]),
            Cell(whole.by_status[status], url=rows({"status": status or NONE})),
            Cell(whole.percent(status)),
            Cell(whole.valid_percent(status)),
        )
        for status in STATUSES
    )
    return DataTable("status", "Aktiviteterna efter status", ("Status", *SHARES), found)


def group_table(name: str, title: str, first: str, groups: Sequence[Group], rows: Address) -> DataTable:
    columns = (first, "Aktiviteter", *(LABELS[status] for status in STATUSES), "Besvarade")
    return DataTable(name, title, columns, tuple(_group_row(group, rows) for group in groups))


def _group_row(group: Group, rows: Address) -> tuple[Cell, ...]:
    counted = group.tally
    return (
        Cell(group.label),
        Cell(counted.total, url=rows(group.chosen)),
        *(Cell(counted.by_status[status], url=rows(group.chosen | {"status": status or NONE})) for status in STATUSES),
        Cell(counted.answered, url=rows(group.chosen | {"svar": "finns"})),
    )


def goal_table(figures: CountyFigures, rows: Address) -> DataTable:
    """How many activities of each municipality serve each goal."""
    goals = figures.framework.short_labels

    def row(each: Municipality) -> tuple[Cell, ...]:
        counted = [(goal, len(serving(each.activities, goal))) for goal, _ in goals]
        cells = (Cell(number, url=rows({"kommun": each.key, "mal": goal})) for goal, number in counted)
        return (Cell(each.label), *cells)

    columns = ("Kommun", *(label for _, label in goals))
    return DataTable("kommuner_mal", "Aktiviteter efter mål och kommun", columns, tuple(map(row, figures.followed_up)))


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
    return DataTable("planlista", "Gällande planer", columns, rows)
