"""All that the reports of a round say, fetched once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from activities.snapshot.header import accent, organisation_name
from activities.snapshot.pictures import logo
from andts.lib.document import Document, HeaderField, Section, Sheet
from andts.lib.swedish import day_text
from followup.dashboards import Dashboard, compared_with, whole_dashboard
from followup.models import FollowUp, FollowUpRound
from followup.round_table import RoundTable, whole_table
from followup.statistics import AnswerCount, Figure, Moved, count_answers, moved
from followup.tallies import Row
from organisations.models import Organisation
from plans.models import Decision, Plan


@dataclass(frozen=True)
class Gathered:
    """A round with its figures. `before` is each line's status in the round before, and what has `moved` since.

    `moved` is None where there is no round before to compare with.
    """

    round: FollowUpRound
    table: RoundTable
    dashboard: Dashboard
    moved: Moved | None
    before: dict[UUID, str]
    at: datetime

    @property
    def plan(self) -> Plan:
        return self.round.plan

    @property
    def organisation(self) -> Organisation:
        return self.plan.organisation

    @cached_property
    def rows(self) -> dict[int, Row]:
        return {row.pk: row for row in self.dashboard.narrowed.rows}

    @cached_property
    def decided(self) -> str:
        # A line for each body that adopted the plan.
        adopted = [each for each in self.plan.decisions.all() if each.action == Decision.Action.ADOPT]
        return "\n".join(", ".join(filter(None, [each.body, day_text(each.date), each.paragraph])) for each in adopted)

    @property
    def figures(self) -> list[Figure]:
        return self.dashboard.figures

    @property
    def since(self) -> str:
        # Empty where there is no round before.
        return self.moved.since if self.moved else ""

    @property
    def follow_ups(self) -> list[FollowUp]:
        return self.table.follow_ups

    @cached_property
    def answers(self) -> AnswerCount:
        return count_answers(self.follow_ups)

    @property
    def day(self) -> date:
        # What the figures are of: when the round was closed, else today.
        return timezone.localdate(self.round.closed_at or self.at)

    @property
    def state(self) -> str:
        if self.round.is_open:
            return f"Pågår, siffrorna är från {day_text(self.day)}"
        return f"Avslutad {day_text(self.day)}"

    def document(
        self,
        kind: str,
        sections: tuple[Section, ...],
        *,
        header: tuple[HeaderField, ...] = (),
        sheets: tuple[Sheet, ...] = (),
        title: str = "",
        subtitle: str = "",
        compact: bool = False,
    ) -> Document:
        # The head that all reports of a round have; one under way is a draft.
        return Document(
            title=title or f"Uppföljning {self.round.period} av {self.plan.title}",
            kind=kind,
            organisation=organisation_name(self.organisation),
            subtitle=subtitle,
            registry_number=self.plan.registry_number,
            dated=self.day,
            draft=self.round.is_open,
            compact=compact,
            accent=accent(self.organisation),
            logo=logo(self.organisation),
            header=header,
            sections=sections,
            sheets=sheets,
            keywords=("ANDTS", kind, self.organisation.label),
        )


def gathered(round_: FollowUpRound) -> Gathered:
    """Fetch the round with its plan `with_owner`. Nine queries, one more where there is a round before."""
    table = whole_table(round_)
    dashboard = whole_dashboard(round_, table.follow_ups)
    earlier = compared_with(round_).exclude(pk=round_.pk).order_by("-starts").first()
    before = _statuses(earlier) if earlier else {}
    changed = moved(dashboard.narrowed.rows, before, earlier.period) if earlier else None
    return Gathered(round_, table, dashboard, changed, before, timezone.now())


def _statuses(round_: FollowUpRound) -> dict[UUID, str]:
    return dict(FollowUp.objects.counted().filter(round=round_).values_list("line", "status"))
