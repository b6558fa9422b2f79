"""Which decided plans held on a day, and how old they were then. Pure; no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from andts.lib.swedish import period_text


@dataclass(frozen=True)
class DecidedPlan:
    """A plan by its decisions. `extensions` are pairs of the day of the decision and the new last day.

    `replaced` is the day when the revision that took its place was adopted.
    """

    pk: int
    organisation: int
    title: str
    kind: str
    adopted: date
    starts: date | None
    ends: date | None
    extensions: tuple[tuple[date, date], ...] = ()
    repealed: date | None = None
    replaced: date | None = None

    def last_day(self, on: date) -> date | None:
        """As decided by then; None for "tills vidare"."""
        extended = [until for decided, until in self.extensions if decided <= on]
        return max([self.ends, *extended]) if self.ends else None

    def held(self, on: date) -> bool:
        """Adopted, begun, and neither ended, repealed nor replaced by then."""
        last = self.last_day(on)
        has_begun = self.adopted <= on and (self.starts is None or self.starts <= on)
        is_closed = any(day is not None and day <= on for day in (self.repealed, self.replaced))
        return has_begun and not is_closed and (last is None or on <= last)

    def as_on(self, day: date) -> HeldPlan:
        validity = period_text(self.starts, self.last_day(day))
        return HeldPlan(self.pk, self.title, self.kind, self.adopted, validity, full_years(self.adopted, day))


@dataclass(frozen=True)
class HeldPlan:
    """A plan that held on the day asked about; `age` is full years since it was first adopted."""

    pk: int
    title: str
    kind: str
    adopted: date
    validity: str
    age: int

    @property
    def age_text(self) -> str:
        return years_text(self.age)


def years_text(years: int | None) -> str:
    if years is None:
        return "–"
    return f"{years} år" if years else "under 1 år"


def full_years(first: date, last: date) -> int:
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))
