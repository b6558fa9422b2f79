"""The figures of a dashboard and the sentence that says how it goes, computed here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from activities.models import Activity
from andts.lib.swedish import counted, day_text
from followup.filters import RoundFilter
from followup.models import FollowUp
from followup.tallies import NOBODY, Group, Row, Tally, percent, percent_text


@dataclass(frozen=True)
class Figure:
    """A number of activities and the query that shows them. `share` is of all of them, where that says something."""

    name: str
    label: str
    number: int
    query: str
    share: Decimal | None = None
    is_urgent: bool = False

    @property
    def share_text(self) -> str:
        return percent_text(self.share) if self.share is not None else ""


def figures(whole: Tally, narrowed: RoundFilter, changed: int | None, since: datetime | None) -> list[Figure]:
    unreviewed = "Inte granskade" if narrowed.is_over else "Att granska"
    found = [
        Figure("aktiviteter", "Aktiviteter", whole.total, narrowed.query),
        _figure("genomforda", "Genomförda", whole.done, whole, narrowed.narrower(status="done")),
        Figure("sena", "Sena", whole.late, narrowed.narrower(svar="sena"), is_urgent=whole.late > 0),
        _unanswered(whole, narrowed),
        Figure("att_granska", unreviewed, whole.submitted, narrowed.narrower(granskning="submitted")),
        _figure("godkanda", "Godkända", whole.approved, whole, narrowed.narrower(granskning="approved")),
    ]
    # Without a visit before nothing can have changed.
    if since is not None:
        label = f"Ändrade sedan {day_text(timezone.localdate(since))}"
        found.append(Figure("andrade", label, changed or 0, narrowed.narrower(andrat=since.isoformat())))
    return found


def _unanswered(whole: Tally, narrowed: RoundFilter) -> Figure:
    # Of what is over late and not late are the same: nobody has answered.
    if narrowed.is_over:
        return Figure("saknas", "Saknar svar", whole.unanswered, narrowed.narrower(svar="saknas"))
    return Figure("vantar", "Väntar på svar", whole.waiting, narrowed.narrower(svar="vantar"))


def _figure(name: str, label: str, number: int, whole: Tally, query: str) -> Figure:
    return Figure(name, label, number, query, percent(number, whole.total))


def sentence(whole: Tally, actors: Sequence[Group], *, is_narrowed: bool = False, is_over: bool = False) -> str:
    """How it goes: "38 av 58 aktiviteter är genomförda; 6 är sena, flest hos Polisen." When it `is_over` nothing is
    waited for, and late is told as what it then means: for a nämnd "sena" beside "försenade" is a riddle."""
    if not whole.total:
        return "Inga aktiviteter passar urvalet." if is_narrowed else "Det finns inga aktiviteter att följa upp."
    where = " i urvalet" if is_narrowed else ""
    if whole.done == whole.total and not whole.unanswered:
        return f"Aktiviteten{where} är genomförd." if whole.total == 1 else f"{_all(whole.total)}{where} är genomförda."
    nobody = "Ingen har svarat" if is_over else "Ingen har svarat än"
    said = nobody if not whole.known and not whole.answered else _done(whole, where)
    return f"{said}; {_missing(whole, actors, is_over=is_over)}." if whole.unanswered else f"{said}. Alla har svarat."


def _all(number: int) -> str:
    return "Båda aktiviteterna" if number == 2 else f"Alla {number} aktiviteter"


def _done(whole: Tally, where: str) -> str:
    if whole.total == 1:
        return f"Aktiviteten{where} är {'' if whole.done else 'inte '}genomförd"
    number = "Ingen" if not whole.done else str(whole.done)
    return f"{number} av {whole.total} aktiviteter{where} är {'genomförda' if whole.done > 1 else 'genomförd'}"


def _missing(whole: Tally, actors: Sequence[Group], *, is_over: bool) -> str:
    # What is late and whose, else what is waited for.
    unanswered = counted(whole.unanswered, "aktivitet", "aktiviteter")
    if is_over:
        # Whose is told of what was late; what was closed before its last day was not.
        return f"{unanswered} saknar svar{_whose(whole, actors) if whole.late == whole.unanswered else ''}"
    if not whole.late:
        return f"{unanswered} väntar på svar"
    return f"{whole.late} är {'sen' if whole.late == 1 else 'sena'}{_whose(whole, actors)}"


def _whose(whole: Tally, actors: Sequence[Group]) -> str:
    late = [group for group in actors if group.tally.late]
    # Nobody is pointed out where two share the first place, or where nobody is responsible for most.
    if not late or late[0].label == NOBODY:
        return ""
    if len(late) == 1:
        return f", {'alla ' if whole.late > 1 else ''}hos {late[0].label}"
    return f", flest hos {late[0].label}" if late[0].tally.late > late[1].tally.late else ""


@dataclass(frozen=True)
class AnswerCount:
    """Answers asked for, one for each who is responsible for an activity, and those given."""

    asked: int
    answered: int

    @property
    def unanswered(self) -> int:
        return self.asked - self.answered


def count_answers(follow_ups: Iterable[FollowUp]) -> AnswerCount:
    """Of follow-ups with their present answers fetched; those taken out of the plan are left out."""
    counted = [follow_up for follow_up in follow_ups if follow_up.removed_at is None]
    given = [answer.is_given for follow_up in counted for answer in follow_up.answers.all()]
    return AnswerCount(len(given), sum(given))


def to_account_for(rows: Iterable[Row]) -> int:
    # One that is both counts once.
    return sum(row.is_late or row.is_missed or row.status == Activity.Status.DELAYED for row in rows)


@dataclass(frozen=True)
class Moved:
    """What has another status than in the round before, `since`. An activity is known from round to round by its line.

    Compared are those that have a status now; `before` is "" where nobody answered then. `new` were not in the round
    before; `gone` were, and are followed up no more.
    """

    since: str
    rows: list[tuple[Row, str]]
    same: int
    new: int
    gone: int

    @property
    def done(self) -> int:
        """Of those that have moved, how many are now carried out."""
        return sum(row.status == Activity.Status.DONE for row, _ in self.rows)

    @property
    def undone(self) -> int:
        """How many were, and are no longer."""
        return sum(before == Activity.Status.DONE for _, before in self.rows)


def moved(rows: Sequence[Row], before: Mapping[UUID, str], since: str) -> Moved:
    """`before` is the status that counted in the round before, by line."""
    known = [row for row in rows if row.status and row.line in before]
    changed = [(row, before[row.line]) for row in known if before[row.line] != row.status]
    lines = {row.line for row in rows}
    return Moved(
        since=since,
        rows=changed,
        same=len(known) - len(changed),
        new=sum(row.line not in before for row in rows),
        gone=sum(line not in lines for line in before),
    )
