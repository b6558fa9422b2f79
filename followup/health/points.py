"""What there is to look over in a plan: each point says its rule, what it found and how that is mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain

from django.utils import timezone

from activities.gaps import given
from andts.lib.swedish import day_text
from followup.health.facts import Examined, Known
from followup.health.findings import OF_ACTORS, TITLES, Finding, Point
from followup.health.lateness import SEVERAL, Outcome, late_years
from followup.health.load import Load, loads
from followup.health.measurable import RULE as MEASURABLE
from followup.health.measurable import is_measurable
from followup.health.mending import Mending, Way, holder_way
from plans.models import Node

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class PlanHealth:
    """`points` are those that found something, and `loads` everyone who is responsible for something."""

    examined: Examined
    points: list[Point]
    loads: list[Load]

    @property
    def count(self) -> int:
        return sum(point.count for point in self.points)

    @property
    def own_points(self) -> list[Point]:
        # Actors are the organisation's, and may be named in several plans.
        return [point for point in self.points if point.key not in OF_ACTORS]

    @property
    def counts(self) -> dict[str, int]:
        return {point.key: point.count for point in self.points}


def plan_health(examined: Examined, *, may_change: bool) -> PlanHealth:
    """Pure; the whole reading is in `Examined`."""
    mending, carried = Mending(examined, may_change), loads(examined.activities, examined.held)
    points = chain(
        _of_text(examined, mending, carried) if examined.is_text_examined else (),
        _of_work(examined, mending) if examined.is_work_examined else (),
        [unheld(carried, may_change=may_change)],
    )
    order = list(TITLES)
    found = sorted((point for point in points if point.findings), key=lambda point: order.index(point.key))
    return PlanHealth(examined, found, carried)


def _of_text(examined: Examined, mending: Mending, carried: Sequence[Load]) -> Iterator[Point]:
    yield _without_responsible(examined, mending)
    yield _without_actor(examined, mending)
    yield _unmeasurable(examined, mending)
    yield _empty_headings(examined, mending)
    yield heavy(carried, mending)


def _without_responsible(examined: Examined, mending: Mending) -> Point:
    rows = [row for row in examined.activities if not row.actors and not given(row.activity.responsible_text)]
    return Point(
        "ansvarig",
        "Ingen ansvarig är skriven och ingen aktör är vald. När planen följs upp får samordnaren svara själv.",
        mending.how("Ange vem som är ansvarig på varje rad, eller på flera rader på en gång."),
        [_finding(examined, row, way=mending.field(row.activity, "responsible_text", "Ange ansvarig")) for row in rows],
        mending.together([row.activity for row in rows], f"Ange ansvarig på alla {len(rows)}"),
    )


def _without_actor(examined: Examined, mending: Mending) -> Point:
    rows = [row for row in examined.activities if not row.actors and given(row.activity.responsible_text)]
    return Point(
        "aktor",
        "Ansvarig är skriven i ord men ingen aktör är vald, så ingen annan än samordnaren får frågan när planen följs "
        "upp.",
        mending.how("Välj aktör på raden, eller låt systemet föreslå aktörer för hela planen."),
        [
            _finding(
                examined, row, row.activity.responsible_text, mending.field(row.activity, "responsible", "Välj aktör")
            )
            for row in rows
        ],
        mending.actors("Koppla aktörer i hela planen"),
    )


def _unmeasurable(examined: Examined, mending: Mending) -> Point:
    rows = [row for row in examined.activities if not row.is_measured and not is_measurable(row.activity.follow_up)]
    return Point(
        "matbar",
        MEASURABLE,
        mending.how("Skriv vad som ska räknas eller mätas och var uppgiften finns."),
        [
            _finding(
                examined,
                row,
                given(row.activity.follow_up) or "Ingen uppföljning är angiven.",
                mending.field(row.activity, "follow_up", "Ändra uppföljningen"),
            )
            for row in rows
        ],
    )


def _empty_headings(examined: Examined, mending: Mending) -> Point:
    if examined.activities:
        findings = [
            _heading(examined, node, mending.activity_under(node, "Lägg till aktivitet")) for node in examined.empty
        ]
    else:
        # A programme may have goals alone: that is one thing to say and not one for each of them.
        way = mending.activity_under(examined.empty[0], "Lägg till aktivitet") if examined.empty else None
        findings = [Finding("Planen har inga aktiviteter.", examined.page, way=way)]
    return Point(
        "mal",
        "Ingen aktivitet ligger under rubriken och ingen annan aktivitet bidrar till den.",
        mending.how("Lägg till en aktivitet, låt en annan bidra till målet eller ta bort rubriken."),
        findings,
    )


def _of_work(examined: Examined, mending: Mending) -> Iterator[Point]:
    yield _untouched(examined, mending)
    yield _late_for_years(examined, mending)


def _untouched(examined: Examined, mending: Mending) -> Point:
    before = timezone.localdate() - A_YEAR
    rows = [row for row in examined.activities if not row.is_over and row.touched and row.touched < before]
    is_open = examined.plan.is_open
    return Point(
        "ororda",
        "Ingen har ändrat, följt upp eller kommenterat aktiviteten på ett år. Genomförda aktiviteter och sådana som "
        "utgår räknas inte.",
        "Gå igenom om den fortfarande är aktuell, och ändra eller ta bort den."
        if is_open
        else "Fråga de ansvariga genom att följa upp planen, eller låt aktiviteten utgå i en revidering.",
        [
            _finding(
                examined,
                row,
                f"Senast {day_text(row.touched)}" if row.touched else "",
                mending.field(row.activity, "title", "Ändra aktiviteten") if is_open else _asked_now(row, mending),
            )
            for row in rows
        ],
        mending.new_round(),
    )


def _asked_now(row: Known, mending: Mending) -> Way | None:
    is_asked = row.latest and row.latest.round == mending.examined.open_round
    return mending.follow_up(row) if is_asked else None


def _late_for_years(examined: Examined, mending: Mending) -> Point:
    found = [(row, late_years(row.outcomes)) for row in examined.activities if not row.is_over]
    return Point(
        "sena",
        "Försenad, eller utan svar efter sista dagen, i de två senaste uppföljda åren eller längre. Aktiviteten följs "
        "från plan till plan.",
        "Prata med de ansvariga om vad som hindrar, och bestäm nästa steg i uppföljningen. Går det inte att "
        "genomföra, låt aktiviteten utgå.",
        [
            _finding(examined, row, _lateness(row, years), mending.follow_up(row))
            for row, years in found
            if len(years) >= SEVERAL
        ],
    )


def _lateness(row: Known, years: Sequence[Outcome]) -> str:
    # Polisen: 2025 utan svar i tid, 2026 försenad
    said = ", ".join(f"{each.year} {'försenad' if each.delayed else 'utan svar i tid'}" for each in years)
    return f"{', '.join(actor.name for actor in row.actors)}: {said}" if row.actors else said


def unheld(carried: Sequence[Load], *, may_change: bool) -> Point:
    return Point(
        "bakom",
        "En aktör är ansvarig, men ingen person står bakom den i dag. Ingen får då frågan, och ingen påminns.",
        "Ange en person med konto, eller en e-postadress. Det går att göra också när planen är fastställd.",
        [
            Finding(load.name, load.url, load.number, holder_way(load) if may_change else None)
            for load in carried
            if not load.is_held
        ],
    )


def heavy(carried: Sequence[Load], mending: Mending | None = None) -> Point:
    """With `mending` all of an actor's activities in the plan can be given to others at once."""
    how = "Fördela om på fler ansvariga, eller stryk det som inte hinns med."
    return Point(
        "belastning",
        "Minst fem aktiviteter, och minst dubbelt så många som de ansvariga har i genomsnitt.",
        mending.how(how) if mending else how,
        [
            Finding(load.name, load.url, load.number_and_late, _spread(load, mending))
            for load in carried
            if load.is_heavy
        ],
    )


def _spread(load: Load, mending: Mending | None) -> Way | None:
    way = mending.together([row.activity for row in load.activities], "Byt ansvarig på flera") if mending else None
    return way and replace(way, about=load.name)


def _finding(examined: Examined, row: Known, said: str = "", way: Way | None = None) -> Finding:
    name = f"{row.activity.number} {row.activity}".strip()
    return Finding(name, f"{examined.page}#aktivitet-{row.activity.pk}", said, way)


def _heading(examined: Examined, node: Node, way: Way | None) -> Finding:
    return Finding(str(node), f"{examined.page}#rubrik-{node.pk}", node.label, way)
