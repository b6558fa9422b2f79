"""What a dashboard shows: of one round, or of a kommun and its förvaltningar over the rounds of a period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone

from andts.lib.swedish import day_text
from followup.filters import RoundFilter, asked_since
from followup.grouping import Period, by_heading, by_plan, over_the_years
from followup.models import FollowUp, FollowUpRound
from followup.models.follow_ups import FollowUpQuerySet
from followup.models.rounds import FollowUpRoundQuerySet
from followup.parts import as_small, is_part_for
from followup.periods import period_name
from followup.rows import headings_of, rows_in, rows_of, standings_at, units_of
from followup.statistics import Figure, figures, sentence
from followup.tables import DataTable, group_table, row_table, status_table, trend_table
from followup.tallies import Group, Row, Tally, Then, by_actor, tally
from followup.visits import last_visit
from organisations.models import Organisation, User

# So many that they fit beside the chart on one screen.
WAITING_FOR = 5


@dataclass(frozen=True)
class Dashboard:
    """`rounds` are of one period, with their plans; `subject` is what a visit is remembered by."""

    subject: str
    about: str
    narrowed: RoundFilter
    rounds: Sequence[FollowUpRound]
    since: datetime | None
    periods: list[Period]
    # Whether the reader sees just those that the reader answers for or reviews.
    is_part: bool = False

    @cached_property
    def whole(self) -> Tally:
        return tally(self.narrowed.rows)

    @cached_property
    def actors(self) -> list[Group]:
        return by_actor(self.narrowed.rows)

    @cached_property
    def headings(self) -> list[Group]:
        # Of several plans, the plans; of one, its goals and focus areas.
        if len(self.rounds) > 1:
            return by_plan(self.narrowed.rows, self.plans)
        return by_heading(self.narrowed.rows, list(self.narrowed.headings.values()))

    @cached_property
    def waiting_for(self) -> list[Group]:
        """Whose answers are missing, the first few, each with the query that shows them."""
        return [
            replace(group, query=self.narrowed.narrower(**group.chosen, svar="saknas"))
            for group in self._unanswered[:WAITING_FOR]
        ]

    @property
    def waiting_for_more(self) -> int:
        return max(len(self._unanswered) - WAITING_FOR, 0)

    @cached_property
    def _unanswered(self) -> list[Group]:
        return [group for group in self.actors if group.tally.unanswered]

    @property
    def plans(self) -> list[tuple[int, str]]:
        return [(round_.plan_id, round_.plan.title) for round_ in self.rounds]

    @cached_property
    def sentence(self) -> str:
        is_narrowed = bool(self.narrowed.wanted.keys() - {"enhet"})
        return sentence(self.whole, self.actors, is_narrowed=is_narrowed, is_over=self.is_over)

    @property
    def is_over(self) -> bool:
        # Nobody is waited for any longer: the figures stay as they are.
        return bool(self.rounds) and not any(round_.is_open for round_ in self.rounds)

    @property
    def source(self) -> str:
        closed = [round_.closed_at for round_ in self.rounds if round_.closed_at]
        # A closed round's figures stay as they were.
        at = max(closed) if self.is_over else timezone.now()
        part = ["en del av aktiviteterna"] if self.is_part else []
        return ", ".join([self.about, *part, *self.narrowed.said, day_text(timezone.localdate(at))])

    @cached_property
    def figures(self) -> list[Figure]:
        return figures(self.whole, self.narrowed, self.changed, self.since)

    @property
    def changed(self) -> int | None:
        """Since the last visit; None the first time."""
        return sum(row.has_changed(self.since) for row in self.narrowed.rows) if self.since else None

    @property
    def first_column(self) -> str:
        return "Plan" if len(self.rounds) > 1 else "Mål och insatsområde"

    @cached_property
    def tables(self) -> dict[str, DataTable]:
        narrowed = self.narrowed
        found = [
            status_table(self.whole, narrowed.rows_at),
            self._heading_table,
            group_table("ansvariga", "Status efter ansvarig", "Ansvarig", self.actors, narrowed),
            trend_table(self.periods),
            row_table(narrowed.rows),
        ]
        # By the name that stands in addresses.
        return {table.name: table for table in found}

    @property
    def _heading_table(self) -> DataTable:
        first = self.first_column
        short = f"Status efter {first.partition(' ')[0].lower()}"
        return group_table("rubriker", f"Status efter {first.lower()}", first, self.headings, self.narrowed, short)

    def as_json(self) -> dict[str, Any]:
        return {
            "om": self.about,
            "urval": self.narrowed.wanted,
            "mening": self.sentence,
            "siffror": {figure.name: figure.number for figure in self.figures},
            "tabeller": {name: table.as_json() for name, table in self.tables.items()},
        }


def round_dashboard(
    user: User, round_: FollowUpRound, follow_ups: Sequence[FollowUp], asked: Mapping[str, Any]
) -> Dashboard:
    """Of follow-ups fetched `with_answers`; at most five queries more."""
    subject = _subject(round_)
    since = asked_since(asked) or last_visit(user, subject)
    compared = FollowUp.objects.visible_to(user).filter(round__in=compared_with(round_).values("pk"))
    rows = rows_of(follow_ups, [round_], _then(since, [round_], user))
    is_part = is_part_for(user, [round_])
    over_time = as_small(compared, user, [round_]) if is_part else compared
    return _dashboard(subject, _about(round_), [round_], rows, asked, over_time, since, is_part=is_part)


def whole_dashboard(round_: FollowUpRound, follow_ups: Sequence[FollowUp]) -> Dashboard:
    # Of all of the round, and without a visitor: what is printed.
    compared = FollowUp.objects.filter(round__in=compared_with(round_).values("pk"))
    return _dashboard(_subject(round_), _about(round_), [round_], rows_of(follow_ups, [round_]), {}, compared, None)


def compared_with(round_: FollowUpRound) -> FollowUpRoundQuerySet:
    """The round itself, and the closed ones before it of the same length in which any of its activities was."""
    return FollowUpRound.objects.filter(
        Q(pk=round_.pk) | Q(state=FollowUpRound.State.CLOSED),
        plan__organisation=round_.plan.organisation_id,
        length=round_.length,
        starts__lte=round_.starts,
        follow_ups__line__in=FollowUp.objects.filter(round=round_).values("line"),
    )


def _subject(round_: FollowUpRound) -> str:
    return f"round-{round_.pk}"


def _about(round_: FollowUpRound) -> str:
    return f"Uppföljning {round_.period} av {round_.plan.title}, {round_.plan.organisation.label}"


@dataclass(frozen=True)
class Choice:
    """A period that has rounds, as its value in the address and in words."""

    length: str
    starts: date

    @property
    def value(self) -> str:
        return f"{self.length}-{self.starts.isoformat()}"

    @property
    def name(self) -> str:
        return period_name(self.length, self.starts)


def rounds_in(user: User, authority: Organisation) -> list[FollowUpRound]:
    """Those of the kommun's in which the user sees something, with their plans; one query."""
    own = Organisation.objects.within([authority.pk])
    seen = FollowUpRound.objects.visible_to(user).filter(plan__organisation__in=own.values("pk"))
    return list(seen.select_related("plan__organisation").order_by("plan__title", "plan", "pk"))


