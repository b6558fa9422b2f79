"""The table that is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = ("Mätning", "Tid", "Per rad", "Storlek", "Frågor", "Gånger", "Jämfört med", "Högst", "Utfall")


@dataclass(frozen=True)
class Result:
    """What was measured: median seconds, and `high` what 95 of 100 were within.

    `ratio` is how many times longer it took than `base`.

    `megabytes` are of memory, `kilobytes` what is sent; `aim`, `most_queries` and `most_kilobytes` what is aimed at,
    where anything is.
    """

    what: str
    seconds: float
    rows: int | None = None
    megabytes: float | None = None
    kilobytes: float | None = None
    high: float | None = None
    queries: int | None = None
    ratio: float | None = None
    base: str = ""
    aim: float | None = None
    most_queries: int | None = None
    most_kilobytes: int | None = None

    @property
    def misses(self) -> list[str]:
        missed = []
        if self.ratio and self.aim and self.ratio > self.aim:
            missed.append("för långsamt")
        if self.queries and self.most_queries and self.queries > self.most_queries:
            missed.append("för många frågor")
        if self.kilobytes and self.most_kilobytes and self.kilobytes > self.most_kilobytes:
            missed.append("för stort")
        return missed

    @property
    def outcome(self) -> str:
        return ", ".join(self.misses) or ("nås" if self.aims else "")

    @property
    def aims(self) -> str:
        ratio = f"× {swedish(self.aim)}" if self.aim else ""
        queries = f"{self.most_queries} frågor" if self.most_queries else ""
        size = f"{self.most_kilobytes} kB" if self.most_kilobytes else ""
        return " och ".join(filter(None, [ratio, queries, size]))

    @property
    def size(self) -> str:
        if self.kilobytes:
            return f"{swedish(self.kilobytes)} kB"
        return f"{self.megabytes:.0f} MB" if self.megabytes else ""

    def cells(self) -> tuple[str, ...]:
        return (
            self.what,
            duration(self.seconds) + (f" (95 %: {duration(self.high)})" if self.high else ""),
            f"{swedish(1000 * self.seconds / self.rows)} ms" if self.rows else "",
            self.size,
            "" if self.queries is None else str(self.queries),
            f"× {swedish(self.ratio)}" if self.ratio else "",
            self.base,
            self.aims,
            self.outcome,
        )


def show(results: Iterable[Result]) -> None:
    # Can be pasted into docs/performance.md.
    rows = [COLUMNS, *(result.cells() for result in results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, tuple("-" * width for width in widths))
    for row in rows:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")


def duration(seconds: float) -> str:
    return f"{swedish(seconds)} s" if seconds >= 1 else f"{swedish(1000 * seconds)} ms"


def swedish(number: float) -> str:
    """Three figures, with a decimal comma: 12,3 and 1,23 but 123."""
    decimals = 0 if number >= 100 else 1 if number >= 10 else 2
    text = f"{number:.{decimals}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
