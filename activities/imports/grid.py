"""A sheet of cells as source blocks: empty rows divide it, and a text alone on its row above a table is a paragraph."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from activities.imports.refusal import ImportRefused
from activities.imports.source import SourceBlock, SourceCell, SourceParagraph, SourceRow, SourceTable

MOST_ROWS = 5_000
WIDEST = 50
TOO_MANY = (
    f"Tabellen har fler än {MOST_ROWS} rader eller fler än {WIDEST} kolumner. "
    "Ta bort det som inte hör till planen och försök igen."
)


@dataclass
class Blocks:
    """Blocks as they are added, with ids that count on over all sheets."""

    found: list[SourceBlock] = field(default_factory=list)
    tables: int = 0
    paragraphs: int = 0

    def add_paragraph(
        self, text: str, where: str, kind: str = "body", *, level: int | None = None, set_off: bool = False
    ) -> None:
        if text:
            self.paragraphs += 1
            paragraph = SourceParagraph(f"p{self.paragraphs}", text, where, kind, level, set_off=set_off)
            self.found.append(paragraph)

    def add_rows(self, rows: list[tuple[str, tuple[SourceCell, ...]]], where: str) -> None:
        """Rows with their addresses, a whole sheet of them; `where` is added to the tables' own, as in "tabell 1 i
        blad Plan".
        """
        used = _used(cells for _, cells in rows)
        for region in _regions((address, cells[: used.stop][used.start :]) for address, cells in rows):
            self._add_region(region, where)

    def _add_region(self, region: list[tuple[str, tuple[SourceCell, ...]]], where: str) -> None:
        lone = 0
        while lone < len(region) and _is_lone(region[lone][1]):
            lone += 1
        alone = region if lone == len(region) else region[:0]
        for address, cells in alone:
            self.add_paragraph(
                next(cell.text for cell in cells if cell.text), address, set_off=any(c.is_bold for c in cells)
            )
        if not alone:
            self.add_table(region, where)

    def add_table(self, region: list[tuple[str, tuple[SourceCell, ...]]], where: str) -> None:
        if len(region) > MOST_ROWS or len(region[0][1]) > WIDEST:
            raise ImportRefused(TOO_MANY)
        self.tables += 1
        name = f"t{self.tables}"
        rows = tuple(SourceRow(f"{name}r{number}", cells, address) for number, (address, cells) in enumerate(region, 1))
        self.found.append(SourceTable(name, rows, f"tabell {self.tables}{where}"))


def _regions(rows: Iterable[tuple[str, tuple[SourceCell, ...]]]) -> Iterator[list[tuple[str, tuple[SourceCell, ...]]]]:
    region: list[tuple[str, tuple[SourceCell, ...]]] = []
    for address, cells in rows:
        if any(cell.text or cell.covered for cell in cells):
            region.append((address, cells))
        elif region:
            yield region
            region = []
    if region:
        yield region


def _is_lone(cells: tuple[SourceCell, ...]) -> bool:
    return sum(1 for cell in cells if cell.text) == 1


def _used(rows: Iterable[tuple[SourceCell, ...]]) -> range:
    columns = {index for cells in rows for index, cell in enumerate(cells) if cell.text or cell.covered}
    return range(min(columns), max(columns) + 1) if columns else range(0)