def periods_of(rounds: Sequence[FollowUpRound]) -> list[Choice]:
    found = {Choice(round_.length, round_.starts) for round_ in rounds}
    # Of those that begin the same day the year before its first term.
    return sorted(found, key=lambda choice: (choice.starts, choice.length), reverse=True)


def organisation_dashboard(
    user: User, authority: Organisation, seen: Sequence[FollowUpRound], period: Choice, asked: Mapping[str, Any]
) -> Dashboard:
    """What the user sees of the plans of a kommun and its units in a period; `seen` as `rounds_in`. Seven queries."""
    until = [round_ for round_ in seen if round_.length == period.length and round_.starts <= period.starts]
    rounds = [round_ for round_ in until if round_.starts == period.starts]
    follow_ups = FollowUp.objects.visible_to(user)
    here = follow_ups.filter(round__in=[round_.pk for round_ in rounds])
    earlier = follow_ups.filter(round__in=[round_.pk for round_ in until])
    about = f"Uppföljning {period.name}, {authority.name}"
    subject, kept = f"{authority.pk}-{period.value}", {"period": period.value}
    if asked.get("enhet") == "":
        # Said out loud: without it, a unit's own people see their unit.
        kept["enhet"] = ""
    since = asked_since(asked) or last_visit(user, subject)
    ordered = here.order_by("round__plan__title", "round", "activity__order", "activity")
    rows = rows_in(ordered, rounds, _then(since, rounds, user))
    is_part = is_part_for(user, rounds)
    over_time = as_small(earlier, user, rounds) if is_part else earlier
    return _dashboard(subject, about, rounds, rows, asked, over_time, since, kept, is_part=is_part)


def _then(since: datetime | None, rounds: Sequence[FollowUpRound], user: User) -> dict[int, Then] | None:
    return standings_at(since, rounds, user) if since else None


def _dashboard(
    subject: str,
    about: str,
    rounds: Sequence[FollowUpRound],
    rows: Sequence[Row],
    asked: Mapping[str, Any],
    over_time: FollowUpQuerySet,
    since: datetime | None,
    kept: Mapping[str, str] | None = None,
    *,
    is_part: bool = False,
) -> Dashboard:
    plans = [round_.plan_id for round_ in rounds]
    narrowed = RoundFilter(
        asked,
        rows,
        headings=headings_of(plans),
        units=units_of(rounds[0].plan.organisation.authority) if rounds else [],
        plans=[(round_.plan_id, round_.plan.title) for round_ in rounds] if len(rounds) > 1 else [],
        kept=kept,
    )
    return Dashboard(subject, about, narrowed, rounds, since, over_the_years(over_time, narrowed), is_part)
