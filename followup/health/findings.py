"""What an examination finds, and how it is told: points with their rule, and what each of them found."""

from __future__ import annotations

from dataclasses import dataclass

from followup.health.mending import Way

# By the name that stands in addresses, in the order of the page. Of the last two it is the actors that are counted.
TITLES = {
    "ansvarig": "Utan ansvarig",
    "aktor": "Ansvarig utan vald aktör",
    "matbar": "Utan mätbar uppföljning",
    "ororda": "Inte rörda på ett år",
    "sena": "Sena flera år i rad",
    "mal": "Mål och insatsområden utan aktiviteter",
    "bakom": "Ansvariga som ingen står bakom",
    "belastning": "Ansvariga med många aktiviteter",
}
OF_ACTORS = ("bakom", "belastning")


@dataclass(frozen=True)
class Finding:
    """`name` stands at `url`; `said` tells why it was found, `way` is to the field or page that mends it."""

    name: str
    url: str
    said: str = ""
    way: Way | None = None


@dataclass(frozen=True)
class Point:
    """`how` is what to do in words, `way` does it for all that was found at once."""

    key: str
    rule: str
    how: str
    findings: list[Finding]
    way: Way | None = None

    @property
    def title(self) -> str:
        return TITLES[self.key]

    @property
    def count(self) -> int:
        return len(self.findings)
