"""What figures count: activities in rounds, and how many of them stand where. Pure; no database.

An activity whose follow-up has been taken out of its plan is counted nowhere: such rows are never made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import Protocol
from uuid import UUID

from activities.models import Activity
from andts.lib.swedish import sort_key
from followup.models import FollowUp

Status = Activity.Status
Review = FollowUp.Review
# In the order of the charts: what has come furthest first. "" is that nobody has answered.
STATUSES: tuple[str, ...] = (
    Status.DONE,
    Status.PARTLY_DONE,
    Status.ONGOING,
    Status.DELAYED,
    Status.NOT_STARTED,
    Status.CANCELLED,
    "",
)
LABELS = {**{str(value): label for value, label in Status.choices}, "": "Inget svar"}
NOBODY = "Utan ansvarig"
# In addresses, of who answers, of status and of headings: none.
NONE = "utan"


@dataclass(frozen=True)
class Asked:
    """One who answers for an activity; without an actor it is the plan's own answer."""

    actor: int | None
    name: str
    unit: int | None
    answered_at: datetime | None

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None


@dataclass(frozen=True)
class Then:
    """How an activity stood at the reader's last visit, and whether its thread has gone on since; what has come since
    then stood nowhere."""

    status: str = ""
    review: str = Review.UNANSWERED
    has_comments: bool = False


@dataclass(frozen=True)
class Row:
    """One activity in one round. `is_past`: the last day to answer had gone when the round was closed, or has by now.

    `then` is what it is compared with, where what has changed has been asked for.
    """

    pk: int
    round: int
    plan: int
    plan_title: str
    line: UUID
    title: str
    number: str
    node: int | None
    status: str
    review: str
    is_past: bool
    asked: tuple[Asked, ...]
    # Its round is closed: nobody is waited for.
    is_over: bool = False
    then: Then | None = None

    @property
    def is_answered(self) -> bool:
        # By everyone who is asked.
        return all(asked.is_answered for asked in self.asked)

    @property
    def is_late(self) -> bool:
        # "Sen": unanswered after the last day. It is no status.
        return self.is_past and not self.is_answered

    @property
    def is_missed(self) -> bool:
        # Its round was closed without it, before the last day or after.
        return self.is_over and not self.is_answered

    @property
    def answer_text(self) -> str:
        if self.is_answered:
            return "Alla har svarat"
        if self.is_late:
            return "Sen"
        return "Saknar svar" if self.is_missed else "Väntar på svar"

    @property
    def status_label(self) -> str:
        return LABELS[self.status]

    def has_changed(self, since: datetime) -> bool:
        # What somebody answered or said, besides its status and its review.
        is_new = any(asked.answered_at and asked.answered_at > since for asked in self.asked)
        return is_new or bool(self.then and self.then != Then(self.status, self.review))

    def asked_only(self, holds: Callable[[Asked], bool]) -> Row | None:
        """As those of whom it holds see it; None when nobody is."""
        left = tuple(filter(holds, self.asked))
        return replace(self, asked=left) if left else None


class Counted(Protocol):
    """What a tally asks of each."""

    @property
    def status(self) -> str: ...
    @property
    def review(self) -> str: ...
    @property
    def is_answered(self) -> bool: ...
    @property
    def is_late(self) -> bool: ...


@dataclass(frozen=True)
class Tally:
    """How many activities there are, and how many stand where."""

    total: int
    by_status: dict[str, int]
    answered: int
    approved: int
    submitted: int
    late: int

    @property
    def unanswered(self) -> int:
        # Somebody's answer is missing.
        return self.total - self.answered

    @property
    def waiting(self) -> int:
        # There still is time.
        return self.unanswered - self.late

    @property
    def done(self) -> int:
        return self.by_status[Status.DONE]

    @property
    def known(self) -> int:
        # Somebody has answered, or the samordnare has said what counts.
        return self.total - self.by_status[""]

    def percent(self, status: str) -> Decimal | None:
        return percent(self.by_status[status], self.total)

    def valid_percent(self, status: str) -> Decimal | None:
        """Of those with a status ("valid procent"); None for those without one."""
        return percent(self.by_status[status], self.known) if status else None


def percent(part: int, whole: int) -> Decimal | None:
    """With one decimal, halves upwards; None where there is nothing to be a part of."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def percent_text(share: Decimal | None) -> str:
    """66,7 %; a dash where there is nothing to be a part of."""
    return "–" if share is None else f"{share}\u00a0%".replace(".", ",")


# What a tally asks of each, once: thousands of rows come to a few dozen of these.
_facts = attrgetter("status", "review", "is_answered", "is_late")


def tally(rows: Iterable[Counted]) -> Tally:
    alike = Counter(map(_facts, rows))
    by_status = dict.fromkeys(STATUSES, 0)
    for (status, *_), number in alike.items():
        by_status[status] += number
    return Tally(
        total=alike.total(),
        by_status=by_status,
        answered=sum(number for (_, _, is_answered, _), number in alike.items() if is_answered),
        approved=sum(number for (_, review, _, _), number in alike.items() if review == Review.APPROVED),
        submitted=sum(number for (_, review, _, _), number in alike.items() if review == Review.SUBMITTED),
        late=sum(number for (_, _, _, is_late), number in alike.items() if is_late),
    )


@dataclass(frozen=True)
class Group:
    """Activities that have something in common. `chosen` is what the filter is given to show them; `level` from 1."""

    label: str
    tally: Tally
    chosen: dict[str, str]
    level: int = 1
    query: str = ""

    @property
    def late(self) -> int:
        return self.tally.late

    @property
    def waiting(self) -> int:
        return self.tally.waiting


def by_actor(rows: Sequence[Row]) -> list[Group]:
    """An activity counts once for each who answers for it, and is answered when that one has; the latest first."""
    names = {asked.actor: asked.name for row in rows for asked in row.asked}
    groups = [
        Group(name or NOBODY, tally(_of(rows, actor)), {"ansvarig": str(actor or NONE)})
        for actor, name in names.items()
    ]
    return sorted(groups, key=lambda group: (-group.tally.late, -group.tally.unanswered, sort_key(group.label)))


def _of(rows: Iterable[Row], actor: int | None) -> list[Row]:
    return [own for row in rows if (own := row.asked_only(lambda asked: asked.actor == actor))]
